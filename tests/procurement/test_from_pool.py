"""A procurement is made from an open pool, which is frozen with its buyers as it is announced."""

import pytest

from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.pools.actions import start_pool
from loftet.pools.models import Pool
from loftet.procurement.actions import (
    add_share,
    announce_procurement,
    change_procurement,
    remove_share,
    set_criteria,
    start_procurement,
)
from loftet.procurement.criteria import read_criteria
from tests.needs.conftest import People
from tests.people.partnership import World
from tests.pools.conftest import terms
from tests.procurement.conftest import commit, facts, in_days, stepped

pytestmark = pytest.mark.usefixtures("english")
CLIMATE = {"criteria": read_criteria("Pris: 70\nKlima: 30 klima"), "mode": "weighted"}
KNOWN = {
    "framework": False,
    "months": 12,
    "apprentices": False,
    "max_value": 6_000_000,
    "undivided": "Ein rute.",
}
TODAY = {"announced": in_days(0), "notice": "2026-123456"}


def test_nothing_is_made_from_a_pool_that_is_not_open(world: World, writer: Actor, acting: Actor) -> None:
    proposed = start_pool(world.gol, terms(), actor=writer)
    with pytest.raises(InvalidInput, match="Open the joint purchase first"):
        start_procurement(world.gol, facts(), pool=proposed, actor=acting)


def test_the_pool_is_frozen_as_the_competition_is_announced_with_the_buyers_that_are_read(
    pool: Pool, world: World, people: People, acting: Actor
) -> None:
    made = stepped(start_procurement(world.gol, facts(), pool=pool, actor=acting), acting)
    made = set_criteria(change_procurement(made, KNOWN, actor=acting), CLIMATE, actor=acting)
    pool.refresh_from_db()
    assert pool.state == "open"
    commit(pool, world, people, max_value=1_700_000)
    with pytest.raises(InvalidInput, match="other buyers or sums: Ål kommune"):
        announce_procurement(made, TODAY, actor=acting)
    remove_share(made.shares.get(), actor=acting)
    add_share(made, {"organisation": world.al, "value": 1_700_000}, actor=acting)
    made.refresh_from_db()
    announce_procurement(made, TODAY, actor=acting)
    pool.refresh_from_db()
    assert (pool.state, pool.notice) == ("frozen", "2026-123456")
