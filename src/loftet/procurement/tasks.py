"""Tasks of procurements: promises to ask about with options to decide on, and strategies to revise."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.agreements.tasks import IN_TIME
from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.procurement.models import Contract, Procurement, Promise, Strategy
from loftet.procurement.rules import inside, own_of

MONTH = timedelta(days=31)


def contract_tasks(actor: Actor) -> TaskReads:
    """Return one line where promises are to be asked about, or an option runs out within nine months."""
    if actor.user is None or not own_of(actor.permissions):
        return ()
    due = Promise.objects.filter(contract=OuterRef("pk"), verdict="", due__lte=actor.today)
    option = Q(ends_on__range=(actor.today, actor.today + IN_TIME), options_until__gt=F("ends_on"))
    open_ones = Procurement.objects.filter(inside(actor.permissions)).values("pk")
    rows = Contract.objects.filter(Exists(due) | option, follows=actor.user.pk, procurement__in=open_ones)
    (found,) = yield [rows.select_related("procurement__lead").order_by("ends_on", "pk")]
    if not found:
        return []
    first, count = found[0], len(found)
    words = ngettext(
        "Do the promises hold? %(count)d contract", "Do the promises hold? %(count)d contracts", count
    )
    address = first.get_absolute_url() if count == 1 else f"{reverse('procurements')}?tilstand=signed"
    reason = _("You follow it up. A promise is due, or an option runs out.")
    return [Task(words % {"count": count}, address, first.owner.name, reason, None)]


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
