"""The score of every year and the trend it makes, by blocks of places: each place grows by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import xarray as xr

from loftet.editions.arrays import Arrays
from loftet.editions.scores import IndicatorScores
from loftet.methods.bounds import Bounds
from loftet.methods.colour import BANDS, Thresholds
from loftet.methods.normalise import goalposts
from loftet.methods.rules import IndicatorColour, Method, Toward, TrendKind
from loftet.methods.trend import in_window, theil_sen, two_point, unclear, verdict
from loftet.methods.uncertainty.replicate import Workers
from loftet.methods.values import distance_from_ideal

PLACES_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Growth:
    """The unclipped, unrounded goalposts score (place × indicator × year), and `Trend` numbers."""

    series: xr.DataArray
    trend: xr.DataArray


@dataclass(frozen=True, slots=True)
class _Known:
    """The targets that every block of places is compared with, by indicator; `goal` is the score to reach."""

    ideal_low: xr.DataArray
    ideal_high: xr.DataArray
    trend_from: xr.DataArray
    trend_to: xr.DataArray
    bounds: Bounds
    goal: xr.DataArray
    method: Method
    year: int


def growth(
    arrays: Arrays,
    scores: IndicatorScores,
    thresholds: Thresholds,
    method: Method,
    year: int,
    workers: Workers,
) -> Growth:
    """Classify the growth of every indicator's score, up to year Y."""
    judge = judge_of(arrays, scores.bounds, thresholds, method, year)
    number = arrays.value.sizes["place"]
    blocks = [
        arrays.value.isel(place=slice(begin, begin + PLACES_AT_ONCE))
        for begin in range(0, number, PLACES_AT_ONCE)
    ]
    done = workers(judge, blocks)
    return Growth(
        arrays.value.copy(data=np.concatenate([block.series.values for block in done])),
        scores.score.copy(data=np.concatenate([block.trend.values for block in done])),
    )


def judge_of(
    arrays: Arrays, bounds: Bounds, thresholds: Thresholds, method: Method, year: int
) -> Callable[[xr.DataArray], Growth]:
    """Return the function that judges a block of places.

    It carries all that it needs, and can be sent away.
    """
    known = _Known(
        ideal_low=arrays.ideal_low,
        ideal_high=arrays.ideal_high,
        trend_from=arrays.trend_from,
        trend_to=arrays.trend_to,
        bounds=bounds,
        goal=_score_to_reach(bounds, thresholds, method),
        method=method,
        year=year,
    )
    return partial(_judge, known=known)


def _judge(values: xr.DataArray, known: _Known) -> Growth:
    series = goalposts(distance_from_ideal(values, known.ideal_low, known.ideal_high), known.bounds)
    return Growth(series, _trend(series, known))


def _trend(whole: xr.DataArray, known: _Known) -> xr.DataArray:
    rule = known.method.trend
    series = in_window(whole, known.trend_from, known.trend_to, known.year)
    if not series.sizes["year"]:
        return xr.zeros_like(series.sum("year"), dtype=np.int8)
    if rule.kind is TrendKind.TWO_POINT:
        line = two_point(series)
        return verdict(line, line.growth, known.goal, rule)
    line, low, high = theil_sen(series, known.method.uncertainty.level)
    judged, worst, best = (verdict(line, slope, known.goal, rule) for slope in (line.growth, low, high))
    return unclear(worst, best, judged)


def _score_to_reach(bounds: Bounds, thresholds: Thresholds, method: Method) -> xr.DataArray:
    if method.trend.toward is Toward.UPPER:
        return xr.full_like(thresholds.green, 100.0)
    if method.colour.indicator is IndicatorColour.BANDS:
        return xr.full_like(thresholds.green, BANDS[-1])
    return goalposts(thresholds.green, bounds)
