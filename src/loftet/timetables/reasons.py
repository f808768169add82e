"""Why a wish has no time, by the key under which a timetable has it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from loftet.methods.timetable.problem import Meeting, Problem, Request
from loftet.one_to_one.models import Answer, OneToOne
from loftet.one_to_one.queries import wishes_to_meet

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


def answers_of(frame: OneToOne) -> dict[str, str]:
    """Return the key of the reason of each wish that no timetable is made of."""
    words = {Answer.NEVER: "barred", Answer.NO: "declined", Answer.NONE: "unanswered"}
    rows = frame.wishes.exclude(pk__in=wishes_to_meet(frame).order_by().values("pk"))
    return {str(key): words[Answer(answer)] for key, answer in rows.values_list("pk", "answer")}
