"""The rule on procurement strategies: who writes needs for a buyer writes its strategy."""

from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE


def may_write_strategy(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may write the procurement strategy of an organisation, also by delegation."""
    if organisation.kind not in SPEAKS_FOR_ITS_PLACE:
        return Denied(_("Municipalities, counties and regional councils buy here."))
    if actor.permissions.has(organisation, *WRITES):
        return ALLOWED
    return Denied(_("The strategy is written by those who write needs for the organisation."))
