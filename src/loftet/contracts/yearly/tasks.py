"""The two lines that can wait: a firm tells three figures, and the buyer confirms them."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.contracts.models import Contract, YearAnswer
from loftet.contracts.yearly.rules import asked_year
from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.procurement.models import Procurement
from loftet.procurement.rules import inside, own_of
from loftet.suppliers.models import IS_CONFIRMED_FIRST, Standing, Supplier


def year_to_tell(actor: Actor) -> TaskReads:
    """Return one line for a firm that has not told of the year before, however many contracts it has."""
    if actor.user is None or not (own := actor.permissions.held_in(among=IS_CONFIRMED_FIRST)):
        return ()
    year = asked_year(actor)
    firms = Supplier.objects.filter(organisation__in=own, state=Standing.CONFIRMED).exclude(number="")
    told = YearAnswer.objects.filter(number=OuterRef("number"), year=year)
    rows = Contract.objects.filter(number__in=firms.values("number"))
    rows = rows.filter(begins_on__year__lte=year, ends_on__year__gte=year).exclude(Exists(told))
    (found,) = yield [rows.order_by("pk")]
    return [
        Task(
            _("Tell three figures of %(year)d") % {"year": year},
            reverse("contract_year", args=[one.procurement_id]),
            one.supplier,
            _("You supply municipalities of the programme. Only sums of three firms or more are shown."),
            can_wait=True,
        )
        for one in found[:1]
    ]


def year_to_confirm(actor: Actor) -> TaskReads:
    """Return one line where figures that firms have told wait for who follows up the contracts."""
    if actor.user is None or not own_of(actor.permissions):
        return ()
    seen = Procurement.objects.filter(inside(actor.permissions)).values("pk")
    rows = YearAnswer.objects.filter(confirmed=None, year=asked_year(actor), contract__follows=actor.user.pk)
    rows = rows.filter(contract__procurement__in=seen)
    (found,) = yield [rows.select_related("contract__procurement__lead").order_by("pk")]
    if not found:
        return []
    what, reason = _("Confirm the yearly figures of suppliers"), _("You follow up the contract.")
    return [Task(what, f"{found[0].get_absolute_url()}#years", found[0].owner.name, reason, can_wait=True)]
