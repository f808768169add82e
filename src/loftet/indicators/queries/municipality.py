"""The page of a municipality: how it stands, what stands out, what is not known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _

from loftet.charts.dot import DotScale, dot_scale
from loftet.charts.scale import common_step
from loftet.charts.spark import SparkLine, spark_line
from loftet.common.words import INFLUENCE, Sign, Words, colour_sign, gap_sign, trend_sign
from loftet.editions.rows import (
    Band,
    Colour,
    Edition,
    GoalRow,
    Indicator,
    IndicatorRow,
    Reading,
    Series,
    Trend,
)
from loftet.editions.store import EditionStore
from loftet.indicators import sentences
from loftet.indicators.direction import shows_its_direction
from loftet.indicators.goals import goals
from loftet.indicators.queries.chosen import COUNTRY, PlaceInEdition
from loftet.indicators.status import is_like_most, status_sign

MOST_LINES = 3
STRONG = frozenset({Colour.GREEN})
WEAK = frozenset({Colour.RED, Colour.ORANGE})
MOVING = (Trend.WORSENING, Trend.IMPROVING, Trend.ON_TRACK)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence about one indicator."""

    key: str
    name: str
    sentence: str
    sign: Sign
    influence: Words


@dataclass(frozen=True, slots=True)
class StandsOut:
    """What stands out, at most three lines each."""

    strong: tuple[Line, ...]
    lift: tuple[Line, ...]
    changing: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class GoalTile:
    """A goal in the grid of seventeen."""

    key: str
    name: str
    status: Sign
    scale: DotScale | None
    measured: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A place beside the municipality in the table of figures."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What another place has in a row: its reading, or why there is none."""

    column: str
    reading: Reading
    gap: Sign | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """An indicator in the table of figures."""

    indicator: Indicator
    own: Reading
    status: Sign
    trend: Sign
    gap: Sign | None
    compared: tuple[Compared, ...]
    band: Band | None
    spark: SparkLine | None
    influence: Words


@dataclass(frozen=True, slots=True)
class GoalGroup:
    """The indicators of a goal."""

    key: str
    name: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    """All that the page of a municipality shows."""

    answer: tuple[str, ...]
    stands_out: StandsOut
    goals: tuple[GoalTile, ...]
    columns: tuple[Column, ...]
    groups: tuple[GoalGroup, ...]
    gaps: tuple[FigureRow, ...]
    sources: tuple[Indicator, ...]
    with_figures: int
    first_year: int | None
    last_year: int | None


def municipality_page(
    store: EditionStore, edition: Edition, place: PlaceInEdition, compare: Sequence[PlaceInEdition]
) -> MunicipalityPage:
    """Read the page of a municipality: three questions to the edition, however many indicators."""
    language = translation.get_language() or "nb"
    held = {one.code for one in store.places(edition)}
    columns = [Column(_("The country"), COUNTRY)] if COUNTRY in held else []
    columns += [Column(other.name, other.code) for other in compare]
    codes = [column.code for column in columns]
    rows = store.indicator_rows(edition, place.code, language, codes)
    goal_rows = store.goal_rows(edition, place.code, codes)
    series = {one.indicator: one for one in store.place_series(edition, place.code)}
    figures = [figure_row(row, series.get(row.indicator.key), columns) for row in rows]
    years = [row.own.year for row in rows if row.own.year is not None and row.own.value is not None]
    ranked = sum(one.ranked for one in store.places(edition))
    return MunicipalityPage(
        answer=tuple(sentences.standing(place.name, (row.own for row in goal_rows), ranked)),
        stands_out=stands_out(rows, series),
        goals=goal_tiles(goal_rows),
        columns=tuple(columns),
        groups=group_by_goal(figures),
        gaps=tuple(row for row in figures if row.gap is not None),
        sources=distinct_sources(row.indicator for row in rows),
        with_figures=sum(bool(row.indicator.weight) and row.own.value is not None for row in rows),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )


# --- what stands out ------------------------------------------------------------------------------


def stands_out(rows: Sequence[IndicatorRow], series: Mapping[str, Series]) -> StandsOut:
    """Choose the lines: by colour first, then by score; what changes by what goes wrong first."""

    def lines(chosen: Sequence[IndicatorRow], say: Callable[[IndicatorRow], Line]) -> tuple[Line, ...]:
        return tuple(say(row) for row in chosen[:MOST_LINES])

    telling = [row for row in rows if not is_like_most(row.own, row.indicator, row.values)]
    strong = sorted((row for row in telling if row.own.colour in STRONG), key=lambda row: -_score(row))
    weak = sorted(
        (row for row in telling if row.own.colour in WEAK),
        key=lambda row: (row.own.colour is not Colour.RED, _score(row)),
    )
    moving = sorted(
        (row for row in rows if is_moving(row, series)),
        key=lambda row: (MOVING.index(row.own.trend or Trend.UNCLEAR), _score(row)),
    )
    return StandsOut(
        strong=lines(strong, standing_line),
        lift=lines(weak, standing_line),
        changing=lines(moving, lambda row: changing_line(row, series[row.indicator.key])),
    )


def is_moving(row: IndicatorRow, series: Mapping[str, Series]) -> bool:
    """Tell whether a figure has a direction that its first and its last year show."""
    if row.own.trend not in MOVING or row.own.value is None:
        return False
    return shows_its_direction(row.own.trend, series[row.indicator.key])


def standing_line(row: IndicatorRow) -> Line:
    """Say where an indicator stands beside the country and its yardstick, with its status."""
    sign = colour_sign(row.own.colour, row.indicator.yardstick)
    return line(row, sentences.standing_of(row, _of(row, COUNTRY)), sign)


def changing_line(row: IndicatorRow, series: Series) -> Line:
    """Say how an indicator has moved, with whether that is the right way."""
    sign = trend_sign(row.own.trend, row.indicator.yardstick)
    return line(row, sentences.change(row, series), sign)


def line(row: IndicatorRow, sentence: str, sign: Sign) -> Line:
    """Say one sentence of an indicator, with how much the municipality can do about it."""
    influence = INFLUENCE.get(row.indicator.influence or "", "")
    return Line(row.indicator.key, row.indicator.name, sentence, sign, influence)


def _score(row: IndicatorRow) -> float:
    return -1.0 if row.own.score is None else row.own.score


def _of(row: IndicatorRow, code: str) -> Reading | None:
    return next((reading for reading in row.compared if reading.place == code), None)


# --- the whole ------------------------------------------------------------------------------------


def goal_tiles(rows: Iterable[GoalRow]) -> tuple[GoalTile, ...]:
    """Give all seventeen goals; one that the edition does not measure says so."""
    found = {row.goal: row for row in rows}
    return tuple(goal_tile(goal.key, goal.name, found.get(goal.key)) for goal in goals())


def goal_tile(key: str, name: str, row: GoalRow | None) -> GoalTile:
    """Give a goal's tile: word, symbol, and the dot on its scale with the peers' middle half."""
    if row is None:
        return GoalTile(key, name, colour_sign("grey", None), None, measured=False)
    own, band = row.own, row.scores
    scale = None
    if own.score is not None:
        scale = dot_scale(
            own.score,
            own.score_low,
            own.score_high,
            band.low if band else None,
            band.high if band else None,
        )
    # A goal none of whose indicators applies is not grey: grey is a lack of data.
    applies = own.coverage is not None
    status = colour_sign(own.colour or "grey", own.yardstick) if applies else gap_sign("not_applicable")
    return GoalTile(key, name, status, scale, measured=True)


def figure_row(row: IndicatorRow, series: Series | None, columns: Sequence[Column]) -> FigureRow:
    """Give an indicator's row, its comparisons in the order asked for."""
    own = row.own
    read = {reading.place: reading for reading in row.compared}
    points = [(point.year, point.value) for point in series.points] if series else []
    apart = common_step(year for year, _value in points)
    return FigureRow(
        indicator=row.indicator,
        own=own,
        status=status_sign(own, row.indicator, row.values),
        trend=trend_sign(own.trend, row.indicator.yardstick),
        gap=gap_sign(own.status) if own.value is None else None,
        compared=tuple(compared(column, read[column.code]) for column in columns),
        band=row.values,
        spark=spark_line(points, target=row.indicator.green, years_apart=apart) if points else None,
        influence=INFLUENCE.get(row.indicator.influence or "", ""),
    )


def compared(column: Column, reading: Reading) -> Compared:
    """Give the cell of another place in an indicator's row."""
    return Compared(column.name, reading, gap_sign(reading.status) if reading.value is None else None)


def group_by_goal(figures: Iterable[FigureRow]) -> tuple[GoalGroup, ...]:
    """Group rows, which are in the order of goals, under their goals."""
    names = {goal.key: goal.name for goal in goals()}
    return tuple(
        GoalGroup(key, names.get(key, ""), tuple(rows))
        for key, rows in groupby(figures, key=lambda figure: figure.indicator.goal)
    )


def distinct_sources(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Give one indicator for each table that figures come from."""
    return tuple({(one.source, one.table): one for one in indicators}.values())
