"""The times at which teams are free: they come, are not away, and have no other meeting then."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from django.db.models import Q

from loftet.meetings.models import Team, Way
from loftet.one_to_one.models import OneToOne
from loftet.timetables.queries import Shown


def signed_off(frame: OneToOne) -> frozenset[int]:
    """Return the keys of the teams of which nobody comes any more."""
    away = Q(attendees__way=Way.AWAY)
    rows = frame.event.teams.filter(away).exclude(attendees__way__in=(Way.PHYSICAL, Way.DIGITAL))
    return frozenset(rows.order_by().values_list("pk", flat=True))


def is_away(team: Team, slot: int, off: Collection[int]) -> bool:
    """Check whether a team is not there at a time: by its own word, or because it is signed `off`."""
    return team.pk in off or slot in team.away


@dataclass(frozen=True, slots=True)
class Taken:
    """A time at which one of two who meet has another meeting, or, where there is none, is away."""

    slot: int
    begins: time
    team: Team
    other: Shown | None


class FreeTimes:
    """The times and places that the meetings of a timetable leave free."""

    def __init__(self, frame: OneToOne, meetings: Sequence[Shown]) -> None:
        self.frame, self.off = frame, signed_off(frame)
        self.by_place = {(one.slot, one.table): one for one in meetings}
        self._busy = {(team.pk, one.slot): one for one in meetings for team in one.teams}

    def against(self, teams: Iterable[Team], slot: int, besides: Collection[int] = ()) -> Iterator[Taken]:
        """Yield what keeps some teams from a time; meetings of the wishes `besides` do not."""
        for team in teams:
            other = self._busy.get((team.pk, slot))
            if is_away(team, slot, self.off):
                yield Taken(slot, self.frame.time_of(slot), team, None)
            elif other is not None and other.wish not in besides:
                yield Taken(slot, self.frame.time_of(slot), team, other)

    def are_free(self, teams: Iterable[Team], slot: int, besides: Collection[int] = ()) -> bool:
        """Check whether some teams can all meet at a time."""
        return not any(self.against(teams, slot, besides))

    def taken_for(self, one: Shown) -> list[Taken]:
        """Return the times at which a meeting cannot be."""
        slots = range(1, self.frame.slots + 1)
        return [row for slot in slots for row in self.against(one.teams, slot, (one.wish,))]

    def swaps_for(self, own: Shown) -> list[Shown]:
        """Return the meetings that can change places with one: all four are free then."""
        if own.locked:
            return []
        others = (one for one in self.by_place.values() if one.wish != own.wish and not one.locked)
        return [
            one
            for one in others
            if self.are_free(own.teams, one.slot, both := (own.wish, one.wish))
            and self.are_free(one.teams, own.slot, both)
        ]

    def places_for(self, teams: Sequence[Team], besides: Collection[int] = ()) -> list[tuple[int, int]]:
        """Return the places, by slot and table, at which some teams can meet."""
        slots = [slot for slot in range(1, self.frame.slots + 1) if self.are_free(teams, slot, besides)]
        every = ((slot, table) for slot in slots for table in range(1, self.frame.tables + 1))
        return [place for place in every if place not in self.by_place]
