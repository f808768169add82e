"""Lots and the procedure: what is asked, what is refused with its reason, and what documents make of it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from loftet.invalid_input import InvalidInput
from loftet.methods.procurement.procedures import SENTENCES
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.procurement.actions import add_share, announce_procurement, choose_procedure, divide_procurement
from loftet.procurement.check import demands_of
from loftet.procurement.lots import read_lots
from loftet.procurement.models import Procurement
from loftet.procurement.procedures import REASONS, ways_of
from loftet.procurement.sentences import depends_of, lines_of
from loftet.procurement_documents.build import document_of
from tests.people.partnership import World, browser_of
from tests.procurement.conftest import in_days, stepped

TWO = "Nord: 900 000\nSør: 500000 kr"
NEW = {"on_market": "false", "can_specify": "false", "must_talk": "true", "buy_after": "unknown"}


def said_of_lots(procurement: Procurement, actor: Actor) -> list[str]:
    demands = demands_of(procurement, actor.today)
    lines = [str(one.words) for one in lines_of(demands)]
    depends = [str(one.words) for one in depends_of(demands)]
    return [one for one in (*lines, *depends) if "lots" in one]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Nord 700 000", "not a lot and its sum"),
        ("Nord: -700", "not a lot and its sum"),
        ("Nord: 0\nSør: 7", "not a lot and its sum"),
        ("Alt: 1400000", "Write from 2 to 30 lots"),
        ("\n".join(f"Del {one}: 1" for one in range(31)), "Write from 2 to 30 lots"),
    ],
)
@pytest.mark.django_db(False)
def test_lots_that_are_not_understood_are_refused(text: str, reason: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        read_lots(text)
    assert reason in refused.value.messages[0]


@pytest.mark.usefixtures("english")
def test_lots_add_up_to_what_all_buyers_buy_for_without_options(
    procurement: Procurement, world: World, acting: Actor
) -> None:
    assert said_of_lots(procurement, acting) == ["Whether lots are added up"]
    with pytest.raises(InvalidInput, match="add up to 1400001 kr"):
        divide_procurement(procurement, {"lots": read_lots(TWO + "\nAust: 1")}, actor=acting)
    with pytest.raises(InvalidInput, match="not both"):
        divide_procurement(procurement, {"lots": read_lots(TWO), "undivided": "Ei rute"}, actor=acting)
    whole = divide_procurement(procurement, {"undivided": "Ei rute"}, actor=acting)
    assert said_of_lots(whole, acting) == ["It is not divided into lots"]
    divided = divide_procurement(whole, {"lots": read_lots(TWO), "undivided": ""}, actor=acting)
    assert said_of_lots(divided, acting) == ["All lots together decide which rules apply"]
    add_share(divided, {"organisation": world.al, "value": Decimal(1)}, actor=acting)
    with pytest.raises(InvalidInput, match="All buyers together buy for 1400001 kr"):
        divide_procurement(divided, {"lots": read_lots(TWO)}, actor=acting)


@pytest.mark.usefixtures("english")
def test_it_is_not_announced_with_lots_that_are_not_its_value(small: Procurement, acting: Actor) -> None:
    lots = read_lots("Nord: 200 000\nSør: 100 000")
    divided = divide_procurement(stepped(small, acting), {"lots": lots}, actor=acting)
    Procurement.objects.filter(pk=divided.pk).update(value=310_000)
    divided.refresh_from_db()
    with pytest.raises(InvalidInput, match="The lots add up to 300000 kr"):
        announce_procurement(divided, {"announced": in_days(0)}, actor=acting)


def test_the_page_asks_for_lots_and_shows_them_with_their_sums(
    procurement: Procurement, buyer: User, acting: Actor
) -> None:
    browser, address = browser_of(buyer), procurement.get_absolute_url()
    asks = reverse("procurement_division", args=[procurement.pk])
    assert browser.get(address).content.decode().count(f'href="{asks}"') == 2
    sent = {"lots": TWO, "undivided": "", "version": str(procurement.version)}
    assert browser.post(asks, sent).status_code == 302
    page = browser.get(address, {"lang": "nb"}).content.decode().replace("\xa0", " ")
    assert ("Nord: 900 000" in page, "2 delkontrakter" in page.replace("\N{SOFT HYPHEN}", "")) == (True, True)
    assert browser.get(asks).content.decode().count("Nord: 900000") == 1
    procurement.refresh_from_db()
    told = document_of(procurement, "protokoll", acting)
    assert "Nord" in str(next(one for one in told.sections if "Nord" in str(one.blocks)).blocks)


@pytest.mark.django_db(False)
def test_each_reason_of_the_method_has_words() -> None:
    assert set(REASONS) == {one for pair in SENTENCES.values() for one in pair}


def test_four_answers_rank_the_procedures_and_the_choice_is_kept(
    procurement: Procurement, buyer: User
) -> None:
    browser, address = browser_of(buyer), reverse("procurement_way", args=[procurement.pk])
    first = browser.get(address, {"lang": "nb"}).content.decode()
    assert ("Hvorfor på denne måten?" in first, "<table" in first) == (False, False)
    answered = browser.post(address, {**NEW, "version": str(procurement.version)})
    assert answered.headers["Location"] == address
    procurement.refresh_from_db()
    said = {"on_market": False, "can_specify": False, "must_talk": True, "buy_after": None}
    assert procurement.wanted == said
    page = browser.get(address, {"lang": "nn"}).content.decode().replace("\N{SOFT HYPHEN}", "")
    assert "Konkurranse med dialog" in page
    assert "De må forhandle eller ha dialog om tilboda" in page
    chosen = {"procedure": "part2", "why": "Marknaden er ny.", "version": str(procurement.version)}
    assert browser.post(address, NEW | chosen).headers["Location"] == procurement.get_absolute_url()
    shown = browser.get(procurement.get_absolute_url(), {"lang": "nn"}).content.decode()
    assert "Konkurranse med dialog" in shown.replace("\N{SOFT HYPHEN}", "")


def test_who_answers_nothing_chooses_without_help(procurement: Procurement, buyer: User) -> None:
    browser, address = browser_of(buyer), reverse("procurement_way", args=[procurement.pk])
    browser.post(address, dict.fromkeys(NEW, "unknown") | {"version": str(procurement.version)})
    assert "Hvorfor på denne måten?" in browser.get(address, {"lang": "nb"}).content.decode()


@pytest.mark.usefixtures("english")
def test_it_is_not_announced_by_a_procedure_that_its_value_rules_out(
    small: Procurement, acting: Actor
) -> None:
    ready = stepped(small, acting)
    Procurement.objects.filter(pk=ready.pk).update(procedure="innovation")
    ready.refresh_from_db()
    with pytest.raises(InvalidInput, match="may not be used"):
        announce_procurement(ready, {"announced": in_days(0)}, actor=acting)


@pytest.mark.usefixtures("english")
def test_a_procedure_that_the_answers_rule_out_is_refused(procurement: Procurement, acting: Actor) -> None:
    with pytest.raises(InvalidInput, match="may not be used") as refused:
        choose_procedure(procurement, {"wanted": {}, "procedure": "innovation"}, actor=acting)
    assert refused.value.problems[0].field == "procedure"
    scope = demands_of(procurement, acting.today).scope
    assert "innovation" not in [one.key for one in ways_of(procurement, scope)]
    assert ways_of(procurement, None) == []
