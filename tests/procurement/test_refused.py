"""One refused case for each rule and each kind of field, with its reason; and who sees what."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from loftet.contracts.actions import (
    sign_contract,
)
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind, User
from loftet.people.permissions import Actor
from loftet.procurement.actions import (
    add_share,
    announce_procurement,
    change_procurement,
    log_contact,
    remove_share,
    set_criteria,
    start_procurement,
    stop_procurement,
    take_step,
)
from loftet.procurement.check import demands_of
from loftet.procurement.criteria import read_criteria
from loftet.procurement.models import Procurement, State
from loftet.procurement.rules import may_sign
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as, browser_of, hire
from tests.procurement.conftest import announced, facts, in_days, stepped
from tests.refusals import reason_of

pytestmark = pytest.mark.usefixtures("english")  # reasons are read as they are written

CYRILLIC = "Skyss med b\N{CYRILLIC SMALL LETTER U}ss"


def contact(day: int = 0) -> dict[str, Any]:
    """Return what is written of a contact so many days from now."""
    said = {"who": "Buss AS", "what": "Spurde om pris", "answer": "Vist til verktøyet"}
    return {"day": in_days(day)} | said


def fault(refused: pytest.ExceptionInfo[InvalidInput]) -> tuple[str | None, str]:
    problem = refused.value.problems[0]
    return problem.field, problem.cause


@pytest.mark.parametrize(
    ("written", "field", "reason"),
    [
        ({"title": ""}, "title", "cannot be blank"),
        ({"title": CYRILLIC}, "title", "another alphabet"),
        ({"title": "<b>Skyss</b>"}, "title", "without code"),
        ({"kind": "theft"}, "kind", "not a valid choice"),
        ({"value": -1}, "value", "above 0"),
        ({"value": "mykje"}, "value", "decimal number"),
        ({"options": -1}, "options", "Write 0"),
        ({"cpv": "buss"}, "cpv", "two to eight digits"),
        ({"planned_on": "i morgon"}, "planned_on", "format"),
        ({"months": 0}, "months", "above 0"),
        ({"max_value": 10}, "max_value", "below the value"),
        ({"situation": "x" * 2_001}, "situation", "at most 2000"),
        ({"benefit": "me"}, "benefit", "not a valid choice"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_at_its_field(
    world: World, acting: Actor, written: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        start_procurement(world.gol, facts(**written), actor=acting)
    assert (fault(refused)[0], reason in fault(refused)[1]) == (field, True), fault(refused)
    assert not Procurement.objects.exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Pris: 60", "add up to 60"),
        ("Pris: 70,05\nKlima: 29,9 klima", "add up to 99,95"),
        ("Pris 70", "not a criterion"),
        ("Pris: -10", "not a criterion"),
        ("Pris: 70\nKlima: 30 miljøvenleg", "not a criterion"),
        ("\n".join(f"Kriterium {one}: 10" for one in "abcdefghij"), "at most 8"),
    ],
)
@pytest.mark.django_db(False)
def test_criteria_that_are_not_understood_are_refused(text: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_criteria(text)
    assert reason in refused.value.messages[0]


@pytest.mark.parametrize(
    ("text", "written", "field", "reason"),
    [
        ("Pris: 70,05\nKlima: 29,95 klima", {"mode": "weighted"}, "criteria", "weigh 29,95 %"),
        ("", {"mode": "weighted"}, "criteria", "weigh 0 %"),
        (
            "Aa: 30\nBe: 25\nCe: 25\nKlima: 20 klima",
            {"mode": "priority_order"},
            "criteria",
            "among the 3 that weigh most",
        ),
        ("Pris: 100", {"mode": "requirements"}, "requirements", "Write the requirements"),
        (
            "Pris: 100",
            {"mode": "combination", "requirements": "Euro 6"},
            "justification",
            "Write the justification",
        ),
        ("Pris: 100", {"mode": "insignificant"}, "justification", "Write the justification"),
        (
            "Pris: 100",
            {"mode": "national_minimum", "justification": "Det er slik."},
            "justification",
            "Name the act",
        ),
    ],
)
def test_a_climate_choice_that_lacks_something_is_refused_at_its_field(
    procurement: Procurement, acting: Actor, text: str, written: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        set_criteria(procurement, {"criteria": read_criteria(text), **written}, actor=acting)
    assert (fault(refused)[0], reason in fault(refused)[1]) == (field, True), fault(refused)


def test_a_choice_that_is_not_open_on_the_day_is_refused_and_30_percent_is_enough(
    procurement: Procurement, acting: Actor
) -> None:
    Procurement.objects.update(planned_on="2026-06-30")
    procurement.refresh_from_db()
    told = {"mode": "critical_interest", "justification": "Beredskap."}
    with pytest.raises(InvalidInput, match="not open on the day"):
        set_criteria(procurement, told, actor=acting)
    weights = read_criteria("Pris: 70\nKlima: 30 klima")
    kept = set_criteria(procurement, {"criteria": weights, "mode": "weighted"}, actor=acting)
    assert kept.mode == "weighted"


def test_it_is_not_announced_before_its_steps_its_notice_and_its_climate_choice(
    procurement: Procurement, acting: Actor
) -> None:
    today = {"announced": in_days(0)}
    with pytest.raises(InvalidInput, match="A step is open: Anchor it"):
        announce_procurement(procurement, today, actor=acting)
    ready = stepped(procurement, acting)
    with pytest.raises(InvalidInput, match="still to come"):
        announce_procurement(ready, {"announced": in_days(1)}, actor=acting)
    with pytest.raises(InvalidInput, match="Write the number on Doffin"):
        announce_procurement(ready, today, actor=acting)
    noticed = today | {"notice": "2026-123456"}
    with pytest.raises(InvalidInput, match="Choose how the climate rule is met"):
        announce_procurement(ready, noticed, actor=acting)
    weights = read_criteria("Pris: 70\nKlima: 30 klima")
    ready = set_criteria(ready, {"criteria": weights, "mode": "weighted"}, actor=acting)
    ready = change_procurement(ready, {"framework": True}, actor=acting)
    with pytest.raises(InvalidInput, match="has a maximum value"):
        announce_procurement(ready, noticed, actor=acting)
    ready = change_procurement(ready, {"max_value": Decimal(1_500_000)}, actor=acting)
    assert announce_procurement(ready, noticed, actor=acting).state == State.ANNOUNCED


def test_it_is_not_announced_while_it_is_not_known_which_rules_apply(world: World, acting: Actor) -> None:
    research = stepped(start_procurement(world.gol, facts(kind="rd"), actor=acting), acting)
    today = {"announced": in_days(0), "notice": "2026-123456"}
    with pytest.raises(InvalidInput, match="depends on who has the benefit of the research"):
        announce_procurement(research, today, actor=acting)
    with pytest.raises(InvalidInput) as refused:
        announce_procurement(research, today | {"announced": date(2010, 1, 1)}, actor=acting)
    assert fault(refused)[0] == "announced"
    simple = stepped(start_procurement(world.gol, facts(value=600_000), actor=acting), acting)
    with pytest.raises(InvalidInput, match="depends on whether it is a framework agreement"):
        announce_procurement(simple, today, actor=acting)


def test_the_maximum_is_that_of_all_buyers_with_options(
    procurement: Procurement, world: World, acting: Actor
) -> None:
    kept = change_procurement(procurement, {"options": Decimal(100_000)}, actor=acting)
    with pytest.raises(InvalidInput) as refused:
        change_procurement(kept, {"max_value": Decimal(1_450_000)}, actor=acting)
    assert fault(refused)[0] == "max_value"
    kept = change_procurement(kept, {"max_value": Decimal(1_500_000), "framework": True}, actor=acting)
    weights = read_criteria("Pris: 70\nKlima: 30 klima")
    kept = set_criteria(kept, {"criteria": weights, "mode": "weighted"}, actor=acting)
    add_share(kept, {"organisation": world.al, "value": Decimal(1)}, actor=acting)
    with pytest.raises(InvalidInput, match="below the value with options and all buyers"):
        announced(kept, acting)


def test_a_later_place_of_climate_is_enough_with_requirements_and_justification(
    procurement: Procurement, acting: Actor
) -> None:
    weights = read_criteria("Aa: 30\nBe: 25\nCe: 25\nKlima: 20 klima")
    texts = {"requirements": "Alle bilar må vere utan utslepp.", "justification": "Krava gir meir."}
    told = {"criteria": weights, "mode": "priority_order", **texts}
    kept = set_criteria(procurement, told, actor=acting)
    assert demands_of(kept, acting.today).checked.consequences["climate_mode_valid"].value is True


def test_a_step_is_left_out_with_a_reason_alone(procurement: Procurement, acting: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        take_step(procurement, {"step": "dialogue", "left_out": "yes", "reason": " "}, actor=acting)
    assert fault(refused) == ("reason", "Say why the step is left out.")
    with pytest.raises(InvalidInput, match="no such step"):
        take_step(procurement, {"step": "bribe"}, actor=acting)
    told = {"step": "dialogue", "left_out": "yes", "reason": "Kjend marknad"}
    assert take_step(procurement, told, actor=acting).steps["dialogue"]["reason"] == "Kjend marknad"


def test_what_is_announced_stands_and_contacts_are_logged_from_then_on(
    small: Procurement, world: World, acting: Actor
) -> None:
    with pytest.raises(NotAllowed, match="not announced yet"):
        log_contact(small, contact(), actor=acting)
    assert reason_of(may_sign(acting, small)).startswith("Announce it first")
    out = announced(small, acting)
    with pytest.raises(NotAllowed, match="announced, so it stands"):
        change_procurement(out, {"value": 1}, actor=acting)
    with pytest.raises(NotAllowed, match="announced, so it stands"):
        add_share(out, {"organisation": world.al, "value": 1}, actor=acting)
    for day in (-1, 1):
        with pytest.raises(InvalidInput, match="between the announcement and today"):
            log_contact(out, contact(day), actor=acting)
    assert log_contact(out, contact(), actor=acting).by == acting.user
    with pytest.raises(InvalidInput, match="Say why it is cancelled"):
        stop_procurement(out, {"reason": ""}, actor=acting)
    stopped = stop_procurement(out, {"reason": "Ingen tilbod"}, actor=acting)
    with pytest.raises(NotAllowed, match="It is over"):
        log_contact(stopped, contact(), actor=acting)
    with pytest.raises(NotAllowed, match="It is over"):
        sign_contract(stopped, {}, actor=acting)


def test_a_buyer_is_named_once_and_counts_in_the_value(
    procurement: Procurement, world: World, acting: Actor
) -> None:
    with pytest.raises(InvalidInput, match="among the buyers already"):
        add_share(procurement, {"organisation": world.gol, "value": 1}, actor=acting)
    share = add_share(procurement, {"organisation": world.al, "value": Decimal(1_200_000)}, actor=acting)
    with pytest.raises(InvalidInput, match="among the buyers already"):
        add_share(procurement, {"organisation": world.al, "value": 1}, actor=acting)
    with pytest.raises(InvalidInput, match="above 0"):
        add_share(procurement, {"organisation": world.council, "value": 0}, actor=acting)
    procurement.refresh_from_db()
    assert procurement.total == 2_600_000
    remove_share(share, actor=acting)
    assert not procurement.shares.exists()


def test_who_starts_and_who_leads(world: World, people: People, acting: Actor) -> None:
    with pytest.raises(NotAllowed, match="started by those who write needs"):
        start_procurement(world.gol, facts(), actor=acting_as(people.far))
    with pytest.raises(NotAllowed, match="buy here"):
        start_procurement(world.firm, facts(), actor=acting_as(people.firm))
    both = hire("jonas@gol.example", world.firm, RoleKind.EDITOR)
    with pytest.raises(NotAllowed, match="role in a firm"):
        start_procurement(world.gol, facts(), actor=acting_as(both))


def test_a_stale_version_is_told(procurement: Procurement, acting: Actor) -> None:
    change_procurement(procurement, {"months": 12}, actor=acting)
    with pytest.raises(ChangedMeanwhile):
        change_procurement(procurement, {"months": 24}, actor=acting)


def test_a_draft_is_for_its_buyers_and_a_firm_never_reads_what_is_in_it(
    procurement: Procurement, world: World, people: People, buyer: User, acting: Actor
) -> None:
    add_share(procurement, {"organisation": world.al, "value": Decimal(1_234_567)}, actor=acting)
    procurement.refresh_from_db()
    address, secret = procurement.get_absolute_url(), "2 634 567"
    document = reverse("procurement_document", args=[procurement.pk, "strategi", "docx"])
    insiders = {"writer": people.writer, "buyer": buyer, "neighbour": people.neighbour}
    outsiders: dict[str, User | None] = {
        "firm": people.firm,
        "far": people.far,
        "politician": people.politician,
        "nobody": None,
    }
    for one in insiders.values():
        page = browser_of(one).get(address, {"lang": "nb"}).content.decode().replace("\xa0", " ")
        assert secret in page
    for name, user in outsiders.items():
        assert browser_of(user).get(address).status_code in (302, 404), name
    Procurement.objects.update(state="announced", announced=in_days(0))
    for name, user in outsiders.items():
        page = browser_of(user).get(address, {"lang": "nb"}).content.decode().replace("\xa0", " ")
        assert ("Skuleskyss" in page, secret in page) == (True, False), name
        assert browser_of(user).get(document).status_code in (302, 403), name
        listed = browser_of(user).get("/anskaffelser/?format=csv").content.decode()
        assert ("Skuleskyss" in listed, "1400000" in listed) == (True, False), name


def test_inhabil_closes_it_also_on_the_pool_behind_it(
    procurement: Procurement, world: World, acting: Actor, people: People
) -> None:
    address = procurement.get_absolute_url()
    now, who = acting.now, people.writer
    declare_disqualified(who, procurement, reason="", scope=world.gol.slug, now=now)
    assert not Procurement.objects.visible_to(acting_as(who)).exists()
    assert browser_of(who).get(address).status_code == 404
    with pytest.raises(NotAllowed, match="disqualified"):
        change_procurement(procurement, {"months": 3}, actor=acting_as(who))
