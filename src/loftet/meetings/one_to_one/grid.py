"""The timetable by times and tables: where each meeting can be moved, and what stands against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from loftet.meetings.models import OneToOne, Team
from loftet.meetings.one_to_one.problem import REASONS, signed_off
from loftet.meetings.one_to_one.queries import Shown


@dataclass(frozen=True, slots=True)
class Clash:
    """A meeting that cannot be held as it is planned, and why; moving it may help, or a new timetable."""

    meeting: Shown
    why: str
    can_move: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A time at which one of two who meet has another meeting, or, where there is none, is away."""

    slot: int
    begins: time
    team: Team
    other: Shown | None


@dataclass(frozen=True, slots=True)
class Place:
    """A table at a time: its meeting, if there is one, and the slots to which that cannot be moved."""

    table: int
    meeting: Shown | None
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The meetings that begin at a time, one place a table."""

    slot: int
    begins: time
    places: Sequence[Place]


Busy = Mapping[tuple[int, int], Shown]


def busy_of(meetings: Sequence[Shown]) -> Busy:
    """Return the meeting of each team in each slot, by the key of the team and the slot."""
    return {(team.pk, one.slot): one for one in meetings for team in (one.firm, one.buyer)}


def taken_for(one: Shown, busy: Busy, frame: OneToOne) -> Iterator[Taken]:
    """Yield the times at which a meeting cannot be."""
    for slot in range(1, frame.slots + 1):
        for team in (one.firm, one.buyer):
            other = busy.get((team.pk, slot))
            if slot in team.away:
                yield Taken(slot, frame.time_of(slot), team, None)
            elif other is not None and other.wish != one.wish:
                yield Taken(slot, frame.time_of(slot), team, other)


def lines_of(meetings: Sequence[Shown], frame: OneToOne) -> list[Line]:
    """Return a timetable by times and tables."""
    by_place, busy = {(one.slot, one.table): one for one in meetings}, busy_of(meetings)

    def place(slot: int, table: int) -> Place:
        one = by_place.get((slot, table))
        closed = {row.slot for row in taken_for(one, busy, frame)} if one else ()
        return Place(table, one, " ".join(map(str, sorted(closed))))

    return [
        Line(slot, frame.time_of(slot), [place(slot, table) for table in range(1, frame.tables + 1)])
        for slot in range(1, frame.slots + 1)
    ]


def swaps_for(wish: int, meetings: Sequence[Shown]) -> list[Shown]:
    """Return the meetings that can change places with that of a wish: all four are free then."""
    own = next((one for one in meetings if one.wish == wish), None)
    if own is None or own.locked:
        return []
    busy = busy_of(meetings)

    def is_free(one: Shown, at: Shown) -> bool:
        teams = (one.firm, one.buyer)
        others = [busy.get((team.pk, at.slot)) for team in teams]
        away = any(at.slot in team.away for team in teams)
        return not away and all(
            other is None or other.wish in (own.wish, at.wish, one.wish) for other in others
        )

    others = (one for one in meetings if one.wish != wish and not one.locked)
    return [one for one in others if is_free(own, one) and is_free(one, own)]


def clashes_of(meetings: Sequence[Shown], frame: OneToOne) -> Iterator[Clash]:
    """Yield what stands against a timetable: who is away, comes no longer, or must not meet the other."""
    off = signed_off(frame) if meetings else frozenset()
    for one in meetings:
        if one.barred:
            yield Clash(one, str(REASONS["barred"]))
        for team in (one.firm, one.buyer):
            words = {"who": team.name}
            if team.pk in off:
                yield Clash(one, _("%(who)s comes no longer") % words)
            elif one.slot in team.away:
                yield Clash(one, _("%(who)s cannot come then") % words, can_move=True)
