"""The coverage of one place: figures and gaps goal by goal, what is old, what is not there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loftet.core.words import Sign, page_language
from loftet.editions.rows import Edition, GoalReading, IndicatorRow
from loftet.editions.store import EditionStore
from loftet.status.coverage import sentences as say
from loftet.status.coverage.queries import MOST_LINES, OLD, Cells, HelpLine, cells_of
from loftet.status.goal_names import Goal, goals
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.gaps import Gaps, find_gaps
from loftet.status.signs import goal_sign


@dataclass(frozen=True, slots=True)
class PlaceGoalCover:
    """The coverage of a goal in one place, and the status that came of it."""

    goal: Goal
    indicators: int
    cells: Cells
    oldest: int | None
    newest: int | None
    status: Sign | None


@dataclass(frozen=True, slots=True)
class PlaceCoveragePage:
    """All that the page of what is known of one place shows."""

    answer: tuple[str, ...]
    heading: str
    goals: tuple[PlaceGoalCover, ...]
    total: Cells
    gaps: Gaps
    old: tuple[HelpLine, ...]


def place_coverage_page(store: EditionStore, edition: Edition, place: PlaceInEdition) -> PlaceCoveragePage:
    """Read what is known of a place: two questions to the edition."""
    rows = store.indicator_rows(edition, place.code, page_language(), ())
    statuses = {row.goal: row.own for row in store.goal_rows(edition, place.code, ())}
    covers = tuple(place_goal(goal, rows, statuses.get(goal.key)) for goal in goals())
    total = place_cells(rows)
    judged = [one for one in statuses.values() if one.coverage is not None]
    return PlaceCoveragePage(
        answer=tuple(say.place_has(place.name, total.figures, total.applying, total.gaps)),
        heading=say.place_goals(sum(one.colour not in (None, "grey") for one in judged), len(judged)),
        goals=covers,
        total=total,
        gaps=find_gaps((row.indicator, row.own) for row in rows),
        old=oldest(rows, edition.year - OLD),
    )


def place_goal(goal: Goal, rows: Sequence[IndicatorRow], reading: GoalReading | None) -> PlaceGoalCover:
    """Count the figures and gaps of one goal in a place."""
    own = [row for row in rows if row.indicator.goal == goal.key]
    years = [row.own.year for row in own if row.own.value is not None and row.own.year is not None]
    return PlaceGoalCover(
        goal=goal,
        indicators=len(own),
        cells=place_cells(own),
        oldest=min(years, default=None),
        newest=max(years, default=None),
        status=goal_sign(reading) if reading else None,
    )


def place_cells(rows: Sequence[IndicatorRow]) -> Cells:
    """Count figures and gaps by kind."""
    return cells_of(Counter("figures" if not row.is_gap else str(row.own.status) for row in rows))


def oldest(rows: Sequence[IndicatorRow], latest: int) -> tuple[HelpLine, ...]:
    """Return the figures of a place that are from a year or before, the oldest first."""
    old = [row for row in rows if row.own.value is not None and (row.own.year or latest + 1) <= latest]
    old.sort(key=lambda row: row.own.year or 0)
    return tuple(
        HelpLine(
            row.indicator.name, row.indicator.key, say.newest_is_from(row.own.year), row.indicator.source
        )
        for row in old[:MOST_LINES]
    )
