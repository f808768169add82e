"""A municipality that starts a joint purchase, for the tests that walk through the pages."""

from datetime import timedelta

from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import member_of
from loftet.people.models import Organisation
from loftet.pools.example import LEADERS, MEMBERS, TERMS, opened_pool


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return an open pool of a municipality, and who is let in where one is started and linked to needs."""
    member, day = member_of(organisation, actor), actor.today + timedelta(days=30)
    pool = opened_pool(actor, member, day)
    return Example(
        words={"pk": pool.pk, "organisation": member.slug},
        let_in={**dict.fromkeys(("pool_create", "pool_decline"), MEMBERS), "pool_needs": LEADERS},
        sent={
            "pool_create": {**TERMS, "joins_until": day.isoformat()},
            "pool_needs": {"version": str(pool.version)},
        },
    )
