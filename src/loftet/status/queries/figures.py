"""All figures of a municipality, goal by goal, beside those of the country and of the places chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from loftet.core.words import Sign, gap_sign, page_language
from loftet.editions.rows import Band, Edition, Indicator, IndicatorRow, Reading
from loftet.editions.store import EditionStore
from loftet.geography.slugs import plain
from loftet.status.goal_names import goals
from loftet.status.municipality.goal_sentences import standing_of_indicators
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition
from loftet.status.queries.conservative_trend import conservative_trend_rows
from loftet.status.queries.gaps import Gaps, find_gaps
from loftet.status.queries.sources import Sources, find_sources
from loftet.status.sentences.words import YES_NO, figure
from loftet.status.signs import direction_sign, status_sign


@dataclass(frozen=True, slots=True)
class Column:
    """A place beside the municipality in the table of figures."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Another place in a row: its reading and its value as it is written, or why there is none."""

    column: str
    reading: Reading
    value: str
    gap: Sign | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """An indicator in the table of figures; values, and the ends of the middle half, as they are written."""

    indicator: Indicator
    own: Reading
    value: str
    unit: str
    status: Sign
    trend: Sign
    gap: Sign | None
    compared: tuple[Compared, ...]
    half: str


@dataclass(frozen=True, slots=True)
class GoalGroup:
    """The indicators of a goal."""

    key: str
    name: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """All that the page of all figures of a municipality shows; `shown` of `every` rows match the words."""

    answer: tuple[str, ...]
    columns: tuple[Column, ...]
    groups: tuple[GoalGroup, ...]
    shown: int
    every: int
    gaps: Gaps
    sources: Sources


def figures_page(
    store: EditionStore,
    edition: Edition,
    place: PlaceInEdition,
    compare: Sequence[PlaceInEdition],
    wanted: str = "",
) -> FiguresPage:
    """Read all figures of a municipality: two questions to the edition, however many indicators.

    `wanted` keeps the rows of the table whose indicator or goal it names; empty keeps all.
    """
    columns = columns_beside(store, edition, compare)
    language = page_language()
    read = store.indicator_rows(edition, place.code, language, [column.code for column in columns])
    rows = conservative_trend_rows(
        store, edition, read, store.projection_reader.projections(edition, place.code)
    )
    names = {goal.key: goal.name for goal in goals()}
    shown = [row for row in rows if is_wanted(row.indicator, names.get(row.indicator.goal, ""), wanted)]
    return FiguresPage(
        answer=tuple(standing_of_indicators(rows)),
        columns=tuple(columns),
        groups=group_by_goal(figure_row(row, columns) for row in shown),
        shown=len(shown),
        every=len(rows),
        gaps=find_gaps((row.indicator, row.own) for row in rows),
        sources=find_sources(row.indicator for row in rows),
    )


def columns_beside(store: EditionStore, edition: Edition, compare: Sequence[PlaceInEdition]) -> list[Column]:
    """Return the columns beside the municipality.

    The country where the edition holds it, then those chosen.
    """
    held = {one.code for one in store.places(edition)}
    columns = [Column(_("The country"), COUNTRY)] if COUNTRY in held else []
    return columns + [Column(other.name, other.code) for other in compare]


def is_wanted(indicator: Indicator, goal: str, wanted: str) -> bool:
    """Check whether an indicator, its explanation or its goal holds every word, whatever case or accents."""
    said = plain(f"{indicator.name} {indicator.about} {indicator.goal} {goal}")
    return all(word in said for word in plain(wanted).split())


def figure_row(row: IndicatorRow, columns: Sequence[Column]) -> FigureRow:
    """Return an indicator's row, its comparisons in the order asked for."""
    own, indicator, band = row.own, row.indicator, row.values
    read = {reading.place: reading for reading in row.compared}
    return FigureRow(
        indicator=indicator,
        own=own,
        value=written(own.value, indicator),
        unit="" if indicator.unit in YES_NO else indicator.unit,
        status=status_sign(own, indicator, band),
        trend=direction_sign(own, indicator),
        gap=gap_sign(own.status) if own.value is None else None,
        compared=tuple(compared(column, read[column.code], indicator) for column in columns),
        half=half_written(band, indicator),
    )


def written(value: float | None, indicator: Indicator) -> str:
    """Write a value as a cell holds it: without its unit, and an answer as a word."""
    return "" if value is None else figure(value, indicator, with_unit=False)


def compared(column: Column, reading: Reading, indicator: Indicator) -> Compared:
    """Return the cell of another place in an indicator's row."""
    gap = gap_sign(reading.status) if reading.value is None else None
    return Compared(column.name, reading, written(reading.value, indicator), gap)


def group_by_goal(figures: Iterable[FigureRow]) -> tuple[GoalGroup, ...]:
    """Group rows, which are in the order of goals, under their goals."""
    names = {goal.key: goal.name for goal in goals()}
    return tuple(
        GoalGroup(key, names.get(key, ""), tuple(rows))
        for key, rows in groupby(figures, key=lambda figure: figure.indicator.goal)
    )


def half_written(band: Band | None, indicator: Indicator) -> str:
    """Return the ends of the middle half as they are written; answers have no ends."""
    if band is None or indicator.unit in YES_NO:
        return ""
    return f"{written(band.low, indicator)}–{written(band.high, indicator)}"
