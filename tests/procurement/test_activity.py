"""What a purchase serves decides which rules apply, no matter who buys; it is asked before the value."""

from decimal import Decimal

import pytest
from django.utils import timezone, translation

from loftet.invalid_input import InvalidInput
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.pools.models import Pool
from loftet.procurement.actions import (
    announce_procurement,
    change_procurement,
    start_procurement,
)
from loftet.procurement.check import case_of, demands_of, has_other_kind
from loftet.procurement.models import Activity, Procurement
from tests.people.partnership import World, browser_of
from tests.procurement.conftest import facts, in_days, stepped
from tests.procurement.test_pages import page_of

NEW = "/organisasjoner/gol/anskaffelser/ny/"


@pytest.fixture
def water(world: World, acting: Actor) -> Procurement:
    """Return a purchase for drinking water, above the national threshold and below that of utilities."""
    return start_procurement(world.gol, facts(activity="water", title="Tette lekkasjar"), actor=acting)


@pytest.mark.parametrize("activity", [one for one in Activity.values if one != Activity.OWN])
def test_what_utilities_do_follows_their_rules_whoever_buys(
    world: World, acting: Actor, procurement: Procurement, activity: str
) -> None:
    assert demands_of(procurement, acting.today).scope == "part2"
    served = change_procurement(procurement, {"activity": activity}, actor=acting)
    demands = demands_of(served, acting.today)
    assert (demands.scope, demands.must_announce, demands.is_small) == ("sector", False, True)
    served.refresh_from_db()
    large = change_procurement(served, {"value": Decimal(9_000_000)}, actor=acting)
    demands = demands_of(large, acting.today)
    assert (demands.scope, demands.must_announce, demands.is_small) == ("sector", True, False)


def test_other_buyers_of_water_are_no_reason_for_other_rules(
    world: World, acting: Actor, water: Procurement
) -> None:
    water.shares.create(organisation=world.al, value=Decimal(100_000))
    assert [str(one.buyer) for one in case_of(water).others or ()] == ["utility"]


def test_it_is_asked_before_the_value_and_must_be_answered(world: World, buyer: User) -> None:
    page = page_of(buyer, NEW, "nn")
    assert 0 < page.index('name="activity"') < page.index('name="value"')
    assert "Kva gjeld innkjøpet?" in page
    sent = {"title": "Røyr", "kind": "goods", "value": "900000", "options": "0", "planned_on": "2031-01-05"}
    refused = browser_of(buyer).post(f"{NEW}?lang=nn", sent)
    assert (refused.status_code, Procurement.objects.exists()) == (422, False)


def test_the_page_says_what_follows_in_one_sentence_with_its_source(buyer: User, water: Procurement) -> None:
    page = page_of(buyer, water.get_absolute_url(), "nn")
    assert "Forsyningsforskrifta" in page
    assert "Det gjeld drikkevatn: frå den lågaste summen i lova gjeld reglane for forsyning" in page
    assert "https://lovdata.no/eli/forskrift/2016/8/12/975" in page
    assert "0 av 5 steg er avklarte" in page  # below the amount of utilities, one page is enough
    assert "lovleg" not in page.lower()


def test_one_that_was_written_before_the_question_depends_on_it(
    procurement: Procurement, buyer: User, acting: Actor
) -> None:
    Procurement.objects.update(activity="")
    procurement.refresh_from_db()
    assert demands_of(procurement, acting.today).scope is None
    page = page_of(buyer, procurement.get_absolute_url(), "nn")
    assert "kva innkjøpet gjeld" in page
    ready = stepped(procurement, acting)
    with translation.override("en"), pytest.raises(InvalidInput, match="what the purchase serves"):
        announce_procurement(ready, {"announced": acting.today, "notice": "2026-123456"}, actor=acting)


@pytest.mark.parametrize(
    ("activity", "kind", "differs"),
    [
        ("water", "goods_services", True),
        ("water", "utilities", False),
        ("own", "utilities", True),
        ("own", "works", False),
        ("", "utilities", False),
    ],
)
def test_a_joint_purchase_that_shows_another_threshold_is_pointed_out(
    water: Procurement, world: World, buyer: User, activity: str, kind: str, differs: bool
) -> None:
    told = {"title": "Tette i lag", "unit": "km", "joins_until": in_days(9), "region": world.council.place}
    pool = Pool.objects.create(**told, lead=world.gol, kind=kind, written=timezone.now(), written_by=buyer)
    water.pool, water.activity = pool, activity
    assert has_other_kind(water) == differs
    water.save()
    page = browser_of(buyer).get(f"{water.get_absolute_url()}?lang=nn").content.decode()
    assert (f'href="{pool.get_absolute_url()}endre/"' in page) == differs
    pool.frozen = timezone.now()
    assert not has_other_kind(water)
