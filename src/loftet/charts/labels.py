"""Labels of charts: broken to fit a margin, kept inside an edge, and moved apart where they would meet."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

# The width of an average letter as a share of the text size in the widest of the usual system fonts:
# the page sets its own font, so the margin must hold whichever it is.
LETTER = 0.62
BOLD = 1.1
LINE = 1.2
LONGEST = 13  # «Guovdageaidnu»


@dataclass(frozen=True, slots=True)
class Slot:
    """A label that wants its middle at `middle` and takes `height`, both in pixels."""

    middle: float
    height: float


def broken(text: str, width: float, size: float, lines: int = 2) -> str:
    """Split a text into lines that fit a width in pixels; what does not fit ends in «…».

    A long word widens the lines, so that a name is not cut in two, up to `LONGEST` letters.

    >>> broken("Nore og Uvdal", 60, 12)
    'Nore og\\nUvdal'
    """
    word = max(map(len, re.split(r"[\s-]", text)))
    letters = max(4, int(width / (LETTER * size)), min(word, LONGEST))
    return "\n".join(textwrap.wrap(text, letters, max_lines=lines, placeholder=" …"))


def text_width(text: str, size: float) -> float:
    """Return a width in pixels that holds the longest line of a text in any usual font."""
    return max((len(line) for line in text.split("\n")), default=0) * LETTER * size


def text_height(text: str, size: float) -> float:
    """Return the height of a text of one or more lines in pixels."""
    return (text.count("\n") + 1) * LINE * size


def apart(slots: Sequence[Slot], top: float, bottom: float) -> tuple[float, ...]:
    """Move labels as little as possible so that none overlap and all lie within top and bottom.

    Labels that meet form a block, and the block lies where the sum of squared moves is least (pool
    adjacent violators). Middles come back in the order given.

    >>> apart([Slot(50, 20), Slot(50, 20), Slot(90, 20)], 0, 200)
    (40.0, 60.0, 90.0)
    """
    order = sorted(range(len(slots)), key=lambda i: slots[i].middle)
    blocks: list[_Block] = []
    for i in order:
        block = _Block((i,), slots[i].height, slots[i].middle)
        while blocks and blocks[-1].end(top, bottom) > block.start(top, bottom):
            block = blocks.pop().joined(block)
        blocks.append(block)
    middles = dict.fromkeys(order, 0.0)
    for block in blocks:
        edge = block.start(top, bottom)
        for i in block.members:
            middles[i] = edge + slots[i].height / 2
            edge += slots[i].height
    return tuple(middles[i] for i in range(len(slots)))


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the drawing that something covers, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Check whether two boxes overlap; boxes that only touch do not."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Anchored:
    """A label kept inside the edges: what it covers, and which of its points the text is anchored by."""

    left: float
    right: float
    anchor: str


def anchored(middle: float, width: float, end: float) -> Anchored:
    """Return a label centred, or set against the edge that it would pass; the edges lie at 0 and `end`.

    >>> anchored(50, 40, 100), anchored(95, 40, 100).anchor
    (Anchored(left=30.0, right=70.0, anchor='middle'), 'end')
    """
    if middle - width / 2 < 0:
        return Anchored(0.0, width, "start")
    if middle + width / 2 > end:
        return Anchored(end - width, end, "end")
    return Anchored(middle - width / 2, middle + width / 2, "middle")


def rows_apart(labels: Sequence[Anchored], gap: float = 4) -> tuple[int, ...]:
    """Choose for each label, in the order given, the lowest row where it meets none before it.

    >>> rows_apart([Anchored(0, 30, "start"), Anchored(20, 50, "middle"), Anchored(60, 80, "middle")])
    (0, 1, 0)
    """
    ends: list[list[Anchored]] = []
    rows = []
    for label in labels:
        row = next(
            (at for at, others in enumerate(ends) if not any(_meet(label, one, gap) for one in others)),
            len(ends),
        )
        if row == len(ends):
            ends.append([])
        ends[row].append(label)
        rows.append(row)
    return tuple(rows)


def _meet(one: Anchored, other: Anchored, gap: float) -> bool:
    return one.left < other.right + gap and other.left < one.right + gap


@dataclass(frozen=True, slots=True)
class _Block:
    """Labels that touch: their total height and the middle that moves them least."""

    members: tuple[int, ...]
    height: float
    middle: float

    def start(self, top: float, bottom: float) -> float:
        return max(top, min(self.middle - self.height / 2, bottom - self.height))

    def end(self, top: float, bottom: float) -> float:
        return self.start(top, bottom) + self.height

    def joined(self, after: "_Block") -> "_Block":
        """Join the block that follows; both keep the place that their members want."""
        ours, theirs = len(self.members), len(after.members)
        height = self.height + after.height
        start = (
            ours * (self.middle - self.height / 2) + theirs * (after.middle - after.height / 2 - self.height)
        ) / (ours + theirs)
        return _Block(self.members + after.members, height, start + height / 2)
