"""What the buyers see of answers: the median, when it pays, the shares; and curves as people write them."""

from contextlib import suppress
from math import fsum, inf
from statistics import median

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loftet.methods.demand import CostRule, Member, PriceCurve, shares
from loftet.methods.demand import Pool as Purchase
from loftet.places.models import Place
from loftet.pools.models import Answer, Pledge, Pool
from loftet.pools.prices import curve_of, median_curve, prices_of
from loftet.pools.queries import members_of
from loftet.pools.values import parse_knots, price_curve
from tests.methods.test_demand import curves, volumes

JUST = 1 + 1e-9


def test_the_members_share_all_that_the_pool_costs(answered: Pool) -> None:
    found = prices_of(answered, members_of(answered))
    assert found is not None
    curve = median_curve([curve_of(one) for one in Answer.objects.all()], [4.8, 1090])
    total = float(curve.cost(109)) + 100_000
    assert fsum(one.pooled for one in found.shares) == pytest.approx(total, rel=1e-3)
    assert fsum(one.joint for one in found.shares) == pytest.approx(100_000)
    assert found.shares[0].alone == 61 * 52_000
    assert [(one.answer.firm.slug, one.delivers) for one in found.offers] == [
        *(("grav", True), ("sug", True), ("varme", True))
    ]


def test_the_price_that_is_shown_is_the_median_of_the_answers_there(answered: Pool) -> None:
    for one, (fixed, variable) in zip(
        Answer.objects.all(), [(777_001, 27_013), (123_457, 29_989), (1_999_993, 22_031)], strict=True
    ):
        Answer.objects.filter(pk=one.pk).update(knots=[], fixed=fixed, variable=variable)
    Pledge.objects.filter(organisation__slug="gol").update(amount=166)
    found = prices_of(answered, members_of(answered))
    assert found is not None
    middle = median(one.unit_price for one in found.offers)
    assert found.median_price == pytest.approx(middle, rel=1e-9, abs=0)
    own = [float(curve_of(one).unit_price(48)) for one in Answer.objects.all()]
    assert found.shares[1].alone == pytest.approx(48 * median(own), rel=1e-9)
    assert sum(one.member.volume for one in found.shares) == 214


def test_it_pays_from_no_less_than_firms_deliver(answered: Pool) -> None:
    Pledge.objects.update(alone_unit_price=900_000)
    found = prices_of(answered, members_of(answered))
    assert found is not None
    least = {one.answer.firm.slug: one.pays_from for one in found.offers}
    assert (found.pays_from, least) == (90, {"varme": 40, "sug": 60, "grav": 90})


def test_the_median_is_of_answers_that_deliver_the_volume(answered: Pool) -> None:
    Answer.objects.filter(firm__slug="grav").update(least_volume=110)
    found = prices_of(answered, members_of(answered))
    assert found is not None
    assert (len(found.offers), found.median_price, found.pays_from, found.shares) == (3, None, None, ())


def test_with_fewer_than_three_answers_there_is_no_median(answered: Pool) -> None:
    Answer.objects.filter(firm__slug="grav").delete()
    found = prices_of(answered, members_of(answered))
    assert found is not None
    assert (len(found.offers), found.median_price, found.pays_from, found.shares) == (2, None, None, ())


def test_without_inhabitants_nothing_is_shared_by_them(answered: Pool) -> None:
    Place.objects.update(population=None, population_date=None)
    found = prices_of(answered, members_of(answered))
    assert found is not None
    assert (found.lacks_inhabitants, len(found.offers), found.shares) == (True, 3, ())
    Pool.objects.update(cost_rule="volume")
    by_volume = prices_of(Pool.objects.get(), members_of(answered))
    assert by_volume is not None
    assert len(by_volume.shares) == 2


three = st.lists(curves(), min_size=3, max_size=5)
LONG = settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine


@LONG
@given(three, volumes)
def test_the_median_lies_between_the_answers_and_does_not_rise(
    found: list[PriceCurve], volume: float
) -> None:
    curve = median_curve(found, [volume, 2 * volume])
    assert list(curve.prices) == sorted(curve.prices, reverse=True)
    for at in curve.volumes:
        prices = [float(one.unit_price(at)) for one in found]
        assert min(prices) / JUST <= float(curve.unit_price(at)) <= max(prices) * JUST


@LONG
@given(three, st.lists(volumes, min_size=1, max_size=5), volumes, st.floats(0, 500_000))
def test_by_the_median_another_member_raises_nobody_s_cost_by_volume(
    found: list[PriceCurve], parts: list[float], more: float, joint: float
) -> None:
    total = sum(parts) + more
    curve = median_curve(found, [min(parts), total])
    members = [Member(str(at), one) for at, one in enumerate(parts)]
    before = Purchase(tuple(members), curve, CostRule.VOLUME, joint)
    after = before.of([*members, Member("new", more)])
    for one, other in zip(shares(before), shares(after), strict=False):
        assert other.pooled <= one.pooled * JUST + 1e-6


def test_an_answer_of_fixed_and_variable_cost_is_a_curve() -> None:
    curve = curve_of(Answer(fixed=1000, variable=20))
    assert (float(curve.unit_price(50)), float(curve.unit_price(inf))) == (40.0, 20.0)


@pytest.mark.parametrize(
    ("text", "knots"),
    [
        ("50: 800", [["50", "800"]]),
        ("50 = 800,50\n\n 1 200; 500 ", [["50", "800.50"], ["1200", "500"]]),
        ("", []),
    ],
)
def test_a_curve_is_read_as_people_write_it(text: str, knots: list[list[str]]) -> None:
    assert parse_knots(text) == knots


@pytest.mark.parametrize("text", ["50 800", "50: -800", "mange: 800", "50: 800: 3", "=HYPERLINK(1)"])
def test_a_line_that_is_no_volume_and_price_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_knots(text)


@pytest.mark.parametrize("text", ["1.000: 500", "50: 1.250", "12.500: 5.125"])
def test_a_point_before_three_digits_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(ValidationError, match="1000"):
        parse_knots(text)


@given(st.recursive(st.none() | st.text(max_size=5) | st.integers(), st.lists, max_leaves=8))
def test_whatever_is_sent_as_a_curve_is_taken_or_refused(sent: object) -> None:
    with suppress(ValidationError):
        price_curve(sent)
