"""Labels at the ends of lines: broken to fit the margin and moved apart where they would meet."""

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
