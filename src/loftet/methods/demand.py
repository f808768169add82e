"""Pooled demand: the price of a volume, the volume at which a pool pays, and shares of its cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, pairwise
from math import comb, fsum, inf, isfinite

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_PLAYERS = 20  # of the exact Shapley value: 2 to the power of 20 coalitions
FEW_PLAYERS = 8  # up to so many, the bends of all coalitions are looked at
CLOSE, NEAR = 1e-12, 1e-6
SCANNED = 60
ROUNDED = 1e-12  # of a cost: what rounding alone may take or give


class CostRule(StrEnum):
    """The rule by which members share the cost."""

    EQUAL_AND_INHABITANTS = "equal_and_inhabitants"
    VOLUME = "volume"
    SHAPLEY = "shapley"


@dataclass(frozen=True, slots=True)
class PriceCurve:
    """The unit price of a total volume: linear between knots and flat outside, or variable + fixed / volume.

    Knots rise in volume, and their prices do not rise. With `fixed` and `variable` there are no knots.
    """

    volumes: tuple[float, ...] = ()
    prices: tuple[float, ...] = ()
    fixed: float = 0.0
    variable: float = 0.0

    def unit_price(self, volume: float | Floats) -> Floats:
        """Return the unit price of a volume above 0.

        Shapes: any; the shape stays. Units: money for each unit. Errors: none.

        >>> PriceCurve((1, 50, 200), (1000, 800, 500)).unit_price(125).item()
        650.0
        >>> PriceCurve(fixed=1000, variable=20).unit_price(50).item()
        40.0
        """
        at = np.asarray(volume, dtype=float)
        if self.volumes:
            return np.asarray(np.interp(at, self.volumes, self.prices))
        return np.asarray(self.variable + self.fixed / at)

    def cost(self, volume: float | Floats) -> Floats:
        """Return what a volume costs in all; 0 for no volume.

        Shapes: any; the shape stays. Units: money. Errors: none.

        >>> PriceCurve(fixed=1000, variable=20).cost(np.array([0.0, 50.0])).tolist()
        [0.0, 2000.0]
        """
        at = np.asarray(volume, dtype=float)
        some = np.where(at > 0, at, 1.0)
        return np.asarray(np.where(at > 0, some * self.unit_price(some), 0.0))

    def falls(self) -> int | None:
        """Return the first knot before which the cost of more is less, counted from 0; None where none is.

        Between two knots the cost is V·(a + bV) with b ≤ 0: it rises the least at the later one, by p + bV.

        >>> PriceCurve((1, 10), (100, 10)).falls(), PriceCurve((1, 50, 200), (1000, 800, 500)).falls()
        (1, None)
        """
        for at in range(1, len(self.volumes)):
            slope = (self.prices[at] - self.prices[at - 1]) / (self.volumes[at] - self.volumes[at - 1])
            if self.prices[at] + slope * self.volumes[at] < 0:
                return at
        return None


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a pool: its volume, its inhabitants, and the unit price that it pays alone, where known."""

    key: str
    volume: float
    inhabitants: float = 0.0
    alone_unit_price: float | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """The members of a pool, the curve of its price, and the rule that shares the joint cost."""

    members: tuple[Member, ...]
    curve: PriceCurve
    rule: CostRule
    joint_cost: float = 0.0
    equal_share: float = 0.5

    @property
    def volume(self) -> float:
        """Return the volume of all members."""
        return fsum(member.volume for member in self.members)

    @property
    def total(self) -> float:
        """Return what the pool costs in all, with its joint cost."""
        return float(self.curve.cost(self.volume)) + (self.joint_cost if self.volume > 0 else 0.0)

    def of(self, members: Sequence[Member]) -> "Pool":
        """Return the same pool of other members."""
        return Pool(tuple(members), self.curve, self.rule, self.joint_cost, self.equal_share)

    def scaled(self, volume: float) -> "Pool":
        """Return the same pool with a total volume, all members in proportion."""
        factor = volume / self.volume
        return self.of(
            [Member(m.key, m.volume * factor, m.inhabitants, m.alone_unit_price) for m in self.members]
        )


@dataclass(frozen=True, slots=True)
class MemberShare:
    """A member's cost alone and in the pool; `joint` is its part of the joint cost, within the cost in it."""

    member: Member
    alone: float
    pooled: float
    joint: float

    @property
    def gain(self) -> float:
        """Return what the member saves by the pool; below 0 where it pays more."""
        return self.alone - self.pooled

    @property
    def gains(self) -> bool:
        """Check whether the member saves by the pool, beyond what rounding gives."""
        return self.gain > ROUNDED * max(abs(self.alone), abs(self.pooled))


def shares(pool: Pool) -> tuple[MemberShare, ...]:
    """Return the share of every member, in their order; the costs in the pool add up to its total.

    Units: money. Formula: by `volume` and `equal_and_inhabitants` V·p(V) is shared by volume, and the joint
    cost by volume, or by an equal part and inhabitants; by `shapley` the game V(S)·p(V(S)) + joint cost.
    Errors: ValueError above 20 members by `shapley`, and without inhabitants where they share.
    Source: L. S. Shapley (1953), A value for n-person games.

    >>> members = (Member("gol", 30, 4600), Member("al", 70, 4700))
    >>> pool = Pool(members, PriceCurve((1, 100), (100, 50)), CostRule.VOLUME, joint_cost=1000)
    >>> [(one.member.key, round(one.pooled, 2), round(one.joint, 2)) for one in shares(pool)]
    [('gol', 1800.0, 300.0), ('al', 4200.0, 700.0)]
    """
    volumes = np.array([member.volume for member in pool.members], dtype=float)
    joint = _joint_shares(pool, volumes)
    if pool.rule is CostRule.SHAPLEY:
        costs = (
            np.where(volumes > 0, _shapley(pool.curve, volumes), 0.0) + joint
        )  # 0, not what rounding gives
    else:
        costs = volumes * pool.curve.unit_price(pool.volume) + joint if pool.volume > 0 else joint
    if (size := float(costs.sum())) > 0:  # what rounding has left goes where the costs are
        costs = costs + (pool.total - fsum(costs.tolist())) * costs / size
    alone = alone_costs(pool, volumes)
    return tuple(
        MemberShare(member, *(float(part[at]) for part in (alone, costs, joint)))
        for at, member in enumerate(pool.members)
    )


def alone_costs(pool: Pool, volumes: Floats) -> Floats:
    """Return what each member pays alone: its own unit price, else that of the curve, without joint cost.

    Shapes: `volumes` members. Units: money. Errors: none.
    """
    prices = [inf if one.alone_unit_price is None else one.alone_unit_price for one in pool.members]
    known = np.array(prices, dtype=float)
    return np.where(
        np.isfinite(known), volumes * np.where(np.isfinite(known), known, 0), pool.curve.cost(volumes)
    )


def _joint_shares(pool: Pool, volumes: Floats) -> Floats:
    number, total = len(volumes), float(volumes.sum())
    if total <= 0:
        return np.zeros(number)
    if pool.rule is CostRule.VOLUME:
        return pool.joint_cost * volumes / total
    if pool.rule is CostRule.SHAPLEY:
        buyers = volumes > 0
        return np.where(buyers, pool.joint_cost / buyers.sum(), 0.0)
    inhabitants = np.array([member.inhabitants for member in pool.members], dtype=float)
    if _lacks_inhabitants(pool):
        raise ValueError("no member has inhabitants to share by")
    by_people = inhabitants / inhabitants.sum() if inhabitants.sum() > 0 else np.zeros(number)
    return np.asarray(
        pool.joint_cost * (pool.equal_share / number + (1 - pool.equal_share) * by_people), dtype=float
    )


def _lacks_inhabitants(pool: Pool) -> bool:
    """Check whether the rule shares something by inhabitants, and there are none."""
    by_people = pool.rule is CostRule.EQUAL_AND_INHABITANTS and pool.equal_share < 1 and pool.joint_cost > 0
    return by_people and fsum(member.inhabitants for member in pool.members) <= 0


def _shapley(curve: PriceCurve, volumes: Floats) -> Floats:
    """Return the Shapley value of V(S)·p(V(S)), exactly, over all coalitions.

    A member gets what coalitions with it cost, less what those without it do, each weighted by how often a
    coalition of its size comes first. Coalitions are in the order of bits, so those with the last member are
    the second half; when they are counted, the halves are added, and the member before is the last.
    """
    number = len(volumes)
    if number > MOST_PLAYERS:
        raise ValueError(f"the Shapley value is computed for up to {MOST_PLAYERS} members, not {number}")
    sums = np.zeros(1)
    for volume in volumes.tolist():
        sums = np.concatenate([sums, sums + volume])
    costs = curve.cost(sums)
    within, without = _coalition_weights(number)
    absent = float((costs * without).sum())
    folded = costs * (within + without)
    result = np.empty(number)
    for at in reversed(range(number)):
        first, second = folded[: 2**at], folded[2**at :]
        result[at] = float(second.sum()) - absent
        folded = first + second
    return result


@lru_cache(maxsize=4)
def _coalition_weights(number: int) -> tuple[Floats, Floats]:
    """Return the weight of each coalition for a member in it, and for one that is not."""
    sizes = np.zeros(1, dtype=np.int64)
    for _member in range(number):
        sizes = np.concatenate([sizes, sizes + 1])
    weights = np.array([1 / (number * comb(number - 1, size)) for size in range(number)])
    return np.concatenate([[0.0], weights])[sizes], np.concatenate([weights, [0.0]])[sizes]


def volume_that_pays(pool: Pool) -> float | None:
    """Return the smallest total volume at which no member pays more than alone; None where there is none.

    The volumes of all members are scaled in proportion; 0 where no volume is too small. Units: those of the
    volumes. Formula: between two volumes where a price bends each gain is a + bV + cV², so the smallest
    volume without a loss is such a bend or a root. By `shapley` with more than 8 members the bends of
    coalitions are too many: there, volumes on a fine grid are looked at. Errors: those of `shares`.

    >>> pool = Pool((Member("a", 1, 1, 100.0), Member("b", 1, 1, 100.0)),
    ...             PriceCurve(fixed=0, variable=50), CostRule.VOLUME, joint_cost=1000)
    >>> round(volume_that_pays(pool), 9)
    20.0
    """
    if pool.volume <= 0:
        return None
    bends = _bends(pool)
    ends = [0.0, *bends, inf]
    for low, high in pairwise(ends):
        for volume in _candidates(pool, low, high):
            if (found := _first_paying(pool, volume)) is not None:
                return found
    return None


def _bends(pool: Pool) -> list[float]:
    """Return the total volumes, rising, at which the price of the pool, a member or a coalition bends."""
    parts = [member.volume / pool.volume for member in pool.members if member.volume > 0]
    if pool.rule is CostRule.SHAPLEY and len(parts) <= FEW_PLAYERS:
        sizes = range(1, len(parts) + 1)
        weights = {fsum(group) for size in sizes for group in combinations(parts, size)}
    else:
        weights = {1.0, *parts}
    bends = {knot / weight for knot in pool.curve.volumes for weight in weights if knot > 0}
    if pool.rule is CostRule.SHAPLEY and len(parts) > FEW_PLAYERS and bends:
        bends |= set(np.geomspace(min(bends), max(bends), SCANNED).tolist())
    return sorted(bends)


def _candidates(pool: Pool, low: float, high: float) -> list[float]:
    """Return the volumes from `low` to `high`, rising, at which a gain may turn: the beginning and roots."""
    breadth = high - low if isfinite(high) else max(low, pool.volume)
    at = np.array([0.25, 0.5, 0.75])
    gains = np.array([_gains(pool, low + part * breadth) for part in at.tolist()])
    found = [low]
    for a, b, c in np.linalg.solve(np.vander(at, 3), gains).T.tolist():
        scale = max(abs(a), abs(b), abs(c))
        if scale == 0:
            continue
        kept = [0.0 if abs(one) < CLOSE * scale else one for one in (a, b, c)]
        roots = np.roots(np.trim_zeros(np.array(kept), "f"))
        found += [low + float(root.real) * breadth for root in roots if abs(root.imag) < CLOSE]
    return sorted(one for one in found if low <= one <= high)


def _first_paying(pool: Pool, volume: float) -> float | None:
    """Return the volume, or the one just above that rounding made of it, at which nobody loses; else None."""
    if volume > 0 and _pays(pool, volume):
        return volume
    low, high = volume, volume * (1 + NEAR) if volume > 0 else pool.volume * CLOSE
    if not _pays(pool, high):
        return None
    while volume > 0 and high - low > CLOSE * high:
        middle = (low + high) / 2
        low, high = (low, middle) if _pays(pool, middle) else (middle, high)
    return high if volume > 0 else 0.0


def _pays(pool: Pool, volume: float) -> bool:
    """Check whether no member loses at a volume."""
    return bool((_gains(pool, volume) >= -_rounding(pool, volume)).all())


def _gains(pool: Pool, volume: float) -> Floats:
    return np.array([one.gain for one in shares(pool.scaled(volume))])


def _rounding(pool: Pool, volume: float) -> Floats:
    """Return by how much rounding can lower the gains at a volume."""
    found = shares(pool.scaled(volume))
    return np.array([ROUNDED * max(abs(one.alone), abs(one.pooled)) for one in found])


def smallest_coalition(pool: Pool) -> tuple[str, ...] | None:
    """Return the fewest members who all gain in a pool of their own; None where there are none.

    Of several of one size the one with the smallest volume, then the one whose names come first. A coalition
    in which all gain costs less than its members alone, so only such ones are shared; none is one whose
    members have no inhabitants to share by, where the rule does. Shapes: one to as many
    keys as the pool has members. Errors: as `shares`.

    >>> members = tuple(Member(key, 10, 1, 100.0) for key in "abc")
    >>> smallest_coalition(Pool(members, PriceCurve(fixed=0, variable=50), CostRule.VOLUME, joint_cost=900))
    ('a', 'b')
    """
    for size in range(1, len(pool.members) + 1):
        for group in _by_volume(pool, size):
            some = pool.of(group)
            if not _lacks_inhabitants(some) and all(one.gains for one in shares(some)):
                return tuple(member.key for member in group)
    return None


def _by_volume(pool: Pool, size: int) -> Iterator[tuple[Member, ...]]:
    """Return the coalitions of a size that save in all, the smallest volume first, then by names."""
    alone = alone_costs(pool, np.array([member.volume for member in pool.members], dtype=float)).tolist()
    found = []
    for at in combinations(range(len(pool.members)), size):
        volume = fsum(pool.members[one].volume for one in at)
        cost = float(pool.curve.cost(volume)) + pool.joint_cost
        if isfinite(cost) and fsum(alone[one] for one in at) > cost:
            group = tuple(pool.members[one] for one in at)
            found.append((volume, tuple(sorted(member.key for member in group)), group))
    return (group for _volume, _keys, group in sorted(found, key=lambda one: one[:2]))
