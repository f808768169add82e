"""One block of places through all replicates: indicators, goals, colours, index."""

from dataclasses import dataclass

import numpy as np

from loftet.methods.columns import Floats
from loftet.methods.rules import UncertaintyRule
from loftet.methods.uncertainty.colours import SHOWN, GoalTint
from loftet.methods.uncertainty.curves import quantity, rescaled, score
from loftet.methods.uncertainty.draws import Choices, Factor, Streams, draw_values
from loftet.methods.uncertainty.intervals import interval, interval_of_choices
from loftet.methods.uncertainty.means import ChosenMean
from loftet.methods.uncertainty.world import BOUND_CHOICES, Draw, UncertainIndicator, World


@dataclass(frozen=True, slots=True)
class BlockRun:
    """The data that all blocks share."""

    rule: UncertaintyRule
    streams: Streams
    choices: Choices

    def spread_out(self, by_choice: Floats) -> Floats:
        """Repeat columns by choice for each replicate where the two could be confused."""
        if by_choice.shape[1] == BOUND_CHOICES == self.choices.replicates:
            return by_choice[:, self.choices.bounds]
        return by_choice


@dataclass(frozen=True, slots=True)
class Block:
    """A block of places and its number."""

    world: World
    number: int


@dataclass(frozen=True, slots=True)
class Scored:
    """The results for a block's indicators: intervals (2 × place × indicator), the shares of colours (place ×
    goal × 4), and the goals of every replicate (place × goal × replicate).
    """

    indicator: Floats
    colour: Floats
    goals: Floats


@dataclass(frozen=True, slots=True)
class Summed:
    """The same with the intervals of the goals (2 × place × goal) and the index (place × replicate)."""

    indicator: Floats
    colour: Floats
    goal: Floats
    index: Floats


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Scores (place × replicate, or one column for all) and the quantity they are of; None = not drawn."""

    scores: Floats
    x: Floats | None


def score_block(block: Block, run: BlockRun) -> Scored:
    """Draw and score a block's indicators, and average them into goals."""
    world, choices = block.world, run.choices
    ends = np.full((2, len(world), len(world.indicators)), np.nan)
    goals = np.full((len(world), len(world.goals), run.choices.replicates), np.nan)
    colour = np.full((len(world), len(world.goals), len(SHOWN)), np.nan)
    for at in world.of_goal(-1):
        drawn = _draw(world.indicators[at], block.number, run)
        ends[:, :, at] = _interval(world.indicators[at], drawn, run)
    for goal in range(len(world.goals)):
        mean = ChosenMean([own for own, _ in choices.means], choices.mean, len(world), choices.bounds)
        tint = GoalTint(world.colour[:, goal], choices.bounds, world.colouring)
        for at in world.of_goal(goal):
            indicator = world.indicators[at]
            drawn = _draw(indicator, block.number, run)
            if indicator.weight > 0:
                mean.add(drawn.scores, run.choices.weight[at])
            if indicator.tint is not None:
                tint.add(_rescaled(indicator, drawn, run))
            ends[:, :, at] = _interval(indicator, drawn, run)
        goals[:, goal] = np.where(world.kept[:, goal, None], mean.result(), np.nan)
        colour[:, goal] = tint.shares()
    return Scored(ends, colour, goals)


def sum_up(task: tuple[Block, Scored], run: BlockRun) -> Summed:
    """Average a block's goals into the index, and give the intervals of the goals."""
    block, scored = task
    goals, choices = scored.goals, run.choices
    mean = ChosenMean([own for _, own in choices.means], choices.mean, len(goals), choices.bounds)
    ends = np.empty((2, len(block.world), len(block.world.goals)))
    for goal, weight in enumerate(block.world.goal_weight):
        if weight > 0:
            mean.add(goals[:, goal], run.choices.goal_weight[goal])
        ends[:, :, goal] = interval(goals[:, goal].copy(), run.rule.level)
    return Summed(scored.indicator, scored.colour, ends, mean.result() + 0.0)


def whole_block(block: Block, run: BlockRun) -> Summed:
    """Compute the scores and the colours of a block."""
    return sum_up((block, score_block(block, run)), run)


def _draw(indicator: UncertainIndicator, number: int, run: BlockRun) -> _Drawn:
    scores, bounds = run.spread_out(indicator.scores), run.choices.bounds
    cells = indicator.cells
    x = None
    if cells is not None and run.rule.sampling and cells.kind.any():
        generator = run.streams(Factor.SAMPLING, indicator.key, str(number))
        x = quantity(draw_values(cells, run.choices.replicates, generator), indicator.curve)
        drawn = score(x, indicator.curve, bounds)
        undrawn = np.flatnonzero(cells.kind == Draw.NONE)
        if undrawn.size:
            own = indicator.scores[undrawn]
            drawn[undrawn] = own if own.shape[1] == 1 else own[:, bounds]
        scores = drawn
    return _Drawn(_filled(indicator, scores, number, run), x)


def _filled(indicator: UncertainIndicator, scores: Floats, number: int, run: BlockRun) -> Floats:
    """Fill missing scores from others of the group, where that is asked for."""
    if indicator.gaps is None:
        return scores
    rows = np.flatnonzero(np.isnan(scores[:, 0]) & (indicator.gaps.group >= 0))
    if not rows.size:
        return scores
    if scores.shape[1] == BOUND_CHOICES:
        scores = indicator.scores[:, run.choices.bounds]
    scores = np.broadcast_to(scores, (len(scores), run.choices.replicates)).copy()
    generator = run.streams(Factor.GAPS, indicator.key, str(number))
    for row in rows:
        donors = indicator.gaps.donors[indicator.gaps.group[row]]
        scores[row] = donors[generator.integers(len(donors), size=run.choices.replicates)]
    return scores


def _interval(indicator: UncertainIndicator, drawn: _Drawn, run: BlockRun) -> Floats:
    """Sum up an indicator's scores; this sorts them."""
    if drawn.x is not None:
        return interval(drawn.scores, run.rule.level)
    return interval_of_choices(indicator.scores, run.choices.bound_counts, run.rule.level)


def _rescaled(indicator: UncertainIndicator, drawn: _Drawn, run: BlockRun) -> Floats:
    tint = indicator.tint
    assert tint is not None
    if drawn.x is None:
        return run.spread_out(rescaled(tint.x[:, None], tint, np.arange(len(tint.lower))))
    assert indicator.cells is not None
    undrawn = np.flatnonzero((indicator.cells.kind == Draw.NONE) | np.isnan(tint.x))
    drawn.x[undrawn] = tint.x[undrawn, None]
    return rescaled(drawn.x, tint, run.choices.bounds)
