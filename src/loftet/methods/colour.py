"""Colours of indicators and goals: thresholds, bands, and the value 0–3 that goals are coloured by."""

from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from loftet.methods.bounds import Bounds
from loftet.methods.columns import Floats, choose, reduce_places, running_total
from loftet.methods.rules import ColourRule, GoalColour
from loftet.methods.verdicts import Colour

Knot: TypeAlias = Floats | float

BANDS = (33.0, 66.0, 95.0)
BAND_KNOTS = (0.0, 33.0, 66.0, 95.0, 100.0)
RESCALED_KNOTS = (0.0, 1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits where orange, yellow and green begin, per indicator in raw units; NaN = no colour."""

    red: xr.DataArray
    yellow: xr.DataArray
    green: xr.DataArray


def stated_thresholds(red: xr.DataArray, green: xr.DataArray) -> Thresholds:
    """Compute thresholds where yellow begins halfway between a stated red and green: (G + R)/2.

    Shapes: all indicator. Units: raw. Errors: none; NaN where either is missing.

    >>> stated_thresholds(xr.DataArray([10.0], dims="indicator"),
    ...                   xr.DataArray([20.0], dims="indicator")).yellow.item()
    15.0
    """
    return Thresholds(red, (green + red) / 2, green)


def quartiles(x: xr.DataArray, direction: xr.DataArray, ranked: xr.DataArray) -> Thresholds:
    """Compute thresholds from the ranked places: worse quartile, median, better quartile.

    Shapes: `x` place × indicator, `direction` indicator, `ranked` place; results indicator.
    Units: raw. Formula: `numpy.quantile` (linear) at 0.25, 0.5 and 0.75. Errors: none; NaN without values.

    >>> x = xr.DataArray([[v] for v in (1.0, 2, 3, 4, 5)], dims=("place", "indicator"))
    >>> found = quartiles(x, xr.DataArray([-1], dims="indicator"), xr.DataArray([True] * 5, dims="place"))
    >>> found.red.item(), found.yellow.item(), found.green.item()
    (4.0, 3.0, 2.0)
    """
    first, median, third = (
        reduce_places(x, ranked, partial(_linear_quantile, share=share)) for share in (0.25, 0.5, 0.75)
    )
    upwards = direction > 0
    return Thresholds(choose(upwards, first, third), median, choose(upwards, third, first))


def _linear_quantile(ascending: Floats, share: float) -> float:
    return float(np.quantile(ascending, share))


def by_thresholds(
    x: xr.DataArray, direction: xr.DataArray, lower: xr.DataArray, thresholds: Thresholds
) -> xr.DataArray:
    """Colour values: green x ≥ G, yellow from where it begins, orange x ≥ R, else red; sign-adjusted.

    Shapes: `x` place × indicator, the rest indicator; the result holds `Colour` numbers. Units: raw.
    Errors: none; no colour without a value, a red or a green. Worse than lower is red, whatever else holds.
    Source: Sachs et al. (2019), Sustainable Development Report, technical annex.

    >>> def one(number): return xr.DataArray([number], dims="indicator")
    >>> x = xr.DataArray([[2.0], [7.0], [12.0], [20.0]], dims=("place", "indicator"))
    >>> colours = by_thresholds(x, one(-1), one(30.0), Thresholds(one(15.0), one(10.0), one(5.0)))
    >>> [Colour(number).word for number in colours.values.ravel()]
    ['green', 'yellow', 'orange', 'red']
    """
    v = direction * x
    colour = xr.full_like(v, Colour.RED, dtype=np.int8)
    for begins, name in (
        (thresholds.red, Colour.ORANGE),
        (thresholds.yellow, Colour.YELLOW),
        (thresholds.green, Colour.GREEN),
    ):
        colour = colour.where(~(v >= direction * begins), np.int8(name))
    colour = colour.where(~(v < direction * lower), np.int8(Colour.RED))
    known = x.notnull() & thresholds.red.notnull() & thresholds.green.notnull()
    return colour.where(known, np.int8(Colour.NONE)).transpose(*x.dims)


def by_bands(score: xr.DataArray) -> xr.DataArray:
    """Colour unclipped goalposts scores: green ≥ 95, yellow ≥ 66, orange ≥ 33, else red.

    Shapes: any; the result holds `Colour` numbers. Units: points. Errors: none; no score gives no colour.
    Source: United for Smart Sustainable Cities, city snapshots (95 %, 66 % and 33 % of the target).

    >>> [Colour(number).word for number in by_bands(xr.DataArray([95.0, 94.9, 33.0, -4.0])).values]
    ['green', 'yellow', 'orange', 'red']
    """
    steps = xr.zeros_like(score, dtype=np.int8)
    for begins in BANDS:
        steps = steps + (score >= begins).astype(np.int8)
    return (steps + np.int8(Colour.RED)).where(score.notnull(), np.int8(Colour.NONE))


def rescale(x: xr.DataArray, direction: xr.DataArray, bounds: Bounds, thresholds: Thresholds) -> xr.DataArray:
    """Convert a value to the scale 0–3: linear between lower → 0, red → 1, green → 2, upper → 3.

    Shapes: `x` place × indicator, the rest indicator; the shape of `x` stays. Units: 0 to 3.
    Formula: where the four coincide or cross, the first that holds: worse than lower 0, upper or better 3,
    green or better 2–3, red or better 1–2, else 0–1. Errors: none; NaN where one of the four is missing.
    Source: Sachs et al. (2019), Sustainable Development Report, technical annex.

    >>> def one(number): return xr.DataArray([number], dims="indicator")
    >>> x = xr.DataArray([[5.0], [15.0], [25.0], [35.0], [99.0]], dims=("place", "indicator"))
    >>> rescale(x, one(1), Bounds(one(0.0), one(40.0)),
    ...         Thresholds(one(10.0), one(15.0), one(20.0))).values.ravel()
    array([0.5 , 1.5 , 2.25, 2.75, 3.  ])
    """
    v, low, red, green, high = (
        direction * part for part in (x, bounds.lower, thresholds.red, thresholds.green, bounds.upper)
    )
    placed: xr.DataArray = xr.apply_ufunc(position, v, low, red, green, high)
    known = x.notnull() & (low + red + green + high).notnull()
    return placed.where(known).transpose(*x.dims)


def position(v: Floats, low: Knot, red: Knot, green: Knot, high: Knot) -> Floats:
    """Return the position on the scale 0–3 of values that are better the higher; `rescale` for plain arrays.

    Shapes: any that broadcast. Units: 0 to 3. Errors: none; NaN where v is, and where nothing else is known.

    >>> position(np.array([5.0, 25.0]), *(np.array(knot) for knot in (0.0, 10.0, 20.0, 40.0)))
    array([0.5 , 2.25])
    """
    placed = _between(v, low, red)
    placed = np.where(v >= red, 1 + _between(v, red, green), placed)
    placed = np.where(v >= green, 2 + _between(v, green, high), placed)
    placed = np.where(v >= high, 3.0, placed)
    return np.where(v < low, 0.0, placed)


def _between(v: Floats, begin: Knot, end: Knot) -> Floats:
    share: Floats = (v - begin) / np.where(end != begin, end - begin, np.nan)
    return share


def rescale_bands(score: xr.DataArray) -> xr.DataArray:
    """Convert an unclipped goalposts score to the scale 0–3: 0, 33, 66, 95, 100 → 0, 1, 1.5, 2, 3.

    Shapes: any. Units: 0 to 3, linear between the knots, constant outside. Errors: none; NaN stays NaN.

    >>> rescale_bands(xr.DataArray([-5.0, 49.5, 97.5, 130.0])).values
    array([0.  , 1.25, 2.5 , 3.  ])
    """
    position: xr.DataArray = xr.apply_ufunc(np.interp, score, BAND_KNOTS, RESCALED_KNOTS)
    return position


def goal_colours(
    rescaled: xr.DataArray, counted: xr.DataArray, membership: xr.DataArray, rule: ColourRule
) -> xr.DataArray:
    """Colour every goal from the rescaled values of its indicators.

    Shapes: `rescaled` and `counted` place × indicator, `membership` goal × indicator; the result is
    place × goal and holds `Colour` numbers. `counted` = the indicator applies and can be coloured.
    Formula: two_worst a = mean of the two lowest, mean a = mean of all; green, yellow and orange from the
    three cuts, else red. With both_rules, two_worst is green only when both are ≥ 2 and red only when both
    are < 1. Below min_coverage grey; where nothing is counted, no colour. Errors: none.
    Source: Sachs et al. (2019), Sustainable Development Report, technical annex.

    >>> rescaled = xr.DataArray([[3.0, 2.5, 1.9]], dims=("place", "indicator"))
    >>> counted, membership = rescaled.notnull(), xr.DataArray([[True] * 3], dims=("goal", "indicator"))
    >>> Colour(goal_colours(rescaled, counted, membership, ColourRule()).item()).word
    'yellow'
    """
    colours: xr.DataArray = xr.apply_ufunc(
        lambda block, inside, goals: _goal_colours(block, inside, goals, rule),
        rescaled,
        counted,
        membership,
        input_core_dims=[["place", "indicator"], ["place", "indicator"], ["goal", "indicator"]],
        output_core_dims=[["place", "goal"]],
        join="exact",
    )
    return colours


def _goal_colours(
    rescaled: Floats, counted: NDArray[np.bool_], membership: NDArray[np.bool_], rule: ColourRule
) -> NDArray[np.int8]:
    colours = np.zeros((len(rescaled), len(membership)), dtype=np.int8)
    for goal, inside in enumerate(membership):
        chosen = np.flatnonzero(inside)
        mask = np.take(counted, chosen, axis=1)
        block = np.where(mask, np.take(rescaled, chosen, axis=1), np.nan)
        colours[:, goal] = _one_goal(block, mask.sum(axis=1), rule)
    return colours


def _one_goal(block: Floats, number: NDArray[np.int64], rule: ColourRule) -> NDArray[np.int8]:
    ascending = np.sort(block, axis=1)
    present = np.sum(~np.isnan(ascending), axis=1)
    if rule.goal is GoalColour.NONE or not block.shape[1]:
        return np.zeros(len(block), dtype=np.int8)
    worst = ascending[:, 0]
    second = np.where(present > 1, ascending[:, min(1, ascending.shape[1] - 1)], worst)
    if rule.goal is GoalColour.TWO_WORST:
        level = (worst + second) / 2
    else:
        level = running_total(np.nan_to_num(ascending), axis=1) / np.maximum(present, 1)
    colour = colour_of(worst, second, level, rule)
    short = (present == 0) | (present / np.maximum(number, 1) < rule.min_coverage)
    return np.where(number == 0, Colour.NONE, np.where(short, Colour.GREY, colour)).astype(np.int8)


def colour_of(worst: Floats, second: Floats, level: Floats, rule: ColourRule) -> NDArray[np.int8]:
    """Colour goals by the two lowest rescaled values and the level that the rule takes; green to red.

    Shapes: any, all the same; the result holds `Colour` numbers. Errors: none.

    >>> worst, second = np.array([1.9]), np.array([2.5])
    >>> Colour(colour_of(worst, second, (worst + second) / 2, ColourRule()).item()).word
    'yellow'
    """
    green, yellow, orange = rule.goal_cuts
    colour = np.full(level.shape, Colour.RED, dtype=np.int8)
    for cut in (orange, yellow, green):
        colour += level >= cut
    if rule.goal is GoalColour.TWO_WORST and rule.both_rules:
        colour = np.where((colour == Colour.GREEN) & (worst < 2), Colour.YELLOW, colour)
        colour = np.where((colour == Colour.RED) & (second >= 1), Colour.ORANGE, colour)
    return colour.astype(np.int8)


def first_yardstick(by_target: xr.DataArray, by_comparison: xr.DataArray) -> xr.DataArray:
    """Return the yardstick that colours a goal: its target indicators, else its comparison indicators.

    Shapes: both place × goal of `Colour` numbers; 1 is target, 2 comparison, 0 neither.
    Errors: none.

    >>> colours = [xr.DataArray([number]) for number in (Colour.GREY, Colour.GREEN)]
    >>> first_yardstick(*colours).item()
    2
    """
    return choose(by_target > Colour.GREY, 1, choose(by_comparison > Colour.GREY, 2, 0))
