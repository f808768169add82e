"""The point for the name of a place on a map: the middle of the largest circle inside its outline."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

STEPS = 10  # points across the rectangle; looked at more closely around the best one
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class LabelPoint:
    """A point inside an outline, and how far it is to the nearest border."""

    x: int
    y: int
    radius: int


def label_point(ring: Sequence[tuple[int, int]]) -> LabelPoint:
    """Return the point inside a ring that is farthest from its border, to about a step of the grid.

    >>> label_point([(0, 0), (100, 0), (100, 40), (20, 40), (20, 100), (0, 100)])
    LabelPoint(x=80, y=20, radius=20)
    """
    xs, ys = zip(*ring, strict=True)
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    best = (-1.0, (left + right) / 2, (top + bottom) / 2)
    width, height = (right - left) / 2, (bottom - top) / 2
    for _round in range(ROUNDS):
        _, x, y = best
        near = (
            (x + width * (2 * column / STEPS - 1), y + height * (2 * row / STEPS - 1))
            for column in range(STEPS + 1)
            for row in range(STEPS + 1)
        )
        best = max(best, *((_depth(at, ring), *at) for at in near))
        width, height = width / STEPS * 2, height / STEPS * 2
    radius, x, y = best
    return LabelPoint(round(x), round(y), max(int(radius), 0))


def _depth(at: tuple[float, float], ring: Sequence[tuple[int, int]]) -> float:
    """Return the distance from a point to the nearest side of a ring; negative outside."""
    x, y = at
    inside, nearest = False, float("inf")
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        across, down = x2 - x1, y2 - y1
        length = across * across + down * down
        along = max(0.0, min(1.0, ((x - x1) * across + (y - y1) * down) / length)) if length else 0.0
        nearest = min(nearest, hypot(x - x1 - along * across, y - y1 - along * down))
        x1, y1 = x2, y2
    return nearest if inside else -nearest
