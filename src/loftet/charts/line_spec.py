"""The line chart as Vega-Lite; the only module besides `render` that needs Altair."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from loftet.charts.chart import Chart, Size
from loftet.charts.colours import MarkRole
from loftet.charts.labels import LINE
from loftet.charts.line import Line, LineView, Point, line_table
from loftet.charts.line_frame import GAP, LineFrame, line_frame
from loftet.charts.numbers import MINUS
from loftet.charts.scale import runs

Row = dict[str, Any]

RUN = alt.Detail("run:N")
TEXT = alt.Text("text:N")


def line_chart(view: LineView, size: Size = Size.WIDE) -> Chart:
    """Specify the chart in one size; a view without any value is refused with `ValueError`."""
    if view.is_empty:
        raise ValueError("no series has a value: say so on the page instead of drawing a chart")
    return Chart(view.title, view.description, size, line_spec(view, size), line_table(view))


def line_spec(view: LineView, size: Size) -> Mapping[str, Any]:
    """Specify the chart; later layers lie on top, so the own line is drawn last of the lines."""
    frame = line_frame(view, size)
    place = _Place(frame)
    layers = [*_backdrop(view, frame, place), *_lines(view, place), *_words(frame, place)]
    chart = alt.layer(
        *layers,
        width=frame.width,
        height=frame.height,
        # Nothing is measured when drawing, so the bytes do not depend on the machine's fonts.
        autosize="none",
        padding={"left": frame.left, "right": frame.right, "top": frame.top, "bottom": frame.bottom},
        config=_config(view),
    )
    # Altair checks what it is given as it is put together; checking the whole once more takes most of a
    # second, and a test does it.
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


def _config(view: LineView) -> alt.Config:
    number = {"decimal": view.numbers.decimal, "thousands": view.numbers.thousands}
    return alt.Config(
        locale={"number": {**number, "grouping": [3], "currency": ["", ""], "minus": MINUS}},
        background="transparent",
        font="sans-serif",
        view=alt.ViewConfig(stroke=None),
    )


def _backdrop(view: LineView, frame: LineFrame, place: "_Place") -> Iterator[alt.Chart]:
    """Draw what lies behind the lines: the interval, the target, the breaks."""
    band = [row for row in _rows(view.own, view) if None not in (row["low"], row["high"])]
    ends = (place.x, place.y("low"), alt.Y2("high:Q"))
    if joined := [row for row in band if not row["alone"]]:
        yield _chart(joined).mark_area(fill=MarkRole.BAND.value, fillOpacity=1).encode(*ends, RUN)
        for end in ("low", "high"):
            edge = _chart(joined).mark_line(stroke=MarkRole.OWN.value, strokeWidth=0.75)
            yield edge.encode(place.x, place.y(end), RUN)
    if alone := [row for row in band if row["alone"]]:
        yield _chart(alone).mark_rule(stroke=MarkRole.OWN.value, strokeWidth=1.5).encode(*ends)
    if view.target is not None:
        first, last = _spread(frame.years)
        rule = _chart([{"year": first, "until": last, "value": view.target.value}])
        mark = rule.mark_rule(stroke=MarkRole.TARGET.value, strokeWidth=1.5, x2Offset=4)
        yield mark.encode(place.x, place.y(), alt.X2("until:Q"))
    if frame.breaks:
        rule = _chart([{"year": mark.year} for mark in frame.breaks])
        yield rule.mark_rule(stroke=MarkRole.TEXT.value, strokeWidth=1, strokeDash=[1, 3]).encode(place.x)


def _lines(view: LineView, place: "_Place") -> Iterator[alt.Chart]:
    """Draw peers, country and the own line, each in stretches; a stretch of one year is a dot."""
    yield from _stretches(view.peers, view, place, MarkRole.PEER, width=1.25)
    if view.country is not None:
        yield from _stretches([view.country], view, place, MarkRole.COUNTRY, width=2.0, dash=(6, 4))
    yield from _stretches([view.own], view, place, MarkRole.OWN, width=3.0)
    if known := view.own.known:
        last = _chart([{"year": known[-1].year, "value": known[-1].value}])
        yield last.mark_circle(fill=MarkRole.OWN.value, opacity=1, size=64).encode(place.x, place.y())


def _stretches(
    lines: Sequence[Line],
    view: LineView,
    place: "_Place",
    role: MarkRole,
    *,
    width: float,
    dash: Sequence[float] = (),
) -> Iterator[alt.Chart]:
    rows = [row for number, line in enumerate(lines) for row in _rows(line, view, number)]
    if joined := [row for row in rows if not row["alone"]]:
        mark = _chart(joined).mark_line(
            stroke=role.value, strokeWidth=width, strokeDash=list(dash), strokeJoin="round"
        )
        yield mark.encode(place.x, place.y(), RUN)
    if alone := [row for row in rows if row["alone"]]:
        mark = _chart(alone).mark_circle(fill=role.value, opacity=1, size=(width + 2.5) ** 2)
        yield mark.encode(place.x, place.y())


def _rows(line: Line, view: LineView, number: int = 0) -> list[Row]:
    """Return a row for each known year, with the stretch it belongs to; `number` tells lines apart."""
    points = {point.year: point for point in line.known}
    breaks = [mark.year for mark in view.breaks]
    stretches = runs(list(points), apart=view.years_apart, breaks=breaks)
    return [
        _row(points[year], f"{number}.{run}", alone=len(stretch) == 1)
        for run, stretch in enumerate(stretches)
        for year in stretch
    ]


def _row(point: Point, run: str, *, alone: bool) -> Row:
    return {
        "year": point.year,
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "run": run,
        "alone": alone,
    }


def _words(frame: LineFrame, place: "_Place") -> Iterator[alt.Chart]:
    """Write the names at the line ends, their leaders, and the words of the breaks."""
    last = frame.years[1]
    if moved := [{"year": last, "value": x.end, "at": x.at} for x in frame.labels if x.is_led]:
        leader = _chart(moved).mark_rule(
            stroke=MarkRole.PEER.value, strokeWidth=0.75, xOffset=5, x2Offset=GAP - 2
        )
        yield leader.encode(place.x, place.y(), alt.X2("year:Q"), alt.Y2("at:Q"))
    for role in dict.fromkeys(label.role for label in frame.labels):
        rows = [{"year": last, "value": x.head, "text": x.text} for x in frame.labels if x.role is role]
        yield _text(frame, rows, role).encode(place.x, place.y(), TEXT)
    for words in frame.breaks:
        mark = _text(
            frame, [{"year": words.year, "text": words.text}], MarkRole.TEXT, rightward=words.is_rightward
        )
        yield mark.encode(place.x, TEXT, y=alt.value(words.head))


def _text(frame: LineFrame, rows: list[Row], role: MarkRole, *, rightward: bool = True) -> alt.Chart:
    """Write texts: a label a little off its line, in the colour of what it names."""
    mark: alt.Chart = _chart(rows).mark_text(
        fill=(MarkRole.TEXT if role is MarkRole.PEER else role).value,
        fontSize=frame.measures.text,
        fontWeight="bold" if role is MarkRole.OWN else "normal",
        lineHeight=frame.measures.text * LINE,
        lineBreak="\n",
        align="left" if rightward else "right",
        baseline="middle",
        dx=0 if role is MarkRole.TEXT else GAP,
    )
    return mark


def _chart(rows: list[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


class _Place:
    """The axes of a frame: every layer shares them, so they are put together once."""

    def __init__(self, frame: LineFrame) -> None:
        self.frame = frame
        self.x = self._years()
        self._y = {field: self._values(field) for field in ("value", "low", "high")}

    def y(self, field: str = "value") -> alt.Y:
        """Return the value axis for a field."""
        return self._y[field]

    def _years(self) -> alt.X:
        """Set years along the foot, without a thousands sign."""
        axis = alt.Axis(
            values=list(self.frame.year_ticks),
            format="d",
            title=None,
            grid=False,
            labelColor=MarkRole.TEXT.value,
            labelFontSize=self.frame.measures.text,
            labelFlush=False,
            labelOverlap=False,
            labelPadding=6,
            domainColor=MarkRole.TEXT.value,
            tickColor=MarkRole.TEXT.value,
        )
        return alt.X("year:Q", axis=axis, scale=alt.Scale(domain=_spread(self.frame.years), nice=False))

    def _values(self, field: str) -> alt.Y:
        """Set values along the left side, the unit written out above them."""
        frame = self.frame
        axis = alt.Axis(
            values=list(frame.values.ticks),
            format=f",.{frame.values.decimals}f",
            title=frame.unit.split("\n"),
            titleAlign="left",
            titleAngle=0,
            titleBaseline="top",
            titleColor=MarkRole.TEXT.value,
            titleFontSize=frame.measures.text,
            titleFontWeight="normal",
            titleLineHeight=frame.measures.text * LINE,
            titleLimit=0,
            titleX=-frame.left,
            titleY=-frame.top,
            labelColor=MarkRole.TEXT.value,
            labelFontSize=frame.measures.text,
            labelOverlap=False,
            labelPadding=6,
            domain=False,
            ticks=False,
            gridColor=MarkRole.GRID.value,
        )
        scale = alt.Scale(domain=[frame.values.low, frame.values.high], nice=False)
        return alt.Y(f"{field}:Q", axis=axis, scale=scale)


def _spread(years: tuple[int, int]) -> list[int]:
    """Return the ends of the year axis; a single year is at the right, beside the names."""
    first, last = years
    return [first, last] if first < last else [first - 1, last]
