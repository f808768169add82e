"""The task that agreements give people: one line for a person; one query."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.agreements.hooks import FOLLOWED_UP
from loftet.agreements.models import Agreement
from loftet.agreements.rules import IN_TIME
from loftet.core.registry import TaskReads, added_to
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.people.waiting import count_by_organisation, one_line


def agreements_run_out(actor: Actor) -> TaskReads:
    """Return one line where agreements run out and nothing follows them yet."""
    if not (buys := actor.permissions.held_in(RoleKind.PROCUREMENT_OFFICER, among=SPEAKS_FOR_ITS_PLACE)):
        return ()
    ending = Agreement.objects.with_last_day().filter(last__range=(actor.today, actor.today + IN_TIME))
    followed = dict.fromkeys(added_to(FOLLOWED_UP))
    rows = ending.filter(organisation__in=buys, **followed)
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
