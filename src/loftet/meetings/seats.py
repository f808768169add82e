"""Places of an event: in the order of registration, within the quotas; who leaves makes a place for the next.

To be called while the row of the event is locked: two at once never take the same place.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from loftet.meetings.models import Attendee, Event, Side, Team, Way


@dataclass
class FreePlaces:
    """The places that are left: in all, for firms, and for each team. None is no limit."""

    seats: int | None
    market: int | None
    most_each: int | None
    each: Counter[int]

    def has_place_for(self, team: Team) -> bool:
        """Check whether one more of a team fits."""
        if self.seats is not None and self.seats < 1:
            return False
        if team.side == Side.MARKET and self.market is not None and self.market < 1:
            return False
        return self.most_each is None or self.each[team.pk] < self.most_each

    def take(self, team: Team) -> None:
        """Count one more of a team."""
        self.each[team.pk] += 1
        if self.seats is not None:
            self.seats -= 1
        if team.side == Side.MARKET and self.market is not None:
            self.market -= 1


def free_places(event: Event) -> FreePlaces:
    """Return the places that are left; one query."""
    rows = Attendee.objects.filter(team__event=event, seated__isnull=False).order_by()
    taken = list(rows.values_list("team", "team__side").annotate(number=Count("pk")))
    every = sum(number for _team, _side, number in taken)
    market = sum(number for _team, side, number in taken if side == Side.MARKET)
    return FreePlaces(
        None if event.seats is None else event.seats - every,
        None if event.most_market is None else event.most_market - market,
        event.most_each,
        Counter({team: number for team, _side, number in taken}),
    )


def give_places(event: Event, now: datetime) -> list[Attendee]:
    """Fill places from those who wait, in their order, as far as there are any; return who got one.

    One whose quota is full is passed by others, and keeps the place in the queue.
    """
    free = free_places(event)
    if free.seats is not None and free.seats < 1:
        return []
    waiting = Attendee.objects.filter(team__event=event, way=Way.PHYSICAL, seated=None)
    found = []
    for one in waiting.select_related("team").order_by("pk"):
        if free.has_place_for(one.team):
            free.take(one.team)
            one.seated = now
            found.append(one)
    Attendee.objects.bulk_update(found, ["seated"], batch_size=500)
    return found
