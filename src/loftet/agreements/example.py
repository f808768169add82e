"""An agreement of a municipality, for the tests that walk through the pages of agreements."""

from datetime import timedelta

from loftet.agreements.models import Agreement
from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation

WRITERS = (*roles_at("member", WRITES), "lent: procurement_officer")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a municipality's agreement, and who is let in where."""
    member = member_of(organisation, actor)
    written = {"title": "Røyr", "supplier": "Demorør AS", "source": "26/1"}
    ends_on = actor.today + timedelta(days=365)
    kept = Agreement.objects.create(organisation=member, recorded_by=actor.person, ends_on=ends_on, **written)
    sent = written | {"ends_on": ends_on.isoformat()}
    return Example(
        words={"id": kept.pk, "organisation": member.slug},
        let_in={
            "agreements": EVERYBODY,
            "agreement_create": WRITERS,
            "agreement_edit": WRITERS,
        },
        sent={"agreement_create": sent, "agreement_edit": sent | {"version": "1"}},
    )
