"""The timetable as the method takes it.

Each wish weighs so much that one more meeting counts for more than all lots together; a meeting that both
want goes before others, and lots decide the rest. In matchmaking only accepted wishes are timed, in a market
dialogue all; two who must not meet never do.
"""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from loftet.meetings.models import Team
from loftet.methods.timetable.problem import Meeting, Person, Problem, Request
from loftet.one_to_one.models import OneToOne, Wish
from loftet.one_to_one.queries import wishes_to_meet
from loftet.timetables.free import is_away, signed_off
from loftet.timetables.models import PlannedMeeting
from loftet.timetables.queries import released_of

KEPT_WEIGHS = 4  # a meeting that was released stays, also where two others could take its place


@dataclass(frozen=True, slots=True)
class Asked:
    """The problem to be solved, the meetings that are kept where they can be, and those that are locked."""

    problem: Problem
    keep: tuple[Meeting, ...]
    locked: tuple[Meeting, ...] = ()


def problem_of(frame: OneToOne) -> Asked:
    """Return the problem of a frame with its wishes, and the meetings that were released last."""
    wishes = list(wishes_to_meet(frame).select_related("firm", "buyer").order_by("pk"))
    teams = {team.pk: team for wish in wishes for team in wish.teams}
    lots = lots_of(frame.seed, {wish.firm_id for wish in wishes})
    one = 2 * len(wishes) * len(lots) + 1  # more than all lots together, and what both want
    off = signed_off(frame)
    people = {str(key): _person(team, frame, off) for key, team in sorted(teams.items())}
    released = released_of(frame)
    rows = list(released.meetings.all()) if released else []
    kept = {row.wish_id for row in rows}
    locked = {one.request: one for one in locked_in(frame, wishes, off)}
    requests = [
        Request(
            str(wish.pk),
            str(wish.firm_id),
            str(wish.buyer_id),
            mandatory=str(wish.pk) in locked,
            fixed_slot=locked[str(wish.pk)].slot if str(wish.pk) in locked else None,
            weight=float(KEPT_WEIGHS * one if wish.pk in kept else one + _extra(wish, lots)),
        )
        for wish in wishes
    ]
    keep = tuple(Meeting(row.slot, row.table, str(row.wish_id)) for row in rows)
    return Asked(Problem(frame.slots, frame.tables, people, requests), keep, tuple(locked.values()))


def locked_in(frame: OneToOne, wishes: Sequence[Wish], off: Collection[int]) -> list[Meeting]:
    """Return the locked meetings of the newest timetable that both can still come to."""
    newest, of = frame.timetables.first(), {wish.pk: wish for wish in wishes}
    rows = newest.meetings.filter(locked=True, wish__in=of) if newest else ()

    def can_be(row: PlannedMeeting) -> bool:
        return not any(is_away(team, row.slot, off) for team in of[row.wish_id].teams)

    return [Meeting(row.slot, row.table, str(row.wish_id)) for row in rows if can_be(row)]


def at_locked_tables(meetings: Sequence[Meeting], locked: Sequence[Meeting]) -> list[Meeting]:
    """Return meetings with the locked ones at their tables; who had such a table gets theirs.

    >>> found = at_locked_tables([Meeting(1, 1, "a"), Meeting(1, 2, "b")], [Meeting(1, 1, "b")])
    >>> [(one.table, one.request) for one in found]
    [(2, 'a'), (1, 'b')]
    """
    table_of = {one.request: one.table for one in meetings}
    for fixed in locked:
        there = [one.request for one in meetings if one.slot == fixed.slot]
        for other in there:
            if other != fixed.request and table_of[other] == fixed.table:
                table_of[other] = table_of[fixed.request]
        table_of[fixed.request] = fixed.table
    return [replace(one, table=table_of[one.request]) for one in meetings]


def _extra(wish: Wish, lots: Mapping[int, int]) -> int:
    return lots[wish.firm_id] + (len(lots) if wish.is_mutual else 0)


def one_for_each(problem: Problem) -> Problem:
    """Return the problem in which no firm has more than one meeting, or those of its that are locked."""
    firms = {one.a for one in problem.requests}
    held = Counter(one.a for one in problem.requests if one.mandatory)
    people = {
        key: replace(one, most=max(held[key], 1)) if key in firms else one
        for key, one in problem.people.items()
    }
    return replace(problem, people=people)


def with_mandatory(problem: Problem, keys: Collection[str]) -> Problem:
    """Return the problem in which some wishes must be met."""
    requests = [replace(one, mandatory=one.key in keys) for one in problem.requests]
    return replace(problem, requests=requests)


def lots_of(seed: int, firms: set[int]) -> Mapping[int, int]:
    """Return the lot of each firm, from 1: the same number gives the same lots.

    >>> lots_of(7, {1, 2, 3}) == lots_of(7, {3, 2, 1})
    True
    """
    order = sorted(firms)
    random.Random(seed).shuffle(order)  # noqa: S311 - everybody shall be able to draw them again
    return {firm: lot for lot, firm in enumerate(order, start=1)}


def _person(team: Team, frame: OneToOne, off: Collection[int]) -> Person:
    away = frozenset(slot for slot in range(1, frame.slots + 1) if is_away(team, slot, off))
    return Person(str(team.pk), away, frame.most, team.name)
