"""Tasks that needs give people: one line of each kind for a person; three queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.core.words import join_words
from loftet.needs.agreements.models import Agreement
from loftet.needs.models import SOON, Need, State
from loftet.needs.rules import HAS_NEEDS, READS_FIRST
from loftet.people.actor import Actor
from loftet.people.models import RoleKind, short_name

IN_TIME = timedelta(days=270)  # a purchase together takes nine months


def needs_run_out(actor: Actor) -> TaskReads:
    """Return one line where needs run out within a month, or have."""
    buyers = (RoleKind.BUSINESS_ADVISER, RoleKind.PROCUREMENT_OFFICER)
    writes = actor.permissions.held_in(*buyers, among=HAS_NEEDS)
    if not writes:
        return ()
    rows = Need.objects.filter(organisation__in=writes, state=State.OPEN, expires_on__lte=actor.today + SOON)
    (found,) = yield [_grouped(rows, "expires_on")]
    if not (one := _line(found)):
        return ()
    words = ngettext("Renew or close %(count)d need", "Renew or close %(count)d needs", one.count)
    return [Task(words % {"count": one.count}, one.address, one.who, _("It runs out."), one.first)]


def needs_to_be_read(actor: Actor) -> TaskReads:
    """Return one line where needs wait for a second reader."""
    if not (reads := actor.permissions.held_in(*READS_FIRST, among=HAS_NEEDS)):
        return ()
    rows = Need.objects.filter(organisation__in=reads, state=State.REVIEW).exclude(written_by=actor.user)
    (found,) = yield [_grouped(rows, "needed_by")]
    if not (one := _line(found)):
        return ()
    words = ngettext("Read %(count)d need", "Read %(count)d needs", one.count)
    return [Task(words % {"count": one.count}, one.address, one.who, _("It is to be shared."), None)]


def agreements_run_out(actor: Actor) -> TaskReads:
    """Return one line where agreements run out and there is no need for them yet."""
    if not (buys := actor.permissions.held_in(RoleKind.PROCUREMENT_OFFICER, among=HAS_NEEDS)):
        return ()
    rows = Agreement.objects.annotate(last=Coalesce("options_until", "ends_on")).filter(
        organisation__in=buys, needs=None, last__range=(actor.today, actor.today + IN_TIME)
    )
    (found,) = yield [_grouped(rows, "last")]
    if not (one := _line(found, "agreements")):
        return ()
    words = ngettext(
        "Write a need: %(count)d agreement runs out",
        "Write needs: %(count)d agreements run out",
        one.count,
    )
    reason = _("You are procurement officer.")
    return [Task(words % {"count": one.count}, one.address, one.who, reason, one.first)]


@dataclass(frozen=True, slots=True)
class Line:
    """Records that wait together: how much, where, for which organisations, by which day."""

    count: int
    address: str
    who: str
    first: date | None


def said_together(names: Sequence[str]) -> str:
    """Return the organisations of one line, several by their short names.

    >>> said_together(["Gol kommune"]), said_together(["Gol kommune", "Ål kommune"])
    ('Gol kommune', 'Gol og Ål')
    """
    return names[0] if len(names) == 1 else join_words([short_name(one) for one in names])


def _grouped(rows: QuerySet[Any], day: str) -> QuerySet[Any]:
    """Return how many rows each organisation has, the only one, and the first day."""
    grouped = rows.order_by().values("organisation__name", "organisation__slug")
    counted: QuerySet[Any] = grouped.annotate(count=Count("pk"), only=Min("pk"), first=Min(day))
    return counted.order_by("organisation__name")


def _line(found: Sequence[Mapping[str, Any]], page: str = "needs") -> Line | None:
    """Return rows as one line: with the address of the only need, of the organisation's, or of all."""
    if not found:
        return None
    count = sum(one["count"] for one in found)
    address = reverse(page) if len(found) > 1 else f"{reverse(page)}?hvem={found[0]['organisation__slug']}"
    if count == 1 and page == "needs":
        address = reverse("need", args=[found[0]["only"]])
    who = said_together([one["organisation__name"] for one in found])
    return Line(count, address, who, min((one["first"] for one in found if one["first"]), default=None))


NEED_TASKS = (needs_run_out, needs_to_be_read, agreements_run_out)
