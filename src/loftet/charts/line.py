"""The data of an indicator's line chart, and the same as a table; `line_spec` draws it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from loftet.charts.chart import ChartTable
from loftet.charts.numbers import NumberStyle, number_text

MOST_PEERS = 8


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a series; without a value, `mark` is what the table says instead.

    An interval is shown where both its ends are known.
    """

    year: int
    value: float | None
    low: float | None = None
    high: float | None = None
    mark: str = ".."

    def __post_init__(self) -> None:
        if not all(math.isfinite(n) for n in (self.value, self.low, self.high) if n is not None):
            raise ValueError(f"{self.year}: a value and its interval are finite numbers or None")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"{self.year}: the interval ends below its start")


@dataclass(frozen=True, slots=True)
class Line:
    """One place's series, years rising."""

    name: str
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        years = [point.year for point in self.points]
        if years != sorted(set(years)):
            raise ValueError(f"{self.name}: the years rise, each once")

    @property
    def intervals(self) -> tuple[tuple[float, float], ...]:
        """Return the intervals of the points that have a value."""
        return tuple((p.low, p.high) for p in self.known if p.low is not None and p.high is not None)

    @property
    def known(self) -> tuple[Point, ...]:
        """Return the points that have a value."""
        return tuple(point for point in self.points if point.value is not None)


@dataclass(frozen=True, slots=True)
class Target:
    """The yardstick of the indicator, and its name in the chart."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Break:
    """A year from which values do not compare with earlier ones, and why in a few words."""

    year: int
    label: str


@dataclass(frozen=True, slots=True)
class LineView:
    """All that the chart shows, in the reader's words; the caller composes the title and description."""

    title: str
    description: str
    unit: str
    decimals: int
    numbers: NumberStyle
    year_word: str
    own: Line
    peers: tuple[Line, ...] = ()
    country: Line | None = None
    target: Target | None = None
    breaks: tuple[Break, ...] = ()
    years_apart: int = 1

    def __post_init__(self) -> None:
        if len(self.peers) > MOST_PEERS:
            raise ValueError(f"a chart holds at most {MOST_PEERS} peers, not {len(self.peers)}")
        if self.decimals < 0 or self.years_apart < 1:
            raise ValueError("decimals are at least 0, and years lie at least 1 apart")

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return every series: own, country, peers."""
        country = () if self.country is None else (self.country,)
        return (self.own, *country, *self.peers)

    @property
    def is_empty(self) -> bool:
        """Check whether no series has a value, so that there is nothing to draw."""
        return not any(line.known for line in self.lines)

    @property
    def values(self) -> Iterator[float]:
        """Return every number that the value axis must hold."""
        for line in self.lines:
            yield from (point.value for point in line.known if point.value is not None)
        for interval in self.own.intervals:
            yield from interval
        if self.target is not None:
            yield self.target.value

    @property
    def years(self) -> tuple[int, int]:
        """Return the first and the last year that any series has a value for."""
        years = [point.year for line in self.lines for point in line.known]
        return min(years), max(years)


def line_table(view: LineView) -> ChartTable:
    """Write the chart's numbers as a table: a row a year, the newest first, a column a series.

    >>> own = Line("Gol", (Point(2023, 4.25), Point(2024, None, mark=":")))
    >>> view = LineView("", "", "%", 1, NumberStyle.NORWEGIAN, "År", own)
    >>> line_table(view)
    ChartTable(header=('År', 'Gol'), rows=(('2024', ':'), ('2023', '4,3')))
    """
    series = [{point.year: point for point in line.points} for line in view.lines]
    years = sorted({year for line in series for year in line}, reverse=True)
    rows = ((str(year), *(_cell(line.get(year), view) for line in series)) for year in years)
    return ChartTable((view.year_word, *(line.name for line in view.lines)), tuple(rows))


def _cell(point: Point | None, view: LineView) -> str:
    """Write a value with its interval, or the mark that stands for it; a year not given is missing."""
    if point is None or point.value is None:
        return ".." if point is None else point.mark
    value = number_text(point.value, view.decimals, view.numbers)
    if point.low is None or point.high is None:
        return value
    low, high = (number_text(n, view.decimals, view.numbers) for n in (point.low, point.high))
    return f"{value} ({low}–{high})"
