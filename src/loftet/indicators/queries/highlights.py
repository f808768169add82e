"""The highlights among indicators: what is strong, what must be lifted, what is changing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from loftet.core.words import INFLUENCE, NOT_JOINED, Sign, Words, colour_sign, trend_sign
from loftet.editions.rows import Colour, Edition, IndicatorRow, Reading, Series, Trend, Yardstick
from loftet.editions.store import EditionStore
from loftet.indicators import sentences
from loftet.indicators.direction import shows_its_direction
from loftet.indicators.queries.chosen import COUNTRY
from loftet.indicators.status import is_like_most

MOST_LINES = 3
# Of so many figures that have a direction, three nearly always show it by their first and last year.
FIRST_LOOK = 12
STRONG = frozenset({Colour.GREEN})
WEAK = frozenset({Colour.RED, Colour.ORANGE})
MOVING = (Trend.WORSENING, Trend.IMPROVING, Trend.ON_TRACK)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence about one indicator."""

    key: str
    name: str
    sentence: str
    sign: Sign | None
    influence: Words


@dataclass(frozen=True, slots=True)
class Highlights:
    """The highlights, at most three lines each."""

    strong: tuple[Line, ...]
    lift: tuple[Line, ...]
    changing: tuple[Line, ...]
    judged: bool = True


def highlights(rows: Sequence[IndicatorRow], series: Mapping[str, Series]) -> Highlights:
    """Choose the lines: by colour first, then by score; what changes by what goes wrong first.

    Of one colour, the one held to a target comes before one only compared, as in the answer above it.
    """

    def lines(chosen: Sequence[IndicatorRow], say: Callable[[IndicatorRow], Line]) -> tuple[Line, ...]:
        return tuple(say(row) for row in chosen[:MOST_LINES])

    telling = [row for row in rows if not is_like_most(row.own, row.indicator, row.values)]
    strong = sorted(
        (row for row in telling if row.own.colour in STRONG),
        key=lambda row: (not _has_target(row), -_score(row)),
    )
    weak = sorted(
        (row for row in telling if row.own.colour in WEAK),
        key=lambda row: (row.own.colour is not Colour.RED, not _has_target(row), _score(row)),
    )
    return Highlights(
        strong=lines(strong, standing_line),
        lift=lines(weak, standing_line),
        changing=lines(
            both_ways(by_movement(rows, series)), lambda row: changing_line(row, series[row.indicator.key])
        ),
        judged=all(row.own.judged for row in rows),
    )


def with_direction(rows: Iterable[IndicatorRow]) -> list[IndicatorRow]:
    """Return the rows whose figures have a direction, what goes the wrong way first."""
    moving = (row for row in rows if row.own.trend in MOVING and row.own.value is not None)
    return sorted(moving, key=lambda row: (MOVING.index(row.own.trend or Trend.UNCLEAR), _score(row)))


def by_movement(rows: Iterable[IndicatorRow], series: Mapping[str, Series]) -> list[IndicatorRow]:
    """Return the rows whose first and last year show their direction, of those whose series are known."""
    known = ((row, series.get(row.indicator.key)) for row in with_direction(rows))
    return [row for row, years in known if years and shows_its_direction(row.own.trend, years)]


def both_ways(moving: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """Replace the last of the lines by something that gets better, where anything does.

    What goes the wrong way stands first, and would else leave no line for what is won.
    """
    worse = [row for row in moving if row.own.trend is Trend.WORSENING]
    better = [row for row in moving if row.own.trend is not Trend.WORSENING]
    kept = worse[: MOST_LINES - 1] if better else worse
    return [*kept, *better]


def series_that_move(
    store: EditionStore, edition: Edition, place: str, rows: Sequence[IndicatorRow]
) -> Mapping[str, Series]:
    """Read as many series as it takes to tell what changes: a few, and all only where these do not show it.

    One question to the edition, or two.
    """
    moving = [row.indicator.key for row in with_direction(rows)]
    series: dict[str, Series] = {}
    for keys in (moving[:FIRST_LOOK], moving[FIRST_LOOK:]):
        if keys and len(by_movement(rows, series)) < MOST_LINES:
            series |= {one.indicator: one for one in store.place_series(edition, place, keys)}
    return series


def standing_line(row: IndicatorRow) -> Line:
    """Return where an indicator is against the country and its yardstick, with its status."""
    sign = colour_sign(row.own.colour, row.indicator.yardstick)
    return line(row, sentences.standing_of(row, _of(row, COUNTRY)), sign if row.own.judged else NOT_JOINED)


def changing_line(row: IndicatorRow, series: Series) -> Line:
    """Return how an indicator has moved, with whether that is the right way."""
    sign = trend_sign(row.own.trend, row.indicator.yardstick)
    return line(row, sentences.change(row, series), sign)


def line(row: IndicatorRow, sentence: str, sign: Sign) -> Line:
    """Return one sentence about an indicator, with how much the municipality can do about it."""
    influence = INFLUENCE.get(row.indicator.influence or "", "")
    return Line(row.indicator.key, row.indicator.name, sentence, sign, influence)


def _has_target(row: IndicatorRow) -> bool:
    return row.indicator.yardstick is Yardstick.TARGET


def _score(row: IndicatorRow) -> float:
    return -1.0 if row.own.score is None else row.own.score


def _of(row: IndicatorRow, code: str) -> Reading | None:
    return next((reading for reading in row.compared if reading.place == code), None)
