"""The day as a line: a part for each item of the agenda, as wide as it takes time."""

from collections.abc import Sequence
from dataclasses import dataclass

from loftet.meetings.agenda import Item

WIDTH, GAP = 1000, 4


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the line."""

    x: int
    width: int
    item: Item


def day_picture(items: Sequence[Item]) -> list[Part]:
    """Return the parts of the line, in units of a thousandth of its width.

    >>> from datetime import time
    >>> from loftet.meetings.agenda import timed
    >>> [(one.x, one.width) for one in day_picture(timed([[30, "a", ""], [30, "b", ""]], time(10)))]
    [(0, 496), (500, 496)]
    """
    every = sum(one.minutes for one in items)
    found, at = list[Part](), 0.0
    for one in items:
        width = WIDTH * one.minutes / every
        found.append(Part(round(at), max(round(width) - GAP, 1), one))
        at += width
    return found
