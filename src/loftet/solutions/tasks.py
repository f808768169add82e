"""Tasks that solutions give people: one line of each kind; a few queries."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.expiry import SOON
from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.people.rules import facilitator_roles
from loftet.people.waiting import WaitingLine, count_by_organisation, one_line, said_together
from loftet.solutions.models import Answer, Solution, Standing, State, Supplier, Use
from loftet.solutions.queries import waiting_suppliers
from loftet.solutions.rules import MANAGES, WRITES, shown, vouched_by

ASKED = (RoleKind.BUSINESS_ADVISER, RoleKind.PROCUREMENT_OFFICER)
UNANSWERED: dict[str, Any] = {"answer": Answer.NONE, "ended": None}


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


def solutions_run_out(actor: Actor) -> TaskReads:
    """Return a line for each organisation whose solutions run out."""
    writes = actor.permissions.held_in(*WRITES)
    if not writes:
        return ()
    rows = Solution.objects.filter(
        organisation__in=writes, state=State.OPEN, expires_on__lte=actor.today + SOON
    )
    (found,) = yield [count_by_organisation(rows, "expires_on")]
    lines = [line for one in found if (line := one_line([one], "solutions", "solution"))]
    return [_runs_out(line) for line in lines]


def _runs_out(line: WaitingLine) -> Task:
    words = ngettext(
        "Renew or withdraw %(count)d solution", "Renew or withdraw %(count)d solutions", line.count
    )
    return line.as_task(words, _("It runs out."), line.first)


def uses_abroad(actor: Actor) -> TaskReads:
    """Return one line for a facilitator of whose region suppliers say that they are in use abroad."""
    if not (leads := facilitator_roles(actor.permissions)):
        return ()
    near = Supplier.objects.filter(vouched_by(actor.permissions, actor.today)).order_by()
    rows = Use.objects.filter(
        solution__in=Solution.objects.filter(shown(actor.today)).order_by(),
        solution__organisation__supplier__in=near,
        **UNANSWERED,
        place=None,
    )
    counted: Any = rows.order_by().values("place").annotate(count=Count("pk"), first=Min("solution"))
    (found,) = yield [counted]
    return [_abroad(one, leads[0].name) for one in found]


def _abroad(one: Mapping[str, Any], lead: str) -> Task:
    words = ngettext(
        "Answer whether %(count)d use abroad is so",
        "Answer whether %(count)d uses abroad are so",
        one["count"],
    )
    address = reverse("solution", args=[one["first"]])
    return Task(words % one, address, lead, _("You are facilitator."))


def uses_to_answer(actor: Actor) -> TaskReads:
    """Return one line for a person whose municipalities are said to use solutions and have not answered."""
    places = {
        one.place: one.name
        for one in actor.permissions.roles
        if one.kind in ASKED and one.place and one.organisation_kind in SPEAKS_FOR_ITS_PLACE
    }
    if not places:
        return ()
    open_ones = Solution.objects.filter(shown(actor.today)).order_by()
    rows = Use.objects.filter(place__in=places, solution__in=open_ones, **UNANSWERED)
    places_used = rows.order_by().values("place", "place__sort_key")
    grouped: Any = places_used.annotate(count=Count("pk"), first=Min("solution"))
    (found,) = yield [grouped.order_by("place__sort_key")]
    if not found:
        return ()
    count = sum(one["count"] for one in found)
    words = ngettext(
        "Answer whether you use %(count)d solution", "Answer whether you use %(count)d solutions", count
    )
    address, who = reverse("solution", args=[found[0]["first"]]), [places[one["place"]] for one in found]
    return [Task(words % {"count": count}, address, said_together(who), _("A supplier says so."))]


SOLUTION_TASKS = (
    firms_to_confirm,
    disputes_to_decide,
    own_profiles,
    solutions_run_out,
    uses_to_answer,
    uses_abroad,
)
