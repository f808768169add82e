"""Who asks if promises hold, what the page says of all of them, and two who change at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loftet.agreements.models import Agreement
from loftet.core.reading import answer
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.procurement.contracts import actions
from loftet.procurement.contracts.actions import add_promise, answer_promise, change_contract
from loftet.procurement.models import Contract
from loftet.procurement.tasks import contract_tasks
from tests.people.partnership import World, acting_as, browser_of
from tests.procurement.conftest import in_days


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
