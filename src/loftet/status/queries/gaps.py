"""The gaps of a page: each figure that is not there with its reason, and how many of each kind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from loftet.core.words import GAPS, Sign, gap_sign
from loftet.editions.rows import Indicator, Reading
from loftet.status.goal_names import Goal, goals

FEW = 8  # so many gaps can be named one by one


@dataclass(frozen=True, slots=True)
class Gap:
    """An indicator without a figure, and why."""

    indicator: Indicator
    sign: Sign
    year: int | None


@dataclass(frozen=True, slots=True)
class GapsOfKind:
    """The gaps that have one reason."""

    sign: Sign
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class GapsOfGoal:
    """The number of figures of a goal that are not there."""

    goal: Goal
    count: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """All gaps in the order of indicators, then parted by reason and counted by goal."""

    every: tuple[Gap, ...]
    kinds: tuple[GapsOfKind, ...]
    goals: tuple[GapsOfGoal, ...]

    @property
    def are_few(self) -> bool:
        """Check whether they can be named one by one."""
        return len(self.every) <= FEW


def find_gaps(known: Iterable[tuple[Indicator, Reading]]) -> Gaps:
    """Find the gaps among readings."""
    every = tuple(
        Gap(indicator, gap_sign(reading.status), reading.year)
        for indicator, reading in known
        if reading.value is None
    )
    of_goal = Counter(gap.indicator.goal for gap in every)
    kinds = (GapsOfKind(sign, tuple(gap for gap in every if gap.sign == sign)) for sign in GAPS.values())
    return Gaps(
        every=every,
        kinds=tuple(kind for kind in kinds if kind.gaps),
        goals=tuple(GapsOfGoal(goal, of_goal[goal.key]) for goal in goals() if of_goal[goal.key]),
    )
