"""Sources of the spread: sampling, method and missing data; and which choice moves which place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from loftet.methods.columns import Floats
from loftet.methods.rules import UncertaintyRule
from loftet.methods.uncertainty.draws import Factor, Streams
from loftet.methods.uncertainty.intervals import tails
from loftet.methods.uncertainty.replicate import Workers, replicate
from loftet.methods.uncertainty.world import GapFillers, World

RESAMPLES = 200
VARIED = (Factor.WEIGHTS, Factor.BOUNDS, Factor.AGGREGATION, Factor.SAMPLING)


@dataclass(frozen=True, slots=True)
class Spread:
    """The standard deviation of the index of each place, in points, from one kind of doubt at a time."""

    sampling: Floats
    method: Floats
    missing: Floats


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """First-order Sobol indices by factor, each with the ends of its bootstrap interval; all by place."""

    index: Mapping[Factor, Floats]
    low: Mapping[Factor, Floats]
    high: Mapping[Factor, Floats]

    def moves_most(self) -> list[Factor | None]:
        """Name the factor with the largest index of each place; None where nothing moves it."""
        table = np.stack([self.index[factor] for factor in VARIED])
        still = np.isnan(table).all(axis=0)
        best = np.where(still, -1, np.argmax(np.nan_to_num(table, nan=-np.inf), axis=0))
        return [None if at < 0 else VARIED[at] for at in best]


def split_spread(world: World, rule: UncertaintyRule, workers: Workers) -> Spread:
    """Split the spread of the index: replicates that vary sampling, method or missing data alone.

    Shapes: all by place. Units: points. Formula: standard deviation over replicates; method = weights,
    bounds and aggregation together; missing = each missing indicator score that applies takes the score of
    another place, drawn from its group or, without one, from all ranked places. Errors: none.
    Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7.
    """
    still = replace(rule, weights=0.0, goalposts=False, aggregation=rule.aggregation[:1], sampling=False)
    alone = (
        (world, replace(still, sampling=rule.sampling)),
        (world, replace(rule, sampling=False)),
        (with_gaps(world), still),
    )
    return Spread(*(_deviation(replicate(own, varied, workers).scores) for own, varied in alone))


def _deviation(scores: Floats) -> Floats:
    # From the first one, so that equal scores have no spread in the last digit either.
    deviation: Floats = (scores - scores[:, :1]).std(axis=1)
    return deviation


def with_gaps(world: World) -> World:
    """Fill missing scores from other places: those of the same group, else all that are ranked."""
    groups = [str(name) for name in np.unique(world.group[world.ranked]) if name]
    group = np.full(len(world), len(groups))
    for at, name in enumerate(groups):
        group[world.group == name] = at
    indicators = []
    for indicator in world.indicators:
        column = indicator.scores[:, 0]
        known = world.ranked & ~np.isnan(column)
        if known.any():
            own = [column[known & (world.group == name)] for name in groups]
            donors = tuple(some if some.size else column[known] for some in (*own, column[known]))
            gaps = GapFillers(np.where(indicator.applies, group, -1), donors)
            indicator = replace(indicator, gaps=gaps)
        indicators.append(indicator)
    return replace(world, indicators=tuple(indicators))


def sensitivity(
    world: World, rule: UncertaintyRule, workers: Workers, *, of_ranks: bool = False
) -> Sensitivity:
    """Return the share of a place's variance that each choice explains alone.

    Shapes: by factor and place. Units: shares of the variance of the index (or of the rank).
    Formula: 1 − mean((f(B) − f(C))²)/(2·Var), A and B being two independent sets of replicates and C the set
    A with this one factor taken from B; the interval, at the rule's level, from 200 resamplings of the
    replicates. Errors: none; NaN without variance.
    Source: Jansen (1999), Computer Physics Communications 117, 35–43; Saltelli et al. (2010), 181, 259–270.
    """

    def outcome(second: frozenset[Factor]) -> Floats:
        found = replicate(world, rule, workers, Streams(rule.seed, second))
        return found.ranks if of_ranks else found.scores

    first, other = outcome(frozenset()), outcome(frozenset(VARIED))
    mixed = {factor: outcome(frozenset({factor})) for factor in VARIED}
    generator = Streams(rule.seed)(Factor.RESAMPLING)
    drawn = generator.integers(rule.replicates, size=(RESAMPLES, rule.replicates))
    both = np.stack([first, other])
    variances = np.stack([_variance(both[:, :, rows]) for rows in drawn])
    index, low, high = {}, {}, {}
    for factor, own in mixed.items():
        square, idle = np.square(other - own) / 2, (own == first).all(axis=1)
        resampled = np.stack([square[:, rows].mean(axis=1) for rows in drawn])
        found = _share(square.mean(axis=1), _variance(both))
        ends = np.quantile(_share(resampled, variances), tails(rule.level), axis=0)
        # A factor that moves nothing is known to explain nothing; its estimate would be noise.
        index[factor], low[factor], high[factor] = (
            np.where(idle & ~np.isnan(part), 0.0, part) for part in (found, *ends)
        )
    return Sensitivity(MappingProxyType(index), MappingProxyType(low), MappingProxyType(high))


def _variance(both: Floats) -> Floats:
    pooled: Floats = both.var(axis=2).mean(axis=0)
    return pooled


def _share(unexplained: Floats, variance: Floats) -> Floats:
    still = variance <= 1e-18
    return np.where(still, np.nan, 1 - unexplained / np.where(still, 1.0, variance))
