"""The outlines of municipalities drawn on one grid: projected, simplified border by border, none lost.

The projection is Lambert's azimuthal equal-area on a sphere (Snyder, Map Projections, 1987, p. 182), so that
a municipality looks as large as it is. The middle of the map is that of the places: any country can be drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin, sqrt

from loftet.geography.arcs import Arc, Point, Ring, Topology, cut_into_arcs, simplify
from loftet.geography.label_point import LabelPoint, label_point

HEIGHT = 4_000  # of the grid: 1500 km, so a step is some 400 m
LEAST = 3.0  # steps squared: a smaller triangle is no corner
SMALLEST_ISLAND = 6.0  # steps squared; a smaller one is drawn only where a place has no larger one
SMALLEST_PLACE = 28  # steps: 3 pixels on a map of the whole country that is 440 pixels high
MOST_ENLARGED = 6.0

Cell = tuple[int, int]
Cells = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the grid."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def around(cls, cells: Iterable[Cell]) -> "Box":
        """Return the smallest rectangle around points."""
        xs, ys = zip(*cells, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """A place on the grid: its path, the rectangle around it, where its name stands, and its neighbours."""

    path: str
    box: Box
    label: LabelPoint
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnOutlines:
    """All places by code, and the lines between counties."""

    width: int
    height: int
    places: Mapping[str, DrawnPlace]
    county_borders: str


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


def draw_outlines(rings: Mapping[str, Sequence[Ring]], least: float = LEAST) -> DrawnOutlines:
    """Draw rings in degrees; `least` is the smallest triangle that is kept as a corner, in steps squared."""
    topology = cut_into_arcs(rings)
    arcs = _on_grid(topology.arcs, least)
    beside = _neighbours(topology)
    places = {
        code: _place([_joined(arcs, ring) for ring in of_place], beside.get(code, set()))
        for code, of_place in sorted(topology.rings.items())
    }
    return DrawnOutlines(
        width=max(x for arc in arcs for x, _y in arc) + SMALLEST_PLACE,
        height=HEIGHT,
        places=places,
        county_borders="".join(
            _strokes(arcs[number])
            for number, users in sorted(topology.users().items())
            if len({code[:2] for code in users}) > 1
        ),
    )


def _on_grid(arcs: Sequence[Arc], least: float) -> list[list[Cell]]:
    """Project arcs, leave out small corners, and round to the grid; the north is 0."""
    middle = _middle([point for arc in arcs for point in arc])
    flat = [[project(*point, middle) for point in arc] for arc in arcs]
    xs, ys = zip(*(point for arc in flat for point in arc), strict=True)
    left, top, size = min(xs), min(ys), HEIGHT / (max(ys) - min(ys))
    # The margin is for islands in the west that are drawn larger than they are.
    scaled = ([((x - left) * size + SMALLEST_PLACE, (y - top) * size) for x, y in arc] for arc in flat)
    return [_without_repeats((round(x), round(y)) for x, y in simplify(arc, least)) for arc in scaled]


def _middle(points: Sequence[Point]) -> Point:
    longitudes, latitudes = zip(*points, strict=True)
    return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2


def _without_repeats(cells: Iterable[Cell]) -> list[Cell]:
    kept: list[Cell] = []
    for cell in cells:
        if not kept or kept[-1] != cell:
            kept.append(cell)
    return kept


def _neighbours(topology: Topology) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for users in topology.users().values():
        for code in users:
            found.setdefault(code, set()).update(users - {code})
    return found


def _joined(arcs: Sequence[Cells], numbers: Iterable[int]) -> list[Cell]:
    cells: list[Cell] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        cells.extend(arc[1:] if cells else arc)
    return cells[:-1] if len(cells) > 1 and cells[0] == cells[-1] else cells


def _place(rings: Sequence[Cells], beside: set[str]) -> DrawnPlace:
    largest = max(rings, key=lambda ring: (_area(ring), len(ring)))
    box = Box.around(largest)
    if min(box.right - box.left, box.bottom - box.top) < SMALLEST_PLACE and not beside:
        drawn: list[Cells] = [enlarged(largest, box)]
    else:
        drawn = [ring for ring in rings if ring is largest or _area(ring) >= SMALLEST_ISLAND]
    cells = [cell for ring in drawn for cell in ring]
    path = "".join(f"{_strokes(ring)}z" for ring in drawn)
    return DrawnPlace(
        path, Box.around(cells), label_point(drawn[0] if len(drawn) == 1 else largest), tuple(sorted(beside))
    )


def enlarged(ring: Cells, box: Box) -> list[Cell]:
    """Draw a small island large enough to be seen and pressed, around its middle.

    >>> enlarged([(10, 10), (16, 10), (16, 19)], Box(10, 10, 16, 19))
    [(-1, 0), (27, 0), (27, 28)]
    """
    sizes = box.right - box.left, box.bottom - box.top
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    if min(sizes) * MOST_ENLARGED < SMALLEST_PLACE:
        half = SMALLEST_PLACE / 2
        ring = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
        return [(round(middle[0] + x * half), round(middle[1] + y * half)) for x, y in ring]
    grown = [max(1.0, SMALLEST_PLACE / size) for size in sizes]
    moved = (
        (round(middle[0] + (x - middle[0]) * grown[0]), round(middle[1] + (y - middle[1]) * grown[1]))
        for x, y in ring
    )
    return _without_repeats(moved)


def _area(ring: Cells) -> float:
    """Return the area of a ring in steps squared.

    >>> _area([(0, 0), (2, 0), (2, 2), (0, 2)])
    4.0
    """
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _strokes(line: Cells) -> str:
    """Write a line as a path: where it begins, and the step to each next corner.

    >>> _strokes([(3, 4), (5, 4), (5, 1)])
    'M3 4l2 0 0-3'
    """
    (x, y) = line[0]
    steps: list[str] = []
    for (x1, y1), (x2, y2) in pairwise(line):
        step = f"{x2 - x1}{'' if y2 < y1 else ' '}{y2 - y1}"
        steps.append(step if step.startswith("-") or not steps else f" {step}")
    return f"M{x} {y}l{''.join(steps)}" if steps else ""
