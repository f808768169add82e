"""Synthetic control on outcomes, with placebos over all places that are never treated."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from loftet.methods.effect.panel import Panel
from loftet.methods.effect.simplex import simplex_weights

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Positions = NDArray[np.int64]

PERFECT = 1e-6  # of a place's own spread: a fit before that is nearer has no ratio


class DonorPool(StrEnum):
    """The choice of donors for placebos: with or without the treated place."""

    WITH_TREATED = "with-treated"
    WITHOUT_TREATED = "without-treated"


@dataclass(frozen=True, slots=True)
class Fit:
    """A place beside the mix of its donors: `gaps` observed less mix, `before` the years of the fit."""

    place: int
    donors: Positions
    weights: Floats
    gaps: Floats
    before: Mask
    spread: float

    @property
    def pre_rmspe(self) -> float:
        """Return the root mean square of the gaps before."""
        return float(np.sqrt(np.mean(self.gaps[self.before] ** 2)))

    @property
    def post_rmspe(self) -> float:
        """Return the root mean square of the gaps after; NaN where there is no year after."""
        after = self.gaps[~self.before]
        return float(np.sqrt(np.mean(after**2))) if after.size else np.nan

    @property
    def ratio(self) -> float:
        """Return post over pre; NaN where the fit is perfect or there is no year after."""
        pre = self.pre_rmspe
        return self.post_rmspe / pre if pre > 0 and pre >= PERFECT * self.spread else np.nan

    @property
    def mean_gap(self) -> float:
        """Return the mean gap after; NaN where there is no year after."""
        after = self.gaps[~self.before]
        return float(after.mean()) if after.size else np.nan


def fit_place(values: Floats, place: int, donors: Positions, before: Mask) -> Fit:
    """Return the fit of a place: the nearest mix of donors.

    Shapes: `values` place × year, `donors` positions, `before` year. Units: those of the values.
    Formula: gap = y_it − Σ_j w_j y_jt with the weights of `simplex_weights` on the years before.
    Errors: ValueError without a donor.

    >>> values = np.array([[1.0, 2.0, 9.0], [0.0, 1.0, 2.0], [2.0, 3.0, 4.0]])
    >>> fit_place(values, 0, np.array([1, 2]), np.array([True, True, False])).gaps.round(9).tolist()
    [0.0, 0.0, 6.0]
    """
    weights = simplex_weights(values[donors][:, before], values[place, before])
    gaps = (values[place] - values[donors].T @ weights).astype(float)
    return Fit(place, donors, weights, gaps, before, float(values[place, before].std()))


@dataclass(frozen=True, slots=True)
class Placebos:
    """The fits of all never-treated places as though they were treated from a start."""

    start: float
    fits: tuple[Fit, ...]

    def rank(self, ratio: float) -> tuple[int, int] | None:
        """Return rank and number of a ratio among those that have one; None where it has none."""
        if np.isnan(ratio):
            return None
        others = np.array([fit.ratio for fit in self.fits])
        return 1 + int((others > ratio).sum()), 1 + int((~np.isnan(others)).sum())


def sums_of_squares(fits: Sequence[Fit]) -> Floats:
    """Return the sums that pooled ratios need.

    Shapes: fit × 5: squares and years before, squares and years after, squares of the spread before.
    Units: squares of the values. Errors: none.
    """
    return np.array(
        [
            (
                np.sum(fit.gaps[fit.before] ** 2),
                fit.before.sum(),
                np.sum(fit.gaps[~fit.before] ** 2),
                (~fit.before).sum(),
                fit.before.sum() * fit.spread**2,
            )
            for fit in fits
        ]
    )


def pooled_ratios(sums: Floats) -> Floats:
    """Return post over pre of added sums of squares; NaN where the fit before is perfect.

    Shapes: `sums` row × 5; the result is row. Errors: none.

    >>> pooled_ratios(np.array([[4.0, 4, 9.0, 1, 40.0], [0.0, 4, 9.0, 1, 40.0]]))
    array([ 3., nan])
    """
    before, years, after, later, spread = sums.T
    told = (before > 0) & (before >= PERFECT**2 * spread)
    return np.asarray(np.sqrt(after / later / np.where(told, before / years, np.nan)))


def fit_treated(panel: Panel) -> tuple[Fit, ...]:
    """Return the fit of every treated place with the never-treated ones as donors."""
    return tuple(
        fit_place(panel.values, int(at), panel.never, panel.before(panel.treated_from[at]))
        for at in panel.treated
    )


def fit_placebos(panel: Panel, start: float, pool: DonorPool) -> Placebos:
    """Return the fit of every never-treated place as though it were treated from a start.

    Its donors are the other never-treated places and, where the pool has them, those treated from that start.
    """
    extra = panel.starting(start) if pool is DonorPool.WITH_TREATED else panel.never[:0]
    before = panel.before(start)
    fits = (
        fit_place(panel.values, int(at), np.sort(np.append(panel.never[panel.never != at], extra)), before)
        for at in panel.never
    )
    return Placebos(start, tuple(fits))
