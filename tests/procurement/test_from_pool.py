"""A procurement is made from an open pool, which is frozen with its buyers as it is announced."""

import re
from io import BytesIO

import docx
import pytest

from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.pools.actions import open_pool, pledge, pledge_of, specify_pool, start_pool
from loftet.pools.example import OPENED
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
from tests.people.partnership import World, acting_as, browser_of
from tests.pools.conftest import signed, terms
from tests.procurement.conftest import facts, in_days, stepped

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


def commit(pool: Pool, world: World, people: People, **more: object) -> None:
    """Commit Ål, also when it has pledged before."""
    version = pledge_of(pool, world.al).version
    pledge(pool, world.al, signed(48, **more), version, actor=acting_as(people.neighbour))
    pool.refresh_from_db()


@pytest.fixture
def pool(world: World, people: People, writer: Actor) -> Pool:
    """Return an open pool to which Gol and Ål are committed."""
    made = start_pool(world.gol, terms(title="Skyss i lag"), actor=writer)
    specify_pool(made, {"text": "Ingen utslepp."}, actor=writer)
    made.refresh_from_db()
    made = open_pool(made, OPENED, actor=writer)
    pledge(made, world.gol, signed(61), 0, actor=acting_as(people.colleague))
    commit(made, world, people)
    return made


def test_nothing_is_made_from_a_pool_that_is_not_open(world: World, writer: Actor, acting: Actor) -> None:
    proposed = start_pool(world.gol, terms(), actor=writer)
    with pytest.raises(InvalidInput, match="Open the joint purchase first"):
        start_procurement(world.gol, facts(), pool=proposed, actor=acting)


def test_a_mandate_is_one_page_of_the_buyers_and_of_no_firm(
    pool: Pool, world: World, people: People, acting: Actor
) -> None:
    address = f"{pool.get_absolute_url()}mandat/al.docx"
    file = browser_of(acting.person).get(f"{address}?lang=nn")
    cells = [one.text for table in docx.Document(BytesIO(file.content)).tables for one in table._cells]
    assert {"48 km", "1 600 000 kr", "26/14"} <= {re.sub(r"\s", " ", one) for one in cells}
    for user, status in ((people.firm, 403), (people.far, 403), (people.council, 200)):
        assert browser_of(user).get(address).status_code == status
    assert browser_of(acting.person).get(address.replace("/al.", "/oslo.")).status_code == 404


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
