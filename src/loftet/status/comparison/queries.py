"""Up to eight places side by side: the figures of a theme on common scales, and the words of all goals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loftet.charts.heat import HeatCell, heat_cell
from loftet.charts.strip import Better, Strip, StripPlace, strip
from loftet.core.words import Sign, page_language
from loftet.editions.rows import Edition, GoalReading, GoalRow, Indicator, IndicatorRow, Reading
from loftet.editions.spread import spread_of
from loftet.editions.store import EditionStore
from loftet.status.comparison import sentences
from loftet.status.composition import counts_in_words
from loftet.status.goal_names import Goal, goals
from loftet.status.queries.beside import (
    Cell,
    GapCount,
    by_goal,
    cell,
    gap_counts,
    is_total,
    newest_year,
    readings_of,
    rows_shown,
)
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition
from loftet.status.queries.sources import distinct_sources
from loftet.status.sentences.words import YES_NO, figure
from loftet.status.signs import goal_sign
from loftet.status.strips import lines_of, way_of

MOST_CELLS = 400  # of figures on one page: fifty indicators of eight places
MOST_STRIPS = 20
NARROWEST = 330.0  # pixels: names are moved apart as if strips were no wider
HEAT = {"mostly_strong": "strong", "mixed": "mixed", "mostly_weak": "weak", "too_few": "few"}


@dataclass(frozen=True, slots=True)
class GoalCell:
    """A goal in a place: its word, «5–2» with its colour, and the counts in words."""

    sign: Sign
    cell: HeatCell | None
    counts: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal: a cell for each place, whether their words differ, and whether its figures stand open."""

    goal: Goal
    cells: tuple[GoalCell, ...]
    indicators: int
    differs: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class FigureLine:
    """An indicator: its strip, how the places lie to each other in words, and the figure of each.

    `better` is the side of the strip that is better, or none.
    """

    indicator: Indicator
    year: int | None
    finding: str
    strip: Strip | None
    better: Better
    cells: tuple[Cell, ...]
    country: Cell | None


@dataclass(frozen=True, slots=True)
class PlaceGaps:
    """The gaps of a place, each kind by itself."""

    place: PlaceInEdition
    gaps: tuple[GapCount, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """All that the page of a comparison shows; `theme` is the goal whose figures stand open, if one does.

    Of `every` indicator of the theme, or of a reader's words, `lines` are shown.
    """

    answer: str
    theme: Goal | None
    lines: tuple[FigureLine, ...]
    every: int
    goals: tuple[GoalLine, ...]
    has_words: bool
    gaps: tuple[PlaceGaps, ...]
    indicators: int
    sources: tuple[Indicator, ...]


def comparison_page(
    store: EditionStore,
    edition: Edition,
    places: Sequence[PlaceInEdition],
    goal: str = "",
    wanted: str = "",
) -> ComparisonPage:
    """Read the page of a comparison: three questions to the edition, however many places and indicators.

    `goal` chooses the theme, or `wanted` the indicators in words.
    """
    rows = read_places(store, edition, places)
    found = {row.goal: row for row in store.goal_rows(edition, places[0].code, _codes(places[1:]))}
    held = by_goal(rows)
    apart = {one.key: _apart(places, found.get(one.key)) for one in goals()}
    shown = "" if wanted else goal if goal in held else _most_apart(apart, _mostly_judged(held))
    chosen = sorted(rows_shown(rows, shown, wanted), key=lambda row: is_background(row.indicator))
    lines = _lines(store, edition, places, chosen[: MOST_CELLS // len(places)])
    return ComparisonPage(
        answer=sentences.answer(apart.values()),
        theme=next((one for one in goals() if one.key == shown), None),
        lines=tuple(lines),
        every=len(chosen),
        goals=tuple(_goal_line(one, places, found.get(one.key), held, one.key == shown) for one in goals()),
        has_words=any(one.wording for row in found.values() for one in _all(row)),
        gaps=tuple(_gaps(places, rows)),
        indicators=len(rows),
        sources=distinct_sources(row.indicator for row in rows),
    )


def read_places(
    store: EditionStore, edition: Edition, places: Sequence[PlaceInEdition]
) -> tuple[IndicatorRow, ...]:
    """Read the indicators of some places, and of the country."""
    language = page_language()
    return store.indicator_rows(edition, places[0].code, language, [*_codes(places[1:]), COUNTRY])


def _codes(places: Iterable[PlaceInEdition]) -> list[str]:
    return [place.code for place in places]


# --- goals ----------------------------------------------------------------------------------------


def _all(row: GoalRow) -> tuple[GoalReading, ...]:
    return (row.own, *row.compared)


def _of_goal(row: GoalRow | None) -> dict[str, GoalReading]:
    return {one.place: one for one in _all(row)} if row else {}


def _apart(places: Iterable[PlaceInEdition], row: GoalRow | None) -> sentences.GoalBeside:
    """Return the words of a goal in the places, in the order of its marks."""
    known = _of_goal(row)
    told = []
    for place in places:
        wording = known[place.code].wording if place.code in known else None
        if wording is not None and wording.rank is not None:
            told.append(sentences.PlaceWord(place.name, wording.word, wording.rank))
    title = next((one.title for one in goals() if row is not None and one.key == row.goal), "")
    return sentences.GoalBeside(title, tuple(sorted(told, key=lambda one: one.rank, reverse=True)))


def _most_apart(apart: Mapping[str, sentences.GoalBeside], held: Mapping[str, object]) -> str:
    """Choose the goal whose figures stand open at first: the one on which the places differ the most."""
    return max(held, key=lambda key: apart[key].distance if key in apart else -1.0, default="")


def _mostly_judged(held: Mapping[str, Sequence[IndicatorRow]]) -> Mapping[str, Sequence[IndicatorRow]]:
    """Return the goals of whose figures at least half are judged; all goals where there is none."""
    judged = {
        goal: rows
        for goal, rows in held.items()
        if 2 * sum(is_background(row.indicator) for row in rows) <= len(rows)
    }
    return judged or held


def _goal_line(
    goal: Goal,
    places: Iterable[PlaceInEdition],
    row: GoalRow | None,
    held: Mapping[str, Sequence[IndicatorRow]],
    is_open: bool,
) -> GoalLine:
    known = _of_goal(row)
    cells = tuple(_goal_cell(known.get(place.code)) for place in places)
    words = {one.sign.key for one in cells if one.cell}
    return GoalLine(goal, cells, len(held.get(goal.key, ())), len(words) > 1, is_open)


def _goal_cell(reading: GoalReading | None) -> GoalCell:
    wording = reading.wording if reading else None
    if wording is None:
        return GoalCell(goal_sign(reading), None, "")
    drawn = heat_cell(wording.strong, wording.weak, HEAT[wording.word])
    return GoalCell(goal_sign(reading), drawn, counts_in_words(wording))


# --- figures --------------------------------------------------------------------------------------


def _lines(
    store: EditionStore, edition: Edition, places: Sequence[PlaceInEdition], rows: Sequence[IndicatorRow]
) -> Iterable[FigureLine]:
    keys = [row.indicator.key for row in rows[:MOST_STRIPS]]
    every = spread_of(store, edition, keys)
    for row in rows:
        mine, rest = readings_of(row)[: len(places)], readings_of(row)[len(places) :]
        newest = newest_year(mine)
        country = next(iter(rest), None)
        named = [(place.name, reading) for place, reading in zip(places, mine, strict=True)]
        yield FigureLine(
            indicator=row.indicator,
            year=newest,
            finding=sentences.figures_beside(row.indicator, named),
            strip=_strip(row, named, every.get(row.indicator.key, ())),
            better=_better(row.indicator),
            cells=tuple(cell(one, row.indicator, row.values, newest) for one in mine),
            country=cell(country, row.indicator, row.values, newest) if country else None,
        )


def is_background(indicator: Indicator) -> bool:
    """Check whether an indicator counts for no status."""
    return not indicator.weight


def _better(indicator: Indicator) -> Better:
    """Return which side is better; neither of a background figure."""
    return Better.NEITHER if is_background(indicator) else way_of(indicator)


def _strip(row: IndicatorRow, named: Sequence[tuple[str, Reading]], values: Sequence[float]) -> Strip | None:
    """Draw every municipality faint, the places strong; nothing of answers, or where none has a figure."""
    indicator = row.indicator
    dots = [
        StripPlace(f"{name} {figure(one.value, indicator, with_unit=False)}", one.value, colour)
        for colour, (name, one) in enumerate(named, 1)
        if one.value is not None
    ]
    if indicator.unit in YES_NO or not dots or not values:
        return None
    band = (row.values.low, row.values.high) if row.values else None
    country = next((one.value for one in row.compared if one.place == COUNTRY), None)
    lines = () if is_total(country, values) else lines_of(row, values)
    return strip(values, dots, better=_better(indicator), band=band, lines=lines, width=NARROWEST)


def _gaps(places: Iterable[PlaceInEdition], rows: Sequence[IndicatorRow]) -> Iterable[PlaceGaps]:
    for at, place in enumerate(places):
        if counts := gap_counts(readings_of(row)[at] for row in rows):
            yield PlaceGaps(place, counts)
