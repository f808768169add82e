"""The frame of a line chart: sizes, axes, margins and labels, in pixels and values."""

import math
from dataclasses import dataclass

from loftet.charts.chart import Size
from loftet.charts.colours import MarkRole
from loftet.charts.labels import BOLD, Slot, apart, broken, text_height, text_width
from loftet.charts.line import LineView
from loftet.charts.numbers import number_text
from loftet.charts.scale import Axis, value_axis, year_ticks

GAP = 16.0  # between the plot and the labels at its right: space for a leader
CLEAR = 3.0  # between one name and the next, so that two lines of one are not taken for two
NEAR = 3.0  # a label moved less than this from its line needs no leader


@dataclass(frozen=True, slots=True)
class Measures:
    """The outer width, the plot's least height, the text size, the share of the width labels may take."""

    width: float
    plot_height: float
    text: float
    label_share: float
    year_width: float = 46.0


# The narrow drawing is about as wide as the narrowest screen that must work (320 px less the page's margins),
# and the wide one is shown from 600 px up: so no text is shown under 12 px.
MEASURES = {
    Size.WIDE: Measures(720.0, 340.0, 15.0, 0.26),
    Size.NARROW: Measures(300.0, 280.0, 13.0, 0.33, 40.0),
}


@dataclass(frozen=True, slots=True)
class Label:
    """A name in the right margin, its middle at the value `at`; what it names ends at the value `end`.

    `head` is the value at which the middle of its first line stands. A leader joins name and line where
    the name had to move, but not for a line that ends before the last year.
    """

    text: str
    role: MarkRole
    at: float
    head: float
    end: float
    is_led: bool


@dataclass(frozen=True, slots=True)
class BreakLabel:
    """The words above a break, which run to the side with more space.

    `head` is where the middle of their first line stands, in pixels below the plot's top.
    """

    year: float
    text: str
    is_rightward: bool
    head: float


@dataclass(frozen=True, slots=True)
class LineFrame:
    """The places of a chart's parts; margins in pixels around a plot of `width` × `height`."""

    measures: Measures
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    values: Axis
    years: tuple[int, int]
    year_ticks: tuple[int, ...]
    unit: str
    labels: tuple[Label, ...]
    breaks: tuple[BreakLabel, ...]


def line_frame(view: LineView, size: Size) -> LineFrame:
    """Compute a view: a margin no wider than its labels need, and labels that do not meet."""
    m = MEASURES[size]
    axis = value_axis(view.values, decimals=view.decimals)
    ticks = (number_text(tick, axis.decimals, view.numbers) for tick in axis.ticks)
    left = math.ceil(max(text_width(tick, m.text) for tick in ticks)) + 10
    ends = _ends(view, m)
    names = (text_width(end.text, m.text) * (BOLD if end.role is MarkRole.OWN else 1) for end in ends)
    right = math.ceil(max(names)) + GAP
    width = m.width - left - right
    height = max(m.plot_height, math.ceil(sum(_name_height(end, m) for end in ends)))
    breaks, break_height = _break_labels(view, m, left, width)
    unit = broken(view.unit, m.width, m.text)
    return LineFrame(
        measures=m,
        width=width,
        height=height,
        left=left,
        right=right,
        top=math.ceil(text_height(unit, m.text) + break_height + m.text),
        bottom=m.text * 2,
        values=axis,
        years=view.years,
        year_ticks=year_ticks(*view.years, max(2, int(width / m.year_width))),
        unit=unit,
        labels=_labels(ends, axis, height, m),
        breaks=breaks,
    )


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a line or a rule: its name, broken to fit, and whether it reaches the plot's edge."""

    text: str
    role: MarkRole
    value: float
    reaches_edge: bool = True


def _ends(view: LineView, m: Measures) -> list[_End]:
    """Name the end of every line that has a value, and of the target."""
    space = m.width * m.label_share - GAP
    roles = (
        [MarkRole.OWN] + [MarkRole.COUNTRY] * (view.country is not None) + [MarkRole.PEER] * len(view.peers)
    )
    ends = []
    for line, role in zip(view.lines, roles, strict=True):
        if line.known and (value := line.known[-1].value) is not None:
            year = line.known[-1].year
            reaches_edge = year == view.years[1]
            name = line.name if reaches_edge else f"{line.name} {year}"
            ends.append(_End(broken(name, space, m.text), role, value, reaches_edge))
    if view.target is not None:
        ends.append(
            _End(broken(view.target.label, space, m.text, lines=3), MarkRole.TARGET, view.target.value)
        )
    return ends


def _name_height(end: _End, m: Measures) -> float:
    return text_height(end.text, m.text) + CLEAR


def _labels(ends: list[_End], axis: Axis, height: float, m: Measures) -> tuple[Label, ...]:
    """Move the names apart; the outermost may reach half a line above and below the plot."""
    wanted = [(1 - axis.part(end.value)) * height for end in ends]
    slots = [Slot(y, _name_height(end, m)) for end, y in zip(ends, wanted, strict=True)]
    middles = apart(slots, -m.text / 2, height + m.text / 2)
    return tuple(
        Label(
            end.text,
            end.role,
            axis.value(1 - middle / height),
            axis.value(1 - _head(middle, end.text, m) / height),
            end.value,
            end.reaches_edge and abs(middle - y) > NEAR,
        )
        for end, y, middle in zip(ends, wanted, middles, strict=True)
    )


def _head(middle: float, text: str, m: Measures) -> float:
    """Return the middle of a text's first line, in pixels, from the middle of the whole."""
    return middle - (text_height(text, m.text) - text_height("", m.text)) / 2


def _break_labels(
    view: LineView, m: Measures, left: float, width: float
) -> tuple[tuple[BreakLabel, ...], float]:
    """Stack the words of the breaks above the plot, the newest lowest; give them and their height."""
    first, last = view.years
    labels, above = [], CLEAR + m.text / 2  # clear of a name that reaches above the plot
    for mark in sorted(view.breaks, key=lambda b: -b.year):
        if not first < mark.year <= last:
            continue
        x = (mark.year - 0.5 - first) / (last - first) * width
        rightward = m.width - left - x >= x
        space = m.width - left - x if rightward else x
        text = broken(mark.label, space - 4, m.text, lines=3)
        height = text_height(text, m.text)
        labels.append(BreakLabel(mark.year - 0.5, text, rightward, _head(-above - height / 2, text, m)))
        above += height
    return tuple(labels), above
