"""Tasks that suppliers give people: firms to confirm and to decide on, and the code of one's own."""

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.people.rules import facilitator_roles
from loftet.suppliers.models import Standing, Supplier
from loftet.suppliers.queries import waiting_suppliers
from loftet.suppliers.rules import MANAGES, vouched_by


def firms_to_confirm(actor: Actor) -> TaskReads:
    """Return one line for a facilitator where firms wait to be confirmed."""
    if not (leads := facilitator_roles(actor.permissions)):
        return ()
    grouped: Any = waiting_suppliers(actor).values("state")
    (waiting,) = yield [grouped.annotate(count=Count("pk"), only=Min("organisation__slug"))]
    if not waiting:
        return ()
    number = waiting[0]["count"]
    words = ngettext("Confirm %(count)d firm", "Confirm %(count)d firms", number) % {"count": number}
    every = f"{reverse('suppliers')}?tilstand={Standing.UNCONFIRMED}"
    address = reverse("supplier", args=[waiting[0]["only"]]) if number == 1 else every
    return [Task(words, address, leads[0].name, _("You are facilitator."))]


def disputes_to_decide(actor: Actor) -> TaskReads:
    """Return one line for a facilitator where somebody says that a firm is theirs."""
    if not (leads := facilitator_roles(actor.permissions)):
        return ()
    rows = Supplier.objects.filter(vouched_by(actor.permissions, actor.today), disputed__isnull=False)
    rows = rows.exclude(disputed_by=actor.user).select_related("organisation")
    (found,) = yield [rows.order_by("disputed")]
    if not found:
        return ()
    words = ngettext("Decide who acts for %(count)d firm", "Decide who acts for %(count)d firms", len(found))
    address, why = found[0].get_absolute_url(), _("Somebody else says that it is theirs.")
    return [Task(words % {"count": len(found)}, address, leads[0].name, why)]


def own_profiles(actor: Actor) -> TaskReads:
    """Return the firms of somebody that wait for the code sent to them; others wait for a facilitator."""
    firms = actor.permissions.held_in(*MANAGES)
    if not firms:
        return ()
    rows = Supplier.objects.filter(organisation__in=firms, state=Standing.UNCONFIRMED, trouble="")
    (found,) = yield [rows.select_related("organisation").order_by("organisation__name")]
    words, why = _("Confirm that you act for the firm"), _("Nothing of it is shown until then.")
    return [Task(words, one.get_absolute_url(), one.organisation.name, why) for one in found if one.email]
