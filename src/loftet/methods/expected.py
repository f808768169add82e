"""Values that places of a given structure usually have, with limits: size should not look like merit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.methods.columns import Floats, running_total
from loftet.methods.strata import NOWHERE, strata

Flags = NDArray[np.bool_]

# With fewer places a straight line through six characteristics follows chance.
FEWEST = 60
# From this skewness on, positive values are thought of by their ratios.
SKEWED = 1.0


@dataclass(frozen=True, slots=True)
class Expected:
    """The value to expect and its interval, place × indicator, in raw units; NaN = none."""

    value: Floats
    low: Floats
    high: Floats


def expected_values(
    values: Floats, numbers: Floats, ranked: Flags, most: Floats, level: float = 0.9
) -> Expected:
    """Predict the value that a place's structure leads one to expect.

    Shapes: `values` place × indicator (NaN = none), `numbers` place × characteristic in standard deviations
    (NaN = not known, taken as the mean), `ranked` place, `most` indicator: what a value cannot exceed.
    Units: raw.
    Formula: least squares on the characteristics over the ranked places; a ranked place is predicted by the
    others, `y − e/(1 − h)`. Where all values are above 0 and their skewness is 1 or more, logarithms are
    fitted. The interval adds the `level` quantile of |e/(1 − h)| among the places of like size (the
    first characteristic, `strata`), on either side. It is cut at `most` and, where no place is below, at 0.
    Errors: none; fewer than 60 ranked places with a value, or a place of which nothing is known: none.
    Source: Lei et al. (2018), Journal of the American Statistical Association 113, 1094–1111 (the interval).

    >>> size = np.linspace(-2, 2, 81)
    >>> values = (50 + 10 * size + np.tile([-1.0, 0.0, 1.0], 27))[:, None]
    >>> values[40] = 70
    >>> found = expected_values(values, size[:, None], np.ones(81, dtype=bool), np.array([100.0]))
    >>> [round(part[40, 0].item(), 1) for part in (found.value, found.low, found.high)]
    [50.0, 48.7, 51.3]
    """
    known = ~np.isnan(numbers).all(axis=1)
    design = np.column_stack([np.ones(len(numbers)), np.nan_to_num(numbers)])
    size = numbers[:, 0] if numbers.shape[1] else np.full(len(numbers), np.nan)
    classes = strata(np.where(ranked, size, np.nan), np.zeros(len(size)), FEWEST // 2)
    parts = np.full((3, *values.shape), np.nan)
    for at in range(values.shape[1]):
        fitted = ranked & known & ~np.isnan(values[:, at])
        if fitted.sum() >= FEWEST:
            found = _expect(values[:, at], design, fitted, classes, size, level)
            parts[:, known, at] = np.fmin(found, most[at])[:, known]
    return Expected(*parts)


def _expect(
    y: Floats, design: Floats, fitted: Flags, classes: NDArray[np.int64], size: Floats, level: float
) -> Floats:
    among = y[fitted]
    logged = bool(among.min() > 0 and _skewness(among) >= SKEWED)
    scaled = np.log(np.where(fitted, y, 1.0)) if logged else np.where(fitted, y, 0.0)
    predicted, away = _fit(scaled, design, fitted)
    half = _half_widths(away, fitted, classes, size, level)
    ends = np.stack([predicted, predicted - half, predicted + half])
    ends = np.exp(ends) if logged else ends
    return np.maximum(ends, 0.0) if among.min() >= 0 else ends


def _fit(y: Floats, design: Floats, fitted: Flags) -> tuple[Floats, Floats]:
    """Predict every place, the fitted ones each without itself; and give how far those were away."""
    x, own = design[fitted], y[fitted]
    gram = running_total(x[:, :, None] * x[:, None, :], axis=0)
    inverse = np.linalg.pinv(gram, rcond=1e-10, hermitian=True)
    slopes = (inverse * running_total(x * own[:, None], axis=0)).sum(axis=1)
    predicted = (design * slopes).sum(axis=1)
    leverage = ((x[:, :, None] * inverse).sum(axis=1) * x).sum(axis=1)
    away = np.full(len(y), np.nan)
    away[fitted] = (own - predicted[fitted]) / np.maximum(1 - leverage, 1e-6)
    return np.where(fitted, y - np.nan_to_num(away), predicted), away


def _half_widths(
    away: Floats, fitted: Flags, classes: NDArray[np.int64], size: Floats, level: float
) -> Floats:
    """Return the quantile of the misses in each place's class of size; outside all of them, the nearest's."""
    widths = np.full(len(away), np.nan)
    for one in np.unique(classes[classes > NOWHERE]):
        misses = np.abs(away[fitted & (classes == one)])
        if misses.size:
            share = min(np.ceil((misses.size + 1) * level) / misses.size, 1.0)
            widths[classes == one] = np.quantile(misses, share, method="inverted_cdf")
    there = np.flatnonzero(~np.isnan(widths))
    for place in np.flatnonzero(np.isnan(widths) & ~np.isnan(size)):
        widths[place] = widths[there[np.abs(size[there] - size[place]).argmin()]]
    return widths


def _skewness(x: Floats) -> float:
    centred = x - x.mean()
    spread = np.sqrt((centred**2).mean())
    return float((centred**3).mean() / spread**3) if spread > 0 else 0.0
