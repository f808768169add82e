"""The outlines of places as paths that a page can draw: projected, on a grid, and none of them lost.

The projection is Lambert's azimuthal equal-area on a sphere (Snyder, Map Projections, 1987, p. 182), so that
a municipality looks as large as it is. The middle of the map is given, so any country can be drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians, sin, sqrt

Point = tuple[float, float]
Ring = Sequence[Point]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outlines:
    """The paths of places on one grid, by code; `width` and `height` are its size."""

    width: int
    height: int
    paths: Mapping[str, str]


def project(longitude: float, latitude: float, middle: Point) -> Point:
    """Return a place's distance from the middle, in radii of the earth: to the east and to the south.

    >>> project(15.0, 65.0, (15.0, 65.0))
    (0.0, 0.0)
    >>> [round(part, 4) for part in project(16.0, 65.0, (15.0, 65.0))]
    [0.0074, -0.0001]
    """
    east, north, at = radians(longitude - middle[0]), radians(latitude), radians(middle[1])
    nearness = 1 + sin(at) * sin(north) + cos(at) * cos(north) * cos(east)
    scale = sqrt(2 / nearness)
    south = sin(at) * cos(north) * cos(east) - cos(at) * sin(north)
    return scale * cos(north) * sin(east), scale * south


def outlines(rings: Mapping[str, Sequence[Ring]], height: int) -> Outlines:
    """Convert the rings of places, in degrees, to a grid of a height; a ring too small to draw is left out.

    The largest ring of a place is always there, if only as one square of the grid.
    """
    points = [point for of_place in rings.values() for ring in of_place for point in ring]
    middle = _middle(points)
    flat = {
        code: [[project(*point, middle) for point in ring] for ring in of_place]
        for code, of_place in rings.items()
    }
    xs, ys = zip(*(point for of_place in flat.values() for ring in of_place for point in ring), strict=True)
    left, top, size = min(xs), min(ys), height / (max(ys) - min(ys))

    def on_grid(ring: Ring) -> list[Cell]:
        cells = [(round((x - left) * size), round((y - top) * size)) for x, y in ring]
        return _without_repeats(cells)

    paths = {code: _path([on_grid(ring) for ring in of_place]) for code, of_place in flat.items()}
    return Outlines(round((max(xs) - left) * size), height, paths)


def _middle(points: Sequence[Point]) -> Point:
    longitudes, latitudes = zip(*points, strict=True)
    return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2


def _without_repeats(cells: Iterable[Cell]) -> list[Cell]:
    kept: list[Cell] = []
    for cell in cells:
        if not kept or kept[-1] != cell:
            kept.append(cell)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept


def _path(rings: Sequence[Sequence[Cell]]) -> str:
    drawn = [ring for ring in rings if len(ring) > 2 and _area(ring) >= 1]
    if not drawn:
        x, y = max(rings, key=_length)[0]
        return f"M{x} {y}h1v1h-1z"
    return "".join(map(_strokes, drawn))


def _area(ring: Sequence[Cell]) -> float:
    """Return the area of a ring in squares of the grid.

    >>> _area([(0, 0), (2, 0), (2, 2), (0, 2)])
    4.0
    """
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _length(ring: Sequence[Cell]) -> float:
    return sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(ring))


def _strokes(ring: Sequence[Cell]) -> str:
    """Write a ring as a path: where it begins, and the step to each next corner.

    >>> _strokes([(3, 4), (5, 4), (5, 1)])
    'M3 4l2 0 0-3z'
    """
    (x, y) = ring[0]
    steps: list[str] = []
    for (x1, y1), (x2, y2) in pairwise(ring):
        step = f"{x2 - x1}{'' if y2 < y1 else ' '}{y2 - y1}"
        steps.append(step if step.startswith("-") or not steps else f" {step}")
    return f"M{x} {y}l{''.join(steps)}z"
