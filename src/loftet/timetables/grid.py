"""The timetable by times and tables: where each meeting can be moved, and what stands against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from loftet.timetables.free import FreeTimes
from loftet.timetables.queries import Shown
from loftet.timetables.reasons import REASONS


@dataclass(frozen=True, slots=True)
class Clash:
    """A meeting that cannot be held as it is planned, and why; moving it may help, or a new timetable."""

    meeting: Shown
    why: str
    can_move: bool = False


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


def lines_of(times: FreeTimes) -> list[Line]:
    """Return a timetable by times and tables."""
    frame = times.frame

    def place(slot: int, table: int) -> Place:
        one = times.by_place.get((slot, table))
        closed = {row.slot for row in times.taken_for(one)} if one else ()
        return Place(table, one, " ".join(map(str, sorted(closed))))

    return [
        Line(slot, frame.time_of(slot), [place(slot, table) for table in range(1, frame.tables + 1)])
        for slot in range(1, frame.slots + 1)
    ]


def clashes_of(times: FreeTimes) -> Iterator[Clash]:
    """Yield what stands against a timetable: who is away, comes no longer, or must not meet the other."""
    for one in times.by_place.values():
        if one.barred:
            yield Clash(one, str(REASONS["barred"]))
        for team in one.teams:
            words = {"who": team.name}
            if team.pk in times.off:
                yield Clash(one, _("%(who)s comes no longer") % words)
            elif one.slot in team.away:
                yield Clash(one, _("%(who)s cannot come then") % words, can_move=True)
