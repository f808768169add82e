"""Uncertainty of a status: a study's arrays as the world that replicates start from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from loftet.editions.arrays import Arrays
from loftet.editions.sampled import sampled_cells
from loftet.editions.scores import (
    GoalScores,
    Index,
    IndicatorScores,
    fillable_goals,
    impute_indicators,
    logged_bounds,
)
from loftet.editions.study import Study
from loftet.editions.tables import Floats
from loftet.editions.verdicts import Colours
from loftet.methods.bounds import Bounds, data_bounds, stated_or_data
from loftet.methods.normalise import ScoreField, normalise, round_half_up
from loftet.methods.rules import BoundsRule, GoalColour, IndicatorColour, Kind, LowerBound, Method, UpperBound
from loftet.methods.uncertainty.curves import observed_curve
from loftet.methods.uncertainty.world import (
    LOWER_QUANTILES,
    UPPER_BEST,
    Curve,
    Flags,
    Tint,
    UncertainIndicator,
    World,
)
from loftet.methods.verdicts import Colour


@dataclass(frozen=True, slots=True)
class Computed:
    """The results that the status has computed before its uncertainty is."""

    arrays: Arrays
    indicators: IndicatorScores
    goals: GoalScores
    index: Index
    colours: Colours


@dataclass(frozen=True, slots=True)
class _Choices:
    """Bounds as choice × indicator, of the treated and of the raw values, and which indicators they vary."""

    lower: Floats
    upper: Floats
    raw_lower: Floats
    raw_upper: Floats
    varied: Flags

    def of(self, at: int, part: Floats) -> Floats:
        """Return an indicator's bounds by choice; one only where its bounds are stated."""
        return part[:, at].copy() if self.varied[at] else part[:1, at].copy()


def make_world(study: Study, computed: Computed) -> World:
    """Build the data that replicates need; scores are computed once for every choice of bounds."""
    arrays, goals, method = computed.arrays, computed.goals, study.method
    choices = _choices(computed, method)
    curve, tint = _curves(computed, method, choices), _tints(computed, method, choices)
    scores = _scores(computed, method, choices)
    cells = sampled_cells(study, computed.indicators.used.year.values)
    goal_of, weight, applies = _goal_of(arrays), arrays.weight.values, _by_indicator(arrays.applies)
    indicators = tuple(
        UncertainIndicator(
            key,
            int(goal_of[at]),
            float(weight[at]),
            scores[at],
            curve(at),
            applies[:, at],
            tint(at),
            cells.get(at),
        )
        for at, key in enumerate(study.indicators.keys)
    )
    gap = goals.imputed | goals.score.isnull()
    return World(
        indicators=indicators,
        goals=study.indicators.goal_order(),
        goal_weight=arrays.goal_weight.values,
        kept=_by_goal(~(goals.too_little | goals.blanked)),
        fillable=_by_goal(fillable_goals(arrays, method.impute) & gap),
        colour=_by_goal(computed.colours.goal).astype(np.int8),
        group=arrays.group.values,
        ranked=arrays.ranked.values,
        included=computed.index.included.values,
        means=(method.aggregate.indicators, method.aggregate.goals),
        ties=method.rank.ties,
        colouring=method.colour,
    )


def _by_goal(cells: xr.DataArray) -> NDArray[Any]:
    return cells.transpose("place", "goal").values


def _by_indicator(cells: xr.DataArray) -> NDArray[Any]:
    return cells.transpose("place", "indicator").values


def _goal_of(arrays: Arrays) -> NDArray[np.int64]:
    inside = arrays.membership.transpose("goal", "indicator").values
    if not len(inside):
        return np.full(inside.shape[1], -1)
    return np.where(inside.any(axis=0), inside.argmax(axis=0), -1)


def _choices(computed: Computed, method: Method) -> _Choices:
    """Return the bounds of every choice; one choice only where nothing is to be varied."""
    arrays, scores = computed.arrays, computed.indicators
    treated = scores.treated
    x, stated = (
        (scores.x, arrays.stated)
        if treated is None
        else (
            treated.values,
            logged_bounds(arrays.stated, treated),
        )
    )
    empty = (arrays.stated.lower.isnull() | arrays.stated.upper.isnull()).values
    varies = method.uncertainty.goalposts and method.normalise.kind is Kind.GOALPOSTS and empty.any()
    rules = _bounds_rules(method.bounds) if varies else [method.bounds]
    within = _every_pair(x, stated, arrays, rules)
    raw = within if treated is None else _every_pair(scores.x, arrays.stated, arrays, rules)
    return _Choices(*within, *raw, empty & varies)


def _bounds_rules(rule: BoundsRule) -> list[BoundsRule]:
    """Return the rules that replicates choose from, lower and upper side by side."""
    return [
        replace(
            rule,
            lower=LowerBound.QUANTILE if quantile else LowerBound.MIN,
            lower_quantile=quantile,
            upper=UpperBound.BEST_MEAN if best > 1 else UpperBound.MAX,
            upper_best=best,
        )
        for quantile, best in zip(LOWER_QUANTILES, UPPER_BEST, strict=True)
    ]


def _every_pair(
    x: xr.DataArray, stated: Bounds, arrays: Arrays, rules: list[BoundsRule]
) -> tuple[Floats, Floats]:
    """Combine every lower bound with every upper one: choice × indicator, the upper running faster."""
    sure = arrays.for_goalposts(x)
    derived = [data_bounds(sure, arrays.direction, arrays.ranked, rule) for rule in rules]
    pairs = [
        stated_or_data(stated, Bounds(lower.lower, upper.upper), arrays.direction)
        for lower in derived
        for upper in derived
    ]
    return np.stack([pair.lower.values for pair in pairs]), np.stack([pair.upper.values for pair in pairs])


def _scores(computed: Computed, method: Method, choices: _Choices) -> list[Floats]:
    """Score every indicator for each of its choices of bounds: place × choice."""
    arrays, scores = computed.arrays, computed.indicators
    has_value = scores.used.value.notnull()
    observed = scores.x if scores.treated is None else scores.treated.values
    at = np.flatnonzero(choices.varied)
    part = observed.isel(indicator=at)
    columns = []
    for lower, upper in zip(choices.lower, choices.upper, strict=True):
        whole = scores.score.transpose("place", "indicator").values.copy()
        if at.size:
            bounds = Bounds(*(arrays.weight.copy(data=ends).isel(indicator=at) for ends in (lower, upper)))
            field = ScoreField(arrays.direction.isel(indicator=at), bounds, arrays.ranked)
            own = round_half_up(normalise(part, field, method.normalise), method.normalise.decimals)
            whole[:, at] = own.transpose("place", "indicator").values
        filled = impute_indicators(scores.score.copy(data=whole), has_value, arrays, method.impute)
        columns.append(filled.values)
    return [
        np.stack([column[:, own] for column in (columns if choices.varied[own] else columns[:1])], axis=1)
        for own in range(len(choices.varied))
    ]


def _curves(computed: Computed, method: Method, choices: _Choices) -> Callable[[int], Curve]:
    """Describe the way from a drawn value to its score."""
    arrays, scores, rule = computed.arrays, computed.indicators, method.normalise
    treated = scores.treated
    observed = (scores.x if treated is None else treated.values).transpose("place", "indicator").values
    sign = arrays.direction.values.astype(float)
    ideal = np.stack([arrays.ideal_low.values, arrays.ideal_high.values], axis=1)

    def curve(at: int) -> Curve:
        column = observed[:, at]
        if rule.kind is Kind.GOALPOSTS:
            lower = choices.of(at, choices.lower)
            plain = Curve(lower, choices.of(at, choices.upper) - lower, clip=rule.clip)
        else:
            plain = observed_curve(sign[at] * column[arrays.ranked.values], sign[at], rule)
        moved = treated is not None and bool(treated.winsorised.values[at])
        logged = treated is not None and bool(treated.logged.values[at])
        return replace(
            plain,
            decimals=rule.decimals,
            ideal=None if np.isnan(ideal[at]).any() else (float(ideal[at, 0]), float(ideal[at, 1])),
            trim=(float(np.nanmin(column)), float(np.nanmax(column))) if moved else None,
            log=(float(treated.low.values[at]), float(treated.high.values[at]))
            if treated and logged
            else None,
        )

    return curve


def _tints(computed: Computed, method: Method, choices: _Choices) -> Callable[[int], Tint | None]:
    """Describe the way from a drawn value to the scale 0–3, where an indicator colours its goal."""
    arrays, colours = computed.arrays, computed.colours
    x = computed.indicators.x.transpose("place", "indicator").values
    bands = method.colour.indicator is IndicatorColour.BANDS
    red, green = colours.thresholds.red.values, colours.thresholds.green.values
    printed, yardstick = _by_goal(colours.goal), _by_goal(colours.yardstick)
    applies = _by_indicator(arrays.applies)
    sign, comparison, goal_of = arrays.direction.values, arrays.comparison.values, _goal_of(arrays)

    def tint(at: int) -> Tint | None:
        goal = goal_of[at]
        lower, upper = choices.of(at, choices.raw_lower), choices.of(at, choices.raw_upper)
        known = not np.isnan(lower[0] + upper[0]) and (bands or not np.isnan(red[at] + green[at]))
        if goal < 0 or method.colour.goal is GoalColour.NONE or not known:
            return None
        counts = applies[:, at] & (printed[:, goal] >= Colour.RED)
        counts &= yardstick[:, goal] == (2 if comparison[at] else 1)
        own = np.where(counts, x[:, at], np.nan)
        return Tint(own, float(sign[at]), float(red[at]), float(green[at]), lower, upper, bands)

    return tint
