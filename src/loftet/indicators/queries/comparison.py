"""Up to eight places side by side: goal by goal on one scale, and the figures of one goal at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from loftet.charts.dot import DotScale, dot_scale
from loftet.core.words import Sign
from loftet.editions.rows import Edition, GoalReading, GoalRow, Indicator, IndicatorRow
from loftet.editions.store import EditionStore
from loftet.indicators.goals import Goal, goals
from loftet.indicators.queries.beside import (
    Cell,
    GapCount,
    by_goal,
    cell,
    gap_counts,
    newest_year,
    no_difference,
    readings_of,
    rows_shown,
)
from loftet.indicators.queries.chosen import COUNTRY, PlaceInEdition
from loftet.indicators.queries.sources import distinct_sources
from loftet.indicators.sentences import comparison as sentences
from loftet.indicators.status import goal_sign
from loftet.methods.comparison import Measured

MOST_CELLS = 400  # of figures on one page: fifty indicators of eight places


@dataclass(frozen=True, slots=True)
class PlaceOnGoal:
    """A place on the scale of a goal, with its status; `label` says the score and its interval."""

    place: PlaceInEdition
    sign: Sign
    scale: DotScale | None
    label: str


@dataclass(frozen=True, slots=True)
class GoalRowBeside:
    """A goal: how the places stand to each other in words, and each on the same scale."""

    key: str
    name: str
    finding: str
    places: tuple[PlaceOnGoal, ...]
    indicators: int
    opened: bool


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator: the figure of each place and of the country, and whether they can be told apart."""

    indicator: Indicator
    year: int | None
    cells: tuple[Cell, ...]
    country: Cell | None
    level: Sign | None


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """The indicators of a goal."""

    key: str
    name: str
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class PlaceGaps:
    """The gaps of a place, each kind by itself."""

    place: PlaceInEdition
    gaps: tuple[GapCount, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """All that the page of a comparison shows; `sure` is whether the scores have intervals.

    Of `every` indicator of a goal, or of a reader's words, `lines` stand in `groups`.
    """

    answer: tuple[str, ...]
    goals: tuple[GoalRowBeside, ...]
    groups: tuple[IndicatorGroup, ...]
    every: int
    lines: int
    has_country: bool
    gaps: tuple[PlaceGaps, ...]
    indicators: int
    sources: tuple[Indicator, ...]
    sure: bool


def comparison_page(
    store: EditionStore,
    edition: Edition,
    places: Sequence[PlaceInEdition],
    goal: str = "",
    wanted: str = "",
) -> ComparisonPage:
    """Read the page of a comparison: two questions to the edition, however many places and indicators.

    `goal` chooses whose indicators stand in the table of figures, or `wanted` does in words.
    """
    rows = read_places(store, edition, places)
    found = {row.goal: row for row in store.goal_rows(edition, places[0].code, _codes(places[1:]))}
    compared = {one.key: _beside(places, found.get(one.key)) for one in goals()}
    held = by_goal(rows)
    shown = "" if wanted else goal if goal in held else _to_show(compared, held)
    chosen, most = rows_shown(rows, shown, wanted), MOST_CELLS // len(places)
    readings = [one for row in found.values() for one in (row.own, *row.compared)]
    return ComparisonPage(
        answer=tuple(_answer(places, compared)),
        goals=tuple(
            _goal_row(one, places, found.get(one.key), compared[one.key], held, one.key == shown)
            for one in goals()
        ),
        groups=tuple(_groups(chosen[:most], len(places))),
        every=len(chosen),
        lines=len(chosen[:most]),
        has_country=any(one.place == COUNTRY for row in rows for one in row.compared),
        gaps=tuple(_gaps(places, rows)),
        indicators=len(rows),
        sources=distinct_sources(row.indicator for row in rows),
        sure=any(one.score_low is not None for one in readings),
    )


def read_places(
    store: EditionStore, edition: Edition, places: Sequence[PlaceInEdition]
) -> tuple[IndicatorRow, ...]:
    """Read the indicators of some places, and of the country."""
    language = translation.get_language() or "nb"
    return store.indicator_rows(edition, places[0].code, language, [*_codes(places[1:]), COUNTRY])


def _codes(places: Iterable[PlaceInEdition]) -> list[str]:
    return [place.code for place in places]


def _answer(places: Sequence[PlaceInEdition], told: Mapping[str, sentences.Beside]) -> list[str]:
    if len(places) < 2:
        return [_("Choose one more place, and the two stand side by side here.")]
    return sentences.differences((one.title, told[one.key]) for one in goals())


def _to_show(told: Mapping[str, sentences.Beside], held: Mapping[str, object]) -> str:
    """Choose the goal whose figures stand in the page at first: the one with the largest difference."""
    return max((key for key in held), key=lambda key: told[key].apart if key in told else -1.0, default="")


# --- goals ----------------------------------------------------------------------------------------


def _of_goal(row: GoalRow | None) -> dict[str, GoalReading]:
    return {one.place: one for one in (row.own, *row.compared)} if row else {}


def _beside(places: Iterable[PlaceInEdition], row: GoalRow | None) -> sentences.Beside:
    """Compare the places on a goal; those that are given no status have no score to compare."""
    found = sentences.beside(_measured(places, row))
    few = found.verdict is sentences.Verdict.TOO_FEW
    return sentences.not_judged() if few and not all(one.judged for one in _of_goal(row).values()) else found


def _measured(places: Iterable[PlaceInEdition], row: GoalRow | None) -> list[tuple[str, Measured]]:
    known = _of_goal(row)
    return [
        (place.name, Measured(one.score, one.score_low, one.score_high))
        for place in places
        if (one := known.get(place.code)) is not None
    ]


def _goal_row(
    goal: Goal,
    places: Iterable[PlaceInEdition],
    row: GoalRow | None,
    told: sentences.Beside,
    held: Mapping[str, Sequence[IndicatorRow]],
    opened: bool,
) -> GoalRowBeside:
    known = _of_goal(row)
    return GoalRowBeside(
        key=goal.key,
        name=goal.name,
        finding=told.sentence,
        places=tuple(_on_goal(place, known.get(place.code), row) for place in places),
        indicators=len(held.get(goal.key, ())),
        opened=opened,
    )


def _on_goal(place: PlaceInEdition, reading: GoalReading | None, row: GoalRow | None) -> PlaceOnGoal:
    sign = goal_sign(reading)
    if reading is None or reading.score is None:
        return PlaceOnGoal(place, sign, None, "")
    band = row.scores if row else None
    low, high = reading.score_low, reading.score_high
    ends = (band.low, band.high) if band else (None, None)
    said = {"score": round(reading.score), "low": round(low or 0), "high": round(high or 0)}
    sure = low is not None and high is not None
    label = _("%(score)d of 100, between %(low)d and %(high)d") if sure else _("%(score)d of 100")
    return PlaceOnGoal(place, sign, dot_scale(reading.score, low, high, *ends), label % said)


# --- figures --------------------------------------------------------------------------------------


def _groups(rows: Iterable[IndicatorRow], places: int) -> Iterable[IndicatorGroup]:
    names = {one.key: one.name for one in goals()}
    for key, of_goal in by_goal(rows).items():
        yield IndicatorGroup(key, names.get(key, ""), tuple(_line(row, places) for row in of_goal))


def _line(row: IndicatorRow, places: int) -> IndicatorLine:
    mine, rest = readings_of(row)[:places], readings_of(row)[places:]
    newest = newest_year(mine)
    cells = [cell(one, row.indicator, row.values, newest) for one in mine]
    country = [cell(one, row.indicator, row.values, newest) for one in rest]
    return IndicatorLine(
        row.indicator, newest, tuple(cells), country[0] if country else None, no_difference(mine)
    )


def _gaps(places: Iterable[PlaceInEdition], rows: Sequence[IndicatorRow]) -> Iterable[PlaceGaps]:
    for at, place in enumerate(places):
        if counts := gap_counts(readings_of(row)[at] for row in rows):
            yield PlaceGaps(place, counts)
