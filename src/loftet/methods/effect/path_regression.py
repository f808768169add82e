"""The expected from a place's path before: a regression over the places that are never treated."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.methods.effect.pooled_scale import pooled_scale

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

TUNED = 4  # degrees of freedom of a scale beyond the years before: chosen on simulated panels
PLACES_A_SHAPE = 4  # never-treated places for each shape of a path that the regression uses
ROUNDING = 1e-10  # of the largest value: no scale is smaller


@dataclass(frozen=True, slots=True)
class PathGaps:
    """Observed less expected, place × year, and the scale and the leverage of each place.

    Years before are predicted from the other years before, years after from all of them. Of a never-treated
    place the gaps are those of a fit without it.
    """

    gaps: Floats
    scale: Floats
    leverage: Floats
    spread: Floats

    def after(self, before: Mask) -> Floats:
        """Return the mean gap of each place over the years after."""
        return np.asarray(self.gaps[:, ~before].mean(axis=1))


def path_gaps(values: Floats, never: Mask, before: Mask) -> PathGaps:
    """Return the gap of every place in every year.

    Shapes: `values` place × year, `never` place, `before` year; at least two never-treated places and three
    years before. Units: those of the values. Formula: b = mean before; x = the path before less b, in shapes
    (constant-free cosines); least squares of the value less b on x over never-treated places; the gap of a
    never-treated place is its leave-one-out residual. s² = mean squared gap of years before, each predicted
    from the others; scale = pooled s. Errors: none; with few places only the slowest shapes are used.

    >>> flat = np.array([[1.0, 1.0, 1.0, 1.0], [2.0, 2.0, 2.0, 2.0], [5.0, 5.0, 5.0, 8.0]])
    >>> path_gaps(flat, np.array([True, True, False]), np.arange(4) < 3).gaps[2].tolist()
    [0.0, 0.0, 0.0, 3.0]
    """
    years = np.flatnonzero(before)
    gaps = np.empty_like(values)
    gaps[:, ~before], leverage = _residuals(values[:, years], values[:, ~before], never)
    for year in years:
        others = years[years != year]
        gaps[:, [year]] = _residuals(values[:, others], values[:, [year]], never)[0]
    spread = np.asarray((gaps[:, years] ** 2).mean(axis=1))
    scale = pooled_scale(spread, spread[never], years.size + TUNED)
    least = ROUNDING * float(np.abs(values).max())
    return PathGaps(gaps, np.maximum(scale, least), leverage, np.sqrt(spread))


def _residuals(path: Floats, later: Floats, never: Mask) -> tuple[Floats, Floats]:
    """Return what the paths leave unexplained, and the leverage of each place on a fit without it."""
    level = path.mean(axis=1, keepdims=True)
    shapes = (path - level) @ _shapes(path.shape[1], int(never.sum()))
    unit = float(np.abs(shapes[never]).max(initial=0.0)) or 1.0  # whatever the values are counted in
    ways = np.hstack([np.ones((len(path), 1)), shapes / unit])
    basis, sizes, turn = np.linalg.svd(ways[never], full_matrices=False)
    kept = sizes > ROUNDING * sizes[0]
    scores = ways @ turn[kept].T / sizes[kept]
    own = np.where(never, np.einsum("ij,ij->i", scores, scores), 0.0)
    left_out = 1 / np.maximum(1 - own, ROUNDING)
    rest = later - level
    fitted = scores @ (basis[:, kept].T @ rest[never])
    leverage = np.einsum("ij,ij->i", scores, scores) * left_out
    return (rest - fitted) * left_out[:, None], leverage


def _shapes(years: int, places: int) -> Floats:
    """Return the cosines of a path, slowest first: all of them, or as many as the places can carry."""
    count = max(min(years - 1, places // PLACES_A_SHAPE - 1), 0)
    angle = np.pi * (np.arange(years)[:, None] + 0.5) * np.arange(1, count + 1) / years
    return np.asarray(np.cos(angle) * np.sqrt(2 / years))
