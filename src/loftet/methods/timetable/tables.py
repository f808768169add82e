"""Tables for the meetings of a plan: a person stays where they sit as far as that goes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from loftet.methods.timetable.problem import Meeting, Problem


def give_tables(problem: Problem, met: Mapping[int, int], keep: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Return the meetings with a table each, ordered by slot and table.

    A meeting that is kept in its slot keeps its table. Others take the one at which one of the two sat last,
    first she who is asked for most, else the first that is free.
    """
    kept = {one.request: one for one in keep}
    by_slot: dict[int, list[int]] = defaultdict(list)
    for number, slot in met.items():
        by_slot[slot].append(number)
    asked_for = {key: len(numbers) for key, numbers in problem.requests_of.items()}
    seat: dict[str, int] = {}
    found: list[Meeting] = []
    for slot in sorted(by_slot):
        taken: dict[int, int] = {}
        waiting = []
        for number in by_slot[slot]:
            before = kept.get(problem.requests[number].key)
            if (
                before
                and before.slot == slot
                and before.table <= problem.tables
                and before.table not in taken
            ):
                taken[before.table] = number
            else:
                waiting.append(number)
        free = [table for table in range(1, problem.tables + 1) if table not in taken]
        waiting.sort(key=lambda number: (-_busiest(problem, number, asked_for), number))
        for number in waiting:
            one = problem.requests[number]
            wanted = [seat[key] for key in _by_demand(one.a, one.b, asked_for) if seat.get(key) in free]
            table = wanted[0] if wanted else _unused(free, seat)
            free.remove(table)
            taken[table] = number
        for table, number in taken.items():
            one = problem.requests[number]
            seat[one.a] = seat[one.b] = table
            found.append(Meeting(slot, table, one.key))
    return tuple(sorted(found, key=lambda one: (one.slot, one.table)))


def _busiest(problem: Problem, number: int, asked_for: Mapping[str, int]) -> int:
    one = problem.requests[number]
    return max(asked_for[one.a], asked_for[one.b])


def _by_demand(a: str, b: str, asked_for: Mapping[str, int]) -> tuple[str, str]:
    return (a, b) if asked_for[a] >= asked_for[b] else (b, a)


def _unused(free: Sequence[int], seat: Mapping[str, int]) -> int:
    """Return the first free table at which nobody sat last, else the first."""
    sat = set(seat.values())
    return next((table for table in free if table not in sat), free[0])
