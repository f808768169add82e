"""The timetable as the method takes it, and why a wish is not met.

Each wish weighs so much that one more meeting counts for more than all lots together; a meeting that both
want goes before others, and lots decide the rest. In matchmaking only accepted wishes are timed, in a market
dialogue all; two who must not meet never do.
"""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.meetings.models import Answer, OneToOne, PlannedMeeting, Team, Way, Wish
from loftet.methods.timetable.problem import Meeting, Person, Problem, Request

KEPT_WEIGHS = 4  # a meeting that was released stays, also where two others could take its place
REASONS = {
    "never": _("the two are never there at the same time"),
    "limit": _("one of them has as many meetings as a team can have"),
    "busy": _("the two have no free time in common"),
    "tables": _("all tables are taken when both are free"),
    "barred": _("the two must not meet"),
    "declined": _("it was declined"),
    "unanswered": _("it was not answered in time"),
    "lots": _("there were too few places, and lots decided"),
    "by_hand": _("no time is given"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The problem to be solved, the meetings that are kept where they can be, and those that are locked."""

    problem: Problem
    keep: tuple[Meeting, ...]
    locked: tuple[Meeting, ...] = ()


def problem_of(frame: OneToOne) -> Asked:
    """Return the problem of a frame with its wishes, and the meetings that were released last."""
    wishes = list(wishes_to_meet(frame).select_related("firm", "buyer").order_by("pk"))
    teams = {team.pk: team for wish in wishes for team in (wish.firm, wish.buyer)}
    lots = lots_of(frame.seed, {wish.firm_id for wish in wishes})
    one = 2 * len(wishes) * len(lots) + 1  # more than all lots together, and what both want
    off = signed_off(frame)
    people = {str(key): _person(team, frame, is_off=key in off) for key, team in sorted(teams.items())}
    released = frame.timetables.exclude(released=None).first()
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
        teams = (of[row.wish_id].firm, of[row.wish_id].buyer)
        return not any(team.pk in off or row.slot in team.away for team in teams)

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


def signed_off(frame: OneToOne) -> frozenset[int]:
    """Return the keys of the teams of which nobody comes any more."""
    away = Q(attendees__way=Way.AWAY)
    rows = frame.event.teams.filter(away).exclude(attendees__way__in=(Way.PHYSICAL, Way.DIGITAL))
    return frozenset(rows.order_by().values_list("pk", flat=True))


def wishes_to_meet(frame: OneToOne) -> QuerySet[Wish]:
    """Return the wishes that a timetable is made of."""
    if frame.event.kind_of.is_matchmaking:
        return frame.wishes.filter(answer=Answer.YES)
    return frame.wishes.exclude(answer=Answer.NEVER)


def answers_of(frame: OneToOne) -> dict[str, str]:
    """Return the key of the reason of each wish that no timetable is made of."""
    words = {Answer.NEVER: "barred", Answer.NO: "declined", Answer.NONE: "unanswered"}
    rows = frame.wishes.exclude(pk__in=wishes_to_meet(frame).order_by().values("pk"))
    return {str(key): words[Answer(answer)] for key, answer in rows.values_list("pk", "answer")}


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


def _person(team: Team, frame: OneToOne, *, is_off: bool) -> Person:
    every = range(1, frame.slots + 1)
    away = frozenset(every if is_off else (slot for slot in every if slot in team.away))
    return Person(str(team.pk), away, frame.most, team.name)


def reasons_of(problem: Problem, meetings: Sequence[Meeting]) -> dict[str, str]:
    """Return the key of the reason why each wish that has no meeting is not met."""
    requests = {one.key: one for one in problem.requests}
    busy: dict[str, set[int]] = {key: set() for key in problem.people}
    for one in meetings:
        for key in requests[one.request].pair:
            busy[key].add(one.slot)
    taken, met = Counter(one.slot for one in meetings), {one.request for one in meetings}
    return {key: _reason(problem, one, busy, taken) for key, one in requests.items() if key not in met}


def _reason(problem: Problem, one: Request, busy: Mapping[str, set[int]], taken: Counter[int]) -> str:
    slots = problem.slots_of(one)
    if not slots:
        return "never"
    if any(len(busy[key]) >= (problem.people[key].most or problem.slots) for key in one.pair):
        return "limit"
    free = [slot for slot in slots if not any(slot in busy[key] for key in one.pair)]
    if not free:
        return "busy"
    return "tables" if all(taken[slot] >= problem.tables for slot in free) else "lots"


def moved_teams(old: Sequence[PlannedMeeting], new: Sequence[PlannedMeeting]) -> set[int]:
    """Return the teams whose meetings are others, or at another time or table, than before."""

    def places(rows: Sequence[PlannedMeeting]) -> dict[int, tuple[int, int]]:
        return {row.wish_id: (row.slot, row.table) for row in rows}

    before, after = places(old), places(new)
    changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    wishes = Wish.objects.filter(pk__in=changed).values_list("firm", "buyer")
    return {team for pair in wishes for team in pair}
