"""The work on a timetable, solved by the worker and kept as a draft."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from loftet.invalid_input import InvalidInput
from loftet.one_to_one.models import OneToOne
from loftet.one_to_one.queries import wishes_to_meet
from loftet.timetables.models import PlannedMeeting, Timetable
from loftet.timetables.problem import Asked, at_locked_tables, one_for_each, problem_of, with_mandatory
from loftet.timetables.reasons import answers_of, reasons_of

if TYPE_CHECKING:
    from loftet.methods.timetable.solve import Timetable as Solved

SECONDS = 45.0


def solve_timetable(row: int) -> Any:
    """Return the best timetable that is found in time, with the reasons of wishes that are not met."""
    frame = OneToOne.objects.select_related("event").get(pk=row)
    asked = problem_of(frame)
    found = best_for(asked)
    found = replace(found, meetings=tuple(at_locked_tables(found.meetings, asked.locked)))
    return found, reasons_of(asked.problem, found.meetings) | answers_of(frame)


def best_for(asked: Asked) -> "Solved":
    """Return the best timetable: fewest firms without a meeting, then as many and as wanted as can be.

    What was released moves as little as possible. The solver is imported when it is needed: a web server does
    not load it.
    """
    from loftet.methods.timetable.solve import Limits, solve

    problem, limits = asked.problem, Limits(SECONDS)
    if not asked.keep:  # first a meeting for as many firms as can have one, then as many as possible
        first = solve(one_for_each(problem), limits=limits)
        problem = with_mandatory(problem, {one.request for one in first.meetings})
    return solve(problem, limits=limits, keep=asked.keep)


def keep_timetable(row: int, result: Any, now: datetime) -> None:
    """Save a timetable as a draft; it takes the place of a draft that nobody has released.

    One that is of an earlier frame or of other wishes is dropped: the organiser asks again.
    """
    found, unmet = result
    frame = OneToOne.objects.select_for_update().get(pk=row)
    wishes = set(wishes_to_meet(frame).values_list("pk", flat=True))
    can_be = all(
        int(one.request) in wishes and one.slot <= frame.slots and one.table <= frame.tables
        for one in found.meetings
    )
    newest = frame.timetables.first()
    locked = set(newest.meetings.filter(locked=True).values_list("wish", flat=True)) if newest else set()
    asked = problem_of(frame).locked  # somebody may have locked more while it was solved
    can_be = can_be and set(asked) <= set(found.meetings)
    if not can_be or frame.answers_by >= timezone.localdate(now):
        return
    frame.timetables.filter(released=None).delete()
    newest = frame.timetables.first()
    made = Timetable.objects.create(
        one_to_one=frame,
        number=newest.number + 1 if newest else 1,
        made=now,
        proven=found.proven,
        gap=max((one.gap for one in found.stages), default=0.0),
        unmet=unmet,
    )
    PlannedMeeting.objects.bulk_create(
        PlannedMeeting(
            timetable=made,
            wish_id=int(one.request),
            slot=one.slot,
            table=one.table,
            locked=int(one.request) in locked,
        )
        for one in found.meetings
    )


def refuse_timetable(_row: int, _cause: InvalidInput | None) -> None:
    """Leave the timetable that is there: the page shows that the work has failed."""
