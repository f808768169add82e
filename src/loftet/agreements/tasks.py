"""The task that agreements give people: one line, however many run out."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.agreements.models import Agreement
from loftet.core.registry import TaskReads
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.people.waiting import count_by_organisation, one_line

IN_TIME = timedelta(days=270)  # a purchase together takes nine months


def agreements_run_out(actor: Actor) -> TaskReads:
    """Return one line where agreements run out and there is no need for them yet."""
    if not (buys := actor.permissions.held_in(RoleKind.PROCUREMENT_OFFICER, among=SPEAKS_FOR_ITS_PLACE)):
        return ()
    ending = Agreement.objects.with_last_day().filter(last__range=(actor.today, actor.today + IN_TIME))
    rows = ending.filter(organisation__in=buys, needs=None)
    (found,) = yield [count_by_organisation(rows, "last")]
    if not (line := one_line(found, "agreements")):
        return ()
    words = ngettext(
        "Write a need: %(count)d agreement runs out",
        "Write needs: %(count)d agreements run out",
        line.count,
    )
    reason = _("You are procurement officer.")
    return [line.as_task(words, reason, line.first)]
