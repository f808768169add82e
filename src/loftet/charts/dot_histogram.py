"""A distribution as an SVG element: a dot for each municipality, stacked; the chosen ones named under it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from xml.etree import ElementTree as ET

from loftet.charts.chart import Size
from loftet.charts.colours import HALO
from loftet.charts.labels import anchored, rows_apart, text_width
from loftet.charts.numbers import NumberStyle, number_text
from loftet.charts.scale import Axis, value_axis
from loftet.charts.svg import chart_root

MOST_NAME_ROWS = 4
NARROWER = 0.9


@dataclass(frozen=True, slots=True)
class Place:
    """A chosen municipality and its value."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class HistogramView:
    """Everything that is drawn: values in the order of the table, the chosen places, the middle half."""

    title: str
    description: str
    values: tuple[float, ...]
    places: tuple[Place, ...]
    band: tuple[float, float] | None
    band_words: str
    unit: str
    decimals: int
    numbers: NumberStyle
    cut_word: str = ""


@dataclass(frozen=True, slots=True)
class Measures:
    """The width of a drawing, the height of its stacks, the text, the largest dot, the most columns."""

    width: float
    height: float
    text: float
    strong: float
    dot: float
    most: int
    ticks: int
    zoom: float = 1.0


# The full drawing is shown from 980 px, the others as `chart.Size` says.
FULL = "full"
MEASURES = {
    FULL: Measures(1040.0, 250.0, 14.5, 16.5, 12.0, 84, 9),
    Size.WIDE.value: Measures(708.0, 230.0, 15.0, 17.0, 11.0, 64, 7),
    Size.NARROW.value: Measures(358.0, 170.0, 15.0, 16.5, 8.0, 44, 5),
    Size.SMALL.value: Measures(288.0, 160.0, 14.5, 16.0, 7.0, 40, 4),
    Size.SLIDE.value: Measures(1760.0, 560.0, 28.0, 32.0, 22.0, 84, 9, 2.0),
}
ON_PAGES = (FULL, Size.WIDE.value, Size.NARROW.value, Size.SMALL.value)


@dataclass(frozen=True, slots=True)
class Bins:
    """The columns of dots: how wide in values, and which column each value lies in."""

    step: float
    column: tuple[int, ...]

    @property
    def highest(self) -> int:
        """Return the number of dots in the highest column."""
        counts: dict[int, int] = defaultdict(int)
        for one in self.column:
            counts[one] += 1
        return max(counts.values(), default=0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The places of columns and dots: across by the axis, up by `rise` a dot."""

    measures: Measures
    axis: Axis
    bins: Bins
    left: float
    right: float
    top: float
    base: float
    dot: float
    rise: float

    def x(self, value: float) -> float:
        """Return how far across a value lies."""
        return self.left + self.axis.part(value) * (self.right - self.left)

    def column_x(self, column: int) -> float:
        """Return the middle of a column."""
        return self.x((column + 0.5) * self.bins.step)


def bins_of(values: Sequence[float], decimals: int, most: int) -> Bins:
    """Sort values into at most so many columns of round width, no finer than the values are written.

    >>> bins_of([1.0, 1.4, 2.0, 9.0], 0, 5)
    Bins(step=2.0, column=(0, 0, 1, 4))
    """
    low, high = min(values), max(values)
    finest = 10.0**-decimals
    step = next(
        one
        for power in range(-decimals, 16)
        for one in (10.0**power, 2 * 10.0**power, 5 * 10.0**power)
        if one >= finest * 0.999 and floor(high / one + 1e-9) - floor(low / one + 1e-9) < most
    )
    return Bins(step, tuple(floor(value / step + 1e-9) for value in values))


def histogram_svg(view: HistogramView, size: str, prefix: str) -> str:
    """Draw a view as SVG for a page; `prefix` begins its ids and is used once on a page."""
    return ET.tostring(histogram_drawing(view, size, prefix), encoding="unicode")


def histogram_drawing(view: HistogramView, size: str, prefix: str) -> ET.Element:
    """Draw a view in a size; one without any value is refused with `ValueError`."""
    if not view.values:
        raise ValueError("there is no value: say so on the page instead of drawing a chart")
    frame = _frame(view, MEASURES[size])
    m = frame.measures
    names = list(_names(view, frame))
    rows = min(max((row for _place, row, _x in names), default=-1) + 1, MOST_NAME_ROWS)
    foot = frame.base + 10 * m.zoom + rows * m.strong * 1.2
    height = ceil(foot + m.text * 2.0)
    root = chart_root((m.width, height), prefix, size, (view.title, view.description))
    root.extend(_band(view, frame))
    root.extend(_dots(frame))
    root.append(_path([(frame.left, frame.base), (frame.right, frame.base)], "line2", 1.5 * m.zoom))
    root.extend(_places(names, frame))
    root.extend(_axis(view, frame, foot + m.text * 1.3))
    return root


def _frame(view: HistogramView, m: Measures) -> Frame:
    held = [*view.values, *(one.value for one in view.places)]
    bins = bins_of(held, view.decimals, m.most)
    ends = ((min(bins.column)) * bins.step, (max(bins.column) + 1) * bins.step)
    axis = value_axis(ends, most=m.ticks, decimals=None)
    low, high = min(axis.low, ends[0]), max(axis.high, ends[1])
    axis = Axis(low, high, axis.ticks, axis.decimals)
    edge = m.dot
    left, right = edge, m.width - edge
    wide = (right - left) * bins.step / (high - low)
    dot = min(m.dot, max(wide * 0.94, 2.2 * m.zoom))
    every = Bins(bins.step, bins.column[: len(view.values)])
    rise = min(dot, m.height / max(every.highest, 1))
    top = m.text * 1.9
    base = top + max(min(every.highest * rise, m.height), m.height * 0.5)
    return Frame(m, axis, every, left, right, top, base, dot, rise)


def _band(view: HistogramView, frame: Frame) -> Iterator[ET.Element]:
    if view.band is None:
        return
    m = frame.measures
    left, right = frame.x(view.band[0]), frame.x(view.band[1])
    wide = max(right - left, 2.0)
    box = {"x": f"{left:.1f}", "y": f"{frame.top:g}", "width": f"{wide:.1f}"}
    yield ET.Element("rect", box | {"height": f"{frame.base - frame.top:.1f}", "class": "fill-band"})
    width = text_width(view.band_words, m.text) * NARROWER
    spot = anchored(left + wide / 2, width, m.width)
    x = {"start": 0.0, "end": m.width}.get(spot.anchor, left + wide / 2)
    yield _text(view.band_words, x, m.text * 1.2, m.text, anchor=spot.anchor)


def _dots(frame: Frame) -> Iterator[ET.Element]:
    """Draw the dots in one path, in the order of the table: a script finds the row of a dot by it."""
    filled: dict[int, int] = defaultdict(int)
    parts = []
    for column in frame.bins.column:
        y = frame.base - frame.dot / 2 - 1 - filled[column] * frame.rise
        parts.append(f"M{frame.column_x(column):.1f} {y:.1f}h0")
        filled[column] += 1
    look = {"stroke-linecap": "round", "stroke-width": f"{frame.dot * 0.92:.2f}"}
    yield ET.Element("path", {"d": "".join(parts), "class": "stroke-faint fill-none dots", **look})


def _names(view: HistogramView, frame: Frame) -> Iterator[tuple[Place, int, float]]:
    """Return the chosen places with the row of their name and where it stands, from left to right."""
    m = frame.measures
    places = sorted(view.places, key=lambda one: one.value)
    column = [floor(one.value / frame.bins.step + 1e-9) for one in places]
    middles = [frame.column_x(one) for one in column]
    widths = [text_width(one.name, m.strong) * NARROWER for one in places]
    spots = [anchored(x, width, m.width) for x, width in zip(middles, widths, strict=True)]
    rows = rows_apart(spots, gap=12 * m.zoom)
    yield from zip(places, rows, middles, strict=True)


def _places(names: Sequence[tuple[Place, int, float]], frame: Frame) -> Iterator[ET.Element]:
    m = frame.measures
    for _place, row, x in names:
        if row < MOST_NAME_ROWS:
            end = frame.base + 4 * m.zoom + row * m.strong * 1.2
            yield _path([(x, frame.base), (x, end)], "p1", 1.5 * m.zoom)
    for _place, _row, x in names:
        y = frame.base - frame.dot / 2 - 1
        circle = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{max(frame.dot / 2, 4 * m.zoom):.1f}"}
        yield ET.Element(
            "circle", circle | {"class": "fill-p1 stroke-surface", "stroke-width": f"{m.zoom:g}"}
        )
    for place, row, x in names:
        if row < MOST_NAME_ROWS:
            width = text_width(place.name, m.strong) * NARROWER
            spot = anchored(x, width, m.width)
            at = {"start": 0.0, "end": m.width}.get(spot.anchor, x)
            foot = frame.base + (row + 1) * m.strong * 1.2
            text = _text(place.name, at, foot, m.strong, anchor=spot.anchor)
            text.set("class", f"fill-ink {HALO}")
            text.set("font-weight", "600")
            yield text


def _axis(view: HistogramView, frame: Frame, foot: float) -> Iterator[ET.Element]:
    m, end = frame.measures, -1.0
    last = len(frame.axis.ticks) - 1
    for at, tick in enumerate(frame.axis.ticks):
        words = number_text(tick, frame.axis.decimals, view.numbers)
        words = f"{words} {view.unit}" if at == last and view.unit else words
        width = text_width(words, m.text) * NARROWER
        spot = anchored(frame.x(tick), width, m.width)
        if spot.left < end:
            continue
        x = {"start": 0.0, "end": m.width}.get(spot.anchor, frame.x(tick))
        yield _text(words, x, foot, m.text, anchor=spot.anchor)
        end = spot.right + 6


def _path(points: Sequence[tuple[float, float]], token: str, width: float) -> ET.Element:
    d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return ET.Element("path", {"d": d, "class": f"stroke-{token} fill-none", "stroke-width": f"{width:g}"})


def _text(words: str, x: float, y: float, size: float, *, anchor: str = "start") -> ET.Element:
    placed = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size:g}", "class": "fill-ink2"}
    text = ET.Element("text", placed | ({} if anchor == "start" else {"text-anchor": anchor}))
    text.text = words
    return text
