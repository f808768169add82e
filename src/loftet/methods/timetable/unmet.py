"""Why a request is not met: the kind of reason, and one sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loftet.methods.timetable.problem import Meeting, Problem, Request


class Reason(NamedTuple):
    """Why a request is not met: its kind, which the web keeps, and a sentence with names."""

    kind: str
    sentence: str


def unmet(
    problem: Problem, meetings: Sequence[Meeting], *, only_mandatory: bool
) -> Iterator[tuple[str, Reason]]:
    """Yield the requests that are not met, each with its reason; `only_mandatory` leaves the others out."""
    found = {one.request: one for one in meetings}
    requests = {one.key: one for one in problem.requests}
    busy: dict[str, dict[int, str]] = {key: {} for key in problem.people}
    for one in meetings:
        for key in requests[one.request].pair:
            busy[key][one.slot] = one.request
    tables = Counter(one.slot for one in meetings)
    for request in problem.requests:
        if request.key not in found:
            yield request.key, _reason(problem, request, busy, tables, only_mandatory=only_mandatory)


def _reason(
    problem: Problem,
    request: Request,
    busy: dict[str, dict[int, str]],
    tables: Counter[int],
    *,
    only_mandatory: bool,
) -> Reason:
    if request.pair in problem.forbidden:
        return Reason("barred", "the two may not meet")
    if only_mandatory and not request.mandatory:
        return Reason("optional", "optional requests are left out with this objective")
    slots = problem.slots_of(request)
    if not slots:
        return Reason("never", _no_slot(problem, request))
    for key in (request.a, request.b):
        person = problem.people[key]
        if person.most is not None and len(busy[key]) >= person.most:
            return Reason("limit", f"{person.called} has the {person.most} meetings that are the limit")
    for key in (request.a, request.b):
        if all(slot in busy[key] for slot in slots):
            others = f"{problem.people[key].called} has other meetings in all slots in which both can come"
            return Reason("busy", others)
    free = [slot for slot in slots if slot not in busy[request.a] and slot not in busy[request.b]]
    if not free:
        return Reason("busy", "the two have no free slot in common beside their other meetings")
    if all(tables[slot] >= problem.tables for slot in free):
        return Reason("tables", "all tables are taken where both are free")
    if request.after or any(request.key in one.after for one in problem.requests):
        return Reason("lots", "the order that is asked for leaves no slot")
    if not request.weight:
        return Reason("lots", "it has no weight, and is met only where that costs nothing")
    return Reason("lots", "it would cost meetings that weigh more, or break a rule on breaks")


def _no_slot(problem: Problem, request: Request) -> str:
    a, b = problem.people[request.a], problem.people[request.b]
    every = set(range(1, problem.slots + 1))
    for person in (a, b):
        if every <= person.unavailable:
            return f"{person.called} is never available"
    if every <= a.unavailable | b.unavailable:
        return f"{a.called} and {b.called} are never available in the same slot"
    if request.fixed_slot is not None:
        return f"not both are available in slot {request.fixed_slot}, or it is outside the session"
    return f"not both are available in session {request.session}"
