"""Timetables of eight sizes up to 40 tables × 120 suppliers × 16 slots, beside a greedy one.

    python -m benchmarks.timetable [--both]

The greedy timetable takes the wishes by weight, each into the first slot in which both are free and a table
is. Wishes are drawn: some firms are wanted by many, one in ten is away in a slot. `--both` also looks for few
breaks, and needs minutes. Then somebody falls ill, and the timetable is made again with little moved.
"""

import random
import sys
import time
from dataclasses import replace

from benchmarks.report import table
from loftet.methods.timetable.problem import Meeting, Person, Problem, Request
from loftet.methods.timetable.solve import Limits, Objective, Timetable, solve

# tables (one for each buyer), suppliers, slots, wishes
SIZES = (
    (6, 12, 8, 40),
    (6, 40, 12, 90),
    (10, 40, 12, 160),
    (12, 60, 16, 220),
    (20, 60, 16, 320),
    (20, 120, 16, 400),
    (40, 80, 16, 600),
    (40, 120, 16, 760),
)
SECONDS = 60.0
AWAY = 0.1


def make_problem(tables: int, suppliers: int, slots: int, wishes: int) -> Problem:
    """Return an event of a size, the same each time."""
    dice = random.Random(tables * 1000 + suppliers)
    names = [f"b{n}" for n in range(tables)] + [f"s{n}" for n in range(suppliers)]
    away = {name: frozenset(s for s in range(1, slots + 1) if dice.random() < AWAY) for name in names}
    pairs: dict[tuple[str, str], int] = {}
    while len(pairs) < wishes:
        wanted = int(suppliers * dice.random() ** 1.6)  # the first ones are wanted by many
        pairs[f"b{dice.randrange(tables)}", f"s{wanted}"] = dice.randint(1, 9)
    requests = [Request(f"r{n}", *pair, weight=weight) for n, (pair, weight) in enumerate(pairs.items())]
    return Problem(slots, tables, {name: Person(name, away[name]) for name in names}, requests)


def greedy(problem: Problem) -> float:
    """Return the weight that is met when wishes are taken one by one, the heaviest first."""
    busy: set[tuple[str, int]] = set()
    used, met = [0] * (problem.slots + 1), 0.0
    for one in sorted(problem.requests, key=lambda request: -request.weight):
        for slot in problem.slots_of(one):
            if used[slot] < problem.tables and not {(one.a, slot), (one.b, slot)} & busy:
                busy |= {(one.a, slot), (one.b, slot)}
                used[slot] += 1
                met += one.weight
                break
    return met


def timed(problem: Problem, objective: Objective, keep: tuple[Meeting, ...] = ()) -> tuple[Timetable, float]:
    """Return a timetable, and the seconds that it took."""
    begun = time.perf_counter()
    return solve(problem, objective, Limits(SECONDS), keep=keep), time.perf_counter() - begun


def told(found: Timetable, place: int = 0) -> str:
    """Return how good an objective is: proven, or its gap."""
    stage = found.stages[place]
    return f"{stage.value:g}, proven" if stage.proven else f"{stage.value:g}, at best {stage.bound:g}"


def main() -> None:
    """Print a row for each size."""
    both = "--both" in sys.argv[1:]
    head = ("size", "greedy weight", "weight", "seconds", "again: moved", "seconds ")
    print("\n".join(table((*head, "breaks with `both`", "seconds  ") if both else head, ())), flush=True)
    for tables, suppliers, slots, wishes in SIZES:
        problem = make_problem(tables, suppliers, slots, wishes)
        found, took = timed(problem, Objective.WEIGHT)
        ill = replace(problem.people["b0"], unavailable=frozenset(range(1, slots + 1)))
        changed = replace(problem, people={**problem.people, "b0": ill})
        again, took_again = timed(changed, Objective.WEIGHT, found.meetings)
        cells = [
            f"{tables} tables × {suppliers} × {slots}, {wishes} wishes",
            f"{greedy(problem):g}",
            told(found),
        ]
        cells += [
            f"{took:.1f}",
            f"{again.moved}{'' if again.proven else ' (not proven)'}",
            f"{took_again:.1f}",
        ]
        if both:
            all_three, took_all = timed(problem, Objective.BOTH)
            cells += [told(all_three, -1), f"{took_all:.0f}"]
        print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
