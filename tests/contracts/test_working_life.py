"""Clauses on work in the contracts of a municipality, and whether their promises hold."""

from copy import copy
from typing import Any

from django.db.models.base import ModelState
from django.test import RequestFactory
from django.utils import translation

from loftet.contracts.actions import add_promise, answer_promise
from loftet.contracts.models import Contract
from loftet.contracts.panels import on_working_life
from loftet.people.permissions import Actor
from loftet.procurement.models import Procurement
from tests.people.partnership import World
from tests.procurement.conftest import in_days


def copied(record: Any, **other: Any) -> Any:
    """Return an unsaved copy of a record with other values."""
    made = copy(record)
    made.pk, made._state = None, ModelState()
    for name, value in other.items():
        setattr(made, name, value)
    return made


def told(world: World) -> tuple[int, list[tuple[list[str], int, int]]] | None:
    """Return how many contracts there are, and of each with a clause: it, those kept, of how many."""
    assert world.gol.place is not None
    panel = on_working_life(RequestFactory().get("/"), world.gol.place)
    if panel is None:
        return None
    with translation.override("en"):
        lines = [
            ([str(one) for one in line["clauses"]], line["kept"], line["answered"])
            for line in panel.context["lines"]
        ]
    return panel.context["count"], lines


def test_a_municipality_without_contracts_shows_nothing(world: World) -> None:
    assert told(world) is None


def test_a_contract_without_a_clause_on_work_is_only_counted(contract: Contract, world: World) -> None:
    assert told(world) == (1, [])


def test_all_contracts_are_counted_and_read_in_as_many_queries(
    contract: Contract, world: World, django_assert_max_num_queries: Any
) -> None:
    procurements, agreements = [], []
    for number in range(210):
        procurements.append(copied(contract.procurement, title=f"Kjøp {number}"))
        agreements.append(copied(contract.agreement))
    procurements = Procurement.objects.bulk_create(procurements)
    agreements = type(contract.agreement).objects.bulk_create(agreements)
    Contract.objects.bulk_create(
        copied(contract, procurement=bought, agreement=agreed)
        for bought, agreed in zip(procurements, agreements, strict=True)
    )
    with django_assert_max_num_queries(3):
        assert told(world) == (211, [])


def test_clauses_stand_with_what_is_followed_up(contract: Contract, world: World, acting: Actor) -> None:
    Procurement.objects.update(apprentices=True)
    Contract.objects.update(social=["work-cond", "acc-all"])
    clauses = ["Apprentices", "Fair working conditions"]
    assert told(world) == (1, [(clauses, 0, 0)])
    contract.refresh_from_db()
    promise = add_promise(contract, {"promise": "To lærlingar", "due": in_days(0)}, actor=acting)
    answer_promise(promise, {"verdict": "kept"}, actor=acting)
    assert told(world) == (1, [(clauses, 1, 1)])
