"""The names on a map of outlines: where they stand, and which of them fit on a narrow and on a wide one."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from loftet.geography.draw_outlines import Box
from loftet.geography.outlines import PlaceOutline

NARROW, WIDE = 330.0, 540.0  # pixels: names are chosen for a map of these widths
LETTER, LINE = 7.4, 17.0  # pixels of a name of 14 pixels
BESIDE_DOT = 8.0  # pixels
MOVES = (0.0, -0.7, 0.7)  # times the distance to the nearest border, down from the middle
OVERHANG = 1.3  # times the width of its place, so wide may a name be


@dataclass(frozen=True, slots=True)
class MapName:
    """A name on the map, at a point in percent of its width and height; `wide` needs a map that is wide."""

    text: str
    value: str
    x: float
    y: float
    anchor: str
    own: bool
    wide: bool
    dotted: bool


@dataclass(frozen=True, slots=True)
class WishedName:
    """A name that the map shall show; `side` is its side of a dot, empty where it is on its place.

    `always` shows it even where it is wider than its place.
    """

    text: str
    value: str
    side: str
    own: bool
    always: bool


def names_that_fit(wished: Iterable[tuple[PlaceOutline, WishedName]], box: Box) -> list[MapName]:
    """Return the names that lie over no other one, the first wished first; `box` is what the map shows.

    A name that lies over another is tried a little higher and lower in its place.
    """
    found = []
    taken: dict[float, list[Box]] = {NARROW: [], WIDE: []}
    for place, name in wished:
        for move, width in product(MOVES, (NARROW, WIDE)):
            spot = _spot(place, name, box, width, move)
            wide_enough = name.always or _is_as_wide(place, spot, box, width)
            if wide_enough and not any(_overlap(spot, one) for one in taken[width]):
                for each in (NARROW, WIDE) if width == NARROW else (WIDE,):
                    taken[each].append(_spot(place, name, box, each, move))
                found.append(_name(place, name, box, move, only_wide=width == WIDE))
                break
    return found


def _name(place: PlaceOutline, name: WishedName, box: Box, move: float, *, only_wide: bool) -> MapName:
    x, y = _share(place, box, move)
    anchor = {"left": "end", "right": "start"}.get(name.side, "middle")
    at = round(100 * x, 2), round(100 * y, 2)
    return MapName(name.text, name.value, *at, anchor, name.own, only_wide, bool(name.side))


def _share(place: PlaceOutline, box: Box, move: float) -> tuple[float, float]:
    width, height = box.right - box.left, box.bottom - box.top
    y = place.label.y + move * place.label.radius
    return (place.label.x - box.left) / width, (y - box.top) / height


def _spot(place: PlaceOutline, name: WishedName, box: Box, width: float, move: float) -> Box:
    """Return the rectangle that a name takes, in pixels of a map of a width."""
    x, y = _share(place, box, move)
    x, y = x * width, y * width * (box.bottom - box.top) / (box.right - box.left)
    long, high = LETTER * max(len(name.text), len(name.value)), LINE * (2 if name.value else 1)
    left = {"left": x - long - BESIDE_DOT, "right": x + BESIDE_DOT}.get(name.side, x - long / 2)
    return Box(round(left), round(y - high / 2), round(left + long), round(y + high / 2))


def _is_as_wide(place: PlaceOutline, spot: Box, box: Box, width: float) -> bool:
    across = (place.box.right - place.box.left) / (box.right - box.left) * width
    return spot.right - spot.left <= across * OVERHANG


def _overlap(one: Box, other: Box) -> bool:
    apart = (
        one.right <= other.left
        or other.right <= one.left
        or one.bottom <= other.top
        or other.bottom <= one.top
    )
    return not apart
