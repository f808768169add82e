"""The index of every replicate, block of places by block of places."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, TypeVar

import numpy as np

from loftet.methods.columns import Floats
from loftet.methods.impute import means_of_groups
from loftet.methods.rules import UncertaintyRule
from loftet.methods.uncertainty.blocks import Block, BlockRun, Summed, score_block, sum_up, whole_block
from loftet.methods.uncertainty.draws import Streams, choose
from loftet.methods.uncertainty.intervals import interval, rank_interval, ranks
from loftet.methods.uncertainty.world import World

Task = TypeVar("Task")
Done = TypeVar("Done")

# Fixed, so that the draws of a place do not depend on how many work.
PLACES_AT_ONCE = 64
REPLICATES_AT_ONCE = 32


class Workers(Protocol):
    """A runner of parallel tasks, which returns their results in the order of the tasks."""

    def __call__(self, run: Callable[[Task], Done], tasks: Sequence[Task]) -> list[Done]:
        """Run the tasks."""


def in_threads(number: int) -> Workers:
    """Run tasks in so many threads.

    >>> in_threads(2)(abs, [-1, 2])
    [1, 2]
    """

    def run_all(run: Callable[[Task], Done], tasks: Sequence[Task]) -> list[Done]:
        if number == 1:
            return [run(task) for task in tasks]
        with ThreadPoolExecutor(number) as pool:
            return list(pool.map(run, tasks))

    return run_all


@dataclass(frozen=True, slots=True)
class Replicates:
    """The results of the replicates: intervals as low and high (2 × …), and the index itself.

    `indicator` 2 × place × indicator, `goal` 2 × place × goal, `index` and `rank` 2 × place; `colour` the
    share of replicates in which a goal is green, yellow, orange or red (place × goal × 4, NaN = not
    coloured); `scores` the index and `ranks` its ranks, both place × replicate.
    """

    indicator: Floats
    goal: Floats
    index: Floats
    rank: Floats
    colour: Floats
    scores: Floats
    ranks: Floats


def replicate(
    world: World, rule: UncertaintyRule, workers: Workers, streams: Streams | None = None
) -> Replicates:
    """Compute the index in every replicate and sum it up.

    Shapes: those of `World` and `Replicates`. Units: scores, ranks, shares. Formula: that of the index, with
    each replicate's weights, bounds, means and drawn values; what the observed values gave (treatment,
    extremes, thresholds, means that fill an indicator's gaps) stays as it is. Errors: none.
    Source: Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical Society A 168, 307–323.
    """
    streams = streams or Streams(rule.seed)
    run = BlockRun(rule, streams, choose(world, rule, streams))
    spans = [slice(begin, begin + PLACES_AT_ONCE) for begin in range(0, len(world), PLACES_AT_ONCE)]
    blocks = [Block(world.part(span), number) for number, span in enumerate(spans)]
    if not world.fillable.any():
        return _assemble(workers(partial(whole_block, run=run), blocks), world, rule, workers)
    scored = workers(partial(score_block, run=run), blocks)
    goals = np.concatenate([block.goals for block in scored])
    for goal in np.flatnonzero(world.fillable.any(axis=0)):
        means = means_of_groups(goals[:, goal], world.group, world.ranked)
        gap = np.isnan(goals[:, goal]) & world.fillable[:, goal, None]
        goals[:, goal] = np.where(gap, means, goals[:, goal])
    filled = [
        (block, replace(one, goals=goals[span]))
        for block, one, span in zip(blocks, scored, spans, strict=True)
    ]
    summed = workers(partial(sum_up, run=run), filled)
    return _assemble(summed, world, rule, workers)


def _assemble(blocks: Sequence[Summed], world: World, rule: UncertaintyRule, workers: Workers) -> Replicates:
    scores = np.concatenate([block.index for block in blocks])
    counted = np.where(world.included[:, None], scores, np.nan)
    parts = [
        np.ascontiguousarray(counted[:, begin : begin + REPLICATES_AT_ONCE].T)
        for begin in range(0, scores.shape[1], REPLICATES_AT_ONCE)
    ]
    ranked = np.concatenate(workers(partial(ranks, ties=world.ties), parts)).T
    return Replicates(
        indicator=np.concatenate([block.indicator for block in blocks], axis=1),
        goal=np.concatenate([block.goal for block in blocks], axis=1),
        index=interval(scores.copy(), rule.level),
        rank=rank_interval(np.array(ranked, order="C"), rule.level),
        colour=np.concatenate([block.colour for block in blocks]),
        scores=scores,
        ranks=ranked,
    )
