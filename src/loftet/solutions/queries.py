"""Queries of solutions: what somebody may read, what answers a need, which needs a supplier could answer."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet

from loftet.core.expiry import SOON
from loftet.core.ordering import first
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.places.queries import slugs_around
from loftet.solutions.models import Answer, Solution, State, Use
from loftet.solutions.rules import ANSWERS, may_answer, shown
from loftet.suppliers.models import IS_CONFIRMED_FIRST, Supplier
from loftet.suppliers.rules import may_vouch_for, may_write

MOST_ALIKE, MOST_NEEDS = 8, 5


def solutions_in_order(actor: Actor) -> QuerySet[Solution]:
    """Return them as a list shows them: one's own drafts first, then the best known."""
    rows = Solution.objects.visible_to(actor).select_related("organisation")
    best = ("-evidence", "-rung", "-used_in", "pk")
    own = actor.permissions.held_in()
    drafts = [first(Q(organisation__in=own, state=State.DRAFT))] if own else []
    return rows.order_by(*drafts, *best)


def in_area(slug: str, day: date) -> Q:
    """Return the condition on what is delivered in a county, region or municipality; empty is everywhere."""
    if not (slugs := slugs_around(slug, day)):
        return Q(pk=None)
    return reduce(or_, (Q(delivers__icontains=f'"{one}"') for one in slugs), Q(delivers=[]))


def answers_to(need: Need, day: date) -> list[Solution]:
    """Return published solutions that are written for a need; those that may fit are matches."""
    rows = Solution.objects.filter(shown(day), need=need).select_related("organisation")
    return list(rows.order_by("-evidence", "-rung", "pk")[:MOST_ALIKE])


def published_on(day: date) -> Count:
    """Return the number of published solutions of a supplier, as a list of suppliers counts them."""
    of = "organisation__solutions"
    return Count(of, filter=Q((f"{of}__state", State.OPEN), (f"{of}__expires_on__gte", day)))


def home_of(organisation: Organisation, actor: Actor) -> dict[str, Any]:
    """Return what an organisation's people see of its own solutions."""
    own = Solution.objects.filter(organisation=organisation)
    ends = own.filter(state=State.OPEN, expires_on__lte=actor.today + SOON).order_by("expires_on", "pk")
    answers = own.filter(need__in=Need.objects.visible_to(actor).order_by()).exclude(state=State.WITHDRAWN)
    return {
        "organisation": organisation,
        "supplier": Supplier.objects.filter(organisation=organisation).first(),
        "needs_profile": organisation.kind in IS_CONFIRMED_FIRST,
        "run_out": ends[:MOST_NEEDS],
        "answers": answers.select_related("need__organisation").order_by("-pk")[:MOST_NEEDS],
        "may_write": bool(may_write(actor, organisation)),
        **own.aggregate(
            drafts=Count("pk", filter=Q(state=State.DRAFT)),
            published=Count("pk", filter=Q(state=State.OPEN, expires_on__gte=actor.today)),
        ),
    }


@dataclass(frozen=True, slots=True)
class UseLine:
    """A place where a solution is in use, and whether the reader may answer for it, at home or abroad."""

    use: Use
    may_answer: bool
    may_answer_abroad: bool


def uses_of(solution: Solution, actor: Actor, *, is_own: bool) -> list[UseLine]:
    """Return where a solution is in use, what goes on first; what is denied is its own organisation's."""
    rows = list(solution.uses.select_related("place"))
    answers = any(one.kind in ANSWERS for one in actor.permissions.roles)
    vouches = any(one.abroad for one in rows) and bool(may_vouch_for(actor, solution.organisation))
    lines = [
        UseLine(
            one,
            answers and one.answer != Answer.CONFIRMED and bool(may_answer(actor, one)),
            vouches and one.place_id is None,
        )
        for one in rows
        if is_own
        or one.answer != Answer.DENIED
        or (one.place and actor.permissions.has(one.place))
        or (vouches and one.place_id is None)
    ]
    return sorted(lines, key=lambda line: not line.use.is_current)
