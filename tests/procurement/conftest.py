"""A procurement of Gol; the people are those of the tests of needs, with a buyer in Gol."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from loftet.contracts.actions import sign_contract
from loftet.contracts.models import Contract
from loftet.people.models import RoleKind, User
from loftet.people.permissions import Actor
from loftet.pools.actions import open_pool, pledge, pledge_of, specify_pool, start_pool
from loftet.pools.example import OPENED
from loftet.pools.models import Pool
from loftet.procurement.actions import announce_procurement, start_procurement, take_step
from loftet.procurement.models import Procurement
from loftet.procurement.steps import STEPS
from tests.needs.conftest import People, people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.people.partnership import World, acting_as, hire
from tests.pools.conftest import signed
from tests.pools.conftest import terms as pool_terms

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


def commit(pool: Pool, world: World, people: People, **more: object) -> None:  # noqa: F811
    """Commit Ål, also when it has pledged before."""
    version = pledge_of(pool, world.al).version
    pledge(pool, world.al, signed(48, **more), version, actor=acting_as(people.neighbour))
    pool.refresh_from_db()


@pytest.fixture
def pool(world: World, people: People, writer: Actor) -> Pool:  # noqa: F811
    """Return an open pool to which Gol and Ål are committed."""
    made = start_pool(world.gol, pool_terms(title="Skyss i lag"), actor=writer)
    specify_pool(made, {"text": "Ingen utslepp."}, actor=writer)
    made.refresh_from_db()
    made = open_pool(made, OPENED, actor=writer)
    pledge(made, world.gol, signed(61), 0, actor=acting_as(people.colleague))
    commit(made, world, people)
    return made
