"""A pool with what its members bring, its value, and the threshold that they reach together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.conf import settings

from loftet.people.actor import Actor
from loftet.pool_overview.thresholds import KINDS_OF, Reached, reached, read_thresholds
from loftet.pool_proposals.queries import Possible, could_join
from loftet.pools.models import CERTAINTIES, Certainty, Pledge, Pool
from loftet.pools.queries import members_of
from loftet.pools.rules import takes_part


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
