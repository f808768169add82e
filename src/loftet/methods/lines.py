"""Lines through series that single years cannot lead astray: median slopes, on plain arrays."""

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST_YEARS = 5
CELLS_AT_ONCE = 20_000
PARTS = 7


def theil_sen_lines(cells: Floats, years: Floats, level: float) -> Floats:
    """Draw the line of the median pairwise slope through every series, with an interval of the slope.

    Shapes: `cells` series × year (NaN = no value), `years` year, ascending; the result is 7 × series: first
    and last year, the line's values there, the slope, and the low and the high end of its interval.
    Units: those of the values, and per year. Formula: slope, intercept (separate medians) and interval as
    `scipy.stats.theilslopes(y, x, alpha=level)`. Errors: none; fewer than 5 years give NaN in all parts.
    Source: Sen (1968), Journal of the American Statistical Association 63, 1379–1389.

    >>> theil_sen_lines(np.array([[10.0, 12, 14, 16, 30]]), np.arange(2015.0, 2020), 0.9)[:, 0].tolist()
    [2015.0, 2019.0, 10.0, 18.0, 2.0, 2.0, 8.0]
    """
    result = np.full((PARTS, len(cells)), np.nan)
    enough = np.flatnonzero(np.sum(~np.isnan(cells), axis=1) >= FEWEST_YEARS)
    for begin in range(0, len(enough), CELLS_AT_ONCE):
        block = enough[begin : begin + CELLS_AT_ONCE]
        result[:, block] = _theil_sen(cells[block], years, level)
    return result


def median_slopes(cells: Floats, years: Floats) -> Floats:
    """Return the median pairwise slope of every series, and nothing else.

    Shapes: `cells` series × year (NaN = no value), `years` year; the result is series. Units: per year.
    Errors: none; fewer than 5 years give NaN.

    >>> median_slopes(np.array([[10.0, 12, 14, 16, 30]]), np.arange(2015.0, 2020)).tolist()
    [2.0]
    """
    result = np.full(len(cells), np.nan)
    enough = np.flatnonzero(np.sum(~np.isnan(cells), axis=1) >= FEWEST_YEARS)
    for begin in range(0, len(enough), CELLS_AT_ONCE):
        block = enough[begin : begin + CELLS_AT_ONCE]
        slopes, pairs = _pairwise(cells[block], years)
        result[block] = _median(slopes, pairs)
    return result


def _pairwise(cells: Floats, years: Floats) -> tuple[Floats, NDArray[np.int64]]:
    earlier, later = np.triu_indices(len(years), k=1)
    slopes = np.sort((cells[:, later] - cells[:, earlier]) / (years[later] - years[earlier]), axis=1)
    return slopes, np.sum(~np.isnan(slopes), axis=1)


def _theil_sen(cells: Floats, years: Floats, level: float) -> Floats:
    slopes, pairs = _pairwise(cells, years)
    growth = _median(slopes, pairs)
    present = ~np.isnan(cells)
    number = present.sum(axis=1)
    when = np.where(present, years, np.nan)
    start = _median(np.sort(cells, axis=1), number) - growth * _median(np.sort(when, axis=1), number)
    first, last = np.nanmin(when, axis=1), np.nanmax(when, axis=1)
    low, high = _slope_interval(slopes, pairs, cells, number, level)
    return np.stack([first, last, start + growth * first, start + growth * last, growth, low, high])


def _median(ascending: Floats, number: NDArray[np.int64]) -> Floats:
    rows = np.arange(len(ascending))
    median: Floats = (ascending[rows, (number - 1) // 2] + ascending[rows, number // 2]) / 2
    return median


def _slope_interval(
    slopes: Floats, pairs: NDArray[np.int64], cells: Floats, number: NDArray[np.int64], level: float
) -> tuple[Floats, Floats]:
    # scipy takes a level and its complement for the same thing.
    tail = min(level, 1 - level)
    z = NormalDist().inv_cdf(tail / 2)
    tied = np.sum(cells[:, :, None] == cells[:, None, :], axis=2)
    correction = np.sum(np.where(tied > 1, (tied - 1) * (2 * tied + 5), 0), axis=1)
    sigma = np.sqrt(np.maximum((number * (number - 1) * (2 * number + 5) - correction) / 18, 0))
    upper = np.minimum(np.round((pairs - z * sigma) / 2).astype(int), pairs - 1)
    lower = np.maximum(np.round((pairs + z * sigma) / 2).astype(int) - 1, 0)
    rows = np.arange(len(slopes))
    return slopes[rows, lower], slopes[rows, upper]
