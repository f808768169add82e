"""The labels of a line chart: names and values at the ends of lines, and the name of the band."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loftet.charts.chart import Size
from loftet.charts.colours import PLACES
from loftet.charts.labels import LINE, Slot, apart, text_height, text_width
from loftet.charts.line import Line, LineView, Point, Projection
from loftet.charts.line_frame import (
    CLEAR,
    GAP,
    MEASURES,
    LineFrame,
    Measures,
    column_space,
    fitted,
    label_space,
)
from loftet.charts.numbers import number_text

BESIDE = 0.6  # of a letter's height: the own label stands over or under the way to the projection
MOVED = 7.0  # a label moved farther than this from its line has a leader


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label before it has its place: `value` is that of what it names, `number` is written in bold.

    `shift` moves it up or down by so many of its letters, out of the way of what goes on beside it.
    """

    text: str
    number: str
    value: float
    token: str
    year: int
    is_own: bool = False
    is_series: bool = True
    shift: float = 0.0

    @property
    def whole(self) -> str:
        """Return the words and the number."""
        return f"{self.text} {self.number}"


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its place: the foot of its first line, in pixels; `leader` is where its line ends."""

    wanted: Wanted
    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    leader: tuple[float, float] | None


def series_labels(view: LineView) -> list[Wanted]:
    """Return the label of every series that has a value: name, value, and its year where that is older."""
    found = [_series(view, view.own, PLACES[0], is_own=True)]
    found += [_series(view, one, PLACES[at]) for at, one in enumerate(view.others, 1)]
    found += [] if view.country is None else [_series(view, view.country, "ink2")]
    return [one for one in found if one is not None]


def _series(view: LineView, line: Line, token: str, *, is_own: bool = False) -> Wanted | None:
    if not line.known:
        return None
    newest = line.known[-1]
    assert newest.value is not None
    number = number_text(newest.value, view.decimals, view.numbers)
    old = f" ({newest.year})" if newest.year != view.years[1] else ""
    shift = 0.0
    if is_own and view.projection is not None:
        ahead = number_text(view.projection.value, view.decimals, view.numbers)
        is_over = view.projection.value > newest.value if ahead != number else _is_crowded_over(view, newest)
        shift = BESIDE if is_over else -BESIDE
    return Wanted(line.name, number + old, newest.value, token, newest.year, is_own, shift=shift)


def _is_crowded_over(view: LineView, own: Point) -> bool:
    """Check whether the end of another line that is nearest to the own lies over it, not under it."""
    lines = [*view.others, *([] if view.country is None else [view.country])]
    ends = [line.known[-1].value for line in lines if line.known]
    away = [end - own.value for end in ends if end is not None and own.value is not None]
    return min(away, key=abs, default=0.0) > 0


def end_labels(view: LineView, size: Size) -> list[Wanted]:
    """Return the labels of the targets, and in a wide drawing before them that of the projection."""
    found = []
    if view.projection is not None and MEASURES[size].has_column:
        found.append(_expected(view, view.projection, view.projection.label))
    for one in view.targets:
        token = "p1" if one is view.own_target else "ink"
        found.append(Wanted(one.label, one.number, one.value, token, one.year or view.end, is_series=False))
    return found


def place_labels(view: LineView, size: Size, frame: LineFrame) -> list[Label]:
    """Return every label at the end of a line in its place, none over another."""
    m, ends, last = frame.measures, end_labels(view, size), frame.x(frame.last)
    if m.has_column and frame.years[1] > frame.last:
        end = frame.x(frame.years[1])
        beside = _apart(ends, frame, end, column_space(m))
        return [*_apart(series_labels(view), frame, last, max(label_space(m), end - last - 2 * GAP)), *beside]
    space = max(label_space(m), m.width - last - GAP * m.zoom)
    labels = _apart([*series_labels(view), *ends], frame, last, space)
    return [*labels, *_at_the_fan(view, frame, labels)]


def _expected(view: LineView, found: Projection, words: str) -> Wanted:
    number = number_text(found.value, view.decimals, view.numbers)
    return Wanted(words, number, found.value, "ink2", found.year, is_series=False)


def _at_the_fan(view: LineView, frame: LineFrame, others: Sequence[Label]) -> Iterator[Label]:
    """Return the label of the projection over or under the end of its fan; none where other labels stand."""
    found = view.projection
    if found is None or frame.years[1] <= frame.last:
        return
    size = frame.measures.text
    wanted = _expected(view, found, found.short)
    x = frame.x(found.year) - text_width(wanted.whole, size)
    for foot in (frame.y(found.most[1]) - 0.4 * size, frame.y(found.most[0]) + 1.1 * size):
        is_inside = frame.top <= foot - size and foot <= frame.base - CLEAR
        if is_inside and not any(_meets(one, x, foot, size) for one in others):
            yield Label(wanted, (wanted.whole,), round(x, 1), round(foot, 1), size, None)
            return


def _meets(label: Label, x: float, foot: float, size: float) -> bool:
    """Check whether a label reaches beyond an x at the height of a line of letters with its foot there."""
    end = label.x + max(text_width(line, label.size) for line in label.lines)
    last = label.y + (len(label.lines) - 1) * LINE * label.size
    return end > x - CLEAR and label.y - label.size < foot + CLEAR and last > foot - size - CLEAR


def names_of(view: LineView, size: Size) -> tuple[list[str], list[str]]:
    """Return the words of the labels beside the lines, and of those in a column of their own."""
    beside = [one.whole for one in series_labels(view)]
    ends = [one.whole for one in end_labels(view, size)]
    if MEASURES[size].has_column and view.end > view.years[1]:
        return beside, ends
    return beside + ends, []


def _apart(wanted: Sequence[Wanted], frame: LineFrame, x: float, space: float) -> list[Label]:
    m = frame.measures
    texts = [fitted(one.whole, space, _size(one, m)).split("\n") for one in wanted]
    slots = [
        Slot(middle, text_height("\n".join(lines), _size(one, m)) + CLEAR * m.zoom)
        for one, lines, middle in zip(wanted, texts, _middles(wanted, frame), strict=True)
    ]
    middles = apart(slots, frame.top - m.text / 2, frame.base + m.text * 0.4)
    return [
        _label(one, tuple(lines), frame, x, middle)
        for one, lines, middle in zip(wanted, texts, middles, strict=True)
    ]


def _middles(wanted: Sequence[Wanted], frame: LineFrame) -> list[float]:
    """Return where labels would stand; one that is shifted stays on its side of the others."""
    ends = [frame.y(one.value) for one in wanted]
    middles = []
    for one, end in zip(wanted, ends, strict=True):
        middle = end + one.shift * frame.measures.strong
        between = [other for other in ends if min(end, middle) <= other <= max(end, middle) and other != end]
        nearest = min(between, key=lambda other: abs(other - end), default=None)
        middles.append(middle if nearest is None else (nearest + end) / 2)
    return middles


def _label(one: Wanted, lines: tuple[str, ...], frame: LineFrame, x: float, middle: float) -> Label:
    m, size = frame.measures, _size(one, frame.measures)
    first = middle - (len(lines) - 1) * LINE * size / 2 + size * 0.35
    end = (frame.x(min(one.year, frame.years[1])), frame.y(one.value))
    is_led = abs(middle - end[1]) > MOVED * m.zoom and one.year == frame.last
    return Label(one, lines, x + GAP * m.zoom, round(first, 1), size, end if is_led else None)


def _size(one: Wanted, m: Measures) -> float:
    return m.strong if one.is_own else m.text


@dataclass(frozen=True, slots=True)
class BandLabel:
    """The name of the band, and where the foot of its first letter stands."""

    text: str
    x: float
    y: float


def band_label(view: LineView, frame: LineFrame) -> BandLabel | None:
    """Find where the name of the band is in it and clear of every line; none where it has no space."""
    if view.band is None or len(view.band.years) < 2:
        return None
    m = frame.measures
    wide, high = text_width(view.band.name, m.text), m.text * 1.3
    best: tuple[float, BandLabel] | None = None
    for x in _steps(frame.x(view.band.years[0].year) + 6, frame.x(view.band.years[-1].year) - wide, 12.0):
        for middle, clear in _spaces(view, frame, x, x + wide, high):
            if best is None or clear > best[0]:
                best = (clear, BandLabel(view.band.name, round(x, 1), round(middle + m.text * 0.35, 1)))
    return best[1] if best else None


def _spaces(
    view: LineView, frame: LineFrame, start: float, end: float, high: float
) -> Iterator[tuple[float, float]]:
    """Return the middles of the free heights in the band between two x, and how much is free around each."""
    assert view.band is not None
    xs = list(_steps(start, end, max(8.0, (end - start) / 6)))
    lows = _heights([(one.year, one.low) for one in view.band.years], frame, xs)
    highs = _heights([(one.year, one.high) for one in view.band.years], frame, xs)
    top, bottom = max(highs, default=0.0), min(lows, default=0.0)
    taken = [(top, top), (bottom, bottom)]
    for line in view.lines:
        points = [(p.year, p.value) for p in line.known if p.value is not None]
        if points and (at := _heights(points, frame, xs)):
            taken.append((min(at), max(at)))
    reach = top
    for start_of, end_of in sorted(one for one in taken if one[1] >= top and one[0] <= bottom):
        if start_of - reach >= high:
            yield (reach + start_of) / 2, start_of - reach - high
        reach = max(reach, end_of)


def _heights(points: Iterable[tuple[int, float]], frame: LineFrame, xs: Sequence[float]) -> list[float]:
    """Return how far down a line lies at some x, by straight lines between its points."""
    placed = [(frame.x(year), frame.y(value)) for year, value in points]
    found = []
    for x in xs:
        for (x1, y1), (x2, y2) in pairwise(placed):
            if x1 <= x <= x2:
                found.append(y1 + (y2 - y1) * (x - x1) / (x2 - x1))
                break
    return found


def _steps(start: float, end: float, step: float) -> Iterator[float]:
    count = int((end - start) // step) if end >= start else -1
    yield from (start + at * step for at in range(count + 1))
