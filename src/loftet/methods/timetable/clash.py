"""The smallest set of demands that cannot be met together, in words.

It is found by hitting sets: as long as a set of mandatory requests can be met together, what the largest
plan with it leaves out must be hit by the set that is looked for (Ignatiev and others, Smallest MUS
extraction with minimal hitting set dualization, 2015).
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import highspy
import numpy as np

from loftet.methods.timetable.problem import Person, Problem
from loftet.methods.timetable.programme import Programme, silent_solver

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Clash:
    """Requests that cannot all be met, with what limits them; `smallest` is true where that is proven."""

    requests: tuple[str, ...]
    lines: tuple[str, ...]
    smallest: bool

    def __str__(self) -> str:
        """Return the clash as lines."""
        size = "the smallest set of" if self.smallest else "a set of"
        head = f"no timetable meets all demands; {size} mandatory requests that clash:"
        return "\n".join((head, *self.lines))


def find_clash(problem: Problem, until: float) -> Clash | None:
    """Return the smallest set of mandatory requests that clash, as far as it is found in time."""
    demands = [number for number, one in enumerate(problem.requests) if one.mandatory]
    corrections: list[frozenset[int]] = []
    while time.monotonic() < until:
        chosen = _hitting(corrections, len(problem.requests))
        met = _largest(problem, chosen, until)
        if met is None:
            return Clash(tuple(problem.requests[n].key for n in chosen), tuple(_lines(problem, chosen)), True)
        if not (left := frozenset(demands) - met):
            return None
        corrections.append(left)
    return None


def _largest(problem: Problem, forced: tuple[int, ...], until: float) -> frozenset[int] | None:
    """Return the mandatory requests that are met where as many as possible are, with some forced."""
    programme = Programme(problem, mandatory=forced)
    demands = [number for number, one in enumerate(problem.requests) if one.mandatory]
    terms = {column: 1.0 for number in demands for column in programme.met(number)}
    found = programme.solve(terms, most=True, until=until)
    if found.columns is None:
        return None if found.impossible else frozenset()
    return frozenset(n for n in demands if any(found.columns[column] > 0.5 for column in programme.met(n)))


def _hitting(sets: list[frozenset[int]], count: int) -> tuple[int, ...]:
    """Return the smallest set of numbers that has one of each set."""
    solver = silent_solver()
    for number in range(count):
        solver.addVar(0.0, 1.0)
        solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        solver.changeColCost(number, 1.0)
    for one in sets:
        where = np.array(sorted(one), dtype=np.int32)
        solver.addRow(1.0, highspy.kHighsInf, len(where), where, np.ones(len(where)))
    solver.run()
    values = solver.getSolution().col_value
    return tuple(number for number, value in enumerate(values) if value > 0.5)


def _lines(problem: Problem, requests: tuple[int, ...]) -> Iterator[str]:
    """Yield each demand in words, then what is known of those who are in several, and of the tables."""
    keys: list[str] = []
    for number in requests:
        one = problem.requests[number]
        a, b = problem.people[one.a], problem.people[one.b]
        where = "".join(
            (
                f", session {one.session}" if one.session else "",
                f", slot {one.fixed_slot}" if one.fixed_slot else "",
                f", after {', '.join(one.after)}" if one.after else "",
            )
        )
        slots = problem.slots_of(one)
        possible = "in no slot" if not slots else f"in slots {_listed(slots)}"
        yield f"- {one.key}: {a.called} and {b.called}{where}, possible {possible}"
        keys += [one.a, one.b]
    for key in dict.fromkeys(keys):
        person = problem.people[key]
        if keys.count(key) > 1 or person.most is not None:
            yield f"- {person.called} {_limits(problem, person)}"
    yield f"- {problem.tables} tables in each of {problem.slots} slots"
    if problem.break_difference is not None:
        yield f"- numbers of breaks may differ by {problem.break_difference}"


def _limits(problem: Problem, person: Person) -> str:
    free = [slot for slot in range(1, problem.slots + 1) if slot not in person.unavailable]
    most = f", and at most {person.most} meetings" if person.most is not None else ""
    return f"can come in {f'slots {_listed(free)}' if free else 'no slot'}{most}"


def _listed(slots: tuple[int, ...] | list[int]) -> str:
    """Return slots as ranges.

    >>> _listed([1, 2, 3, 5])
    '1–3, 5'
    """
    runs: list[list[int]] = []
    for slot in slots:
        if runs and slot == runs[-1][-1] + 1:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
