"""Contracts: in the calendar, read by all, who asks if promises hold, and two who change one at once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from loftet.agreements.models import Agreement
from loftet.contracts import actions
from loftet.contracts.actions import (
    add_promise,
    answer_promise,
    change_contract,
    sign_contract,
)
from loftet.contracts.models import Contract
from loftet.contracts.tasks import contract_tasks
from loftet.core.reading import answer
from loftet.core.registry import Task
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.procurement.models import Procurement
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as, browser_of
from tests.procurement.conftest import announced, in_days, terms
from tests.procurement.test_pages import page_of


def tasks_of(actor: Actor) -> list[Task]:
    return list(answer(contract_tasks(actor)))


def test_a_task_is_told_when_it_can_be_done_to_who_may_do_it(
    contract: Contract, world: World, acting: Actor, buyer: User
) -> None:
    add_promise(contract, {"promise": "Første bil", "due": in_days(3)}, actor=acting)
    assert list(answer(contract_tasks(acting))) == []
    then = acting.today + timedelta(days=3)
    assert len(list(answer(contract_tasks(acting_as(buyer, today=then))))) == 1
    declare_disqualified(buyer, contract.procurement, reason="", scope=world.gol.slug, now=acting.now)
    assert list(answer(contract_tasks(acting_as(buyer, today=then)))) == []


def test_the_title_counts_every_promise_and_ten_take_as_many_questions_as_one(
    contract: Contract, acting: Actor, buyer: User
) -> None:
    browser, address = browser_of(buyer), f"{contract.get_absolute_url()}?lang=nb"
    first = add_promise(contract, {"promise": "Bil 0", "due": in_days(0)}, actor=acting)
    browser.get(address)
    with CaptureQueriesContext(connection) as of_one:
        browser.get(address)
    for number in range(1, 10):
        add_promise(contract, {"promise": f"Bil {number}", "due": in_days(0)}, actor=acting)
    with CaptureQueriesContext(connection) as of_ten:
        browser.get(address)
    assert len(of_ten) <= len(of_one)
    answer_promise(first, {"verdict": "kept"}, actor=acting)
    page = browser.get(address).content.decode().replace("\N{SOFT HYPHEN}", "")
    assert "1 av 1 løfte som er fulgt opp, holder" in page


def test_what_another_wrote_of_the_agreement_meanwhile_stands(
    contract: Contract, acting: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*_: object) -> None:
        Agreement.objects.update(source="Sak 26/99")

    monkeypatch.setattr(actions, "_check", meanwhile)
    change_contract(contract, {"ends_on": in_days(500)}, actor=acting)
    agreement = Agreement.objects.get()
    assert (agreement.source, agreement.ends_on) == ("Sak 26/99", in_days(500))


def test_a_contract_is_in_the_calendar_and_its_options_are_warned_of_nine_months_ahead(
    small: Procurement, acting: Actor, buyer: User
) -> None:
    out = announced(small, acting)
    told = terms(buyer, ends_on=in_days(260), options_until=in_days(600))
    contract = sign_contract(out, told, actor=acting)
    agreement = Agreement.objects.get()
    assert (agreement.title, agreement.supplier, agreement.last_day) == (out.title, "Buss AS", in_days(600))
    assert [one.address for one in tasks_of(acting)] == [contract.get_absolute_url()]
    later = change_contract(contract, {"ends_on": in_days(600), "options_until": None}, actor=acting)
    agreement.refresh_from_db()
    assert (agreement.ends_on, agreement.options_until) == (in_days(600), None)
    assert tasks_of(acting) == []
    add_promise(later, {"promise": "Første bil", "due": in_days(0)}, actor=acting)
    add_promise(later, {"promise": "Andre bil", "due": in_days(0)}, actor=acting)
    assert len(tasks_of(acting)) == 1  # of all promises one line
    assert tasks_of(acting_as(buyer, today=timezone.localdate() - timedelta(days=30))) == []


def test_the_contract_says_to_all_if_its_promises_hold_and_the_deviation_to_the_buyers(
    contract: Contract, acting: Actor, buyer: User, people: People
) -> None:
    told = {"promise": "Turar utan utslepp", "amount": Decimal(88), "unit": "%", "due": in_days(0)}
    row = add_promise(contract, told, actor=acting)
    missed = {"verdict": "broken", "delivered": Decimal(73), "deviation": "Tre bilar står att"}
    answer_promise(row, missed, actor=acting)
    address = contract.get_absolute_url()
    for user, sees in ((buyer, True), (people.firm, False), (None, False)):
        page = page_of(user, address)
        assert "Skuleskyss utan utslepp: 0 av 1 løfte som er fulgt opp, holder" in page
        assert ("73 %" in page, "Tre bilar" in page) == (True, sees)


def test_a_contract_is_open_contracting_data_with_its_promises(contract: Contract, acting: Actor) -> None:
    from loftet.contracts.ocds import CONTRACTS

    told = {"promise": "Turar utan utslepp", "due": in_days(0)}
    row = add_promise(contract, told, actor=acting)
    answer_promise(row, {"verdict": "broken", "deviation": "Løyndom"}, actor=acting)
    found = CONTRACTS.release(CONTRACTS.visible_to(acting).get()).as_json()
    assert found["tag"] == ["contract", "implementation"]
    assert found["contracts"][0]["implementation"]["milestones"][0]["status"] == "notMet"
    assert "Løyndom" not in str(found)
    assert "jonas" not in str(found)
