"""The frame of a line chart: its sizes, its axes, and where years and values lie, in pixels."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from loftet.charts.chart import Size
from loftet.charts.labels import BOLD, LINE, broken, text_height, text_width
from loftet.charts.line import LineView
from loftet.charts.numbers import number_text
from loftet.charts.scale import Axis, value_axis

GAP = 10.0  # between the end of a line and its label
CLEAR = 3.0  # between two labels
MOST_TICKS = 5
NO_NAMES: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class Measures:
    """The outer width, the plot's least height, the sizes of text and strokes, and the space of a year.

    `label_share` is how much of the width the labels at the ends of lines may take. `has_column` is whether
    the labels of the target and the projection have a column of their own at the right.
    """

    width: float
    plot_height: float
    text: float
    strong: float
    label_share: float
    year_width: float
    has_column: bool
    zoom: float = 1.0


# The wide drawing is shown from 664 px, the narrow one from 340, the small one from 280: no text is shown
# under 14 px. The slide is 1920 px wide less its margins, with no text under 24 px.
MEASURES = {
    Size.WIDE: Measures(708.0, 330.0, 15.0, 17.0, 0.27, 56.0, has_column=True),
    Size.NARROW: Measures(358.0, 250.0, 15.0, 17.0, 0.34, 52.0, has_column=False),
    Size.SMALL: Measures(288.0, 250.0, 14.5, 16.0, 0.38, 52.0, has_column=False),
    Size.SLIDE: Measures(1760.0, 590.0, 28.0, 32.0, 0.25, 110.0, has_column=True, zoom=2.0),
}


@dataclass(frozen=True, slots=True)
class LineFrame:
    """The axes of a chart and its margins, in pixels around a plot of `width` × `height`.

    `last` is the last year with figures; `years` are the ends of the axis, which may reach ahead of it.
    """

    measures: Measures
    left: float
    right: float
    top: float
    height: float
    values: Axis
    years: tuple[int, int]
    last: int

    @property
    def width(self) -> float:
        """Return the width of the plot."""
        return self.measures.width - self.left - self.right

    @property
    def base(self) -> float:
        """Return how far down the foot of the plot lies."""
        return self.top + self.height

    @property
    def whole_height(self) -> float:
        """Return the height of the drawing: the years are written under the plot."""
        return math.ceil(self.base + self.measures.text * 1.9)

    @property
    def is_cut(self) -> bool:
        """Check whether the value axis begins elsewhere than at zero."""
        return _is_cut(self.values)

    def x(self, year: float) -> float:
        """Return how far right a year lies."""
        first, last = self.years
        part = (year - first) / (last - first) if last > first else 1.0
        return round(self.left + part * self.width, 1)

    def y(self, value: float) -> float:
        """Return how far down a value lies."""
        return round(self.top + (1 - self.values.part(value)) * self.height, 1)


def line_frame(view: LineView, size: Size, names: list[str], column: list[str], above: int) -> LineFrame:
    """Build the frame of a view: margins no wider than its labels need.

    `names` are the labels at the ends of lines, `column` those of their own column, and `above` is how many
    lines of text stand over the plot.
    """
    m = MEASURES[size]
    axis = _trimmed(value_axis(view.values, decimals=view.decimals, most=MOST_TICKS), max(view.values))
    ticks = (number_text(tick, axis.decimals, view.numbers) for tick in axis.ticks)
    left = math.ceil(max(text_width(tick, m.text) for tick in ticks)) + 8 * m.zoom
    first, last = view.years[0], view.years[1]
    ends = (first, view.end) if first < last else (first - 1, view.end)
    need = max((label_width(name, m) for name in names), default=0.0) + GAP * m.zoom
    ahead = (ends[1] - last) / (ends[1] - ends[0])
    own_column = max(
        (text_width(broken(one, column_space(m), m.text), m.text) for one in column), default=0.0
    )
    right = max(
        (need - (m.width - left) * ahead) / (1 - ahead),
        own_column + GAP * m.zoom if column else 0.0,
        m.text,
    )
    lines = sum(
        text_height(fitted(name, label_space(m), m.strong), m.strong) + CLEAR * m.zoom for name in names
    )
    rows = max(above, 1 if _is_cut(axis) else 0)
    top = math.ceil(m.text * (0.9 + LINE * rows))
    return LineFrame(m, left, math.ceil(right), top, max(m.plot_height, math.ceil(lines)), axis, ends, last)


def _is_cut(axis: Axis) -> bool:
    return axis.low > 0 or axis.high < 0


def _trimmed(axis: Axis, highest: float) -> Axis:
    """Return an axis that ends a little over the highest value where its last tick is far over it."""
    step = axis.ticks[1] - axis.ticks[0]
    if len(axis.ticks) < 4 or axis.high - highest < step / 2:
        return axis
    return replace(axis, high=highest + step * 0.12, ticks=axis.ticks[:-1])


def label_space(m: Measures) -> float:
    """Return the width that a label at the end of a line may take."""
    return m.width * m.label_share - GAP * m.zoom


def column_space(m: Measures) -> float:
    """Return the width of the column for the target and the projection."""
    return m.width * 0.18


def label_width(name: str, m: Measures) -> float:
    """Return the width of a label at the end of a line, broken to fit."""
    return _bold_width(name, label_space(m), m.strong)


def fitted(words: str, space: float, size: float) -> str:
    """Return a label in bold letters, broken to fit."""
    return broken(words, space / BOLD, size, lines=3)


def _bold_width(words: str, space: float, size: float) -> float:
    return text_width(fitted(words, space, size), size) * BOLD


def year_marks(view: LineView, frame: LineFrame) -> tuple[int, ...]:
    """Return the years that are written: the first, the newest, the end of the axis, and round ones between.

    The first and the newest are always there; others keep their distance.
    """
    first, end = max(frame.years[0], view.years[0]), frame.years[1]
    fixed = [first, frame.last, end]
    kept = sorted(set(fixed))
    width = frame.measures.year_width * (2 if view.years_in_one > 1 or view.year_names else 1)
    if end != frame.last and frame.x(end) - frame.x(frame.last) < width:
        kept.remove(end)
    for step in (10, 5, 2, 1):
        for year in range(first - first % step, end + 1, step):
            if year < first or not all(_is_apart(frame, year, other, width) for other in kept):
                continue
            if view.year_names and year < frame.last and year not in view.year_names:
                continue
            kept.append(year)
        if len(kept) > len(set(fixed)):
            break
    return tuple(sorted(kept))


def _is_apart(frame: LineFrame, year: int, other: int, width: float) -> bool:
    return abs(frame.x(year) - frame.x(other)) >= width


def period_label(year: int, years_in_one: int, names: Mapping[int, str] = NO_NAMES) -> str:
    """Return how a year is written under the axis: with the first one, where a value covers several.

    >>> period_label(2024, 1), period_label(2024, 3), period_label(2024, 1, {2024: "2023/24"})
    ('2024', '2022–2024', '2023/24')
    """
    if name := names.get(year):
        return name
    return str(int(year)) if years_in_one == 1 else f"{year - years_in_one + 1}–{int(year)}"
