"""The strategy of a municipality, for the tests that walk through its pages."""

from datetime import timedelta

from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation

WRITERS = (*roles_at("member", WRITES), "lent: procurement_officer")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a municipality without a strategy yet, and who is let in where."""
    day, later = actor.today.isoformat(), (actor.today + timedelta(days=700)).isoformat()
    return Example(
        words={"organisation": member_of(organisation, actor).slug},
        let_in={"procurement_strategy": EVERYBODY, "procurement_strategy_edit": WRITERS},
        sent={
            "procurement_strategy_edit": {"climate": "Utan utslepp", "adopted_on": day, "revise_on": later}
        },
    )
