"""Queries of solutions: what somebody may read, what answers a need, which needs a supplier could answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from loftet.core.expiry import SOON
from loftet.core.ordering import first
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.rules import facilitator_roles
from loftet.places.models import Membership, Place, PlaceCode
from loftet.places.queries import around
from loftet.solutions.ladder import Spot
from loftet.solutions.models import IS_CONFIRMED_FIRST, Answer, Solution, Standing, State, Supplier, Use
from loftet.solutions.rules import (
    ANSWERS,
    WRITES,
    may_answer,
    may_vouch_for,
    may_write,
    shown,
    vouched_by,
)

MOST_ALIKE, MOST_NEEDS = 8, 5
COUNTY_DIGITS = 2  # of a municipality's code


def solutions_in_order(actor: Actor) -> QuerySet[Solution]:
    """Return them as a list shows them: one's own drafts first, then the best known."""
    rows = Solution.objects.visible_to(actor).select_related("organisation")
    best = ("-evidence", "-rung", "-used_in", "pk")
    own = actor.permissions.held_in()
    drafts = [first(Q(organisation__in=own, state=State.DRAFT))] if own else []
    return rows.order_by(*drafts, *best)


def in_area(slug: str, day: date) -> Q:
    """Return the condition on what is delivered in a county, region or municipality; empty is everywhere."""
    place = Place.objects.filter(slug=slug).first()
    if place is None:
        return Q(pk=None)
    wide = [slug]
    if place.kind == "municipality":
        wide += around(place.pk, day).values_list("slug", flat=True)
    found = Q(delivers=[])
    for one in wide:
        found |= Q(delivers__icontains=f'"{one}"')
    return found


def answers_to(need: Need, day: date) -> list[Solution]:
    """Return published solutions that are written for a need; those that may fit are matches."""
    rows = Solution.objects.filter(shown(day), need=need).select_related("organisation")
    return list(rows.order_by("-evidence", "-rung", "pk")[:MOST_ALIKE])


@dataclass(frozen=True, slots=True)
class SupplierHome:
    """The home of an organisation that offers solutions: its profile, its solutions, what it answered."""

    organisation: Organisation
    supplier: Supplier | None
    needs_profile: bool
    drafts: int
    published: int
    run_out: Sequence[Solution]
    answers: Sequence[Solution]
    may_write: bool


def home_of(organisation: Organisation, actor: Actor) -> SupplierHome:
    """Return what an organisation's people see of its own solutions."""
    own = Solution.objects.filter(organisation=organisation)
    counted = own.aggregate(
        drafts=Count("pk", filter=Q(state=State.DRAFT)),
        published=Count("pk", filter=Q(state=State.OPEN, expires_on__gte=actor.today)),
    )
    ends = own.filter(state=State.OPEN, expires_on__lte=actor.today + SOON).order_by("expires_on", "pk")
    return SupplierHome(
        organisation=organisation,
        supplier=Supplier.objects.filter(organisation=organisation).first(),
        needs_profile=organisation.kind in IS_CONFIRMED_FIRST,
        drafts=counted["drafts"],
        published=counted["published"],
        run_out=list(ends[:MOST_NEEDS]),
        answers=list(
            own.filter(need__in=Need.objects.visible_to(actor).order_by())
            .exclude(state=State.WITHDRAWN)
            .select_related("need__organisation")
            .order_by("-pk")[:MOST_NEEDS]
        ),
        may_write=bool(may_write(actor, organisation)),
    )


def organisations_offering(actor: Actor) -> list[Organisation]:
    """Return the organisations that somebody writes solutions for, firms before municipalities."""
    keys = list(dict.fromkeys(one.organisation for one in actor.permissions.roles if one.kind in WRITES))
    found = Organisation.objects.in_bulk(keys) if keys else {}
    return sorted(found.values(), key=lambda one: (one.kind not in IS_CONFIRMED_FIRST, one.name))


@dataclass(frozen=True, slots=True)
class UseLine:
    """A place where a solution is in use, and whether the reader may answer for it, at home or abroad."""

    use: Use
    may_answer: bool
    may_answer_abroad: bool


def uses_of(solution: Solution, actor: Actor, *, is_own: bool) -> list[UseLine]:
    """Return where a solution is in use, what goes on first; what is denied is its own organisation's."""
    rows = list(solution.uses.select_related("place").order_by("began", "pk"))
    for one in rows:
        one.solution = solution
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


def suppliers_in_order(actor: Actor) -> QuerySet[Supplier]:
    """Return the suppliers that somebody may read; a facilitator reads those that wait in the region."""
    own = actor.permissions.held_in()
    seen = Q(state=Standing.CONFIRMED, trouble="") | Q(organisation__in=own)
    if facilitator_roles(actor.permissions):
        seen |= Q(pk__in=waiting_suppliers(actor).values("pk"))
    published = Count(
        "organisation__solutions",
        filter=Q(
            organisation__solutions__state=State.OPEN, organisation__solutions__expires_on__gte=actor.today
        ),
    )
    rows = Supplier.objects.filter(seen).select_related("organisation__place")
    rows = rows.annotate(published=published)
    return rows.order_by(first(Q(state=Standing.UNCONFIRMED)), "organisation__name", "pk")


def waiting_suppliers(actor: Actor) -> QuerySet[Supplier]:
    """Return the firms that wait for the actor to confirm them."""
    rows = Supplier.objects.filter(state=Standing.UNCONFIRMED, trouble="").order_by()
    return rows.filter(vouched_by(actor.permissions, actor.today))


def spots_of(places: Collection[int], day: date) -> list[Spot]:
    """Return municipalities with county and regions on a day, as the ladder counts them; two queries."""
    codes = dict(PlaceCode.objects.on(day).filter(place__in=places).values_list("place", "code"))
    regions: dict[int, set[str]] = {}
    for member, region in (
        Membership.objects.on(day).filter(member__in=places).values_list("member", "region")
    ):
        regions.setdefault(member, set()).add(f"region-{region}")
    return [
        Spot(str(key), codes.get(key, "")[:COUNTY_DIGITS], frozenset(regions.get(key, ()))) for key in places
    ]
