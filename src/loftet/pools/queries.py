"""Queries of pools: who reads of which, what is pledged, and for whom somebody acts."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from loftet.core.cpv import beginnings
from loftet.core.ordering import last
from loftet.notices.noted.rules import may_write_in
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind
from loftet.people.rules import facilitator_roles
from loftet.places.queries import region_mates
from loftet.pools.models import CERTAINTIES, Certainty, Pledge, Pool, State
from loftet.pools.rules import AT_WORK, LEADS, could_pledge, may_pledge_in, may_start


def pools_in_order(actor: Actor) -> QuerySet[Pool]:
    """Return them as a list shows them, what can be joined first; `standing` are the pledges of each."""
    read = Pledge.objects.filter(withdrawn=None).only("pool", "amount", "certainty")
    pledges = Prefetch("pledges", read, to_attr="standing")
    rows = Pool.objects.visible_to(actor).select_related("lead").prefetch_related(pledges)
    return rows.order_by(last(Q(state__in=(State.FROZEN, State.ENDED))), "joins_until", "pk")


def codes_of_pools() -> tuple[str, ...]:
    """Return the beginnings of the CPV codes of what is being bought together."""
    rows = Pool.objects.filter(state__in=AT_WORK)
    return beginnings(rows.order_by().values_list("cpv", flat=True).distinct())


def counted_in(pool: Any) -> list[Pledge]:
    """Return the pledges that count in a row of the list; once it is frozen, those of the buyers."""
    return [one for one in pool.standing if not pool.frozen or one.certainty == Certainty.COMMITTED]


def pledged_in(pool: Pool, *certainties: Certainty) -> Decimal | None:
    """Return what is pledged with some certainties, by default with any, in a row of the list."""
    amounts = [one.amount for one in counted_in(pool) if one.certainty in (certainties or CERTAINTIES)]
    return sum(amounts, Decimal(0)) if amounts else None


def first_pledge(pool: Pool, organisation: Organisation) -> dict[str, object]:
    """Return what is known of a pledge before it is written: its first day, and what the own need says."""
    found: dict[str, object] = {"earliest": pool.joins_until}
    need = pool.needs.filter(organisation=organisation).order_by("-pk").first()
    if need is None:
        return found
    if need.volume is not None and need.unit == pool.unit:
        found["amount"] = need.volume
    if need.needed_by is not None and need.needed_by >= pool.joins_until:
        found["latest"] = need.needed_by
    return found


def members_of(pool: Pool) -> list[Pledge]:
    """Return the pledges that stand, the firmest and largest first; once frozen, those of the buyers."""
    rows = pool.pledges.filter(withdrawn=None).select_related("organisation__place")
    if pool.frozen is not None:
        rows = rows.filter(certainty=Certainty.COMMITTED)
    firmness = {one: at for at, one in enumerate(reversed(CERTAINTIES))}
    return sorted(rows, key=lambda one: (firmness[Certainty(one.certainty)], -one.amount, one.pk))


def buyers_as_read(members: Iterable[Pledge]) -> str:
    """Return which pledges are committed, each with its version, as the announcement sends them."""
    firm = [one for one in members if one.certainty == Certainty.COMMITTED]
    return ",".join(sorted(f"{one.pk}:{one.version}" for one in firm))


# --- for whom somebody acts ---------------------------------------------------------------------------


def starts_for(actor: Actor) -> list[Organisation]:
    """Return the organisations that somebody may start pools for: one's own before those by delegation."""
    return [one for one in actor.permissions.acted_for(*LEADS) if may_start(actor, one)]


def could_pledge_for(actor: Actor, pool: Pool) -> list[Organisation]:
    """Return the organisations that somebody may pledge for in a pool now: members first.

    However many they are, what holds for all of them is asked once.
    """
    if not (starts := starts_for(actor)) or not may_pledge_in(actor, pool):
        return []
    mates = region_mates({pool.region_id}, actor.today)
    inside = {one.organisation_id: one for one in pool.pledges.filter(withdrawn=None)}
    rows = [one for one in starts if could_pledge(actor, _pledge_for(one, pool, inside.get(one.pk)), mates)]
    return sorted(rows, key=lambda one: one.pk not in inside)


def could_note_for(actor: Actor, pool: Pool, members: Iterable[Pledge]) -> list[Organisation]:
    """Return the municipalities whose volumes a coordinator can write in now: those that are not bound."""
    if not facilitator_roles(actor.permissions) or not may_pledge_in(actor, pool):
        return []
    bound = {one.organisation_id for one in members if one.certainty == Certainty.COMMITTED}
    mates = region_mates({pool.region_id}, actor.today)
    rows = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, place__in=mates)
    return [one for one in rows.exclude(pk__in=bound).order_by("name") if may_write_in(actor, one)]


def _pledge_for(organisation: Organisation, pool: Pool, stands: Pledge | None) -> Pledge:
    if stands is None:
        return Pledge(pool=pool, organisation=organisation)
    stands.organisation = organisation
    return stands
