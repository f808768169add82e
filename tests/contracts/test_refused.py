"""Contracts and promises that are refused, each at its field; and two who change one at once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from loftet.contracts.actions import (
    add_promise,
    answer_promise,
    change_contract,
    sign_contract,
)
from loftet.contracts.models import Contract
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.procurement.models import Procurement
from tests.days import with_days
from tests.needs.conftest import People
from tests.people.partnership import acting_as, browser_of
from tests.procurement.conftest import announced, in_days, terms

pytestmark = pytest.mark.usefixtures("english")  # reasons are read as they are written


def fault(refused: pytest.ExceptionInfo[InvalidInput]) -> tuple[str | None, str]:
    problem = refused.value.problems[0]
    return problem.field, problem.cause


@pytest.mark.parametrize(
    ("written", "field", "reason"),
    [
        ({"supplier": ""}, "supplier", "cannot be blank"),
        ({"number": "12"}, "number", "nine digits"),
        ({"value": 0}, "value", "above 0"),
        ({"signed_on": timedelta(1), "begins_on": timedelta(1)}, "signed_on", "still to come"),
        ({"signed_on": timedelta(-1)}, "signed_on", "before it was announced"),
        ({"begins_on": timedelta(-1)}, "begins_on", "begin before it is signed"),
        ({"ends_on": timedelta(-1)}, "ends_on", "end before it begins"),
        ({"options_until": timedelta(10)}, "options_until", "end before the contract"),
    ],
)
def test_a_contract_whose_days_or_values_are_wrong_is_refused(
    small: Procurement, acting: Actor, buyer: User, written: dict[str, Any], field: str, reason: str
) -> None:
    out = announced(small, acting)
    with pytest.raises(InvalidInput) as refused:
        sign_contract(out, terms(buyer, **with_days(written)), actor=acting)
    assert (fault(refused)[0], reason in fault(refused)[1]) == (field, True), fault(refused)
    assert not Contract.objects.exists()


def test_a_contract_is_followed_by_somebody_who_acts_for_a_buyer(
    small: Procurement, acting: Actor, people: People
) -> None:
    with pytest.raises(NotAllowed, match="Announce it first"):
        sign_contract(small, {}, actor=acting)
    with pytest.raises(InvalidInput) as refused:
        sign_contract(announced(small, acting), terms(people.far), actor=acting)
    assert fault(refused)[0] == "follows"


def test_a_promise_is_answered_when_it_is_due_and_a_deviation_is_told(
    contract: Contract, acting: Actor, people: People
) -> None:
    for written, field in (
        ({"promise": "88 % utan utslepp", "amount": Decimal(88), "due": in_days(0)}, "unit"),
        ({"promise": "Før kontrakten", "due": in_days(-1)}, "due"),
        ({"promise": "", "due": in_days(0)}, "promise"),
    ):
        with pytest.raises(InvalidInput) as refused:
            add_promise(contract, written, actor=acting)
        assert fault(refused)[0] == field
    later = add_promise(contract, {"promise": "Siste bil", "due": in_days(9)}, actor=acting)
    with pytest.raises(NotAllowed, match="still to come"):
        answer_promise(later, {"verdict": "kept"}, actor=acting)
    now = add_promise(contract, {"promise": "Første bil", "due": in_days(0)}, actor=acting)
    with pytest.raises(NotAllowed, match="buyer that leads"):
        answer_promise(now, {"verdict": "kept"}, actor=acting_as(people.neighbour))
    answers: tuple[tuple[dict[str, object], str], ...] = (
        ({"verdict": ""}, "verdict"),
        ({"verdict": "broken"}, "deviation"),
        ({"verdict": "kept", "delivered": Decimal(-1)}, "delivered"),
    )
    for answer, field in answers:
        with pytest.raises(InvalidInput) as refused:
            answer_promise(now, answer, actor=acting)
        assert fault(refused)[0] == field
    with pytest.raises(NotAllowed, match="buyer that leads"):
        change_contract(contract, {"value": 1}, actor=acting_as(people.neighbour))


def test_two_who_change_a_contract_are_told_of_each_other(contract: Contract, buyer: User) -> None:
    address = reverse("contract_edit", args=[contract.procurement_id])
    sent = {
        "supplier": "MIN TEKST",
        "value": "90",
        "signed_on": str(in_days(0)),
        "begins_on": str(in_days(0)),
    }
    sent |= {"ends_on": str(in_days(9)), "follows": str(buyer.pk), "version": str(contract.version)}
    Contract.objects.update(version=contract.version + 1, supplier="DEIRA TEKST")
    answer = browser_of(buyer).post(address, sent)
    page = answer.content.decode()
    assert (answer.status_code, "MIN TEKST" in page, "DEIRA TEKST" in page) == (409, True, True)
    assert Contract.objects.get().supplier == "DEIRA TEKST"
