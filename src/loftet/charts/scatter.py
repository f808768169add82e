"""A scatter as an SVG element: every municipality a faint dot, the chosen ones strong and named.

The faint dots stand in `LAYERS` paths, one after the other in the order of the table: dot n is the one at
n // LAYERS of path n % LAYERS. A script finds the row of a dot by that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from loftet.charts.axes import Across, across
from loftet.charts.chart import Size
from loftet.charts.colours import HALO
from loftet.charts.labels import broken, text_width
from loftet.charts.numbers import NumberStyle, number_text
from loftet.charts.point_labels import PlacedName, Spot, placed_names
from loftet.charts.scale import Axis, value_axis
from loftet.charts.svg import chart_root

LAYERS = 3
MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A dot with a name; a strong one is chosen, the others are there to find one's way."""

    name: str
    x: float
    y: float
    is_strong: bool = True


@dataclass(frozen=True, slots=True)
class ScatterView:
    """Everything that is drawn; `line` are two points of the relation, with its words."""

    title: str
    description: str
    points: tuple[tuple[float, float], ...]
    named: tuple[Named, ...]
    x_words: str
    x_is_log: bool
    x_decimals: int
    y_decimals: int
    numbers: NumberStyle
    line: tuple[tuple[float, float], tuple[float, float]] | None = None
    line_words: str = ""
    cut_word: str = ""


@dataclass(frozen=True, slots=True)
class Measures:
    """The sizes of a drawing: width and height, text, and the radius of faint and strong dots."""

    width: float
    height: float
    text: float
    strong: float
    faint: float
    dot: float
    most_x: int
    zoom: float = 1.0


MEASURES = {
    Size.WIDE: Measures(708.0, 430.0, 15.0, 17.0, 4.0, 7.0, 6),
    Size.NARROW: Measures(358.0, 330.0, 15.0, 16.5, 3.4, 6.5, 4),
    Size.SMALL: Measures(288.0, 300.0, 14.5, 16.0, 3.2, 6.0, 3),
    Size.SLIDE: Measures(1760.0, 610.0, 28.0, 32.0, 8.0, 13.0, 7, 2.0),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The axes of a drawing and the sides of its plot, in pixels."""

    measures: Measures
    left: float
    right: float
    top: float
    base: float
    x_axis: Across
    y_axis: Axis

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point lies."""
        return (
            self.left + self.x_axis.part(x) * (self.right - self.left),
            self.base - self.y_axis.part(y) * (self.base - self.top),
        )


def scatter_svg(view: ScatterView, size: Size, prefix: str) -> str:
    """Draw a view as SVG for a page; `prefix` begins its ids and is used once on a page."""
    return ET.tostring(scatter_drawing(view, size, prefix), encoding="unicode")


def scatter_drawing(view: ScatterView, size: Size, prefix: str) -> ET.Element:
    """Draw a view in a size; one without any point is refused with `ValueError`."""
    if not view.points:
        raise ValueError("there is no point: say so on the page instead of drawing a chart")
    frame = scatter_frame(view, MEASURES[size])
    m = frame.measures
    root = chart_root((m.width, m.height), prefix, size.value, (view.title, view.description))
    root.extend(_grid(view, frame))
    root.extend(_faint(view, frame))
    root.extend(_line_of_country(view, frame))
    root.extend(_named(view, frame))
    return root


def scatter_frame(view: ScatterView, m: Measures) -> Frame:
    """Choose the axes of a view and the sides of its plot."""
    held = [*view.points, *((one.x, one.y) for one in view.named)]
    y_axis = value_axis((y for _x, y in held), most=MOST_TICKS, decimals=view.y_decimals)
    ticks = [number_text(tick, y_axis.decimals, view.numbers) for tick in y_axis.ticks]
    return Frame(
        measures=m,
        left=max(text_width(tick, m.text) for tick in ticks) + 8 * m.zoom,
        right=m.width - m.dot - 2,
        top=m.text * 1.9,
        base=m.height - m.text * 3.1,
        x_axis=across((x for x, _y in held), decimals=view.x_decimals, is_log=view.x_is_log, most=m.most_x),
        y_axis=y_axis,
    )


def _grid(view: ScatterView, frame: Frame) -> Iterator[ET.Element]:
    m = frame.measures
    for tick in frame.y_axis.ticks:
        _x, y = frame.at(_any_x(frame), tick)
        is_foot = tick == frame.y_axis.ticks[0]
        yield _path([(frame.left, y), (frame.right, y)], "line2" if is_foot else "line", m.zoom)
        words = number_text(tick, frame.y_axis.decimals, view.numbers)
        yield _text(words, frame.left - 8 * m.zoom, y + m.text * 0.35, m.text, anchor="end")
    if view.cut_word and frame.y_axis.low > 0:
        words = number_text(frame.y_axis.low, frame.y_axis.decimals, view.numbers)
        yield _text(view.cut_word.replace("%s", words), 0, m.text, m.text)
    end = -1.0
    for part, words in frame.x_axis.labels(view.numbers):
        x, width = frame.left + part * (frame.right - frame.left), text_width(words, m.text)
        yield _path([(x, frame.base), (x, frame.base + 5 * m.zoom)], "line2", m.zoom)
        middle = min(max(x, width / 2), m.width - width / 2)
        if middle - width / 2 > end:
            yield _text(words, middle, frame.base + m.text * 1.5, m.text, anchor="middle")
            end = middle + width / 2 + 6
    words = broken(view.x_words, m.width * 1.35, m.text, lines=1)
    yield _text(words, m.width / 2, frame.base + m.text * 2.8, m.text, anchor="middle")


def _any_x(frame: Frame) -> float:
    return frame.x_axis.ticks[0]


def _faint(view: ScatterView, frame: Frame) -> Iterator[ET.Element]:
    """Draw the faint dots as strokes of no length, in layers, so that a crowd is darker than one."""
    for layer in range(LAYERS):
        dots = [frame.at(*point) for point in view.points[layer::LAYERS]]
        d = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in dots)
        if d:
            width = f"{2 * frame.measures.faint:g}"
            look = {"stroke-linecap": "round", "stroke-width": width, "stroke-opacity": ".55"}
            yield ET.Element("path", {"d": d, "class": "stroke-faint fill-none dots", **look})


def _line_of_country(view: ScatterView, frame: Frame) -> Iterator[ET.Element]:
    if view.line is None:
        return
    m = frame.measures
    points = [frame.at(*point) for point in view.line]
    line = _path(points, "ink2", 2 * m.zoom)
    line.set("stroke-dasharray", f"{6 * m.zoom:g} {5 * m.zoom:g}")
    yield line


def _named(view: ScatterView, frame: Frame) -> Iterator[ET.Element]:
    m = frame.measures
    spots = [
        Spot(one.name, *frame.at(one.x, one.y), m.dot if one.is_strong else m.faint, one.is_strong)
        for one in sorted(view.named, key=lambda one: not one.is_strong)
    ]
    for spot in reversed(spots):
        token = "fill-p1 stroke-surface" if spot.is_strong else "fill-ink2"
        dot = {"cx": f"{spot.x:.1f}", "cy": f"{spot.y:.1f}", "r": f"{spot.radius:g}", "class": token}
        yield ET.Element("circle", dot | ({"stroke-width": f"{1.5 * m.zoom:g}"} if spot.is_strong else {}))
    lines = [] if view.line is None else [frame.at(*point) for point in view.line]
    edges = (0, m.width, 2, frame.base + 4)
    crowd = [frame.at(*point) for point in view.points]
    placed = placed_names(spots, (m.text, m.strong), edges, view.line_words, lines, crowd)
    for name in placed:
        yield _name(name, m)


def _name(name: PlacedName, m: Measures) -> ET.Element:
    size = m.strong if name.is_strong else m.text
    text = _text(name.text, name.x, name.y, size, anchor=name.anchor)
    text.set("class", f"fill-ink {HALO}" if name.is_strong else f"fill-ink2 {HALO}")
    if name.is_strong:
        text.set("font-weight", "600")
    return text


def _path(points: Sequence[tuple[float, float]], token: str, width: float) -> ET.Element:
    d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return ET.Element("path", {"d": d, "class": f"stroke-{token} fill-none", "stroke-width": f"{width:g}"})


def _text(words: str, x: float, y: float, size: float, *, anchor: str = "start") -> ET.Element:
    placed = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size:g}", "class": "fill-ink2"}
    text = ET.Element("text", placed | ({} if anchor == "start" else {"text-anchor": anchor}))
    text.text = words
    return text
