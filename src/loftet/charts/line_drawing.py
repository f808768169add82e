"""The line chart of an indicator as an SVG element, in one of its sizes.

Colours are classes (`charts/colours.py`), so that the page decides them. Numbers for the script that reads
the chart aloud stand as data: `data-years` and `data-x` on the drawing, `data-y` on each series.
"""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from loftet.charts.chart import ON_PAGES, Size
from loftet.charts.colours import HALO, PLACES
from loftet.charts.labels import LINE, anchored, broken, text_width
from loftet.charts.line import Line, LineView, Target
from loftet.charts.line_frame import LineFrame, Measures, line_frame, period_label, year_marks
from loftet.charts.line_labels import Label, band_label, names_of, place_labels
from loftet.charts.numbers import number_text
from loftet.charts.scale import runs
from loftet.charts.svg import chart_root


def line_svgs(view: LineView, prefix: str) -> str:
    """Draw a view as SVG in each size of a page, one after the other; `drawings.css` shows what fits."""
    return "\n".join(line_svg(view, size, prefix) for size in ON_PAGES)


def line_svg(view: LineView, size: Size, prefix: str) -> str:
    """Draw a view as SVG for a page; `prefix` begins its ids and is used once on a page."""
    return ET.tostring(line_drawing(view, size, prefix), encoding="unicode")


def line_drawing(view: LineView, size: Size, prefix: str) -> ET.Element:
    """Draw a view in a size; one without any value is refused with `ValueError`."""
    if view.is_empty:
        raise ValueError("no series has a value: say so on the page instead of drawing a chart")
    marks = _marks(view, size)
    frame = line_frame(view, size, *names_of(view, size), _lines_above(view, marks))
    box = (frame.measures.width, frame.whole_height)
    words = (view.title, view.description)
    root = chart_root(box, prefix, size.value, words, _readable(view, frame))
    root.extend(_grid(view, frame))
    root.extend(_areas(view, frame))
    root.extend(_marked(marks, view, frame))
    for target, token in zip((view.target, view.own_target), ("ink", "p1"), strict=True):
        root.extend(_target(target, token, view, frame))
    root.extend(_projection(view, frame))
    root.extend(_series(view, frame))
    if (name := band_label(view, frame)) is not None:
        root.append(_text(name.text, name.x, name.y, frame.measures.text, "fill-ink2", halo=True))
    root.extend(_labels(place_labels(view, size, frame), frame))
    return root


# --- what lies behind ------------------------------------------------------------------------------


def _grid(view: LineView, frame: LineFrame) -> Iterator[ET.Element]:
    m, last = frame.measures, frame.years[1]
    for tick in frame.values.ticks:
        y = frame.y(tick)
        token = "line2" if tick == 0 else "line"
        yield _line((frame.left, y), (frame.x(last), y), token, m.zoom)
        words = number_text(tick, frame.values.decimals, view.numbers)
        yield _text(words, frame.left - 8 * m.zoom, y + m.text * 0.35, m.text, "fill-ink2", anchor="end")
    if frame.is_cut:
        words = view.cut_word.replace(
            "%s", number_text(frame.values.low, frame.values.decimals, view.numbers)
        )
        yield _text(words, 0, m.text, m.text, "fill-ink2")
    marks = year_marks(view, frame)
    for year in marks:
        at = "end" if year == last != marks[0] else "middle"
        x = frame.x(year) + (m.text if at == "end" else 0)
        yield _text(
            period_label(year, view.years_in_one, view.year_names),
            x,
            frame.base + m.text * 1.4,
            m.text,
            "fill-ink2",
            anchor=at,
        )
    if last > frame.last:
        x = frame.x(frame.last)
        yield _line((x, frame.top), (x, frame.base), "line2", m.zoom, dash=(1, 4))


def _areas(view: LineView, frame: LineFrame) -> Iterator[ET.Element]:
    """Draw the middle half of the peers, and between what the own values lie."""
    if view.band is not None:
        ends = {one.year: (one.low, one.high) for one in view.band.years}
        yield from _area(ends, view, frame, "fill-band")
    own = {year: (low, high) for year, low, high in view.own.intervals}
    yield from _area(own, view, frame, "fill-p1", opacity=0.16)


def _area(
    ends: dict[int, tuple[float, float]], view: LineView, frame: LineFrame, css: str, opacity: float = 1.0
) -> Iterator[ET.Element]:
    for stretch in _stretches(list(ends), view):
        if len(stretch) == 1:
            x, (low, high) = frame.x(stretch[0]), ends[stretch[0]]
            wide = 3 * frame.measures.zoom
            corners = [(x - wide, low), (x - wide, high), (x + wide, high), (x + wide, low)]
            points = [(x, frame.y(value)) for x, value in corners]
        else:
            points = [(frame.x(year), frame.y(ends[year][1])) for year in stretch]
            points += [(frame.x(year), frame.y(ends[year][0])) for year in reversed(stretch)]
        shown = {} if opacity == 1.0 else {"fill-opacity": f"{opacity:g}"}
        yield ET.Element("path", {"d": f"{_path(points)}Z", "class": css, **shown})


# --- lines -----------------------------------------------------------------------------------------


def _series(view: LineView, frame: LineFrame) -> Iterator[ET.Element]:
    """Draw the series in the order of the table, the own one last, so that it lies on top."""
    rows: list[tuple[Line, str, float, float, tuple[float, ...]]] = [(view.own, PLACES[0], 4.0, 6.0, ())]
    rows += [(one, PLACES[at], 2.75, 4.0, ()) for at, one in enumerate(view.others, 1)]
    rows += [] if view.country is None else [(view.country, "ink2", 2.0, 4.0, (6.0, 4.0))]
    for column, row in reversed(list(enumerate(rows, 1))):
        group = _one(view, frame, *row)
        group.set("data-column", str(column))
        yield group


def _one(
    view: LineView,
    frame: LineFrame,
    line: Line,
    token: str,
    width: float,
    dot: float,
    dash: tuple[float, ...],
) -> ET.Element:
    zoom = frame.measures.zoom
    values = {point.year: point.value for point in line.known if point.value is not None}
    group = ET.Element("g", {"data-y": _heights(view, frame, line)})
    stroke = {"class": f"stroke-{token} fill-none", "stroke-width": f"{width * zoom:g}"}
    stroke |= {"stroke-linejoin": "round", "stroke-linecap": "round"} if not dash else _dash(dash, zoom)
    for stretch in _stretches(list(values), view):
        points = [(frame.x(year), frame.y(values[year])) for year in stretch]
        if len(points) > 1:
            ET.SubElement(group, "path", {"d": _path(points), **stroke})
        elif stretch[0] != max(values):
            group.append(_dot(*points[0], (width / 2 + 1) * zoom, token))
    if values:
        newest = max(values)
        group.append(_dot(frame.x(newest), frame.y(values[newest]), dot * zoom, token))
    return group


def _projection(view: LineView, frame: LineFrame) -> Iterator[ET.Element]:
    """Draw the fan from the newest own value to the year ahead, and the way the value takes."""
    ahead, zoom = view.projection, frame.measures.zoom
    if ahead is None or not view.own.known:
        return
    newest = view.own.known[-1]
    assert newest.value is not None
    start, x = (frame.x(newest.year), frame.y(newest.value)), frame.x(ahead.year)
    for low, high in (ahead.most, ahead.half):
        points = [start, (x, frame.y(high)), (x, frame.y(low))]
        yield ET.Element("path", {"d": f"{_path(points)}Z", "class": "fill-p1", "fill-opacity": ".18"})
    way = _line(start, (x, frame.y(ahead.value)), "p1", 2.5 * zoom, dash=(7 * zoom, 5 * zoom))
    yield way


def _target(target: Target | None, token: str, view: LineView, frame: LineFrame) -> Iterator[ET.Element]:
    if target is None:
        return
    zoom, y = frame.measures.zoom, frame.y(target.value)
    end = frame.x(min(target.year or view.end, frame.years[1]))
    yield _line((frame.left, y), (end, y), token, 2 * zoom, dash=(0.1, 5 * zoom), cap="round")
    if target.year is None or target.year <= frame.last:
        return
    half = 6.5 * zoom
    corners = [(end, y - half), (end + half, y), (end, y + half), (end - half, y)]
    mark = {
        "d": f"{_path(corners)}Z",
        "class": f"fill-surface stroke-{token}",
        "stroke-width": f"{1.75 * zoom:g}",
    }
    yield ET.Element("path", mark)


# --- breaks and events -----------------------------------------------------------------------------


def _marks(view: LineView, size: Size) -> list[tuple[float, str, bool]]:
    """Return the breaks and events as year, words and whether the mark is of an event, the newest first."""
    found = [(one.year - 0.5, one.label, False) for one in view.breaks]
    found += [(float(one.year), one.label, True) for one in view.events]
    ends = {False: view.years[1], True: view.end}
    first = view.years[0] - 1
    return sorted((one for one in found if first < one[0] <= ends[one[2]]), reverse=True)


def _lines_above(view: LineView, marks: Sequence[object]) -> int:
    return len(marks) + (1 if marks else 0)


def _marked(
    marks: Sequence[tuple[float, str, bool]], view: LineView, frame: LineFrame
) -> Iterator[ET.Element]:
    """Draw a rule for each break and event, its words above the plot."""
    m = frame.measures
    for at, (year, words, is_event) in enumerate(marks):
        x, y = frame.x(year), frame.top - m.text * (0.9 + LINE * at)
        yield _line((x, y + 4), (x, frame.base), "ink2", m.zoom, dash=() if is_event else (2, 3))
        yield _words_of_mark(words, x, y, m)


def _words_of_mark(words: str, x: float, y: float, m: Measures) -> ET.Element:
    """Return the words of a mark: on the side of its rule with more space, or over it to be whole."""
    rightward = m.width - x >= x
    space, width = (m.width - x if rightward else x) - 8, text_width(words, m.text)
    if space < width <= m.width:
        over = anchored(x, width, m.width)
        places = {"start": over.left, "middle": x, "end": over.right}
        return _text(words, places[over.anchor], y, m.text, "fill-ink2", anchor=over.anchor)
    text = broken(words, space, m.text, lines=1)
    placed = x + 4 * m.zoom if rightward else x - 4 * m.zoom
    return _text(text, placed, y, m.text, "fill-ink2", anchor="start" if rightward else "end")


# --- words -----------------------------------------------------------------------------------------


def _labels(labels: Sequence[Label], frame: LineFrame) -> Iterator[ET.Element]:
    for label in labels:
        if label.leader is not None:
            middle = label.y - label.size * 0.35
            start = (label.leader[0] + 5 * frame.measures.zoom, label.leader[1])
            yield _line(start, (label.x - 2, middle), label.wanted.token, frame.measures.zoom)
        yield _label(label)


def _label(label: Label) -> ET.Element:
    placed = {"font-size": f"{label.size:g}", "class": f"fill-{label.wanted.token} {HALO}"}
    if label.wanted.is_series:
        placed["font-weight"] = "700" if label.wanted.is_own else "600"
    text = ET.Element("text", placed)
    for at, line in enumerate(label.lines):
        place = {"x": f"{label.x:g}", "y": f"{label.y + at * LINE * label.size:.1f}"}
        words, number = line, ""
        if at == len(label.lines) - 1 and line.endswith(label.wanted.number):
            # Browsers drop a plain space between two parts of a text.
            number = label.wanted.number
            words = line.removesuffix(number).replace(" ", "\N{NO-BREAK SPACE}")
        if number and not words:
            ET.SubElement(text, "tspan", place | {"font-weight": "700"}).text = number
            continue
        ET.SubElement(text, "tspan", place).text = words
        if number:
            ET.SubElement(text, "tspan", {"font-weight": "700"}).text = number
    return text


def _text(
    words: str, x: float, y: float, size: float, css: str, *, anchor: str = "start", halo: bool = False
) -> ET.Element:
    placed = {"x": f"{x:g}", "y": f"{y:.1f}", "font-size": f"{size:g}"}
    if anchor != "start":
        placed["text-anchor"] = anchor
    text = ET.Element("text", placed | {"class": f"{css} {HALO}" if halo else css})
    text.text = words
    return text


# --- small parts -----------------------------------------------------------------------------------


def _readable(view: LineView, frame: LineFrame) -> dict[str, str]:
    """Return the years that can be read off and where they lie, the oldest first."""
    years = _years_read(view)
    return {
        "data-years": " ".join(map(str, years)),
        "data-x": " ".join(f"{frame.x(year):g}" for year in years),
        "data-plot": f"{frame.top:g} {frame.base:g}",
        "data-home": str(view.own.known[-1].year if view.own.known else frame.last),
    }


def _years_read(view: LineView) -> list[int]:
    years = {point.year for line in view.lines for point in line.points}
    return sorted(years | ({view.projection.year} if view.projection else set()))


def _heights(view: LineView, frame: LineFrame, line: Line) -> str:
    """Return how far down each year of a series lies, `-` where it has no value."""
    values = {point.year: point.value for point in line.known}
    if view.projection is not None and line is view.own:
        values[view.projection.year] = view.projection.value
    found = (values.get(year) for year in _years_read(view))
    return " ".join("-" if value is None else f"{frame.y(value):g}" for value in found)


def _stretches(years: Sequence[int], view: LineView) -> tuple[tuple[int, ...], ...]:
    return runs(years, apart=view.years_apart, breaks=[one.year for one in view.breaks])


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _line(
    start: tuple[float, float],
    end: tuple[float, float],
    token: str,
    width: float,
    *,
    dash: tuple[float, ...] = (),
    cap: str = "",
) -> ET.Element:
    placed = {"d": _path([start, end]), "class": f"stroke-{token} fill-none", "stroke-width": f"{width:g}"}
    if cap:
        placed["stroke-linecap"] = cap
    return ET.Element("path", placed | (_dash(dash, 1.0) if dash else {}))


def _dash(dash: tuple[float, ...], zoom: float) -> dict[str, str]:
    return {"stroke-dasharray": " ".join(f"{one * zoom:g}" for one in dash)}


def _dot(x: float, y: float, radius: float, token: str) -> ET.Element:
    return ET.Element(
        "circle", {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:g}", "class": f"fill-{token}"}
    )
