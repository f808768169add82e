"""From values to scores: indicators, goals and the index, in the order that the contract states."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from loftet.editions.arrays import Arrays
from loftet.methods.aggregate import by_goal, share_present, weighted_mean
from loftet.methods.bounds import Bounds, data_bounds, stated_or_data
from loftet.methods.impute import blank, fill_indicators, group_means
from loftet.methods.normalise import ScoreField, normalise, round_half_up
from loftet.methods.rank import rank
from loftet.methods.rules import AggregateRule, ImputeRule, Method, Treatment
from loftet.methods.treat import Treated, coin, log_shift
from loftet.methods.values import Used, distance_from_ideal, used_values


@dataclass(frozen=True, slots=True)
class IndicatorScores:
    """Scores of year Y (place × indicator) and what they rest on.

    `x` is the raw scored quantity (of a balance, the distance from its ideal), `bounds` are those of x.
    """

    used: Used
    x: xr.DataArray
    bounds: Bounds
    treated: Treated | None
    score: xr.DataArray


@dataclass(frozen=True, slots=True)
class GoalScores:
    """Scores of the goals (place × goal), and which of them are group means or were emptied."""

    score: xr.DataArray
    coverage: xr.DataArray
    imputed: xr.DataArray
    too_little: xr.DataArray
    blanked: xr.DataArray


@dataclass(frozen=True, slots=True)
class Index:
    """The index, its coverage, who takes part in the ranking, and the ranks, by place."""

    score: xr.DataArray
    coverage: xr.DataArray
    included: xr.DataArray
    rank: xr.DataArray


def score_indicators(arrays: Arrays, method: Method, year: int) -> IndicatorScores:
    """Treat, take bounds from the data, score, round."""
    used = used_values(arrays.value, year, method.values.max_age)
    x = distance_from_ideal(used.value, arrays.ideal_low, arrays.ideal_high)
    bounds = _bounds(x, arrays.stated, arrays, method)
    treated, scored, within = None, x, bounds
    if method.treat.kind is Treatment.COIN:
        treated = coin(x, method.treat.winmax)
        scored = treated.values
        within = _bounds(scored, logged_bounds(arrays.stated, treated), arrays, method)
    field = ScoreField(arrays.direction, within, arrays.ranked)
    score = round_half_up(normalise(scored, field, method.normalise), method.normalise.decimals)
    return IndicatorScores(used, x, bounds, treated, score)


def _bounds(x: xr.DataArray, stated: Bounds, arrays: Arrays, method: Method) -> Bounds:
    derived = data_bounds(arrays.for_goalposts(x), arrays.direction, arrays.ranked, method.bounds)
    return stated_or_data(stated, derived, arrays.direction)


def logged_bounds(stated: Bounds, treated: Treated) -> Bounds:
    """Convert stated bounds by the same logarithm as the values."""
    lower, upper = (
        log_shift(bound, treated.low, treated.high).where(treated.logged, bound)
        for bound in (stated.lower, stated.upper)
    )
    return Bounds(lower, upper)


def score_goals(indicators: IndicatorScores, arrays: Arrays, method: Method) -> GoalScores:
    """Impute indicators, average them, empty what rests on too little or on spillover, impute goals."""
    has_value = indicators.used.value.notnull()
    scores = impute_indicators(indicators.score, has_value, arrays, method.impute)
    goals = by_goal(scores, arrays.weight, arrays.membership, method.aggregate.indicators)
    share = share_present(has_value, arrays.applies & arrays.counted, arrays.membership)
    too_little = share < method.aggregate.min_coverage_indicator
    kept = goals.where(~too_little)
    own = _any_in_goal(has_value & arrays.counted & ~arrays.spillover, arrays.membership)
    emptied = blank(kept, arrays.blanked, own)
    filled = _impute_goals(emptied, arrays, method.impute)
    return GoalScores(
        score=filled,
        coverage=share_present(has_value, arrays.applies, arrays.membership),
        imputed=emptied.isnull() & filled.notnull(),
        too_little=too_little & goals.notnull(),
        blanked=kept.notnull() & emptied.isnull(),
    )


def _any_in_goal(cells: xr.DataArray, membership: xr.DataArray) -> xr.DataArray:
    number = xr.dot(cells.astype(np.int64), membership.astype(np.int64), dim="indicator")
    found: xr.DataArray = number > 0
    return found.transpose("place", "goal")


def impute_indicators(
    scores: xr.DataArray, has_value: xr.DataArray, arrays: Arrays, rule: ImputeRule
) -> xr.DataArray:
    """Fill the gaps of the goals that ask for it with the means of groups."""
    fillable = arrays.applies & arrays.counted
    for goal in rule.indicator_group_mean:
        at = np.flatnonzero(arrays.membership.sel(goal=goal).values)
        part, own = scores.isel(indicator=at), (has_value & arrays.counted).isel(indicator=at)
        means = group_means(part, arrays.group, arrays.ranked)
        filled = fill_indicators(part, means, fillable.isel(indicator=at), own)
        whole = scores.values.copy()
        whole[:, at] = filled.values
        scores = scores.copy(data=whole)
    return scores


def _impute_goals(scores: xr.DataArray, arrays: Arrays, rule: ImputeRule) -> xr.DataArray:
    if rule.goal_group_mean is False:
        return scores
    means = group_means(scores, arrays.group, arrays.ranked)
    return scores.where(~(scores.isnull() & fillable_goals(arrays, rule)), means)


def fillable_goals(arrays: Arrays, rule: ImputeRule) -> xr.DataArray:
    """Check which goals a group mean may fill (place × goal): chosen, and some indicator of them applies."""
    goals = arrays.membership["goal"]
    chosen = np.full(goals.shape, rule.goal_group_mean is True)
    if isinstance(rule.goal_group_mean, tuple):
        chosen = np.isin(goals.values.astype(str), rule.goal_group_mean)
    concerns = _any_in_goal(arrays.applies & arrays.counted, arrays.membership)
    return concerns & xr.DataArray(chosen, {"goal": goals}, ("goal",))


def score_index(goals: xr.DataArray, has_value: xr.DataArray, arrays: Arrays, method: Method) -> Index:
    """Average the goals, and rank the ranked places that have enough values."""
    rule: AggregateRule = method.aggregate
    score = weighted_mean(goals, arrays.goal_weight, rule.goals, "goal") + 0.0
    asked = arrays.applies & arrays.counted & arrays.membership.any("goal")
    number = asked.sum("indicator")
    coverage = (has_value & asked).sum("indicator") / number.where(number > 0)
    included = arrays.ranked & ~(coverage < rule.min_coverage_rank)
    return Index(score, coverage, included, rank(score, included, method.rank.ties))
