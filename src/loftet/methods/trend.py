"""Trends: the growth of a score against the growth that a target year asks for."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from loftet.methods.columns import choose
from loftet.methods.lines import theil_sen_lines
from loftet.methods.rules import TrendRule
from loftet.methods.verdicts import Trend


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A growth and where it starts and ends: years and scores, and points per year; NaN = no trend."""

    first_year: xr.DataArray
    last_year: xr.DataArray
    first_score: xr.DataArray
    last_score: xr.DataArray
    growth: xr.DataArray


def in_window(series: xr.DataArray, begin: xr.DataArray, end: xr.DataArray, last_year: int) -> xr.DataArray:
    """Select the scores from `begin` to `end` and not after `last_year`; the others become NaN.

    Shapes: `series` place × indicator × year, `begin` and `end` indicator (NaN = no limit). Errors: none.

    >>> series = xr.DataArray([[[1.0, 2.0, 3.0]]], dims=("place", "indicator", "year"),
    ...                       coords={"year": [2015, 2016, 2017]})
    >>> in_window(series, xr.DataArray([2016.0], dims="indicator"),
    ...           xr.DataArray([np.nan], dims="indicator"), 2030).values.ravel()
    array([nan,  2.,  3.])
    """
    years = series["year"]
    inside = ~(years < begin) & ~(years > end) & (years <= last_year)
    return series.where(inside)


def two_point(series: xr.DataArray) -> TrendLine:
    """Draw a line from the first to the last year with a score: g = (s₁ − s₀)/(y₁ − y₀).

    Shapes: `series` place × indicator × year, years ascending; the parts of the line place × indicator.
    Units: unclipped, unrounded scores; points per year. Errors: none; one year only gives no growth.
    Source: Sachs et al. (2019), Sustainable Development Report, technical annex.

    >>> series = xr.DataArray([[[40.0, np.nan, 46.0]]], dims=("place", "indicator", "year"),
    ...                       coords={"year": [2015, 2016, 2018]})
    >>> two_point(series).growth.item()
    2.0
    """
    present = series.notnull()
    first, last = (
        present.argmax("year"),
        series.sizes["year"] - 1 - present.isel(year=slice(None, None, -1)).argmax("year"),
    )
    ends = []
    for at in (first, last):
        year = xr.DataArray(series["year"].values.astype(float)[at.values], at.coords, at.dims)
        ends.append((year, series.isel(year=at).drop_vars("year")))
    (year0, score0), (year1, score1) = ends
    span = (year1 - year0).where(year1 > year0)
    return TrendLine(year0, year1, score0, score1, (score1 - score0) / span)


def theil_sen(series: xr.DataArray, level: float) -> tuple[TrendLine, xr.DataArray, xr.DataArray]:
    """Draw the line of the median pairwise slope, with an interval of the slope.

    Shapes: `series` place × indicator × year; the parts of the line and both ends of the interval
    place × indicator. Units: unclipped, unrounded scores; points per year.
    Formula: slope, intercept (separate medians) and interval as `scipy.stats.theilslopes(y, x, alpha=level)`;
    the line's scores at the first and the last year present. Errors: none; fewer than 5 years give no growth.
    Source: Sen (1968), Journal of the American Statistical Association 63, 1379–1389.

    >>> series = xr.DataArray([[[10.0, 12.0, 14.0, 16.0, 30.0]]], dims=("place", "indicator", "year"),
    ...                       coords={"year": [2015, 2016, 2017, 2018, 2019]})
    >>> line, low, high = theil_sen(series, 0.9)
    >>> line.growth.item(), line.first_score.item(), line.last_score.item(), low.item(), high.item()
    (2.0, 10.0, 18.0, 2.0, 8.0)
    """
    cells = np.ascontiguousarray(series.values).reshape(-1, series.sizes["year"])
    result = theil_sen_lines(cells, series["year"].values.astype(float), level)
    frame = series.isel(year=0, drop=True)
    parts = [frame.copy(data=part.reshape(frame.shape)) for part in result]
    return TrendLine(*parts[:5]), parts[5], parts[6]


def verdict(line: TrendLine, growth: xr.DataArray, goal: xr.DataArray, rule: TrendRule) -> xr.DataArray:
    """Classify growth: on_track, improving, stagnating or worsening.

    Shapes: the line and `growth` place × indicator, `goal` indicator (the score to reach; NaN = no trend);
    the result holds `Trend` numbers. Formula: need = (s_goal − s₀)/(target_year − y₀); on_track when
    s₁ ≥ s_goal or g ≥ need, improving when g ≥ 0.5·need, stagnating when g ≥ 0, else worsening (the
    shares are the rule's cuts). A target year not after y₁ gives no trend. Errors: none.
    Source: Sachs et al. (2019), Sustainable Development Report, technical annex.

    >>> def one(number): return xr.DataArray([[number]], dims=("place", "indicator"))
    >>> line = TrendLine(one(2010.0), one(2018.0), one(40.0), one(56.0), one(2.0))
    >>> Trend(verdict(line, line.growth, xr.DataArray([80.0], dims="indicator"), TrendRule()).item()).word
    'on_track'
    """
    need = (goal - line.first_score) / (rule.target_year - line.first_year)
    on_track, improving, stagnating = (growth >= cut * need for cut in rule.cuts)
    judged = choose(stagnating, Trend.STAGNATING, Trend.WORSENING)
    judged = judged.where(~improving, Trend.IMPROVING)
    judged = judged.where(~(on_track | (line.last_score >= goal)), Trend.ON_TRACK)
    known = growth.notnull() & goal.notnull() & (line.last_year < rule.target_year)
    numbers = judged.where(known, Trend.NONE).astype(np.int8)
    return numbers.transpose(*growth.dims)


def unclear(worst: xr.DataArray, best: xr.DataArray, judged: xr.DataArray) -> xr.DataArray:
    """Call a trend unclear when its interval holds both a worsening and an on-track slope.

    Shapes: all of one shape, `Trend` numbers: the verdicts on the interval's ends and on the slope itself.
    Errors: none.

    >>> ends = [xr.DataArray([number]) for number in (Trend.WORSENING, Trend.ON_TRACK, Trend.STAGNATING)]
    >>> Trend(unclear(*ends).item()).word
    'unclear'
    """
    both = (worst == Trend.WORSENING) & (best == Trend.ON_TRACK)
    return judged.where(~both, np.int8(Trend.UNCLEAR))
