"""Layout of the tile map: from centres on the globe to one square for each municipality.

1. The centres are projected to an equal-area plane.
2. They move apart where they are closer than a square is wide, and neighbours far apart are drawn together.
3. Each takes a square so that the sum of squared distances is least (linear assignment).
4. Squares change hands as long as that brings neighbours nearer, makes borders shorter or a county whole.

The steps hold no chance. What is rounded is rounded so that the last digits of a machine do not show.
SciPy is needed here, and nowhere where the finished map is read.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind, Place
from loftet.geography.tile_swaps import improved
from loftet.geography.tiles import Tile
from loftet.invalid_input import InvalidInput, Problem

Points = npt.NDArray[np.float64]
Pairs = Sequence[tuple[int, int]]

EARTH_KM = 6371.0
MIDDLE = (65.0, 15.0)  # degrees north and east: the middle of Norway
SQUARE_KM = 42.0  # the side of a square before the centres move
STEPS, PUSH, PULL = 160, 0.25, 0.05
REVIEWED_EVERY, NEAR = 5, 1.6  # steps between looking for who is near, and how near, in sides


@dataclass(frozen=True, slots=True)
class Layout:
    """The square of each municipality by slug, in the order of codes, and where it wanted to be."""

    tiles: Mapping[str, Tile]
    mean_move: float
    """How far the middle of a square lies from the place that steps 1 and 2 gave, in sides, on average."""


def lay_out(places: Gazetteer) -> Layout:
    """Assign a square to each current municipality.

    Raises:
        InvalidInput: when a municipality has no centre; all such are named.
    """
    here = _municipalities(places)
    centres = np.array([projected(place) for place in here])
    pairs = neighbours(centres)
    wanted = _spread(centres / SQUARE_KM, pairs)
    counties = [place.last_code[:2] for place in here]
    squares = improved(_assigned(wanted), [(float(x), float(y)) for x, y in wanted], pairs, counties)
    west, north = min(x for x, _ in squares), max(y for _, y in squares)
    moves = [math.dist(square, (x, y)) for square, (x, y) in zip(squares, wanted, strict=True)]
    tiles = {place.slug: Tile(x - west, north - y) for place, (x, y) in zip(here, squares, strict=True)}
    return Layout(tiles, math.fsum(moves) / len(moves))


def _municipalities(places: Gazetteer) -> list[Place]:
    here = [
        place
        for place in places.places
        if place.kind is Kind.MUNICIPALITY and place.codes[-1].valid.end is None
    ]
    lost = [place.slug for place in here if place.longitude is None or place.latitude is None]
    if lost:
        raise InvalidInput(Problem(f"the place «{slug}» has no longitude and latitude") for slug in lost)
    return sorted(here, key=lambda place: place.last_code)


def projected(place: Place) -> tuple[float, float]:
    """Return a place's kilometres east and north of the middle of Norway, in Lambert's equal-area projection.

    Source: Snyder, Map Projections: A Working Manual (USGS 1395, 1987), equations 22-4, 24-2, 24-13, 24-14.
    """
    if place.longitude is None or place.latitude is None:
        raise ValueError(f"the place «{place.slug}» has no longitude and latitude")
    middle, north = math.radians(MIDDLE[0]), math.radians(place.latitude)
    east = math.radians(place.longitude - MIDDLE[1])
    toward = math.cos(north) * math.cos(east)
    nearness = 1 + math.sin(middle) * math.sin(north) + math.cos(middle) * toward
    radius = EARTH_KM * math.sqrt(2 / nearness)
    x = radius * math.cos(north) * math.sin(east)
    y = radius * (math.cos(middle) * math.sin(north) - math.sin(middle) * toward)
    return round(x, 3), round(y, 3)


def neighbours(points: Points) -> list[tuple[int, int]]:
    """Return the pairs of points with no third point in the circle between them (the Gabriel graph).

    `points` has the shape (count, 2). Source: Gabriel & Sokal, Systematic Zoology 18 (1969), 259–278.

    >>> neighbours(np.array([[0.0, 0.0], [2.0, 0.0], [1.0, 0.1]]))
    [(0, 2), (1, 2)]
    """
    squared = ((points[:, None] - points[None]) ** 2).sum(axis=-1)
    pairs = []
    for one in range(len(points)):
        for other in range(one + 1, len(points)):
            around = squared[one] + squared[other]
            around[[one, other]] = np.inf
            if around.min() >= squared[one, other]:
                pairs.append((one, other))
    return pairs


def _spread(points: Points, pairs: Pairs) -> Points:
    """Move points apart where they are nearer than 1, and pairs together where they are farther."""
    first, second = np.array(pairs).T
    every, other = np.triu_indices(len(points), 1)
    for step in range(STEPS):
        if step % REVIEWED_EVERY == 0:
            near = ((points[every] - points[other]) ** 2).sum(axis=1) < NEAR**2
        moved = np.zeros_like(points)
        _pulled(moved, points, first, second, PULL, closer=True)
        _pulled(moved, points, every[near], other[near], PUSH, closer=False)
        points = points + moved
    return np.round(points, 3)


def _pulled(
    moved: Points,
    points: Points,
    one: npt.NDArray[np.intp],
    other: npt.NDArray[np.intp],
    part: float,
    *,
    closer: bool,
) -> None:
    """Add the moves that bring pairs of points a part of the way to the distance 1, from one side only."""
    between = points[other] - points[one]
    length = np.sqrt((between**2).sum(axis=1))
    excess = np.maximum(length - 1, 0) if closer else np.minimum(length - 1, 0)
    step = (part * excess / length)[:, None] * between
    np.add.at(moved, one, step)
    np.add.at(moved, other, -step)


def _assigned(wanted: Points) -> list[tuple[int, int]]:
    """Assign a square to each point, with the least sum of squared distances."""
    low, high = np.floor(wanted.min(axis=0)) - 1, np.ceil(wanted.max(axis=0)) + 1
    squares = np.array(
        [(x, y) for y in np.arange(low[1], high[1] + 1) for x in np.arange(low[0], high[0] + 1)]
    )
    cost = np.round(1000 * ((wanted[:, None] - squares[None]) ** 2).sum(axis=-1))
    _, taken = linear_sum_assignment(cost)
    return [(int(x), int(y)) for x, y in squares[taken]]
