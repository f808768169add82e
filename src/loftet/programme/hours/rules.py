"""Rules of hours: who may see and write hours; a no always has its reason."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, Verdict
from loftet.people.actor import Actor
from loftet.programme.models import Participation
from loftet.programme.rules import may_see_participation, open_to


def may_see(actor: Actor, participation: Participation) -> Verdict:
    """Check whether an actor may see the hours of a municipality."""
    return may_see_participation(actor.permissions, participation)


def may_write(actor: Actor, participation: Participation) -> Verdict:
    """Check whether an actor may write hours: a role there, and not disqualified."""
    if actor.permissions.has(participation.organisation):
        return open_to(actor.person, participation)
    return Denied(_("Hours are written by those who have a role in the municipality."))
