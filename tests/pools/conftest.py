"""A pool that Gol leads and Ål has joined, with own prices; the people are those of the tests of needs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from loftet.people.models import Organisation, User
from loftet.people.permissions import Actor
from loftet.places.models import Place
from loftet.pool_overview.actions import price_pool
from loftet.pools.actions import freeze_pool, open_pool, pledge, pledge_of, specify_pool, start_pool
from loftet.pools.example import OPENED
from loftet.pools.models import Pledge, Pool
from loftet.pools.queries import buyers_as_read, members_of
from tests.needs.conftest import (  # noqa: F401 - fixtures
    People,
    browser_of,
    people,
    world,
    world_and_people,
    writer,
)
from tests.people.partnership import World, acting_as

TITLE = "Tette lekkasjar i lag"
PRICES = [["10", "48713", "Gol 2023"], ["200", "31877", "Ål 2024"]]


def in_days(number: int) -> Any:
    return timezone.localdate() + timedelta(days=number)


def terms(**more: Any) -> dict[str, Any]:
    """Return what is filled in when a pool is started."""
    return {"title": TITLE, "unit": "km", "kind": "goods_services", "joins_until": in_days(30)} | more


def part(amount: float, certainty: str = "intention", **more: Any) -> dict[str, Any]:
    """Return what is filled in when a volume is pledged."""
    return {
        "amount": amount,
        "earliest": in_days(60),
        "latest": in_days(90),
        "certainty": certainty,
    } | more


def signed(amount: float, **more: Any) -> dict[str, Any]:
    """Return what is filled in when a volume is committed."""
    within = {"max_value": 1_600_000, "authority": "26/14", "authority_limit": 2_000_000}
    return part(amount, "committed", **(within | more))


@pytest.fixture
def pool(world: World, people: People, writer: Actor) -> Pool:  # noqa: F811
    """Return a pool that the region may see."""
    return start_pool(world.gol, terms(), actor=writer)


@pytest.fixture
def open_one(pool: Pool, writer: Actor) -> Pool:  # noqa: F811
    """Return the pool when everybody may read of it."""
    specify_pool(pool, {"text": "Halv lekkasje på tre år."}, actor=writer)
    Pool.objects.update(unit_estimate=30_000, joint_cost=100_000)
    pool.refresh_from_db()
    return open_pool(pool, OPENED, actor=writer)


Join = Callable[..., Pledge]


@pytest.fixture
def join(pool: Pool) -> Join:
    """Pledge a volume as somebody."""

    def joined(organisation: Organisation, user: User, written: dict[str, Any]) -> Pledge:
        row = Pool.objects.get(pk=pool.pk)
        version = pledge_of(row, organisation).version
        return pledge(row, organisation, written, version, actor=acting_as(user))

    return joined


def announce(pool: Pool, actor: Actor) -> Pool:
    """Freeze a pool with the buyers that it has now."""
    pool.refresh_from_db()
    return freeze_pool(pool, {"notice": "2026-1"}, buyers_as_read(members_of(pool)), actor=actor)


@pytest.fixture
def priced(
    world: World,  # noqa: F811
    people: People,  # noqa: F811
    open_one: Pool,
    join: Join,
) -> Pool:
    """Return the pool with two members, and the prices of two earlier agreements."""
    Place.objects.filter(slug__in=("gol", "al")).update(population=4_600, population_date="2026-01-01")
    join(world.gol, people.colleague, part(61, alone_unit_price=52_000))
    join(world.al, people.neighbour, part(48))
    open_one.refresh_from_db()
    return price_pool(open_one, {"own_prices": PRICES}, actor=acting_as(people.neighbour))


def page_of(pool: Pool, user: User | None = None) -> str:
    return browser_of(user).get(f"{pool.get_absolute_url()}?lang=nb").content.decode()
