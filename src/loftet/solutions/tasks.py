"""Tasks that solutions give people: one line of each kind; a few queries."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.expiry import SOON
from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.people.rules import facilitator_roles
from loftet.people.waiting import WaitingLine, count_by_organisation, one_line, said_together
from loftet.solutions.models import Answer, Solution, State, Use
from loftet.solutions.rules import ASKED, shown
from loftet.suppliers.models import Supplier
from loftet.suppliers.rules import WRITES, vouched_by


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


def _unanswered(actor: Actor, **more: Any) -> QuerySet[Use]:
    """Return uses of solutions that everybody reads, on which nobody has answered."""
    open_ones = Solution.objects.filter(shown(actor.today)).order_by()
    return Use.objects.filter(solution__in=open_ones, answer=Answer.NONE, ended=None, **more).order_by()


def uses_abroad(actor: Actor) -> TaskReads:
    """Return one line for a facilitator of whose region suppliers say that they are in use abroad."""
    if not (leads := facilitator_roles(actor.permissions)):
        return ()
    near = Supplier.objects.filter(vouched_by(actor.permissions, actor.today)).order_by()
    rows = _unanswered(actor, place=None, solution__organisation__supplier__in=near)
    counted: Any = rows.values("place").annotate(count=Count("pk"), first=Min("solution"))
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
    rows = _unanswered(actor, place__in=places).values("place", "place__sort_key")
    grouped: Any = rows.annotate(count=Count("pk"), first=Min("solution"))
    (found,) = yield [grouped.order_by("place__sort_key")]
    if not (count := sum(one["count"] for one in found)):
        return ()
    words = ngettext(
        "Answer whether you use %(count)d solution", "Answer whether you use %(count)d solutions", count
    )
    address, who = reverse("solution", args=[found[0]["first"]]), [places[one["place"]] for one in found]
    return [Task(words % {"count": count}, address, said_together(who), _("A supplier says so."))]
