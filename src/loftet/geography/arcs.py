"""Rings cut into arcs, so that a border which two places share is simplified once and stays shared.

The steps are those of TopoJSON (https://github.com/topojson/topojson-specification): a point where the lines
of two rings part is a junction; rings are cut there, and an arc that two rings have in common is kept once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import inf

Point = tuple[float, float]
Ring = Sequence[Point]
Arc = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Topology:
    """Arcs, and the rings of each place as numbers of arcs; a negative number is an arc read backwards."""

    arcs: tuple[Arc, ...]
    rings: Mapping[str, tuple[tuple[int, ...], ...]]

    def users(self) -> dict[int, set[str]]:
        """Return the places that each arc borders."""
        found: dict[int, set[str]] = {}
        for code, rings in self.rings.items():
            for ring in rings:
                for number in ring:
                    found.setdefault(max(number, ~number), set()).add(code)
        return found


def cut_into_arcs(rings: Mapping[str, Sequence[Ring]]) -> Topology:
    """Cut the rings of places at their junctions.

    >>> left, right = [(0, 0), (1, 0), (1, 1), (0, 1)], [(1, 0), (2, 0), (2, 1), (1, 1)]
    >>> found = cut_into_arcs({"left": [left], "right": [right]})
    >>> found.arcs
    (((1, 0), (1, 1)), ((1, 1), (0, 1), (0, 0), (1, 0)), ((1, 0), (2, 0), (2, 1), (1, 1)))
    >>> found.rings
    {'left': ((0, 1),), 'right': ((2, -1),)}
    """
    opened = {code: [_open(ring) for ring in of_place] for code, of_place in rings.items()}
    junctions = _junctions(ring for of_place in opened.values() for ring in of_place)
    numbers: dict[Arc, int] = {}
    cut = {
        code: tuple(tuple(_number(arc, numbers) for arc in _cut(ring, junctions)) for ring in of_place)
        for code, of_place in opened.items()
    }
    return Topology(tuple(numbers), cut)


def _open(ring: Ring) -> list[Point]:
    """Return the corners of a ring, each once, the first not said again at the end."""
    kept = [point for at, point in enumerate(ring) if at == 0 or point != ring[at - 1]]
    return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept


def _junctions(rings: Iterable[Sequence[Point]]) -> set[Point]:
    """Find the points that have other neighbours in one ring than in another."""
    beside: dict[Point, frozenset[Point]] = {}
    found = set()
    for ring in rings:
        for at, point in enumerate(ring):
            both = frozenset((ring[at - 1], ring[(at + 1) % len(ring)]))
            if beside.setdefault(point, both) != both:
                found.add(point)
    return found


def _cut(ring: Sequence[Point], junctions: set[Point]) -> Iterator[Arc]:
    cuts = [at for at, point in enumerate(ring) if point in junctions]
    # A ring without a junction is shared whole or not at all: it begins at its least point in both places.
    start = cuts[0] if cuts else min(range(len(ring)), key=lambda at: ring[at])
    turned = [*ring[start:], *ring[:start], ring[start]]
    arc = [turned[0]]
    for point in turned[1:]:
        arc.append(point)
        if point in junctions:
            yield tuple(arc)
            arc = [point]
    if len(arc) > 1:
        yield tuple(arc)


def _number(arc: Arc, numbers: dict[Arc, int]) -> int:
    if arc[::-1] in numbers and arc not in numbers:
        return ~numbers[arc[::-1]]
    return numbers.setdefault(arc, len(numbers))


def simplify(arc: Sequence[Point], least: float) -> Arc:
    """Leave out the corners whose triangle with their neighbours is smaller than an area; the ends stay.

    Visvalingam & Whyatt, Line generalisation by repeated elimination of points (1993).

    >>> simplify([(0, 0), (5, 1), (10, 0), (10, 10)], 20)
    ((0, 0), (10, 0), (10, 10))
    """
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    areas = [inf, *(_triangle(*arc[at - 1 : at + 2]) for at in range(1, len(arc) - 1)), inf]
    waiting = [(area, at) for at, area in enumerate(areas) if area < inf]
    heapify(waiting)
    left_out = set()
    while waiting and waiting[0][0] < least:
        area, at = heappop(waiting)
        if at in left_out or area != areas[at]:
            continue
        left_out.add(at)
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for one in (left, right):
            if areas[one] < inf:
                areas[one] = max(area, _triangle(arc[before[one]], arc[one], arc[after[one]]))
                heappush(waiting, (areas[one], one))
    return tuple(point for at, point in enumerate(arc) if at not in left_out)


def _triangle(one: Point, two: Point, three: Point) -> float:
    (x1, y1), (x2, y2), (x3, y3) = one, two, three
    return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2
