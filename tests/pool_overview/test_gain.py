"""When a joint purchase pays by the buyers' own prices: numbers by hand, properties, prices as written."""

from contextlib import suppress
from decimal import Decimal
from math import fsum

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loftet.methods.demand import PriceCurve
from loftet.people.models import Organisation
from loftet.places.models import Place
from loftet.pool_overview.forms import parse_prices, price_lines
from loftet.pool_overview.gain import Gain, gain_of
from loftet.pools.models import Pledge, Pool
from loftet.pools.queries import members_of
from loftet.pools.values import price_curve
from tests.methods.test_demand import curves, volumes

JUST = 1 + 1e-9
BY_HAND = [["50", "40000", "Gol 2023"], ["100", "30000", "Ål 2024"]]


def found_of(pool: Pool, **changed: object) -> Gain:
    Pool.objects.update(**changed)
    row = Pool.objects.get(pk=pool.pk)
    found = gain_of(row, members_of(row))
    assert found is not None
    return found


def test_the_price_and_the_shares_are_those_that_are_found_by_hand(priced: Pool) -> None:
    found = found_of(priced, own_prices=BY_HAND, cost_rule="equal_and_inhabitants", joint_cost=100_000)
    # 109 km are above the largest known volume, so the price stays at 30 000 kr.
    assert (found.unit_price, found.known_to) == (30_000, Decimal(100))
    gol, al = found.shares
    assert (gol.alone, gol.joint, gol.pooled) == (61 * 52_000, 50_000, 61 * 30_000 + 50_000)
    # Ål has not said what it pays, and 48 km cost 40 000 kr each by the smallest own price.
    assert (al.alone, al.joint, al.pooled) == (48 * 40_000, 50_000, 48 * 30_000 + 50_000)


def test_it_pays_from_the_volume_that_is_found_by_hand(priced: Pool) -> None:
    Pledge.objects.update(alone_unit_price=36_000, amount=50)
    found = found_of(priced, own_prices=BY_HAND, cost_rule="volume", joint_cost=70_000)
    # 40 000 - 200 (V - 50) + 70 000 / V = 36 000: V² - 70 V - 350 = 0.
    assert found.pays_from == pytest.approx(35 + (35**2 + 350) ** 0.5)
    assert found.known_to is None
    Pledge.objects.update(alone_unit_price=29_000)
    assert found_of(priced).pays_from is None


@pytest.mark.parametrize("kept", [0, 1])
def test_fewer_than_two_prices_tell_nothing(priced: Pool, kept: int) -> None:
    priced.own_prices = BY_HAND[:kept]
    assert gain_of(priced, members_of(priced)) is None


def test_without_members_or_inhabitants_nothing_is_told(priced: Pool) -> None:
    assert gain_of(priced, ()) is None
    Place.objects.update(population=None, population_date=None)
    assert gain_of(priced, members_of(priced)) is None
    assert len(found_of(priced, cost_rule="volume").shares) == 2


LONG = settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine


def bought(curve: PriceCurve, parts: list[float], joint: float) -> Gain:
    knots = [[str(one), str(price), "a"] for one, price in zip(curve.volumes, curve.prices, strict=True)]
    pool = Pool(own_prices=knots, cost_rule="volume", joint_cost=Decimal(joint))
    members = [
        Pledge(organisation=Organisation(pk=at), amount=Decimal(one)) for at, one in enumerate(parts, 1)
    ]
    found = gain_of(pool, members)
    assert found is not None
    return found


with_knots = curves().filter(lambda curve: len(curve.volumes) > 1)
parts = st.lists(volumes, min_size=1, max_size=5)
joint_costs = st.floats(0, 500_000)


@LONG
@given(with_knots, parts, joint_costs)
def test_the_members_share_all_that_the_purchase_costs(
    curve: PriceCurve, parts: list[float], joint: float
) -> None:
    found, total = bought(curve, parts, joint), fsum(parts)
    assert fsum(one.pooled for one in found.shares) == pytest.approx(float(curve.cost(total)) + joint)
    assert fsum(one.joint for one in found.shares) == pytest.approx(joint)
    if total > curve.volumes[-1] * JUST:
        assert found.unit_price == curve.prices[-1]


@LONG
@given(with_knots, parts, volumes, joint_costs)
def test_another_member_raises_nobody_s_cost_by_volume(
    curve: PriceCurve, parts: list[float], more: float, joint: float
) -> None:
    before, after = bought(curve, parts, joint), bought(curve, [*parts, more], joint)
    for one, other in zip(before.shares, after.shares, strict=False):
        assert other.pooled <= one.pooled * JUST + 1e-6


@pytest.mark.parametrize(
    ("text", "knots"),
    [
        ("50: 800, Gol 2023", [["50", "800", "Gol 2023"]]),
        (
            "50 = 800,50; Gol\n\n 1 200; 500 , Ål, opsjon 2",
            [["50", "800.50", "Gol"], ["1200", "500", "Ål, opsjon 2"]],
        ),
        ("", []),
    ],
)
def test_prices_are_read_as_people_write_them(text: str, knots: list[list[str]]) -> None:
    assert parse_prices(text) == knots
    assert parse_prices(price_lines(knots)) == knots


@pytest.mark.parametrize(
    "text", ["50: 800", "50: 800,", "50: -800, Gol", "mange: 800, Gol", "50 800 Gol", "=HYPERLINK(1)"]
)
def test_a_line_that_is_no_volume_price_and_source_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_prices(text)


@pytest.mark.parametrize("text", ["1.000: 500, Gol", "50: 1.250, Gol", "12.500: 5.125, Gol"])
def test_a_point_before_three_digits_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(ValidationError, match="1000"):
        parse_prices(text)


@given(st.recursive(st.none() | st.text(max_size=5) | st.integers(), st.lists, max_leaves=8))
def test_whatever_is_sent_as_a_curve_is_taken_or_refused(sent: object) -> None:
    with suppress(ValidationError):
        price_curve(sent)
