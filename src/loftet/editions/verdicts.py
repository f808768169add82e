"""Colours of a study's indicators and goals, all from raw values."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from loftet.editions.arrays import Arrays
from loftet.editions.scores import IndicatorScores
from loftet.methods.colour import (
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
from loftet.methods.rules import GoalColour, IndicatorColour, Method
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
