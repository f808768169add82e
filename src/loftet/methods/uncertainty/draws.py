"""Random draws: weights, bounds, means, and the values of sampled cells.

Every stream is a Philox generator of its own, keyed by the seed, the purpose and the name of what is drawn:
so an indicator's draws do not depend on the other indicators, on threads, or on blocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from loftet.methods.columns import Floats
from loftet.methods.rules import Mean, UncertaintyRule
from loftet.methods.uncertainty.world import BOUND_CHOICES, STATED_Z, Draw, SampledCells, World

Generator = np.random.Generator


class Factor(StrEnum):
    """A factor that replicates vary."""

    WEIGHTS = "weights"
    BOUNDS = "bounds"
    AGGREGATION = "aggregation"
    SAMPLING = "sampling"
    GAPS = "gaps"
    RESAMPLING = "resampling"


@dataclass(frozen=True, slots=True)
class Streams:
    """Hands out independent generators; a factor in `second` draws from its second set."""

    seed: int
    second: frozenset[Factor] = frozenset()

    def __call__(self, factor: Factor, *names: str) -> Generator:
        """Return the generator of a factor and what it is drawn for.

        >>> streams = Streams(1)
        >>> first, again = (streams(Factor.WEIGHTS, "indicator", "waste").random() for _ in range(2))
        >>> first == again, first == streams(Factor.WEIGHTS, "indicator", "water").random()
        (True, False)
        """
        words = [factor.value, str(factor in self.second), *names]
        digest = sha256("\0".join(words).encode()).digest()
        key = np.random.SeedSequence([self.seed, int.from_bytes(digest[:16], "little")])
        return Generator(np.random.Philox(key))


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of the replicates: weights (indicator and goal × replicate), bounds and mean (replicate).

    `means` are the means that `mean` points into: of the indicators and of the goals.
    """

    weight: Floats
    goal_weight: Floats
    bounds: NDArray[np.int64]
    mean: NDArray[np.int64]
    means: tuple[tuple[Mean, Mean], ...]

    @property
    def replicates(self) -> int:
        """Count the replicates."""
        return len(self.bounds)

    @property
    def bound_counts(self) -> NDArray[np.int64]:
        """Count how often each choice of bounds was drawn."""
        return np.bincount(self.bounds, minlength=BOUND_CHOICES)


def choose(world: World, rule: UncertaintyRule, streams: Streams) -> Choices:
    """Draw the choices of all replicates.

    Formula: each weight times its own U(1 − w, 1 + w); one of the choices of bounds, and one of the means in
    the list, each with the same chance. A list of one mean varies nothing: the method's own means stay.
    Errors: none.
    """
    number = rule.replicates
    keys = [indicator.key for indicator in world.indicators]
    own = np.array([indicator.weight for indicator in world.indicators])
    bounds = np.zeros(number, dtype=np.int64)
    if rule.goalposts:
        bounds = streams(Factor.BOUNDS).integers(BOUND_CHOICES, size=number)
    means: tuple[tuple[Mean, Mean], ...] = (world.means,)
    if len(rule.aggregation) > 1:
        means = tuple((mean, mean) for mean in rule.aggregation)
    mean = streams(Factor.AGGREGATION).integers(len(means), size=number)
    return Choices(
        weight=own[:, None] * _noise(keys, "indicator", rule, streams),
        goal_weight=world.goal_weight[:, None] * _noise(world.goals, "goal", rule, streams),
        bounds=bounds,
        mean=mean,
        means=means,
    )


def _noise(keys: Sequence[str], what: str, rule: UncertaintyRule, streams: Streams) -> Floats:
    noise = np.ones((len(keys), rule.replicates))
    if rule.weights:
        for at, key in enumerate(keys):
            drawn = streams(Factor.WEIGHTS, what, key).random(rule.replicates)
            noise[at] = 1 - rule.weights + 2 * rule.weights * drawn
    return noise


def draw_values(cells: SampledCells, replicates: int, generator: Generator) -> Floats:
    """Draw values for the places of a block.

    Shapes: `cells` by place; the result is place × replicate, NaN where nothing is drawn. Units: raw.
    Formula: per·k/n with k binomial (n, count/n) or Poisson (count); a count of 0, or of all, is drawn as if
    half a case more, or less, had been seen, for nothing is that certain. A stated interval is drawn as two
    half normals that leave 2.5 % outside each end. Errors: none.

    >>> count, denominator, value, below, above = (np.full(2, part) for part in (30.0, 100.0, 30.0, 2.0, 2.0))
    >>> kind = np.array([Draw.BINOMIAL, Draw.INTERVAL], dtype=np.int8)
    >>> cells = SampledCells(kind, count, denominator, value, below, above, per=100.0)
    >>> drawn = draw_values(cells, 2000, Streams(1)(Factor.SAMPLING))
    >>> drawn.std(axis=1).round(1)
    array([4.6, 1. ])
    """
    values = np.full((len(cells.kind), replicates), np.nan)
    for kind, drawn in ((Draw.BINOMIAL, _binomial), (Draw.POISSON, _poisson), (Draw.INTERVAL, _interval)):
        rows = np.flatnonzero(cells.kind == kind)
        if rows.size == len(values):
            return drawn(cells, rows, replicates, generator)
        if rows.size:
            values[rows] = drawn(cells, rows, replicates, generator)
    return values


def _binomial(cells: SampledCells, rows: NDArray[np.int64], replicates: int, generator: Generator) -> Floats:
    n, count = cells.denominator[rows], cells.count[rows]
    trials = np.maximum(np.rint(n), 1).astype(np.int64)
    chance = np.where((count <= 0) | (count >= n), (count + 0.5) / (n + 1), count / n)
    drawn = generator.binomial(trials[:, None], chance[:, None], (len(rows), replicates))
    values: Floats = drawn * (cells.per / trials)[:, None]
    return values


def _poisson(cells: SampledCells, rows: NDArray[np.int64], replicates: int, generator: Generator) -> Floats:
    expected = np.where(cells.count[rows] <= 0, 0.5, cells.count[rows])
    drawn = generator.poisson(expected[:, None], (len(rows), replicates))
    values: Floats = drawn * (cells.per / cells.denominator[rows])[:, None]
    return values


def _interval(cells: SampledCells, rows: NDArray[np.int64], replicates: int, generator: Generator) -> Floats:
    z = generator.standard_normal((len(rows), replicates))
    below, above = cells.below[rows, None] / STATED_Z, cells.above[rows, None] / STATED_Z
    values: Floats = cells.value[rows, None] + np.where(z < 0, below, above) * z
    return values
