"""The task of a procurement officer: a strategy that is to be revised."""

from datetime import timedelta

from django.utils.translation import gettext as _

from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.strategies.models import Strategy

MONTH = timedelta(days=31)


def strategy_tasks(actor: Actor) -> TaskReads:
    """Return one line where the strategy of a buyer is to be revised within a month, or should have been."""
    buys = actor.permissions.held_in(RoleKind.PROCUREMENT_OFFICER)
    if not buys:
        return ()
    rows = Strategy.objects.filter(organisation__in=buys, revise_on__lte=actor.today + MONTH)
    (found,) = yield [rows.select_related("organisation").order_by("revise_on", "pk")]
    what, reason = _("Revise the procurement strategy"), _("You are procurement officer.")
    return [
        Task(what, one.get_absolute_url(), one.organisation.name, reason, one.revise_on, can_wait=True)
        for one in found
    ]
