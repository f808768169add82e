"""Queries of pools: who reads of which, what is pledged, who could join, and which threshold is reached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.agreements.models import Agreement
from loftet.challenges.frozen import sharing
from loftet.core.cpv import CPV_ALIKE, beginnings
from loftet.core.ordering import last
from loftet.needs.models import Need
from loftet.needs.queries import standing
from loftet.notices.noted.rules import may_write_in
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind
from loftet.people.rules import facilitator_roles
from loftet.places.queries import region_mates
from loftet.pools.models import CERTAINTIES, Certainty, Kind, Pledge, Pool, Specification, State
from loftet.pools.rules import LEADS, could_pledge, may_pledge_in, may_start, takes_part
from loftet.pools.thresholds import Reached, reached, read_thresholds

LOWER, NATIONAL = "lower_scope", "national"
KINDS_OF: Mapping[str, Sequence[str]] = {
    Kind.GOODS: (LOWER, NATIONAL, "eea_goods_services_local"),
    Kind.WORKS: (LOWER, NATIONAL, "eea_works"),
    Kind.SPECIAL: (LOWER, NATIONAL, "eea_special_services"),
    Kind.UTILITIES: (LOWER, "utilities"),
}


def pools_in_order(actor: Actor) -> QuerySet[Pool]:
    """Return them as a list shows them, what can be joined first; `standing` are the pledges of each."""
    read = Pledge.objects.filter(withdrawn=None).only("pool", "amount", "certainty")
    pledges = Prefetch("pledges", read, to_attr="standing")
    rows = Pool.objects.visible_to(actor).select_related("lead").prefetch_related(pledges)
    return rows.order_by(last(Q(state__in=(State.FROZEN, State.ENDED))), "joins_until", "pk")


def codes_of_pools() -> tuple[str, ...]:
    """Return the beginnings of the CPV codes of what is being bought together."""
    rows = Pool.objects.filter(state__in=(State.PROPOSED, State.OPEN))
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


def specification_of(pool: Pool) -> Specification | None:
    """Return the version that counts."""
    return pool.specifications.first()


# --- who could join ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Possible:
    """A municipality that could join, why, and how much it would bring, where that is known."""

    organisation: Organisation
    reasons: tuple[str, ...]
    amount: Decimal | None = None


@dataclass(frozen=True)
class Alike:
    """The needs, agreements and figures of a region that are like a pool."""

    needs: Mapping[int, Need]
    agreements: Mapping[int, Agreement]
    sharing: frozenset[str]

    def of(self, one: Organisation, unit: str) -> Possible | None:
        """Return why an organisation could join; None where nothing speaks for it."""
        need, agreement = self.needs.get(one.pk), self.agreements.get(one.pk)
        reasons = []
        if one.place and one.place.name in self.sharing:
            reasons.append(_("The same challenge in the figures"))
        if need is not None:
            reasons.append(_("Has a need like this: %(title)s") % {"title": need.title})
        if agreement is not None:
            reasons.append(ends_in(agreement))
        rows = (need, agreement)
        amount = next((row.volume for row in rows if row and row.volume and row.unit == unit), None)
        return Possible(one, tuple(reasons), amount) if reasons else None


def ends_in(agreement: Agreement) -> str:
    """Return in which month an agreement runs out."""
    return _("The agreement runs out in %(month)s") % {"month": date_format(agreement.last_day, "F Y")}


def could_join(pool: Pool, members: Iterable[Pledge], actor: Actor) -> tuple[Possible, ...]:
    """Return the municipalities of the region that have what the pool is about, and are no members."""
    if pool.state not in (State.PROPOSED, State.OPEN):
        return ()
    inside = {one.organisation_id for one in members}
    mates = region_mates({pool.region_id}, actor.today)
    kind = OrganisationKind.MUNICIPALITY
    others = Organisation.objects.filter(kind=kind, place__in=mates).exclude(pk__in=inside)
    alike = _alike(pool, others, actor)
    found = [alike.of(one, pool.unit) for one in others.select_related("place").order_by("name")]
    return tuple(one for one in found if one is not None)


def _alike(pool: Pool, others: QuerySet[Organisation], actor: Actor) -> Alike:
    same = Q(pk__in=pool.needs.values("pk"))
    if pool.challenge_id:
        same |= Q(challenge=pool.challenge_id)
    agreements: dict[int, Agreement] = {}
    if len(pool.cpv) >= CPV_ALIKE:
        same |= Q(cpv__startswith=pool.cpv[:CPV_ALIKE])
        rows = Agreement.objects.filter(organisation__in=others, cpv__startswith=pool.cpv[:CPV_ALIKE])
        agreements = {one.organisation_id: one for one in rows if one.last_day >= actor.today}
    needs = standing(Need.objects.visible_to(actor), actor.today).filter(same, organisation__in=others)
    return Alike({one.organisation_id: one for one in needs}, agreements, sharing(pool.challenge))


# --- what is pledged --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Overview:
    """A pool with its members, as both faces of its page read it; nothing that they pay is in it."""

    pool: Pool
    members: Sequence[Pledge]
    possible: Sequence[Possible]
    actor: Actor

    @cached_property
    def totals(self) -> Mapping[Certainty, Decimal]:
        """Return what is pledged by certainty, the firmest first."""
        return {
            key: sum((one.amount for one in self.members if one.certainty == key), Decimal(0))
            for key in reversed(CERTAINTIES)
        }

    @cached_property
    def total(self) -> Decimal:
        """Return what is pledged in all."""
        return sum(self.totals.values(), Decimal(0))

    @cached_property
    def values(self) -> Sequence[Decimal]:
        """Return the value of each part: its maximum once frozen, else by the buyers' own estimate."""
        if self.pool.frozen is not None:
            return [one.max_value or Decimal(0) for one in self.members]
        estimate = self.pool.unit_estimate
        return [] if estimate is None else [one.amount * estimate for one in self.members]

    @cached_property
    def value(self) -> Decimal | None:
        """Return the value of the whole purchase, where it is known."""
        return sum(self.values, Decimal(0)) if self.values else None

    @cached_property
    def reached(self) -> Reached | None:
        """Return the threshold that the members reach together."""
        if not self.values:
            return None
        day = self.pool.frozen.date() if self.pool.frozen else self.actor.today
        rows = read_thresholds(settings.CATALOGUE)
        return reached(rows, KINDS_OF[self.pool.kind], self.values, day)


def overview(pool: Pool, actor: Actor) -> Overview:
    """Return a pool with its members; who could join is for those who act for a buyer."""
    members = members_of(pool)
    possible = could_join(pool, members, actor) if takes_part(actor, pool) else ()
    return Overview(pool, members, possible, actor)


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
