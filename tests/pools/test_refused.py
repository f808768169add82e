"""What is refused, each with its reason, where no page leads to it."""

from loftet.people.permissions import Actor
from loftet.pools.models import Pool
from loftet.pools.rules import may_freeze, may_open, may_see
from tests.needs.conftest import People
from tests.people.partnership import acting_as
from tests.refusals import reason_of


def test_a_pool_is_read_by_its_buyers_until_it_is_open(pool: Pool, people: People) -> None:
    assert reason_of(may_see(acting_as(people.firm), pool)) == "The joint purchase is not open to you."
    assert may_see(acting_as(people.writer), pool)


def test_a_pool_is_opened_once_and_frozen_after_that(pool: Pool, writer: Actor) -> None:
    assert reason_of(may_freeze(writer, pool)) == "Open it to everybody first."
    pool.state = "open"
    assert reason_of(may_open(writer, pool)) == "Everybody reads it already."
    assert may_freeze(writer, pool)
