"""Series made ready for a line: cut at breaks, and only years that do not overlap."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def since(cells: Floats, years: Floats, begin: Floats, end: Floats) -> Floats:
    """Select the years from `begin` to `end`; the others become NaN.

    Shapes: `cells` series × year, `years` year, `begin` and `end` series (NaN = no limit). Errors: none.

    >>> years, no_limit = np.array([2015.0, 2016, 2017]), np.array([np.nan])
    >>> since(np.array([[1.0, 2.0, 3.0]]), years, np.array([2016.0]), no_limit)
    array([[nan,  2.,  3.]])
    """
    outside = (years < begin[:, None]) | (years > end[:, None])
    return np.where(outside, np.nan, cells)


def apart(cells: Floats, years: Floats, span: NDArray[np.int64]) -> Floats:
    """Thin each series to periods that do not overlap, counted back from its newest.

    Shapes: `cells` series × year, `years` year, ascending, `span` series: how many years each value covers.
    Formula: the newest value stays; of the earlier ones the newest that ends `span` years or more before the
    one kept last, and so on. Errors: none.
    Source: averages that share years share their luck, so they are not so many observations.

    >>> cells, years = np.arange(1.0, 8).reshape(1, -1), np.arange(2018.0, 2025)
    >>> apart(cells, years, np.array([3]))
    array([[ 1., nan, nan,  4., nan, nan,  7.]])
    """
    kept = cells.copy()
    limit = np.full(len(cells), np.inf)
    for at in range(len(years) - 1, -1, -1):
        here = ~np.isnan(cells[:, at]) & (years[at] <= limit)
        kept[~here, at] = np.nan
        limit[here] = years[at] - span[here]
    return kept


def newest(cells: Floats, years: Floats) -> tuple[Floats, Floats]:
    """Return the newest value of each series, and its year.

    Shapes: `cells` series × year, `years` year; both results series, NaN where a series is empty.

    >>> newest(np.array([[1.0, 2.0, np.nan], [np.nan] * 3]), np.array([2015.0, 2016, 2017]))
    (array([ 2., nan]), array([2016.,   nan]))
    """
    present = ~np.isnan(cells)
    at = len(years) - 1 - np.argmax(present[:, ::-1], axis=1)
    some = present.any(axis=1)
    value = np.where(some, cells[np.arange(len(cells)), at], np.nan)
    return value, np.where(some, years[at], np.nan)
