"""The answers of firms as the buyers of a pool see them: each one, their median, when it pays and for whom.

Nothing of this module is for anybody else: only the buyers' face of a pool's page calls it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum
from statistics import median

import numpy as np

from loftet.methods.demand import CostRule, Member, MemberShare, PriceCurve, shares, volume_that_pays
from loftet.methods.demand import Pool as Purchase
from loftet.pools.models import Answer, Pledge, Pool
from loftet.pools.queries import FEWEST_ANSWERS
from loftet.pools.values import round_up

SCANNED = 24  # volumes at which the median is taken, beside the knots of the answers


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer at the volume of the pool: its price, whether the firm delivers so little, when it pays."""

    answer: Answer
    unit_price: float
    delivers: bool
    pays_from: float | None

    @property
    def pays_from_shown(self) -> Decimal | None:
        """Return the volume from which it pays for all, as a page shows it."""
        return None if self.pays_from is None else round_up(self.pays_from)


@dataclass(frozen=True, slots=True)
class Prices:
    """The answers as they bear on the members: by the median of those that deliver, else by each alone.

    A median is taken of at least three; it pays from a volume that each of them delivers.
    """

    offers: tuple[Offer, ...]
    median_price: float | None = None
    pays_from: float | None = None
    shares: tuple[MemberShare, ...] = ()
    lacks_inhabitants: bool = False


def curve_of(answer: Answer) -> PriceCurve:
    """Return an answer as a curve."""
    if answer.knots:
        volumes, prices = zip(*((float(one), float(price)) for one, price in answer.knots), strict=True)
        return PriceCurve(volumes, prices)
    return PriceCurve(fixed=float(answer.fixed or 0), variable=float(answer.variable or 0))


def median_curve(curves: Sequence[PriceCurve], volumes: Sequence[float]) -> PriceCurve:
    """Return the point-wise median of curves: at some volumes, at the knots, and between; elsewhere linear.

    A median of unit prices that do not rise does not rise.

    >>> low, middle, high = (PriceCurve((1, 100), (price, price / 2)) for price in (60, 80, 100))
    >>> found = median_curve([high, low, middle], [1, 100])
    >>> found.unit_price(1).item(), found.unit_price(100).item()
    (80.0, 40.0)
    """
    knots = {one for curve in curves for one in curve.volumes}
    between = np.geomspace(min(volumes), max(volumes), SCANNED).tolist()
    at = np.array(sorted({*knots, *volumes, *between}))
    prices = np.array([np.broadcast_to(curve.unit_price(at), at.shape) for curve in curves])
    return PriceCurve(tuple(at.tolist()), tuple(median(column) for column in prices.T.tolist()))


def prices_of(pool: Pool, members: Sequence[Pledge]) -> Prices | None:
    """Return what the answers mean for the members; None where no firm has answered, or nobody pledges."""
    answers = list(pool.answers.select_related("firm").order_by("firm__name"))
    if not answers or not members:
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
    by_people = pool.cost_rule == CostRule.EQUAL_AND_INHABITANTS
    shared = not by_people or any(one.inhabitants for one in people)
    rule, joint = CostRule(pool.cost_rule), float(pool.joint_cost or 0)
    purchases = [Purchase(people, curve_of(one), rule, joint) for one in answers]
    offers = tuple(
        Offer(
            answer,
            float(purchase.curve.unit_price(purchase.volume)),
            float(answer.least_volume) <= purchase.volume,
            _pays_from(purchase, float(answer.least_volume)) if shared else None,
        )
        for answer, purchase in zip(answers, purchases, strict=True)
    )
    delivered = [one.answer for one in offers if one.delivers]
    if len(delivered) < FEWEST_ANSWERS or not shared:
        return Prices(offers, lacks_inhabitants=not shared)
    curve = median_curve([curve_of(one) for one in delivered], _volumes(people))
    joined = Purchase(people, curve, rule, joint)
    least = max(float(one.least_volume) for one in delivered)
    return Prices(offers, float(curve.unit_price(joined.volume)), _pays_from(joined, least), shares(joined))


def _volumes(people: Sequence[Member]) -> list[float]:
    """Return the volumes that are read off the median, the members' own and their sum, and its two ends."""
    own = [one.volume for one in people]
    return [min(own) / 10, *own, fsum(own), 10 * fsum(own)]


def _pays_from(purchase: Purchase, least: float) -> float | None:
    """Return the smallest volume that pays and is delivered."""
    found = volume_that_pays(purchase)
    return None if found is None else max(found, least)
