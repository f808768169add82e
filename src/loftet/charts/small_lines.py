"""Small multiples: a line chart for each place, all on one scale; `charts/small_lines.svg` draws one.

Across in percent of the width, so that one drawing fits any column; paths in `UNITS` across and pixels down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loftet.charts.scale import Axis, common_step, runs, value_axis

UNITS = 1000.0
TOP, BOTTOM, HEIGHT = 12.0, 116.0, 140.0
MOST_TICKS = 4

Years = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line of the grid and its number."""

    value: float
    y: float


@dataclass(frozen=True, slots=True)
class SmallLine:
    """The chart of one place: its line in stretches, its newest dot, and the line of the country."""

    lines: tuple[str, ...]
    dot: tuple[float, float] | None
    country: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SmallLines:
    """The charts of several places in their order, and the grid that all of them share."""

    charts: tuple[SmallLine, ...]
    grid: tuple[GridLine, ...]
    decimals: int
    years: tuple[tuple[int, float], ...]
    height: float = HEIGHT
    bottom: float = BOTTOM


def small_lines(places: Sequence[Years], country: Years, *, decimals: int) -> SmallLines:
    """Draw the years of places on one scale, each with the country behind.

    >>> drawn = small_lines([{2020: 4.0, 2024: 8.0}, {2024: 2.0}], {}, decimals=0)
    >>> drawn.charts[0].dot, drawn.years
    ((100.0, 32.8), ((2020, 0.0), (2024, 100.0)))
    """
    every = [value for one in (*places, country) for value in one.values()]
    if not every:
        raise ValueError("there is no value: say so on the page instead of drawing charts")
    years = sorted({year for one in (*places, country) for year in one})
    axis = value_axis(every, most=MOST_TICKS, decimals=decimals)
    frame = _Frame(years[0], years[-1], axis, common_step(years))
    return SmallLines(
        charts=tuple(
            SmallLine(frame.paths(one), frame.dot(one), frame.paths(country) if country else ())
            for one in places
        ),
        grid=tuple(GridLine(tick, frame.y(tick)) for tick in axis.ticks),
        decimals=axis.decimals,
        years=tuple((year, frame.x(year)) for year in sorted({years[0], years[-1]})),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    first: int
    last: int
    axis: Axis
    apart: int

    def x(self, year: int) -> float:
        """Return how far across a year lies, in percent."""
        return (
            round(100 * (year - self.first) / (self.last - self.first), 2) if self.last > self.first else 50
        )

    def y(self, value: float) -> float:
        return round(BOTTOM - self.axis.part(value) * (BOTTOM - TOP), 1)

    def paths(self, values: Years) -> tuple[str, ...]:
        stretches = runs(list(values), apart=self.apart)
        return tuple(
            "M" + "L".join(f"{self.x(year) * UNITS / 100:g} {self.y(values[year]):g}" for year in stretch)
            for stretch in stretches
            if len(stretch) > 1
        )

    def dot(self, values: Years) -> tuple[float, float] | None:
        return (self.x(max(values)), self.y(values[max(values)])) if values else None
