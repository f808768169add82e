"""The rule of handing out; a no has its reason."""

from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor


def may_hand_out(actor: Actor, record: Record) -> Verdict:
    """Check whether the actor may hand a record out: with a role in the organisation that has it."""
    if actor.permissions.has(record.owner):
        return ALLOWED
    return Denied(_("Only those who have a role in the organisation can hand it out."))
