"""The last step of the tile map: squares change hands while that makes the map better."""

from collections.abc import Iterable, Sequence
from itertools import product

Square = tuple[int, int]

REACH = 2
SWEEPS = 30
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))
# What a fault costs, in whole numbers, so that sums are the same on every machine.
AWAY, APART, BORDER, SPLIT = 1000, 100, 200, 20_000


def improved(
    squares: Sequence[Square],
    wanted: Sequence[tuple[float, float]],
    pairs: Iterable[tuple[int, int]],
    areas: Sequence[str],
) -> list[Square]:
    """Swap squares, or move to empty ones, at most `REACH` away, until no move makes the map cheaper.

    Four things cost: a place away from where it wanted to be (squared), neighbours that do not share a side
    (squared), sides between areas or at the edge, and areas in more than one piece.

    >>> improved([(0, 0), (2, 0), (1, 0)], [(0, 0), (1, 0), (2, 0)], [(0, 1), (1, 2)], ["a", "a", "b"])
    [(0, 0), (1, 0), (2, 0)]
    """
    board = _Board(squares, wanted, pairs, areas)
    for _ in range(SWEEPS):
        if not sum(board.improve(place) for place in range(len(squares))):
            break
    return board.squares


def pieces(squares: Iterable[Square]) -> int:
    """Count the pieces that squares make when those that share a side hang together.

    >>> pieces([(0, 0), (0, 1), (1, 2)])
    2
    """
    left, count = set(squares), 0
    while left:
        count += 1
        reached = [left.pop()]
        while reached:
            x, y = reached.pop()
            touching = {(x + dx, y + dy) for dx, dy in SIDES} & left
            left -= touching
            reached += touching
    return count


class _Board:
    """The square of each place, and the cost of the whole."""

    def __init__(
        self,
        squares: Sequence[Square],
        wanted: Sequence[tuple[float, float]],
        pairs: Iterable[tuple[int, int]],
        areas: Sequence[str],
    ) -> None:
        self.squares = list(squares)
        self.holder = {square: place for place, square in enumerate(squares)}
        self.wanted = [(round(100 * x), round(100 * y)) for x, y in wanted]
        self.areas = areas
        self.members = {area: [i for i, one in enumerate(areas) if one == area] for area in set(areas)}
        self.near: list[list[int]] = [[] for _ in squares]
        for one, other in pairs:
            self.near[one].append(other)
            self.near[other].append(one)

    def improve(self, place: int) -> bool:
        """Move a place to the best square; return whether there was a better one."""
        best, gain = None, 0
        for target in self._targets(self.squares[place]):
            if (change := self._change(place, target)) < gain:
                best, gain = target, change
        if best is not None:
            self._swap(place, best)
        return best is not None

    def _targets(self, square: Square) -> list[Square]:
        """Return the squares in reach that are taken, or touch one that is."""
        reach = range(-REACH, REACH + 1)
        around = [(square[0] + dx, square[1] + dy) for dx, dy in product(reach, reach) if dx or dy]
        return [one for one in around if one in self.holder or any(s in self.holder for s in _beside(one))]

    def _change(self, place: int, target: Square) -> int:
        """Return what a move would add to the cost of the map."""
        origin, other = self.squares[place], self.holder.get(target)
        before = self._cost(place, other, origin, target)
        self._swap(place, target)
        after = self._cost(place, other, origin, target)
        self._swap(place, origin)
        return after - before

    def _swap(self, place: int, target: Square) -> None:
        origin, other = self.squares[place], self.holder.get(target)
        self.squares[place], self.holder[target] = target, place
        if other is None:
            del self.holder[origin]
        else:
            self.squares[other], self.holder[origin] = origin, other

    def _cost(self, place: int, other: int | None, origin: Square, target: Square) -> int:
        """Return the part of the cost that a swap of two squares can change."""
        movers = [place] if other is None else [place, other]
        cost = sum(self._away(one) + self._apart(one) for one in movers)
        if other is None or self.areas[place] != self.areas[other]:
            cost += BORDER * (self._sides(origin) + self._sides(target))
            areas = {self.areas[one] for one in movers}
            cost += SPLIT * sum(pieces(self.squares[i] for i in self.members[area]) for area in areas)
        return cost

    def _away(self, place: int) -> int:
        (x, y), (east, north) = self.squares[place], self.wanted[place]
        return AWAY * ((100 * x - east) ** 2 + (100 * y - north) ** 2) // 10_000

    def _apart(self, place: int) -> int:
        x, y = self.squares[place]
        others = (self.squares[one] for one in self.near[place])
        return APART * sum(max(0, (x - a) ** 2 + (y - b) ** 2 - 1) for a, b in others)

    def _sides(self, square: Square) -> int:
        """Count the sides of a square on which another area, or nothing, lies."""
        return sum(self._area(one) != self._area(square) for one in _beside(square))

    def _area(self, square: Square) -> str | None:
        holder = self.holder.get(square)
        return None if holder is None else self.areas[holder]


def _beside(square: Square) -> list[Square]:
    x, y = square
    return [(x + dx, y + dy) for dx, dy in SIDES]
