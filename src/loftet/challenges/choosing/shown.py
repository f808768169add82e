"""A set as everybody reads it: the figures today, and what was changed since it was adopted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loftet.challenges.choosing.candidates import About, Candidate, said_candidate
from loftet.challenges.choosing.models import Choice, ChosenIndicator, IndicatorSet
from loftet.core.words import MARKS, Sign, gap_sign
from loftet.editions.rows import IndicatorRow
from loftet.own_data.models import SeriesState
from loftet.status.goal_names import Goal, goals
from loftet.status.marks import own_mark
from loftet.status.municipality.sentences import figure_beside_country


@dataclass(frozen=True, slots=True)
class GoalCount:
    """A goal, and how many of the chosen indicators are about it."""

    goal: Goal
    count: int


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """A chosen indicator as its page shows it: the figure today, its mark, and the reason."""

    candidate: Candidate
    figure: str = ""
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class ShownSet:
    """A set as everybody reads it, with what was changed since it was adopted."""

    chosen: tuple[ShownIndicator, ...]
    aside: tuple[Candidate, ...]
    goals: tuple[GoalCount, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def shown_set(
    chosen: IndicatorSet, rows: Sequence[ChosenIndicator], figures: Mapping[str, IndicatorRow]
) -> ShownSet:
    """Return a set with its figures; a series that was taken back is not shown."""
    shown = [row for row in rows if row.series is None or row.series.state == SeriesState.SHOWN]
    every = [said_candidate(row, figures) for row in shown]
    taken = [one for one in every if one.state == Choice.CHOSEN]
    return ShownSet(
        chosen=tuple(_shown(one, figures.get(one.said.indicator)) for one in taken),
        aside=tuple(one for one in every if one.state == Choice.NOT_RELEVANT),
        goals=goal_counts(taken),
        added=() if chosen.adopted_on is None else _added(chosen, taken),
        removed=_removed(chosen, taken, figures),
    )


def goal_counts(taken: Sequence[Candidate]) -> tuple[GoalCount, ...]:
    """Return how many of the chosen indicators are about each of the seventeen goals."""
    return tuple(GoalCount(goal, sum(one.goal == goal.key for one in taken)) for goal in goals())


def _shown(one: Candidate, row: IndicatorRow | None) -> ShownIndicator:
    if row is None:
        return ShownIndicator(one)
    if row.own.value is None:
        return ShownIndicator(one, sign=gap_sign(row.own.status))
    mark = own_mark(row)
    return ShownIndicator(one, figure_beside_country(row, None), MARKS[mark] if mark else None)


def _adopted(chosen: IndicatorSet) -> set[About]:
    return {(one["indicator"], one["series"]) for one in chosen.adopted}


def _added(chosen: IndicatorSet, taken: Sequence[Candidate]) -> tuple[str, ...]:
    adopted = _adopted(chosen)
    return tuple(one.name for one in taken if one.said.about not in adopted)


def _removed(
    chosen: IndicatorSet, taken: Sequence[Candidate], figures: Mapping[str, IndicatorRow]
) -> tuple[str, ...]:
    left = {one.said.about for one in taken}
    gone = [key for key, series in _adopted(chosen) if (key, series) not in left and key]
    return tuple(sorted(figures[key].indicator.name if key in figures else key for key in gone))
