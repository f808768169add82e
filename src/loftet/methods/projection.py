"""Projection of a series: its newest value, continued with the part of its pace that is certain."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from loftet.methods.lines import median_slopes
from loftet.methods.series import newest

Floats = NDArray[np.float64]
Group = NDArray[np.int64]

# A pace counts as far as it is beyond two standard errors, and three quarters of that: it hits better than
# all of the pace (docs/reference/coverage.md).
DOUBTS = 2.0
KEPT_PACE = 0.75
# A pace may as well stop as go on: so much of it is added to its doubt.
PACE_CHANGES = 0.25
# The spread of others counts as much as so many steps of the series itself.
STEPS_OF_OTHERS = 2
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Fit:
    """The fitted line of each series, all on the scale of lines; NaN = the series is too short.

    `spread` is the standard deviation of a year's step around the pace, `freedom` its degrees of freedom, and
    `doubt` the standard error of the pace.
    """

    last: Floats
    year: Floats
    pace: Floats
    pace_error: Floats
    spread: Floats
    freedom: Floats

    def take(self, rows: NDArray[np.integer]) -> "Fit":
        """Select some of the series."""
        return Fit(*(getattr(self, part)[rows] for part in self.__slots__))


@dataclass(frozen=True, slots=True)
class Projected:
    """A middle and a scale, by series: the value lies around the middle as Student's t times the scale."""

    middle: Floats
    scale: Floats
    freedom: Floats

    def interval(self, level: float = LEVEL) -> tuple[Floats, Floats]:
        """Return both ends of the interval that holds the value so often."""
        half = self.scale * stdtrit(self.freedom, (1 + level) / 2)
        return self.middle - half, self.middle + half


def fit(cells: Floats, years: Floats, group: Group) -> Fit:
    """Read pace and spread off every series.

    Shapes: `cells` series × year (periods that do not overlap, NaN = no value), `years` year, `group` series:
    the number of the indicator. Units: those of the scale of lines, and per year.
    Formula: pace = median pairwise slope; steps are measured around it, s² = Σ (Δ − pace·Δt)²/Δt over the
    number of steps less one; spread² = ((m − 1)·s² + 2·s²₀)/(m − 1 + 2), with m steps and s²₀ the median
    of s² in the group (the mean where the median is 0): with few years the others tell how much such a figure
    moves, and what has stood still until now may move yet. doubt = spread/√(years from first to last).
    Errors: none; fewer than 5 values give NaN.
    Source: Sen (1968) for the pace; G. K. Smyth (2004), Statistical Applications in Genetics and Molecular
    Biology 3(1), for a spread that leans on the others'.

    >>> cells = np.array([[10.0, 12, 13, 17, 18], [20.0, 22, 24, 26, 28]])
    >>> found = fit(cells, np.arange(2019.0, 2024), np.array([0, 0]))
    >>> found.last.tolist(), found.pace.tolist(), found.spread.round(2).tolist()
    ([18.0, 28.0], [2.0, 2.0], [1.26, 0.63])
    """
    last, year = newest(cells, years)
    pace = median_slopes(cells, years)
    squares, steps = _steps(cells, years, pace)
    known = ~np.isnan(pace)
    own = np.where(known, squares / np.maximum(steps - 1, 1), np.nan)
    freedom = steps - 1 + STEPS_OF_OTHERS
    spread = np.sqrt(((steps - 1) * own + STEPS_OF_OTHERS * _typical(own, group)) / freedom)
    first = np.where(np.isnan(cells), np.inf, years).min(axis=1, initial=np.inf)
    pace_error = spread / np.sqrt(np.where(known, year - first, 1.0))
    return Fit(*(np.where(known, part, np.nan) for part in (last, year, pace, pace_error, spread, freedom)))


def _steps(cells: Floats, years: Floats, pace: Floats) -> tuple[Floats, Floats]:
    """Add up the squared steps around the pace, each for one year, and count them."""
    squares, steps = np.zeros(len(cells)), np.zeros(len(cells))
    before, when = np.full(len(cells), np.nan), np.full(len(cells), np.nan)
    for at, year in enumerate(years):
        here = ~np.isnan(cells[:, at])
        both = here & ~np.isnan(before)
        length = year - when[both]
        off = cells[both, at] - before[both] - pace[both] * length
        squares[both] += np.square(off) / length
        steps[both] += 1
        before[here], when[here] = cells[here, at], year
    return squares, steps


def _typical(own: Floats, group: Group) -> Floats:
    result = np.full(len(own), np.nan)
    order = np.lexsort((own, group))
    order = order[~np.isnan(own[order])]
    if not order.size:
        return result
    cuts = np.flatnonzero(np.diff(group[order])) + 1
    for rows in np.split(order, cuts):
        ascending = own[rows]
        middle = (ascending[(len(rows) - 1) // 2] + ascending[len(rows) // 2]) / 2
        result[rows] = middle or ascending.mean()
    return result


def project(found: Fit, ahead: Floats, widening: Floats) -> Projected:
    """Project every series.

    Shapes: `ahead` series: years after the newest value, `widening` series: the factor that earlier
    projections needed (1 = none). Units: those of the scale of lines.
    Formula: middle = last + ¾·max(0, 1 − (2·doubt/pace)²)·pace·ahead,
    scale = widening · √(spread²·ahead + (doubt² + (¼·pace)²)·ahead²): steps add up, the pace is not known
    exactly, and it may as well stop as go on.
    Errors: none; NaN where the series says nothing.
    Source: a random walk with drift; the pace is damped (E. S. Gardner and E. McKenzie (1985), Management
    Science 31, 1237–1246) and leans towards none (the positive part of W. James and C. Stein (1961)); how
    often it held: docs/reference/coverage.md.

    >>> one = Fit(*(np.array([number]) for number in (18.0, 2023.0, 2.0, 0.5, 1.5, 5.0)))
    >>> projected = project(one, np.array([4.0]), np.array([1.0]))
    >>> projected.middle.item(), round(projected.scale.item(), 6)
    (22.5, 4.123106)
    """
    of_pace = np.square(found.pace_error) + np.square(PACE_CHANGES * found.pace)
    middle = found.last + KEPT_PACE * _sure(found) * found.pace * ahead
    scale = np.sqrt(np.square(found.spread) * ahead + of_pace * np.square(ahead))
    return Projected(middle, widening * scale, found.freedom)


def _sure(found: Fit) -> Floats:
    """Return the part of the pace that is beyond doubt, from 0 to 1."""
    doubted, whole = np.square(DOUBTS * found.pace_error), np.square(found.pace)
    sure: Floats = np.maximum(1 - np.divide(doubted, whole, out=np.ones(len(whole)), where=whole > 0), 0.0)
    return sure


def chance_between(projected: Projected, low: Floats, high: Floats) -> Floats:
    """Return the probability that the value lies between two limits.

    Shapes: `low` and `high` series, NaN = no limit on that side. Units: limits on the scale of lines, the
    result from 0 to 1. Formula: T((high − middle)/scale) − T((low − middle)/scale), T the distribution of
    Student's t. Errors: none; NaN where nothing is projected or neither limit is there.

    >>> one = Projected(np.array([22.0]), np.array([3.6]), np.array([5.0]))
    >>> chance_between(one, np.array([22.0]), np.array([np.nan])).round(6).tolist()
    [0.5]
    """
    below = _up_to(projected, np.where(np.isnan(low), -np.inf, low), closed=False)
    inside = _up_to(projected, np.where(np.isnan(high), np.inf, high), closed=True) - below
    unknown = np.isnan(projected.middle) | (np.isnan(low) & np.isnan(high))
    return np.where(unknown, np.nan, np.clip(inside, 0.0, 1.0))


def _up_to(projected: Projected, limit: Floats, *, closed: bool) -> Floats:
    distance = limit - projected.middle
    sure = projected.scale == 0
    at_most = np.where(distance >= 0, 1.0, 0.0) if closed else np.where(distance > 0, 1.0, 0.0)
    spread_out = stdtr(projected.freedom, distance / np.where(sure, 1.0, projected.scale))
    return np.where(sure, at_most, spread_out)
