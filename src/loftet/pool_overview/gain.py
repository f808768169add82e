"""The volume at which a joint purchase pays, and what each buyer gains, by prices of own earlier agreements.

Nothing of this module is for anybody else: only the buyers' face of a pool's page calls it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from loftet.methods.demand import CostRule, Member, MemberShare, PriceCurve, shares, volume_that_pays
from loftet.methods.demand import Pool as Purchase
from loftet.pools.models import Pledge, Pool

FEWEST_PRICES = 2  # one price says nothing of what a larger volume does


@dataclass(frozen=True, slots=True)
class Gain:
    """The unit price at the volume of the pool, from where it pays for all, and the share of each member.

    `known_to` is the largest volume of an own price, where the pool is larger: beyond it the price stays.
    """

    unit_price: float
    pays_from: float | None
    shares: tuple[MemberShare, ...]
    known_to: Decimal | None = None


def curve_of(pool: Pool) -> PriceCurve:
    """Return the own prices as a curve."""
    volumes, prices, _sources = zip(*pool.own_prices, strict=True)
    return PriceCurve(tuple(map(float, volumes)), tuple(map(float, prices)))


def shares_by_inhabitants(pool: Pool, members: Sequence[Pledge]) -> bool:
    """Check whether the rule of the joint cost can be followed: where inhabitants share, some are known."""
    if pool.cost_rule != CostRule.EQUAL_AND_INHABITANTS:
        return True
    return any(one.organisation.place and one.organisation.place.population for one in members)


def gain_of(pool: Pool, members: Sequence[Pledge]) -> Gain | None:
    """Return what the own prices mean for the members; None where something is missing."""
    if len(pool.own_prices) < FEWEST_PRICES or not members or not shares_by_inhabitants(pool, members):
        return None
    people = tuple(
        Member(
            str(one.organisation_id),
            float(one.amount),
            float((one.organisation.place and one.organisation.place.population) or 0),
            None if one.alone_unit_price is None else float(one.alone_unit_price),
        )
        for one in members
    )
    joined = Purchase(people, curve_of(pool), CostRule(pool.cost_rule), float(pool.joint_cost or 0))
    largest, volume = Decimal(pool.own_prices[-1][0]), sum(one.amount for one in members)
    return Gain(
        float(joined.curve.unit_price(joined.volume)),
        volume_that_pays(joined),
        shares(joined),
        largest if largest < volume else None,
    )
