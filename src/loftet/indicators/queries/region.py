"""The page of a region or a county: its municipalities side by side, never averaged."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from loftet.core.words import INFLUENCE, Sign, Words
from loftet.editions.rows import Colour, Edition, GoalReading, Indicator, IndicatorRow, Yardstick
from loftet.editions.store import EditionStore
from loftet.indicators.goals import goals
from loftet.indicators.queries.basis import counts, status_basis
from loftet.indicators.queries.beside import (
    Cell,
    GapCount,
    by_goal,
    cell,
    gap_counts,
    is_far,
    is_strong,
    is_weak,
    newest_year,
    readings_of,
    rows_shown,
)
from loftet.indicators.queries.chosen import COUNTRY, PlaceInEdition
from loftet.indicators.queries.colour_limits import colour_rule
from loftet.indicators.queries.sources import distinct_sources
from loftet.indicators.sentences import regions as sentences
from loftet.indicators.sentences.basis import statuses_by_few
from loftet.indicators.status import goal_sign
from loftet.methods.rules import GoalColour

KNOWN = frozenset(Colour) - {Colour.GREY}
MOST_LINES = 5
MOST_CELLS = 650  # of figures on one page: fifty municipalities beside each other still open on a phone


@dataclass(frozen=True, slots=True)
class GoalColumn:
    """A goal in the table of members and goals."""

    key: str
    name: str
    has_indicators: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member and its status on each goal."""

    place: PlaceInEdition
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class SharedLine:
    """One sentence about what the members share, or how they differ, on one indicator."""

    key: str
    name: str
    sentence: str
    influence: Words


@dataclass(frozen=True, slots=True)
class RegionHighlights:
    """The indicators on which most members stand strong, on which most stand weak, and where they differ."""

    strong: tuple[SharedLine, ...]
    weak: tuple[SharedLine, ...]
    differ: tuple[SharedLine, ...]


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """An indicator in the table of figures; a cell of another year than `year` says so."""

    indicator: Indicator
    year: int | None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A place in the table of figures; `beside` marks what is no member: the region itself, the country."""

    slug: str
    name: str
    beside: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one goal, or of the indicators that a reader's words name."""

    goal: str
    name: str
    columns: tuple[FigureColumn, ...]
    lines: tuple[FigureLine, ...]
    every: int


@dataclass(frozen=True, slots=True)
class RegionPage:
    """All that the page of a region shows."""

    who_is_judged: str
    answer: tuple[str, ...]
    heading: str
    goals: tuple[GoalColumn, ...]
    members: tuple[MemberRow, ...]
    by_few: str
    highlights: RegionHighlights
    figures: Figures
    gaps: tuple[GapCount, ...]
    cells: int
    indicators: int
    every: int
    sources: tuple[Indicator, ...]
    judged: int


def region_page(
    store: EditionStore,
    edition: Edition,
    name: str,
    members: Sequence[PlaceInEdition],
    own: PlaceInEdition | None = None,
    goal: str = "",
    wanted: str = "",
) -> RegionPage:
    """Read the page of a region: two questions to the edition, however many members and indicators.

    `own` is the place under which the edition holds figures of the region itself. `goal` chooses whose
    indicators stand in the table of figures, or `wanted` does in words.
    """
    rows, readings = read_members(store, edition, members, own)
    table = [
        MemberRow(one, tuple(goal_sign(readings.get((one.code, key.key))) for key in goals()))
        for one in members
    ]
    tallies, hidden = goal_tallies(members, readings), store.hidden_in(edition)
    judged = sum(one.code not in hidden for one in members)
    mine = [of_members(row, len(members)) for row in rows]
    held = by_goal(mine)
    shown = goal if goal in held else goal_to_show(tallies, held, len(members))
    return RegionPage(
        who_is_judged=sentences.who_is_judged(name, judged, len(members)),
        answer=answer(name, judged, len(members), [tally for _key, tally in tallies]),
        heading=sentences.same_status(alike(table), len(members)),
        goals=tuple(GoalColumn(one.key, one.name, one.key in held) for one in goals()),
        members=tuple(table),
        by_few=few_of_statuses(members, held, readings, colour_rule(store, edition).goal),
        highlights=highlights(mine, {one.code: one.name for one in members}),
        figures=figures(rows, members, own, shown, wanted),
        gaps=gap_counts(reading for row in mine for reading in readings_of(row)),
        cells=sum(len(readings_of(row)) for row in mine),
        indicators=sum(is_counted(row) for row in mine),
        every=len(rows),
        sources=distinct_sources(row.indicator for row in rows),
        judged=judged,
    )


def answer(name: str, judged: int, members: int, tallies: Sequence[sentences.Tally]) -> tuple[str, ...]:
    """Count what the members have in common; of those alone that are given a status."""
    if judged == members:
        return tuple(sentences.in_common(name, members, tallies))
    return tuple(sentences.in_common_of_judged(judged, tallies))


def few_of_statuses(
    members: Sequence[PlaceInEdition],
    held: Mapping[str, Sequence[IndicatorRow]],
    readings: Mapping[tuple[str, str], GoalReading],
    rule: GoalColour,
) -> str:
    """Return how many statuses of the members rest on few of the figures that their goal has there."""
    every = [
        status_basis(
            readings.get((one.code, goal)), ((row.indicator, readings_of(row)[at]) for row in rows), rule
        )
        for at, one in enumerate(members)
        for goal, rows in held.items()
    ]
    basis = [one for one in every if one is not None]
    return statuses_by_few(sum(one.is_few for one in basis), len(basis))


def read_members(
    store: EditionStore, edition: Edition, members: Sequence[PlaceInEdition], own: PlaceInEdition | None
) -> tuple[tuple[IndicatorRow, ...], dict[tuple[str, str], GoalReading]]:
    """Read all indicators of the members, of the region itself and of the country; and the members' goals."""
    codes = [place.code for place in (*members, *([own] if own else []))]
    language = translation.get_language() or "nb"
    rows = store.indicator_rows(edition, codes[0], language, [*codes[1:], COUNTRY])
    goal_rows = store.goal_rows(edition, codes[0], [one.code for one in members[1:]])
    return rows, {(one.place, one.goal): one for row in goal_rows for one in (row.own, *row.compared)}


def is_counted(row: IndicatorRow) -> bool:
    """Check whether some member with a status has a figure that counts."""
    return any(one.judged and counts(row.indicator, one) for one in readings_of(row))


def of_members(row: IndicatorRow, members: int) -> IndicatorRow:
    """Return the readings of the members alone."""
    return IndicatorRow(row.indicator, row.own, row.compared[: members - 1], row.values, row.scores)


# --- goals ----------------------------------------------------------------------------------------


def goal_tallies(
    members: Sequence[PlaceInEdition], readings: Mapping[tuple[str, str], GoalReading]
) -> list[tuple[str, sentences.Tally]]:
    """Count who stands strong and who weak on each goal, by each kind of yardstick."""
    found = []
    for goal in goals():
        of_goal = [readings[one.code, goal.key] for one in members if (one.code, goal.key) in readings]
        for yardstick in Yardstick:
            colours = [one.colour for one in of_goal if one.yardstick is yardstick]
            strong = sum(colour is Colour.GREEN for colour in colours)
            weak = sum(is_far(colour, yardstick) for colour in colours)
            found.append((goal.key, sentences.Tally(goal.title, yardstick, strong, weak)))
    return found


def goal_to_show(tallies: Iterable[tuple[str, sentences.Tally]], held: Iterable[str], members: int) -> str:
    """Choose the goal whose figures stand in the page at first: the one that most members are weak on."""
    held = list(held)
    weak = [(tally.weak, key) for key, tally in tallies if 2 * tally.weak > members and key in held]
    return max(weak, key=lambda one: one[0])[1] if weak else next(iter(held), "")


def alike(table: Sequence[MemberRow]) -> int:
    """Count the goals on which more than half of the members have the same status, unknown left aside."""
    columns = zip(*(row.signs for row in table), strict=True)
    known = ([sign for sign in column if sign.key in KNOWN] for column in columns)
    return sum(2 * Counter(column).most_common(1)[0][1] > len(table) for column in known if column)


# --- what stands out ------------------------------------------------------------------------------


def highlights(rows: Iterable[IndicatorRow], names: Mapping[str, str]) -> RegionHighlights:
    """Choose the lines: what is most widely shared first, and what differs most first."""
    strong: list[tuple[tuple[int, int], SharedLine]] = []
    weak: list[tuple[tuple[int, int], SharedLine]] = []
    differ: list[tuple[tuple[int, int], SharedLine]] = []
    for row in rows:
        good, bad = _who(row, names, is_strong), _who(row, names, is_weak)
        yardstick, every = row.indicator.yardstick, len(names)
        if 2 * len(good) > every > 1:
            strong.append(
                ((len(good), 0), _line(row, sentences.many_are_strong(yardstick, len(good), every)))
            )
        if 2 * len(bad) > every > 1:
            weak.append(((len(bad), 0), _line(row, sentences.many_are_weak(yardstick, len(bad), every))))
        if good and bad:
            tally = sentences.Tally(row.indicator.name, yardstick, len(good), len(bad))
            differ.append((sentences.spread(tally), _line(row, sentences.they_differ(yardstick, good, bad))))
    return RegionHighlights(_first(strong), _first(weak), _first(differ)[:MOST_LINES])


def _who(row: IndicatorRow, names: Mapping[str, str], stands: Callable[..., bool]) -> tuple[str, ...]:
    return tuple(names[one.place] for one in readings_of(row) if stands(one, row.indicator, row.values))


def _line(row: IndicatorRow, sentence: str) -> SharedLine:
    influence = INFLUENCE.get(row.indicator.influence or "", "")
    return SharedLine(row.indicator.key, row.indicator.name, sentence, influence)


def _first(lines: list[tuple[tuple[int, int], SharedLine]]) -> tuple[SharedLine, ...]:
    return tuple(line for _count, line in sorted(lines, key=lambda one: one[0], reverse=True))


# --- figures --------------------------------------------------------------------------------------


def figures(
    rows: Sequence[IndicatorRow],
    members: Sequence[PlaceInEdition],
    own: PlaceInEdition | None,
    goal: str,
    wanted: str,
) -> Figures:
    """Set the indicators of a goal, or those that a reader's words name, beside each other."""
    chosen = rows_shown(rows, goal, wanted)
    places = [(one.slug, one.name, False) for one in members]
    places += [("", own.name, True)] if own else []
    places += [("", _("The country"), True)] if any(one.place == COUNTRY for one in rows[0].compared) else []
    shown = chosen[: max(MOST_CELLS // len(places), 1)]
    newest = [newest_year(readings_of(row)[: len(members)]) for row in shown]
    columns = [
        [cell(reading, row.indicator, row.values, year) for reading in readings_of(row)]
        for row, year in zip(shown, newest, strict=True)
    ]
    return Figures(
        goal="" if wanted else goal,
        name="" if wanted else next((one.name for one in goals() if one.key == goal), ""),
        columns=tuple(FigureColumn(row.indicator, year) for row, year in zip(shown, newest, strict=True)),
        lines=tuple(
            FigureLine(*place, tuple(column[at] for column in columns)) for at, place in enumerate(places)
        ),
        every=len(chosen),
    )
