"""Pooled demand: prices, shares, and the volume at which a pool pays."""

from itertools import permutations
from math import fsum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.demand import (
    CostRule,
    Member,
    Pool,
    PriceCurve,
    shares,
    smallest_coalition,
    volume_that_pays,
)

CURVE = PriceCurve((1, 50, 200), (1000, 800, 500))
volumes = st.floats(0.5, 300)


@st.composite
def curves(draw: st.DrawFn) -> PriceCurve:
    """Build a curve whose price falls and whose cost rises, with one to four knots."""
    steps = draw(st.lists(st.floats(1, 100), min_size=1, max_size=4))
    at, price = 0.0, draw(st.floats(10, 1000))
    knots: list[tuple[float, float]] = []
    for step in steps:
        before, at = at, at + step
        if knots:
            price -= draw(st.floats(0, 0.95)) * price * (at - before) / (2 * at - before)
        knots.append((at, price))
    return PriceCurve(tuple(one[0] for one in knots), tuple(one[1] for one in knots))


@st.composite
def pools(draw: st.DrawFn, rule: CostRule | None = None, most: int = 5) -> Pool:
    """Build a pool of up to `most` members."""
    members = tuple(
        Member(str(at), draw(volumes), draw(st.floats(100, 50_000)), draw(st.none() | st.floats(1, 1200)))
        for at in range(draw(st.integers(1, most)))
    )
    return Pool(
        members,
        draw(curves()),
        rule or draw(st.sampled_from(CostRule)),
        draw(st.floats(0, 5_000)),
        draw(st.floats(0, 1)),
    )


@given(pools())
def test_what_members_pay_adds_up_to_the_total(pool: Pool) -> None:
    assert fsum(one.pooled for one in shares(pool)) == pytest.approx(pool.total, rel=1e-12, abs=1e-9)


@given(pools(CostRule.VOLUME), volumes)
def test_by_volume_another_member_raises_nobody_s_cost(pool: Pool, volume: float) -> None:
    larger = pool.of([*pool.members, Member("new", volume, 1000)])
    for before, after in zip(shares(pool), shares(larger), strict=False):
        assert after.pooled <= before.pooled * (1 + 1e-9) + 1e-9


def by_permutations(pool: Pool) -> list[float]:
    """Return the Shapley value by its definition: the mean of what each adds, over all orders."""
    number = len(pool.members)
    added = [0.0] * number
    orders = list(permutations(range(number)))
    for order in orders:
        so_far, cost = 0.0, 0.0
        for at in order:
            so_far += pool.members[at].volume
            now = float(pool.curve.cost(so_far)) + (pool.joint_cost if so_far > 0 else 0.0)
            added[at] += now - cost
            cost = now
    return [one / len(orders) for one in added]


@given(pools(CostRule.SHAPLEY))
def test_shapley_is_the_mean_of_what_each_adds(pool: Pool) -> None:
    assert [one.pooled for one in shares(pool)] == pytest.approx(by_permutations(pool), rel=1e-9, abs=1e-6)


def test_shapley_is_symmetric_and_gives_nothing_to_who_adds_nothing() -> None:
    members = (Member("a", 30), Member("b", 30), Member("c", 0), Member("d", 70))
    a, b, c, _ = shares(Pool(members, CURVE, CostRule.SHAPLEY, 1200))
    assert a.pooled == pytest.approx(b.pooled)
    assert c.pooled == pytest.approx(0, abs=1e-9)
    assert c.joint == 0


def test_twenty_members_are_shared_exactly() -> None:
    members = tuple(Member(str(at), 5.0 + at) for at in range(20))
    found = shares(Pool(members, CURVE, CostRule.SHAPLEY, 1200))
    assert fsum(one.pooled for one in found) == pytest.approx(290 * 500 + 1200, rel=1e-12)
    assert sorted(one.pooled for one in found) == [one.pooled for one in found]


def test_twenty_one_members_are_too_many_for_shapley() -> None:
    pool = Pool(tuple(Member(str(at), 1.0) for at in range(21)), CURVE, CostRule.SHAPLEY)
    with pytest.raises(ValueError, match="up to 20 members, not 21"):
        shares(pool)


def worst(pool: Pool, volume: float) -> float:
    """Return the smallest gain of a pool at a volume, over its cost."""
    return min((one.gain / max(one.alone, 1e-9)) for one in shares(pool.scaled(volume)))


@settings(deadline=None)
@given(pools(most=4))
def test_below_the_volume_that_pays_somebody_loses(pool: Pool) -> None:
    found = volume_that_pays(pool)
    looked_at = np.geomspace(0.01, 1e5, 300)
    if found is None:
        assert all(worst(pool, one) < 1e-9 for one in looked_at)
    else:
        assert worst(pool, found or 1e-6) >= -1e-9
        assert all(worst(pool, one) < 1e-9 for one in looked_at if one < found * (1 - 1e-6))


def test_a_pool_that_never_pays_says_so() -> None:
    members = (Member("a", 10), Member("b", 10))
    assert volume_that_pays(Pool(members, PriceCurve((1,), (100,)), CostRule.VOLUME, 500)) is None


def test_the_volume_that_pays_is_exact() -> None:
    """Two of equal size: alone 100 a unit, together 100 − V until 50; the joint cost is 400: V·V = 400."""
    members = (Member("a", 1, 1, 100.0), Member("b", 1, 1, 100.0))
    curve = PriceCurve((1e-9, 50), (100, 50))
    assert volume_that_pays(Pool(members, curve, CostRule.VOLUME, 400)) == pytest.approx(20, rel=1e-9)


def test_the_smallest_coalition_has_the_fewest_who_all_gain() -> None:
    members = (Member("c", 60, 1, 900), Member("b", 80, 1, 900), Member("a", 80, 1, 900))
    pool = Pool(members, CURVE, CostRule.VOLUME, 20_000)
    assert smallest_coalition(pool) == ("c", "a")
    assert smallest_coalition(Pool(members, CURVE, CostRule.VOLUME, 1e9)) is None
