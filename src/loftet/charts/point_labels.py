"""Names beside dots: each where it meets no other name and no strong dot, as near its own as may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loftet.charts.labels import BOLD, Box, text_width

# What a letter of Inter takes of what `text_width` allows for the widest font.
NARROWER = 0.88
GAP = 4.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A dot that wants its name beside it."""

    text: str
    x: float
    y: float
    radius: float
    is_strong: bool


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name: where its foot stands, and by which of its ends."""

    text: str
    x: float
    y: float
    anchor: str
    is_strong: bool


def placed_names(
    spots: Sequence[Spot],
    sizes: tuple[float, float],
    edges: tuple[float, float, float, float],
    line_words: str = "",
    line: Sequence[tuple[float, float]] = (),
    crowd: Sequence[tuple[float, float]] = (),
) -> tuple[PlacedName, ...]:
    """Place the names of dots, the first ones first; a name that finds no free place is left out.

    `sizes` are those of faint and strong names, `edges` the left, right, top and bottom that names keep
    inside. `line_words` stand over a line, where they cover fewest of a `crowd` of faint dots.

    >>> placed_names([Spot("Gol", 50, 50, 5, True)], (14, 17), (0, 200, 0, 200))[0].anchor
    'start'
    """
    dots = [_around(one, one.radius) for one in spots]
    taken: list[Box] = []
    found: list[PlacedName] = []
    for at, spot in enumerate(spots):
        others = [*dots[:at], *dots[at + 1 :]]
        for name, box in _ways(spot, sizes[1] if spot.is_strong else sizes[0]):
            if _inside(box, edges) and not any(box.meets(one) for one in (*taken, *others)):
                taken.append(box)
                found.append(name)
                break
    if line_words and line:
        found += _over_line(line_words, line, sizes[0], edges, ([*taken, *dots], crowd))
    return tuple(found)


def _ways(spot: Spot, size: float) -> Iterator[tuple[PlacedName, Box]]:
    """Return the places of a name, the best one first: right, left, above, below, and then askew."""
    width = text_width(spot.text, size) * NARROWER * (BOLD if spot.is_strong else 1)
    aside, up = spot.radius + GAP, spot.radius + GAP + 1
    middle = spot.y + size * 0.35
    high, low = spot.y - up, spot.y + up + size * 0.75
    for x, y, anchor in (
        (spot.x + aside, middle, "start"),
        (spot.x - aside, middle, "end"),
        (spot.x, high, "middle"),
        (spot.x, low, "middle"),
        (spot.x + aside * 0.7, high + 2, "start"),
        (spot.x - aside * 0.7, high + 2, "end"),
        (spot.x + aside * 0.7, low - 2, "start"),
        (spot.x - aside * 0.7, low - 2, "end"),
    ):
        left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
        yield (
            PlacedName(spot.text, x, y, anchor, spot.is_strong),
            Box(left, left + width, y - size * 0.78, y + size * 0.22),
        )


def _over_line(
    words: str,
    line: Sequence[tuple[float, float]],
    size: float,
    edges: tuple[float, float, float, float],
    drawn: tuple[Sequence[Box], Sequence[tuple[float, float]]],
) -> list[PlacedName]:
    """Return the words of a line, over it where it falls or rises, at the emptiest free place.

    `drawn` holds what the words must not meet, and the dots of which they shall cover few.
    """
    (x1, y1), (x2, y2) = sorted(line)
    taken, crowd = drawn
    width = text_width(words, size) * NARROWER
    anchor = "start" if y2 > y1 else "end"
    free: list[tuple[int, PlacedName]] = []
    for step in range(20):
        x = x2 - (step + (anchor == "start")) * (x2 - x1) / 22
        if anchor == "start":
            x -= width * 0.4
        y = y1 + (x - x1) / (x2 - x1) * (y2 - y1) - size * 0.45
        left = x if anchor == "start" else x - width
        box = Box(left, left + width, y - size * 0.78, y + size * 0.22)
        on_line = left >= x1 and left + width <= max(x2, edges[1])
        if on_line and _inside(box, edges) and not any(box.meets(one) for one in taken):
            covered = sum(
                box.left < across < box.right and box.top < down < box.bottom for across, down in crowd
            )
            free.append((covered, PlacedName(words, x, y, anchor, is_strong=False)))
    return [min(free, key=lambda one: one[0])[1]] if free else []


def _around(spot: Spot, radius: float) -> Box:
    return Box(spot.x - radius, spot.x + radius, spot.y - radius, spot.y + radius)


def _inside(box: Box, edges: tuple[float, float, float, float]) -> bool:
    left, right, top, bottom = edges
    return left <= box.left and box.right <= right and top <= box.top and box.bottom <= bottom
