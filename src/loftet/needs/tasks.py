"""Tasks that needs give people: one line of each kind for a person; two queries."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.expiry import SOON
from loftet.core.registry import TaskReads
from loftet.needs.models import Need, State
from loftet.needs.rules import READS_FIRST
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.people.waiting import count_by_organisation, one_line

BUYS = (RoleKind.BUSINESS_ADVISER, RoleKind.PROCUREMENT_OFFICER)


def needs_run_out(actor: Actor) -> TaskReads:
    """Return one line where needs run out within a month, or have."""
    if not (buys := actor.permissions.held_in(*BUYS, among=SPEAKS_FOR_ITS_PLACE)):
        return ()
    rows = Need.objects.filter(organisation__in=buys, state=State.OPEN, expires_on__lte=actor.today + SOON)
    (found,) = yield [count_by_organisation(rows, "expires_on")]
    if not (line := one_line(found, "needs", "need")):
        return ()
    words = ngettext("Renew or close %(count)d need", "Renew or close %(count)d needs", line.count)
    return [line.as_task(words, _("It runs out."), line.first)]


def needs_to_be_read(actor: Actor) -> TaskReads:
    """Return one line where needs wait for a second reader."""
    if not (reads := actor.permissions.held_in(*READS_FIRST, among=SPEAKS_FOR_ITS_PLACE)):
        return ()
    rows = Need.objects.filter(organisation__in=reads, state=State.REVIEW).exclude(written_by=actor.user)
    (found,) = yield [count_by_organisation(rows, "needed_by")]
    if not (line := one_line(found, "needs", "need")):
        return ()
    words = ngettext("Read %(count)d need", "Read %(count)d needs", line.count)
    return [line.as_task(words, _("It is to be shared."))]
