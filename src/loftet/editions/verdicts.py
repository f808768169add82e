"""Colours and trends of a study's indicators and goals, all from raw values."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from loftet.editions.arrays import Arrays
from loftet.editions.scores import IndicatorScores
from loftet.methods.colour import (
    BANDS,
    Thresholds,
    by_bands,
    by_thresholds,
    first_yardstick,
    goal_colours,
    quartiles,
    rescale,
    rescale_bands,
    stated_thresholds,
)
from loftet.methods.columns import choose
from loftet.methods.normalise import goalposts
from loftet.methods.rules import GoalColour, IndicatorColour, Method, Toward, TrendKind
from loftet.methods.trend import in_window, theil_sen, two_point, unclear, verdict
from loftet.methods.verdicts import Colour


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours of indicators and goals as numbers, the thresholds, and what coloured each goal (0, 1, 2)."""

    thresholds: Thresholds
    indicator: xr.DataArray
    goal: xr.DataArray
    yardstick: xr.DataArray


def colours(scores: IndicatorScores, arrays: Arrays, method: Method) -> Colours:
    """Colour the indicators that apply, and the goals by them."""
    thresholds = _thresholds(scores, arrays)
    if method.colour.indicator is IndicatorColour.BANDS:
        unclipped = goalposts(scores.x, scores.bounds)
        own, rescaled = by_bands(unclipped), rescale_bands(unclipped)
        colourable = scores.bounds.lower.notnull() & scores.bounds.upper.notnull()
    else:
        own = by_thresholds(scores.x, arrays.direction, scores.bounds.lower, thresholds)
        rescaled = rescale(scores.x, arrays.direction, scores.bounds, thresholds)
        parts = (scores.bounds.lower, thresholds.red, thresholds.green, scores.bounds.upper)
        colourable = sum(parts[1:], parts[0]).notnull()
    counted = arrays.applies & colourable
    by_target, by_comparison = (
        goal_colours(rescaled, counted & chosen, arrays.membership, method.colour)
        for chosen in (~arrays.comparison, arrays.comparison)
    )
    yardstick = first_yardstick(by_target, by_comparison)
    short = choose((by_target == Colour.GREY) | (by_comparison == Colour.GREY), Colour.GREY, Colour.NONE)
    goal = choose(yardstick == 1, by_target, choose(yardstick == 2, by_comparison, short))
    if method.colour.goal is GoalColour.NONE:
        goal, yardstick = xr.zeros_like(goal), xr.zeros_like(yardstick)
    return Colours(thresholds, own.where(arrays.applies, np.int8(Colour.NONE)), goal, yardstick)


def _thresholds(scores: IndicatorScores, arrays: Arrays) -> Thresholds:
    stated = stated_thresholds(arrays.red, arrays.green)
    if not arrays.comparison.any():
        return stated
    found = quartiles(scores.x, arrays.direction, arrays.ranked)
    red, yellow, green = (
        choose(arrays.comparison, theirs, ours)
        for theirs, ours in (
            (found.red, stated.red),
            (found.yellow, stated.yellow),
            (found.green, stated.green),
        )
    )
    return Thresholds(red, yellow, green)


def trends(
    scores: IndicatorScores, thresholds: Thresholds, arrays: Arrays, method: Method, year: int
) -> xr.DataArray:
    """Judge the growth of every indicator's score, up to year Y."""
    rule = method.trend
    series = in_window(scores.series, arrays.trend_from, arrays.trend_to, year)
    if not series.sizes["year"]:
        return xr.zeros_like(scores.score, dtype=np.int8)
    goal = _score_to_reach(scores, thresholds, method)
    if rule.kind is TrendKind.TWO_POINT:
        line = two_point(series)
        return verdict(line, line.growth, goal, rule)
    line, low, high = theil_sen(series, method.uncertainty.level)
    judged, worst, best = (verdict(line, growth, goal, rule) for growth in (line.growth, low, high))
    return unclear(worst, best, judged)


def _score_to_reach(scores: IndicatorScores, thresholds: Thresholds, method: Method) -> xr.DataArray:
    if method.trend.toward is Toward.UPPER:
        return xr.full_like(thresholds.green, 100.0)
    if method.colour.indicator is IndicatorColour.BANDS:
        return xr.full_like(thresholds.green, BANDS[-1])
    return goalposts(thresholds.green, scores.bounds)
