"""The starting point of replicates: scores for every choice of bounds, and what may be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from loftet.methods.columns import Floats
from loftet.methods.rules import ColourRule, Mean, Ties

Flags = NDArray[np.bool_]
Codes = NDArray[np.integer]

LOWER_QUANTILES = (0.01, 0.025, 0.05, 0.0)
UPPER_BEST = (3, 5, 10, 1)
BOUND_CHOICES = len(LOWER_QUANTILES) * len(UPPER_BEST)
# Two-sided 95 %, at which sources state their intervals.
STATED_Z = 1.959963984540054


class Draw(IntEnum):
    """The distribution that the value of a cell is drawn from."""

    NONE = 0
    BINOMIAL = 1
    POISSON = 2
    INTERVAL = 3


@dataclass(frozen=True, slots=True)
class SampledCells:
    """The sampling data of one indicator, all by place.

    `count` of `denominator` where `kind` is binomial or Poisson, `value` with the distances to both ends of
    its stated interval where it is an interval; a drawn count k is worth `per`·k/`denominator`.
    """

    kind: NDArray[np.int8]
    count: Floats
    denominator: Floats
    value: Floats
    below: Floats
    above: Floats
    per: float

    def part(self, rows: slice) -> "SampledCells":
        """Select some of the places."""
        by_place = ("kind", "count", "denominator", "value", "below", "above")
        return replace(self, **{name: getattr(self, name)[rows] for name in by_place})


@dataclass(frozen=True, slots=True)
class Curve:
    """The way from a drawn value to a score, with the parameters that the observed values gave.

    Balance: the distance to the ideal range; trim: the ends that winsorising left; log: the extremes that the
    logarithm is taken from (NaN = none). Then, with t = sign·x (or its place on the `ladder` of the ranked
    values), the score is (t − origin)/width·span + base; `origin` and `width` are by choice of bounds.
    """

    origin: Floats
    width: Floats
    span: float = 100.0
    base: float = 0.0
    sign: float = 1.0
    ladder: Floats | None = None
    ideal: tuple[float, float] | None = None
    trim: tuple[float, float] | None = None
    log: tuple[float, float] | None = None
    clip: bool = True
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Tint:
    """The colour limits of an indicator: thresholds in raw units, bounds by choice, and where it counts.

    `x` is by place and NaN where the indicator does not colour the place's goal; `bands` is the other rule.
    """

    x: Floats
    sign: float
    red: float
    green: float
    lower: Floats
    upper: Floats
    bands: bool


@dataclass(frozen=True, slots=True)
class GapFillers:
    """The substitutes for a missing score: by place the number of its group, and scores by group."""

    group: Codes
    donors: tuple[Floats, ...]


@dataclass(frozen=True, slots=True)
class UncertainIndicator:
    """One indicator: its scores (place × choice of bounds; one column where
    the bounds are stated), and where it applies (place)."""

    key: str
    goal: int
    weight: float
    scores: Floats
    curve: Curve
    applies: Flags
    tint: Tint | None = None
    cells: SampledCells | None = None
    gaps: GapFillers | None = None

    def part(self, rows: slice) -> "UncertainIndicator":
        """Select some of the places."""
        return replace(
            self,
            scores=self.scores[rows],
            applies=self.applies[rows],
            tint=self.tint and replace(self.tint, x=self.tint.x[rows]),
            cells=self.cells and self.cells.part(rows),
            gaps=self.gaps and replace(self.gaps, group=self.gaps.group[rows]),
        )


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a replicate needs.

    By place × goal: `kept` (the goal has enough values and is not emptied), `fillable` (a gap takes the mean
    of its group) and `colour` (as printed). By place: `group` (empty = none), `ranked` (enters group means)
    and `included` (gets a rank). `goal_weight` is by goal.
    """

    indicators: tuple[UncertainIndicator, ...]
    goals: tuple[str, ...]
    goal_weight: Floats
    kept: Flags
    fillable: Flags
    colour: NDArray[np.int8]
    group: NDArray[np.str_]
    ranked: Flags
    included: Flags
    means: tuple[Mean, Mean]
    ties: Ties
    colouring: ColourRule

    def __len__(self) -> int:
        return len(self.included)

    def part(self, rows: slice) -> "World":
        """Select some of the places."""
        by_place = ("kept", "fillable", "colour", "group", "ranked", "included")
        parts = tuple(indicator.part(rows) for indicator in self.indicators)
        return replace(self, indicators=parts, **{name: getattr(self, name)[rows] for name in by_place})

    def of_goal(self, goal: int) -> Sequence[int]:
        """Return the positions of a goal's indicators."""
        return [at for at, indicator in enumerate(self.indicators) if indicator.goal == goal]
