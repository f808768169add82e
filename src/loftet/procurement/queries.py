"""Queries of procurements: what somebody may read, in which order, and what a pool carries over."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)

from loftet.agreements.rules import organisations_written_for
from loftet.meetings.kinds import kinds
from loftet.meetings.models import Event
from loftet.meetings.models import State as EventState
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.pools.models import Certainty, Pledge, Pool
from loftet.pools.models import State as PoolState
from loftet.procurement.models import Procurement, State
from loftet.procurement.rules import inside, own_of

MOST_EVENTS = 5


def is_announced(event: Event) -> bool:
    """Check whether a procurement of what an event is about is announced, or under contract."""
    about = Q(need__in=event.needs.all()) | Q(pool__in=event.pools.all())
    return Procurement.objects.filter(about, state__in=(State.ANNOUNCED, State.SIGNED)).exists()


def procurements_in_order(actor: Actor) -> QuerySet[Procurement]:
    """Return them as a list shows them: what is at work first; the value of one's own alone."""
    number = IntegerField()
    rank = Case(
        When(state=State.PREPARED, then=Value(0)),
        When(state=State.ANNOUNCED, then=Value(1)),
        When(state=State.SIGNED, then=Value(2)),
        default=Value(3),
        output_field=number,
    )
    rows = Procurement.objects.visible_to(actor).select_related("lead", "contract").annotate(rank=rank)
    if not own_of(actor.permissions):
        return rows.annotate(is_own=Value(0)).order_by("rank", "-planned_on", "-pk")
    is_own = Case(When(inside(actor.permissions), then=Value(1)), default=Value(0), output_field=number)
    rows = rows.annotate(is_own=is_own).prefetch_related("shares")
    return rows.order_by("-is_own", "rank", "-planned_on", "-pk")


def value_shown(procurement: Any) -> Decimal | None:
    """Return the value of a row of the list: that of one's own, or of the contract, which is public."""
    if contract := procurement.signed_contract:
        return Decimal(contract.value)
    if not procurement.is_own:
        return None
    return Decimal(procurement.total)


def organisations_bought_for(actor: Actor) -> list[Organisation]:
    """Return the organisations that somebody starts procurements for: own roles before delegations."""
    return organisations_written_for(actor) if own_of(actor.permissions) else []


def is_ready(pool: Pool) -> bool:
    """Check whether a procurement can be made from a pool: once it is open, and also when it is frozen."""
    return pool.frozen is not None or pool.state == PoolState.OPEN


@dataclass(frozen=True, slots=True)
class Carried:
    """The committed buyers of a pool, with what each has signed for: the own value, and those of others."""

    own: Decimal | None
    others: Iterable[Pledge]

    @property
    def total(self) -> Decimal:
        """Return the maximum of all together."""
        others = (one.max_value or Decimal(0) for one in self.others)
        return (self.own or Decimal(0)) + sum(others, Decimal(0))


def carried_over(pool: Pool) -> Carried:
    """Return what a procurement takes over from a pool."""
    rows = pool.pledges.filter(withdrawn=None, certainty=Certainty.COMMITTED).select_related("organisation")
    own = next((one.max_value for one in rows if one.organisation_id == pool.lead_id), None)
    return Carried(own, [one for one in rows if one.organisation_id != pool.lead_id])


def dialogues_of(procurement: Procurement) -> QuerySet[Event]:
    """Return the market dialogues about the need or the pool: their logs belong to the documents."""
    markets = [one.key for one in kinds().values() if one.is_market]
    about = Q(pk__in=())
    if procurement.need_id is not None:
        about |= Q(needs=procurement.need_id)
    if procurement.pool_id is not None:
        about |= Q(pools=procurement.pool_id)
    rows = Event.objects.filter(about, state=EventState.ANNOUNCED, kind__in=markets).distinct()
    return rows.prefetch_related("summaries").order_by("day")[:MOST_EVENTS]
