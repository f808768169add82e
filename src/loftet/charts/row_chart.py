"""Rows on a common scale: a ring for then, a dot for now, the band and the country's line behind.

`charts/row_cell.svg` draws one row, `charts/row_axis.svg` the axis above them. Places along the scale are
in percent of the width.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from loftet.charts.scale import value_axis

MOST_TICKS = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the scale, in percent of its length."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Return how much of the scale it covers."""
        return round(self.end - self.start, 2)


@dataclass(frozen=True, slots=True)
class ThenNow:
    """The values of a place, then and now; either may be unknown."""

    then: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class RowMarks:
    """A row: the ring, the dot, and the line between, in percent."""

    then: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis."""

    value: float
    x: float


@dataclass(frozen=True, slots=True)
class RowChart:
    """The rows in the order given, and what lies behind all of them."""

    rows: tuple[RowMarks, ...]
    band: Span | None
    country: float | None
    target: float | None
    ticks: tuple[Tick, ...]
    decimals: int


def row_chart(
    rows: Sequence[ThenNow],
    *,
    band: tuple[float, float] | None = None,
    country: float | None = None,
    target: float | None = None,
    decimals: int | None = None,
) -> RowChart | None:
    """Place rows on the scale that holds all of them; nothing where no value is known.

    >>> row_chart([ThenNow(11.0, 8.5)], country=4.9).rows
    (RowMarks(then=73.33, now=56.67),)
    """
    known = [value for row in rows for value in (row.then, row.now)]
    known += [country, target, *(band or ())]
    held = [value for value in known if value is not None]
    if not any(value is not None for row in rows for value in (row.then, row.now)):
        return None
    axis = value_axis(held, most=MOST_TICKS + 1, decimals=decimals)

    def percent(value: float | None) -> float | None:
        return None if value is None else round(100 * axis.part(value), 2)

    return RowChart(
        rows=tuple(RowMarks(percent(row.then), percent(row.now)) for row in rows),
        band=Span(round(100 * axis.part(band[0]), 2), round(100 * axis.part(band[1]), 2)) if band else None,
        country=percent(country),
        target=percent(target),
        ticks=tuple(Tick(value, round(100 * axis.part(value), 2)) for value in axis.ticks),
        decimals=axis.decimals,
    )
