"""The task of who follows up contracts: promises to ask about, and options to decide on."""

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.agreements.rules import IN_TIME
from loftet.contracts.models import Contract, Promise
from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.procurement.models import Procurement
from loftet.procurement.rules import inside, own_of


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
