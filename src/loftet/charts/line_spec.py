"""The line chart as Vega-Lite; the only module besides `render` that needs Altair."""

from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt

from loftet.charts.chart import Size
from loftet.charts.colours import Role
from loftet.charts.labels import LINE, text_height
from loftet.charts.line import Line, LineView, Point
from loftet.charts.line_frame import GAP, Frame, line_frame
from loftet.charts.numbers import MINUS
from loftet.charts.scale import runs

Row = dict[str, Any]


def line_spec(view: LineView, size: Size) -> Mapping[str, Any]:
    """Specify the chart; later layers lie on top, so the own line is drawn last of the lines."""
    frame = line_frame(view, size)
    layers = [*_backdrop(view, frame), *_lines(view, frame), *_words(frame)]
    chart = alt.layer(*layers).properties(
        width=frame.width,
        height=frame.height,
        # Nothing is measured when drawing, so the bytes do not depend on the machine's fonts.
        autosize="none",
        padding={"left": frame.left, "right": frame.right, "top": frame.top, "bottom": frame.bottom},
    )
    number = {"decimal": view.numbers.decimal, "thousands": view.numbers.thousands}
    locale = {"number": {**number, "grouping": [3], "currency": ["", ""], "minus": MINUS}}
    chart = chart.configure(locale=locale, background="transparent", font="sans-serif")
    spec: dict[str, Any] = chart.configure_view(stroke=None).to_dict()
    return spec


def _backdrop(view: LineView, frame: Frame) -> Iterator[alt.Chart]:
    """Draw what lies behind the lines: the interval, the target, the breaks."""
    band = [row for row in _rows(view.own, view) if None not in (row["low"], row["high"])]
    joined = [row for row in band if not row["alone"]]
    if joined:
        area = _chart(joined).mark_area(fill=Role.BAND.value, fillOpacity=1)
        yield area.encode(_x(frame), _y(frame, "low"), alt.Y2("high:Q"), alt.Detail("run:N"))
        for end in ("low", "high"):
            edge = _chart(joined).mark_line(stroke=Role.OWN.value, strokeWidth=0.75)
            yield edge.encode(_x(frame), _y(frame, end), alt.Detail("run:N"))
    if alone := [row for row in band if row["alone"]]:
        rule = _chart(alone).mark_rule(stroke=Role.OWN.value, strokeWidth=1.5)
        yield rule.encode(_x(frame), _y(frame, "low"), alt.Y2("high:Q"))
    if view.target is not None:
        first, last = _spread(frame.years)
        rule = _chart([{"year": first, "until": last, "value": view.target.value}])
        yield rule.mark_rule(stroke=Role.TARGET.value, strokeWidth=1.5, x2Offset=4).encode(
            _x(frame), _y(frame), alt.X2("until:Q")
        )
    if frame.breaks:
        rule = _chart([{"year": mark.year} for mark in frame.breaks])
        mark = rule.mark_rule(stroke=Role.TEXT.value, strokeWidth=1, strokeDash=[1, 3])
        yield mark.encode(_x(frame))


def _lines(view: LineView, frame: Frame) -> Iterator[alt.Chart]:
    """Draw peers, country and the own line, each in stretches; a stretch of one year is a dot."""
    for line in view.peers:
        yield from _line(line, view, frame, Role.PEER, width=1.25)
    if view.country is not None:
        yield from _line(view.country, view, frame, Role.COUNTRY, width=2.0, dash=[6, 4])
    yield from _line(view.own, view, frame, Role.OWN, width=3.0)
    if known := view.own.known:
        last = _chart([{"year": known[-1].year, "value": known[-1].value}])
        yield last.mark_circle(fill=Role.OWN.value, opacity=1, size=64).encode(_x(frame), _y(frame))


def _line(
    line: Line, view: LineView, frame: Frame, role: Role, *, width: float, dash: list[int] | None = None
) -> Iterator[alt.Chart]:
    rows = _rows(line, view)
    if joined := [row for row in rows if not row["alone"]]:
        mark = _chart(joined).mark_line(
            stroke=role.value, strokeWidth=width, strokeDash=dash or [], strokeJoin="round"
        )
        yield mark.encode(_x(frame), _y(frame), alt.Detail("run:N"))
    if alone := [row for row in rows if row["alone"]]:
        size = (width + 2.5) ** 2
        yield _chart(alone).mark_circle(fill=role.value, opacity=1, size=size).encode(_x(frame), _y(frame))


def _rows(line: Line, view: LineView) -> list[Row]:
    """Give a row for each known year, with the stretch it belongs to."""
    points = {point.year: point for point in line.known}
    breaks = [mark.year for mark in view.breaks]
    stretches = runs(list(points), apart=view.years_apart, breaks=breaks)
    return [
        _row(points[year], run, alone=len(stretch) == 1)
        for run, stretch in enumerate(stretches)
        for year in stretch
    ]


def _row(point: Point, run: int, *, alone: bool) -> Row:
    return {
        "year": point.year,
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "run": run,
        "alone": alone,
    }


def _words(frame: Frame) -> Iterator[alt.Chart]:
    """Write the names at the line ends, their leaders, and the words of the breaks."""
    last = frame.years[1]
    if moved := [{"year": last, "value": x.end, "at": x.at} for x in frame.labels if x.is_led]:
        leader = _chart(moved).mark_rule(
            stroke=Role.PEER.value, strokeWidth=0.75, xOffset=5, x2Offset=GAP - 2
        )
        yield leader.encode(_x(frame), _y(frame), alt.X2("year:Q"), alt.Y2("at:Q"))
    for label in frame.labels:
        mark = _text(frame, {"year": last, "value": label.at, "text": label.text}, label.role)
        yield mark.encode(_x(frame), _y(frame), alt.Text("text:N"))
    for words in frame.breaks:
        mark = _text(frame, {"year": words.year, "text": words.text}, Role.TEXT, rightward=words.is_rightward)
        yield mark.encode(_x(frame), alt.Text("text:N"), y=alt.value(words.y))


def _text(frame: Frame, row: Row, role: Role, *, rightward: bool = True) -> alt.Chart:
    """Write one text: a label a little off its line, in the colour of what it names."""
    is_label = role is not Role.TEXT
    size = frame.measures.text
    mark: alt.Chart = _chart([row]).mark_text(
        fill=(Role.TEXT if role is Role.PEER else role).value,
        fontSize=size,
        fontWeight="bold" if role is Role.OWN else "normal",
        lineHeight=size * LINE,
        lineBreak="\n",
        align="left" if rightward else "right",
        baseline="middle",
        dx=GAP if is_label else 0,
        # Vega puts the middle of the first line at the place; the whole text shall have its middle there.
        dy=-(text_height(row["text"], size) - text_height("", size)) / 2,
    )
    return mark


def _chart(rows: list[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _x(frame: Frame, field: str = "year") -> alt.X:
    """Set years along the foot, without a thousands sign."""
    axis = alt.Axis(
        values=list(frame.year_ticks),
        format="d",
        title=None,
        grid=False,
        labelColor=Role.TEXT.value,
        labelFontSize=frame.measures.text,
        labelFlush=False,
        labelOverlap=False,
        labelPadding=6,
        domainColor=Role.TEXT.value,
        tickColor=Role.TEXT.value,
    )
    return alt.X(
        f"{field}:Q", axis=axis, scale=alt.Scale(domain=_spread(frame.years), nice=False, zero=False)
    )


def _y(frame: Frame, field: str = "value") -> alt.Y:
    """Set values along the left side, the unit written out above them."""
    axis = alt.Axis(
        values=list(frame.values.ticks),
        format=f",.{frame.values.decimals}f",
        title=frame.unit.split("\n"),
        titleAlign="left",
        titleAngle=0,
        titleBaseline="top",
        titleColor=Role.TEXT.value,
        titleFontSize=frame.measures.text,
        titleFontWeight="normal",
        titleLineHeight=frame.measures.text * LINE,
        titleLimit=0,
        titleX=-frame.left,
        titleY=-frame.top,
        labelColor=Role.TEXT.value,
        labelFontSize=frame.measures.text,
        labelOverlap=False,
        labelPadding=6,
        domain=False,
        ticks=False,
        gridColor=Role.GRID.value,
    )
    scale = alt.Scale(domain=[frame.values.low, frame.values.high], nice=False, zero=False)
    return alt.Y(f"{field}:Q", axis=axis, scale=scale)


def _spread(years: tuple[int, int]) -> list[int]:
    """Give the ends of the year axis; a single year stands at the right, beside the names."""
    first, last = years
    return [first, last] if first < last else [first - 1, last]
