"""The data of an indicator's line chart; `line_drawing` draws it, `line_table` writes it as a table."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from loftet.charts.numbers import NumberStyle

MOST_OTHERS = 5


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
        _check_finite(self.year, self.value, self.low, self.high)
        _check_order(self.year, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Line:
    """One place's series, years rising."""

    name: str
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        _check_years(self.name, [point.year for point in self.points])

    @property
    def known(self) -> tuple[Point, ...]:
        """Return the points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def intervals(self) -> tuple[tuple[int, float, float], ...]:
        """Return the year and interval of the points that have both."""
        return tuple((p.year, p.low, p.high) for p in self.known if p.low is not None and p.high is not None)


@dataclass(frozen=True, slots=True)
class BandYear:
    """The ends of a band in one year."""

    year: int
    low: float
    high: float

    def __post_init__(self) -> None:
        _check_finite(self.year, self.low, self.high)
        _check_order(self.year, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Band:
    """The middle half of some places, with its name for the chart and for the table's column."""

    name: str
    column: str
    years: tuple[BandYear, ...]

    def __post_init__(self) -> None:
        _check_years(self.name, [one.year for one in self.years])


@dataclass(frozen=True, slots=True)
class Target:
    """The yardstick of the indicator, its words and its number for the chart, and the year it is set for."""

    value: float
    label: str
    number: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """The value that the own place may reach in a year to come, and between what it lies.

    `half` holds it with a chance of one in two, `most` with four in five. `label` stands before the value,
    `short` is the label of a narrow drawing.
    """

    year: int
    value: float
    half: tuple[float, float]
    most: tuple[float, float]
    label: str
    short: str

    def __post_init__(self) -> None:
        _check_finite(self.year, self.value, *self.half, *self.most)
        low, half_low, half_high, high = self.most[0], *self.half, self.most[1]
        if not low <= half_low <= half_high <= high:
            raise ValueError(f"{self.year}: of a fan, the inner interval lies within the outer")


@dataclass(frozen=True, slots=True)
class Break:
    """A year from which values do not compare with earlier ones, and why in a few words."""

    year: int
    label: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a year, such as the start of a project, in a few words."""

    year: int
    label: str


@dataclass(frozen=True, slots=True)
class LineView:
    """All that the chart shows, in the reader's words; the caller composes the title and description.

    A value may cover several years (`years_in_one`): it stands at the last one, and the axis names them all.
    `year_names` are the years that are written otherwise under the axis, as a school year is.
    `cut_word` says where the axis begins, with `%s` in place of the number.
    """

    title: str
    description: str
    unit: str
    decimals: int
    numbers: NumberStyle
    year_word: str
    own: Line
    others: tuple[Line, ...] = ()
    country: Line | None = None
    band: Band | None = None
    target: Target | None = None
    own_target: Target | None = None
    projection: Projection | None = None
    breaks: tuple[Break, ...] = ()
    events: tuple[Event, ...] = ()
    years_apart: int = 1
    years_in_one: int = 1
    year_names: Mapping[int, str] = field(default_factory=dict)
    cut_word: str = "%s"

    def __post_init__(self) -> None:
        if len(self.others) > MOST_OTHERS:
            raise ValueError(f"a chart holds at most {MOST_OTHERS} other places, not {len(self.others)}")
        if self.decimals < 0 or self.years_apart < 1:
            raise ValueError("decimals are at least 0, and years lie at least 1 apart")

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return every series: own, others, country."""
        return (self.own, *self.others, *(() if self.country is None else (self.country,)))

    @property
    def is_empty(self) -> bool:
        """Check whether no series has a value, so that there is nothing to draw."""
        return not any(line.known for line in self.lines)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return the target of the indicator and that of the own place, as far as there are any."""
        return tuple(one for one in (self.target, self.own_target) if one is not None)

    @property
    def values(self) -> Iterator[float]:
        """Return every number that the value axis must hold."""
        for line in self.lines:
            yield from (point.value for point in line.known if point.value is not None)
        for _year, low, high in self.own.intervals:
            yield from (low, high)
        if self.band is not None:
            for one in self.band.years:
                yield from (one.low, one.high)
        yield from (one.value for one in self.targets)
        if self.projection is not None:
            yield from self.projection.most

    @property
    def years(self) -> tuple[int, int]:
        """Return the first and the last year that any series has a value for."""
        years = [point.year for line in self.lines for point in line.known]
        return min(years), max(years)

    @property
    def end(self) -> int:
        """Return the last year of the axis: that of the projection or a target, or of the newest value."""
        ahead = (one.year for one in (*self.targets, self.projection) if one is not None)
        return max(self.years[1], *(year for year in ahead if year is not None), self.years[1])

    def within(self, first: int, last: int) -> "LineView":
        """Return the same chart of the years from `first` to `last` alone."""

        def kept(line: Line) -> Line:
            return Line(line.name, tuple(p for p in line.points if first <= p.year <= last))

        band = self.band
        return replace(
            self,
            own=kept(self.own),
            others=tuple(map(kept, self.others)),
            country=None if self.country is None else kept(self.country),
            band=band and replace(band, years=tuple(b for b in band.years if first <= b.year <= last)),
            breaks=tuple(one for one in self.breaks if first < one.year <= last),
            events=tuple(one for one in self.events if first <= one.year <= last),
            projection=self.projection if last >= self.years[1] else None,
        )


def _check_finite(year: int, *numbers: float | None) -> None:
    if not all(math.isfinite(number) for number in numbers if number is not None):
        raise ValueError(f"{year}: a value and its interval are finite numbers or None")


def _check_order(year: int, low: float | None, high: float | None) -> None:
    if low is not None and high is not None and low > high:
        raise ValueError(f"{year}: the interval ends below its start")


def _check_years(name: str, years: list[int]) -> None:
    if years != sorted(set(years)):
        raise ValueError(f"{name}: the years rise, each once")
