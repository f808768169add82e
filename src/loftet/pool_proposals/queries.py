"""Queries of who could join a pool: by needs, agreements and figures that are like it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.agreements.models import Agreement
from loftet.challenges.frozen import sharing
from loftet.core.cpv import CPV_ALIKE
from loftet.needs.models import Need
from loftet.needs.queries import standing
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind
from loftet.places.queries import region_mates
from loftet.pools.models import Pledge, Pool
from loftet.pools.rules import AT_WORK


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
    if pool.state not in AT_WORK:
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
