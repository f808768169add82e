"""A procurement of Gol; the people are those of the tests of needs, with a buyer in Gol."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from loftet.people.models import RoleKind, User
from loftet.people.permissions import Actor
from loftet.procurement.actions import announce_procurement, start_procurement, take_step
from loftet.procurement.contracts.actions import sign_contract
from loftet.procurement.models import Contract, Procurement
from loftet.procurement.steps import STEPS
from tests.needs.conftest import People, people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.people.partnership import World, acting_as, hire

SMALL, LARGE = 300_000, 1_400_000


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def facts(**more: Any) -> dict[str, Any]:
    """Return what is filled in when a procurement is started."""
    written = {
        "title": "Skuleskyss utan utslepp",
        "activity": "own",
        "kind": "services",
        "value": LARGE,
        "options": 0,
    }
    return written | {"planned_on": in_days(0), "cpv": "60130000"} | more


@pytest.fixture
def buyer(world: World) -> User:  # noqa: F811
    return hire("jonas@gol.example", world.gol, RoleKind.PROCUREMENT_OFFICER)


@pytest.fixture
def acting(buyer: User) -> Actor:
    return acting_as(buyer)


@pytest.fixture
def procurement(world: World, acting: Actor) -> Procurement:  # noqa: F811
    """Return one above the national threshold, that is being prepared."""
    return start_procurement(world.gol, facts(), actor=acting)


@pytest.fixture
def small(world: World, acting: Actor) -> Procurement:  # noqa: F811
    """Return one outside of the Act."""
    return start_procurement(world.gol, facts(value=SMALL), actor=acting)


def stepped(procurement: Procurement, actor: Actor) -> Procurement:
    """Take every step before the announcement."""
    for step in STEPS:
        if step.is_before:
            procurement = take_step(procurement, {"step": step.key}, actor=actor)
    return procurement


def announced(procurement: Procurement, actor: Actor, **more: Any) -> Procurement:
    """Take the steps, and announce it."""
    written = {"announced": in_days(0), "notice": "2026-123456"} | more
    return announce_procurement(stepped(procurement, actor), written, actor=actor)


def terms(user: User, **more: Any) -> dict[str, Any]:
    """Return what is filled in of a contract."""
    written = {"supplier": "Buss AS", "value": 290_000, "signed_on": in_days(0), "begins_on": in_days(0)}
    return written | {"ends_on": in_days(700), "follows": user} | more


@pytest.fixture
def contract(small: Procurement, acting: Actor, buyer: User) -> Contract:
    """Return the contract of the small one."""
    return sign_contract(announced(small, acting), terms(buyer), actor=acting)
