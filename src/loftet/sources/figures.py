"""The figures of a place and a year, whichever source they came from, and what could not be had."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.sources.catalogue import SourceSeries
from loftet.sources.jsonstat import CellStatus


@dataclass(frozen=True, slots=True)
class FigureScope:
    """The places whose figures are wanted, and all places with their codes over time."""

    wanted: tuple[Place, ...]
    places: Gazetteer


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """A place's figure of a year; `code` is the one that the source printed it under.

    A figure that was divided knows its `count` and `denominator`.
    """

    place: Place
    year: int
    value: float | None
    status: str
    period: str
    code: str
    vintage: str
    count: float | None = None
    denominator: float | None = None


@dataclass(slots=True)
class Gathered:
    """The figures of each series that was asked for, why another did not come, and notes."""

    figures: dict[SourceSeries, tuple[SourceFigure, ...]] = field(default_factory=dict)
    left_out: dict[SourceSeries, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def leave_out(self, series: Iterable[SourceSeries], why: object) -> None:
        """Record that some series did not come."""
        self.left_out |= dict.fromkeys(series, str(why))


def subtracted(figures: Iterable[SourceFigure], others: Iterable[SourceFigure]) -> tuple[SourceFigure, ...]:
    """Return figures less those of the same place and year; the rest lacks what one of the two lacks."""
    by_place = {(one.place.slug, one.year): one for one in others}
    return tuple(_subtracted(one, by_place.get((one.place.slug, one.year))) for one in figures)


def _subtracted(figure: SourceFigure, other: SourceFigure | None) -> SourceFigure:
    if figure.value is None:
        return figure
    if other is None:
        return replace(figure, value=None, status=CellStatus.MISSING.word)
    if other.value is None:
        return replace(figure, value=None, status=other.status)
    status = figure.status if figure.status != CellStatus.REPORTED.word else other.status
    return replace(figure, value=figure.value - other.value, status=status)


def divided(
    figures: Iterable[SourceFigure], divisors: Iterable[SourceFigure], times: float
) -> tuple[SourceFigure, ...]:
    """Divide figures by those of the same place and year, and multiply them.

    Where one of the two has no value the result has none, and says why; nothing is divided by 0.
    """
    by_place = {(one.place.slug, one.year): one for one in divisors}
    return tuple(_divided(one, by_place.get((one.place.slug, one.year)), times) for one in figures)


def _divided(figure: SourceFigure, divisor: SourceFigure | None, times: float) -> SourceFigure:
    if figure.value is None:
        return figure
    if divisor is None:
        return replace(figure, value=None, status=CellStatus.MISSING.word)
    if divisor.value is None:
        return replace(figure, value=None, status=divisor.status)
    if divisor.value <= 0:
        return replace(figure, value=None, status=CellStatus.NOT_POSSIBLE.word)
    status = figure.status if figure.status != CellStatus.REPORTED.word else divisor.status
    value = times * figure.value / divisor.value
    return replace(figure, value=value, status=status, count=figure.value, denominator=divisor.value)


def multiplied(figures: Iterable[SourceFigure], times: float) -> tuple[SourceFigure, ...]:
    """Multiply figures; those without a value stay as they are."""
    return tuple(
        one if one.value is None or times == 1 else replace(one, value=times * one.value) for one in figures
    )
