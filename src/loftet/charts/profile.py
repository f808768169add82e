"""The profile: a column for each goal, a mark for each figure, drawn by `profile_svg.py`.

Strong figures stack over a line and weak ones under it, the strongest and the weakest outermost; what is
not certainly either lies on the line, and what is not known stands apart. Columns are placed in percent of
the width and everything else in pixels, so that one drawing fits a range of widths with text of one size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, islice
from textwrap import wrap

from loftet.charts.labels import Anchored, Box, anchored, text_width
from loftet.methods.verdicts import MarkKind, Side

TEXT, LINE = 14.0, 16.0
TRIES = 6  # places of three pixels each, outward, that a name looks for
IN_COLUMN = 0.3  # of a column's width from its middle, where a name begins or ends that does not fit over it
BESIDE = 12.0  # pixels that a name may reach into what lies left of the columns
LONGEST = 12  # letters of a line of a name, where its words are not longer
MOST_UNKNOWN = 3  # more of them in a column are one mark and their number


@dataclass(frozen=True, slots=True)
class ProfileSize:
    """A size of the drawing in pixels; `width` is the narrowest that its columns together are drawn at.

    Names are moved apart as if the columns were so narrow.
    """

    name: str
    mark: float
    step: float
    head: float
    icon: float
    width: float
    names: bool = False

    @property
    def ring(self) -> float:
        """Return the distance from the middle of a mark to the ring around it."""
        return self.mark / 2 + (3.5 if self.mark > 10 else 2.5)


WIDE = ProfileSize("wide", mark=15, step=18, head=62, icon=24, width=800, names=True)
NARROW = ProfileSize("narrow", mark=12, step=14, head=52, icon=19, width=288)
SHEET = ProfileSize("sheet", mark=9.5, step=10.5, head=48, icon=18, width=570, names=True)
SMALL = ProfileSize("small", mark=9, step=11, head=48, icon=18, width=288)


@dataclass(frozen=True, slots=True)
class ProfileMark:
    """A figure in the profile: its status, what it says to a reader, and a name where it has a ring."""

    kind: MarkKind
    label: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """A goal: its number, what its column says to a reader, and where it leads."""

    key: str
    label: str
    marks: tuple[ProfileMark, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark at its place, measured from the middle of its column and the top of the drawing."""

    kind: MarkKind
    x: float
    y: float
    label: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column in percent of the width of all; `bar` is how wide its bars are, `more` counts the unknown."""

    key: str
    label: str
    link: str
    left: float
    width: float
    middle: float
    shaded: bool
    marks: tuple[PlacedMark, ...]
    bars: tuple[PlacedMark, ...]
    bar: float
    more: int


@dataclass(frozen=True, slots=True)
class NameLabel:
    """The name of a ringed mark in lines; `x` is in percent of the columns' width, `y` the first foot.

    A name that would lie over the marks of a neighbour begins or ends in its own column.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that is drawn; heights in pixels from the top."""

    size: ProfileSize
    height: float
    line: float
    unknown: float | None
    columns: tuple[PlacedColumn, ...]
    names: tuple[NameLabel, ...]


def profile(columns: Sequence[ProfileColumn], size: ProfileSize = WIDE) -> Profile:
    """Stack the marks of each goal and write the names of those that have one beside them.

    >>> column = ProfileColumn("6", "Water", (ProfileMark(MarkKind.BETTER), ProfileMark(MarkKind.WEAKER)))
    >>> [(mark.kind.value, mark.y) for mark in profile([column], NARROW).columns[0].marks]
    [('c3', 58.0), ('c0', 90.0)]
    """
    if not columns:
        raise ValueError("a profile needs at least one column")
    first = size.step / 2 + 9 if size.mark > 10 else size.step / 2 + 6
    share = 100 / len(columns)
    over = [_stacked(column, Side.STRONG, -first, -size.step) for column in columns]
    under = [_stacked(column, Side.WEAK, first, size.step) for column in columns]
    names = _names(over, under, share, size) if size.names else ()
    top = min([-first, *(mark.y for stack in over for mark in stack), *(name.y - TEXT for name in names)])
    last = [name.y + LINE * (len(name.lines) - 1) for name in names]
    end = max([first, *(mark.y for stack in under for mark in stack), *last])
    line = size.head + size.mark / 2 - min(top, -first)
    unknown = end + size.step * 1.5
    apart = [_unknown(column, unknown, size.step) for column in columns]
    bottom = max([end, *(mark.y + (TEXT if more else 0) for stack, more in apart for mark in stack)])
    placed = [[*over[at], *under[at], *apart[at][0]] for at in range(len(columns))]
    return Profile(
        size,
        height=round(line + bottom + size.step, 1),
        line=round(line, 1),
        unknown=round(line + unknown, 1) if any(stack for stack, _more in apart) else None,
        columns=tuple(
            _placed(column, at, _moved(placed[at], line), _Frame(size, line, share), apart[at][1])
            for at, column in enumerate(columns)
        ),
        names=tuple(NameLabel(n.lines, n.x, round(n.y + line, 1), n.anchor) for n in names),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """The size of a profile, the height of its line, and the share of the width that a column has."""

    size: ProfileSize
    line: float
    share: float


def _placed(
    column: ProfileColumn, at: int, marks: tuple[PlacedMark, ...], frame: _Frame, more: int
) -> PlacedColumn:
    bars, width = _bars(column, frame.share * frame.size.width / 100, frame.size)
    return PlacedColumn(
        key=column.key,
        label=column.label,
        link=column.link,
        left=round(at * frame.share, 3),
        width=round(frame.share, 3),
        middle=round((at + 0.5) * frame.share, 3),
        shaded=at % 2 == 1,
        marks=marks,
        bars=_moved(bars, frame.line),
        bar=width,
        more=more,
    )


def _stacked(column: ProfileColumn, side: Side, first: float, step: float) -> list[PlacedMark]:
    """Stack the marks of a side from the line outward: slight steps first, those with a name outermost."""
    of_side = sorted(
        (mark for mark in column.marks if mark.kind.side is side),
        key=lambda mark: (_is_outer(mark.kind), mark.kind.is_square, bool(mark.name)),
    )
    return [
        PlacedMark(mark.kind, 0, first + at * step, mark.label, mark.name) for at, mark in enumerate(of_side)
    ]


def _is_outer(kind: MarkKind) -> bool:
    return kind.value[1] in "03"


def _unknown(column: ProfileColumn, first: float, step: float) -> tuple[list[PlacedMark], int]:
    """Stack what is not known; many of them are one mark and their number."""
    found = [mark for mark in column.marks if mark.kind.side is Side.UNKNOWN]
    more = len(found) if len(found) > MOST_UNKNOWN else 0
    shown = found[:1] if more else found
    return [PlacedMark(mark.kind, 0, first + at * step, mark.label) for at, mark in enumerate(shown)], more


def _bars(column: ProfileColumn, width: float, size: ProfileSize) -> tuple[list[PlacedMark], float]:
    """Return what is level side by side on the line, and how wide each bar may be in its column."""
    level = [mark for mark in column.marks if mark.kind.side is Side.LEVEL]
    pitch = min(size.mark + 2, (width - 1) / max(len(level), 1))
    middle = (len(level) - 1) / 2
    placed = [
        PlacedMark(mark.kind, round((at - middle) * pitch, 2), 0, mark.label) for at, mark in enumerate(level)
    ]
    return placed, round(max(pitch - 3, 2), 2)


def _moved(marks: Iterable[PlacedMark], line: float) -> tuple[PlacedMark, ...]:
    """Measure from the top; those with a ring come last, so that it lies over its neighbours."""
    placed = [PlacedMark(one.kind, one.x, round(one.y + line, 1), one.label, one.name) for one in marks]
    return tuple(sorted(placed, key=lambda mark: bool(mark.name)))


def _names(
    over: Sequence[Sequence[PlacedMark]],
    under: Sequence[Sequence[PlacedMark]],
    share: float,
    size: ProfileSize,
) -> tuple[NameLabel, ...]:
    """Write names over or under their rings, moved outward until they meet neither ring nor name."""
    width = size.width
    ringed = [
        (mark, (at + 0.5) * share, sign)
        for stacks, sign in ((over, -1), (under, 1))
        for at, stack in enumerate(stacks)
        for mark in stack
        if mark.name
    ]
    near = size.ring - 4  # a name may touch a ring
    taken = [
        Box(x * width / 100 - near, x * width / 100 + near, mark.y - near, mark.y + near)
        for mark, x, _sign in ringed
    ]
    others = [
        Box(x - size.mark / 2 + 1, x + size.mark / 2 - 1, mark.y - size.mark / 2, mark.y + size.mark / 2)
        for stacks in (over, under)
        for at, stack in enumerate(stacks)
        for mark in stack
        for x in [(at + 0.5) * share * width / 100]
    ]
    names = []
    for mark, x, sign in sorted(ringed, key=lambda one: abs(one[0].y)):
        lines = in_lines(mark.name)
        places = _places(x, share, width, max(text_width(line, TEXT) for line in lines))
        edge = mark.y + sign * (size.ring + 2)
        place, box = _free(places, LINE * len(lines), (edge, sign), (taken, others))
        taken.append(box)
        names.append(NameLabel(lines, place.x, round(box.top + LINE - 4, 1), place.at.anchor))
    return tuple(names)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place across for a name: what it covers, and in percent the point that it is anchored by."""

    at: Anchored
    x: float


def _places(x: float, share: float, width: float, name: float) -> tuple[_Place, ...]:
    """Return where a name may stand, best first: over the middle of its column, or out from it."""
    middle = anchored(x * width / 100, name, width)
    right, left = x + IN_COLUMN * share, x - IN_COLUMN * share
    ends, begins = right * width / 100, left * width / 100
    places = [_Place(middle, _percent(middle, x))]
    if ends - name >= -BESIDE:
        places.append(_Place(Anchored(ends - name, ends, "end"), round(right, 3)))
    if begins + name <= width:
        places.append(_Place(Anchored(begins, begins + name, "start"), round(left, 3)))
    return tuple(places)


def in_lines(name: str) -> tuple[str, ...]:
    """Return a long name broken between words; a word is never cut.

    >>> in_lines("Unge på sosialhjelp"), in_lines("Influensavaksine")
    (('Unge på', 'sosialhjelp'), ('Influensavaksine',))
    """
    if len(name) <= LONGEST:
        return (name,)
    return tuple(wrap(name, max(LONGEST, *map(len, name.split())), break_long_words=False))


def _percent(place: Anchored, middle: float) -> float:
    return {"start": 0.0, "end": 100.0}.get(place.anchor, round(middle, 3))


def _free(
    places: Sequence[_Place],
    height: float,
    start: tuple[float, int],
    taken: tuple[Sequence[Box], Sequence[Box]],
) -> tuple[_Place, Box]:
    """Return the nearest free box for a name, outward from the line; near its ring it may lie over marks.

    `start` is the inner edge and the way outward, `taken` holds what a name must not meet, and marks.
    """
    edge, sign = start
    names, marks = taken
    boxes: list[tuple[_Place, Box]] = []
    first = edge - height if sign < 0 else edge
    for place in places:
        tops = (first + sign * 3 * step for step in count())
        stands = (Box(place.at.left, place.at.right, top, top + height) for top in tops)
        free = (box for box in stands if not any(box.meets(other) for other in names))
        boxes += [(place, box) for box in islice(free, TRIES)]
    return next((one for one in boxes if not any(one[1].meets(other) for other in marks)), boxes[0])
