"""A pool of a municipality with its page, for the tests that walk through the pages."""

from datetime import timedelta

from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, member_of
from loftet.people.models import Organisation
from loftet.pools.example import LEADERS, opened_pool


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return an open pool that a municipality leads, and who is let in where."""
    pool = opened_pool(actor, member_of(organisation, actor), actor.today + timedelta(days=30))
    version = str(pool.version)
    return Example(
        words={"pk": pool.pk},
        let_in={"pool": EVERYBODY, **dict.fromkeys(("pool_cost", "pool_prices"), LEADERS)},
        sent={
            "pool_cost": {"cost_rule": "volume", "version": version},
            "pool_prices": {"own_prices": "10: 40 000, avtalen frå 2023", "version": version},
        },
    )
