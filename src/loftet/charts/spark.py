"""The numbers of a spark line: a small line without axes, drawn by `charts/spark.svg`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loftet.charts.scale import runs


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the drawing, in its own units."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SparkLine:
    """Path data for each stretch, a dot for each lone year, the newest value and the target's height."""

    width: float
    height: float
    segments: tuple[str, ...]
    lone: tuple[Dot, ...]
    last: Dot
    target_y: float | None


def spark_line(
    points: Sequence[tuple[int, float | None]],
    *,
    target: float | None = None,
    years: tuple[int, int] | None = None,
    breaks: Iterable[int] = (),
    years_apart: int = 1,
    width: float = 96.0,
    height: float = 28.0,
    margin: float = 4.0,
) -> SparkLine | None:
    """Place (year, value) points in a box, top = highest; nothing where no year has a value.

    `years` sets the ends of the box, so that spark lines under one another share their years. A missing
    year leaves a gap. Equal values, and a lone one, lie in the middle.

    >>> spark_line([(2021, 1.0), (2022, None), (2023, 1.0), (2024, 3.0)], width=38, height=28).segments
    ('M24 24L34 4',)
    """
    known = {year: value for year, value in points if value is not None}
    if not known:
        return None
    held = [*known.values(), *([] if target is None else [target])]
    first, last = years or (min(known), max(known))
    box = _Box(width, height, margin, first, last, min(held), max(held))
    stretches = runs(list(known), apart=years_apart, breaks=breaks)
    drawn = [[box.dot(year, known[year]) for year in stretch] for stretch in stretches]
    return SparkLine(
        width=width,
        height=height,
        segments=tuple("M" + "L".join(f"{dot.x:g} {dot.y:g}" for dot in s) for s in drawn if len(s) > 1),
        lone=tuple(s[0] for s in drawn if len(s) == 1),
        last=drawn[-1][-1],
        target_y=None if target is None else box.dot(first, target).y,
    )


@dataclass(frozen=True, slots=True)
class _Box:
    width: float
    height: float
    margin: float
    first: int
    last: int
    low: float
    high: float

    def dot(self, year: int, value: float) -> Dot:
        x = _part(year, self.first, self.last)
        y = 1 - _part(value, self.low, self.high)
        room_x, room_y = self.width - 2 * self.margin, self.height - 2 * self.margin
        return Dot(round(self.margin + x * room_x, 1), round(self.margin + y * room_y, 1))


def _part(number: float, low: float, high: float) -> float:
    return 0.5 if low == high else (number - low) / (high - low)
