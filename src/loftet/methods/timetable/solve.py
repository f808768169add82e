"""The best timetable for an objective, proven or with its gap stated.

`weight` makes the sum of the weights met large. `breaks` meets the mandatory requests alone, with few breaks.
`both` is lexicographic: weight, then few people without a meeting while somebody has four or more, then few
breaks. With a timetable to keep: weight, then few of its meetings cancelled or moved to another slot.
"""

import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from loftet.methods.timetable.clash import Clash, find_clash
from loftet.methods.timetable.fewer_breaks import Plan, with_fewer_breaks
from loftet.methods.timetable.problem import MANY, Meeting, Problem
from loftet.methods.timetable.programme import Programme, Solved, Terms
from loftet.methods.timetable.tables import give_tables

HALF = 0.5
ANY, MORE = "any", "more"  # steps between the objectives: any plan, and wishes without a weight
SHARE, LAST = 0.6, 0.9  # of the seconds left, for an objective that others follow, and for the last one
NEAR = 1e-6  # what a solver adds up wrong


class Objective(StrEnum):
    """The order of timetables: which is better than another."""

    BOTH = "both"
    WEIGHT = "weight"
    BREAKS = "breaks"


AIMS = {
    Objective.BOTH: ("weight", "without_meeting", "breaks"),
    Objective.WEIGHT: ("weight",),
    Objective.BREAKS: (ANY, "breaks"),  # a plan is found sooner than one with few breaks
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One objective of several: the value reached, the bound on it, and whether it is proven to be best."""

    name: str
    value: float
    bound: float
    proven: bool

    @property
    def gap(self) -> float:
        """Return by how much the bound is better, as a share of the value, or of 1 where that is less.

        >>> Stage("breaks", 8, 6, False).gap, Stage("weight", 0, 0, True).gap
        (0.25, 0.0)
        """
        return abs(self.bound - self.value) / max(1.0, abs(self.value))


@dataclass(frozen=True, slots=True)
class Timetable:
    """A timetable, how good it is, and how many meetings of an earlier one are cancelled or moved."""

    meetings: tuple[Meeting, ...]
    stages: tuple[Stage, ...]
    moved: int = 0

    @property
    def proven(self) -> bool:
        """Check whether each objective is proven to be best."""
        return all(one.proven for one in self.stages)


class NotFound(Exception):  # noqa: N818 - a finding about the demands
    """There is no timetable, and `clash` names demands that clash; or none was found in time."""

    def __init__(self, clash: Clash | None, seconds: float) -> None:
        self.clash, self.seconds = clash, seconds
        super().__init__(str(clash) if clash else f"not found in {seconds:g} s, not proven")


@dataclass(frozen=True, slots=True)
class Limits:
    """The seconds that a timetable is looked for, and the seed of what is tried first."""

    seconds: float = 60.0
    seed: int = 1


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective as the programme has it; `base` is added to the sum of its terms."""

    name: str
    terms: Terms
    most: bool = False
    base: float = 0.0


def solve(
    problem: Problem,
    objective: Objective = Objective.BOTH,
    limits: Limits = LIMITS,
    *,
    keep: Sequence[Meeting] = (),
) -> Timetable:
    """Return the best timetable that is found in time.

    The same problem gives the same timetable, as long as every objective is proven in time.

    Raises:
        NotFound: when no timetable meets the hard rules, or none was found in time.
    """
    asked = only_mandatory(problem) if objective is Objective.BREAKS else problem
    programme = Programme(asked, seed=limits.seed)
    if keep:
        programme.begin_with(_possible(programme, keep))
    stages, plan = _best_plan(programme, _aims(asked, objective, keep=bool(keep)), keep, limits)
    meetings = give_tables(asked, plan, keep)
    slots = {one.request: one.slot for one in meetings}
    return Timetable(meetings, stages, sum(slots.get(one.request) != one.slot for one in keep))


def _best_plan(
    programme: Programme, names: Sequence[str], keep: Sequence[Meeting], limits: Limits
) -> tuple[tuple[Stage, ...], Mapping[int, int]]:
    """Return how far each objective came, one after the other, and the slot of each request that is met."""
    end = time.monotonic() + limits.seconds
    stages, found = list[Stage](), None
    for name in names:
        now, aim = time.monotonic(), _aim(programme, name, keep)
        if name == "breaks" and found is not None:
            until = now + (end - now) * HALF
            fewer = with_fewer_breaks(programme.problem, _met(programme, found), until, limits.seed)
            programme.begin_with(fewer)
        share = LAST if name == names[-1] else SHARE
        step = programme.solve(aim.terms, most=aim.most, until=now + (end - now) * share)
        if step.columns is None and found is None:
            until = time.monotonic() + limits.seconds
            raise NotFound(find_clash(programme.problem, until) if step.impossible else None, limits.seconds)
        found = found if step.columns is None else step.columns
        assert found is not None  # the first objective has found a plan, or there is none
        if name not in (ANY, MORE):
            stages.append(_stage(aim, step, _reached(programme, aim, found)))
            _hold(programme, aim, stages[-1].value - aim.base)
    assert found is not None
    return tuple(stages), _met(programme, found)


def only_mandatory(problem: Problem) -> Problem:
    """Return the problem without the requests that need not be met."""
    kept = [one for one in problem.requests if one.mandatory]
    keys = {one.key for one in kept}
    kept = [replace(one, after=tuple(key for key in one.after if key in keys)) for one in kept]
    return replace(problem, requests=kept)


def _aims(problem: Problem, objective: Objective, *, keep: bool) -> list[str]:
    """Return the names of the objectives in order."""
    names = [*AIMS[objective]] if not keep else [AIMS[objective][0], "moved"]
    if any(not one.weight and not one.mandatory for one in problem.requests):
        names.append(MORE)
    return names


def _aim(programme: Programme, name: str, keep: Sequence[Meeting]) -> Aim:
    """Return an objective with its terms; what it needs is added to the programme."""
    if name == "weight":
        return Aim(name, programme.weight(), most=True)
    if name == "moved":
        stay = {programme.x[number][slot]: -1.0 for number, slot in _possible(programme, keep).items()}
        return Aim(name, stay, base=len(keep))
    if name == "without_meeting":
        return Aim(name, programme.left_out())
    if name == "breaks":
        return Aim(name, programme.all_breaks())
    if name == MORE:
        unweighted = [n for n, one in enumerate(programme.problem.requests) if not one.weight]
        return Aim(name, {column: 1.0 for n in unweighted for column in programme.met(n)}, most=True)
    return Aim(name, {})


def _possible(programme: Programme, keep: Sequence[Meeting]) -> dict[int, int]:
    """Return the meetings that may stay where they are, by themselves: request and slot."""
    places = {one.key: number for number, one in enumerate(programme.problem.requests)}
    found = ((places.get(one.request), one.slot) for one in keep)
    return {number: slot for number, slot in found if number is not None and slot in programme.x[number]}


def _hold(programme: Programme, aim: Aim, value: float) -> None:
    """Add the row by which later objectives keep what was reached."""
    slack = NEAR * max(1.0, abs(value)) / 10
    if aim.terms and aim.most:
        programme.row(value - slack, math.inf, aim.terms)
    elif aim.terms:
        programme.row(-math.inf, value + slack, aim.terms)


def _reached(programme: Programme, aim: Aim, columns: np.ndarray) -> float:
    """Return the value of an objective in the plan that is kept.

    Where the solver found none in time, the plan is older than the columns of the objective: then its breaks,
    or its people without a meeting, are counted.
    """
    if all(column < len(columns) for column in aim.terms):
        return _plain(aim.base + math.fsum(cost * columns[column] for column, cost in aim.terms.items()))
    problem, met = programme.problem, _met(programme, columns)
    if aim.name == "breaks":
        return float(Plan(problem, met).breaks)
    has = Counter(key for number in met for key in problem.requests[number].pair)
    without = sum(1 for key, asked in problem.requests_of.items() if asked and not has[key])
    return float(without if max(has.values(), default=0) >= MANY else 0)


def _stage(aim: Aim, step: Solved, value: float) -> Stage:
    """Return what an objective has reached, and what bounds it."""
    if step.proven or not aim.terms:
        return Stage(aim.name, value, value, True)
    bound = aim.base + step.bound if math.isfinite(step.bound) else _loose_bound(aim)
    if not aim.most:
        bound = max(bound, 0.0)  # what is made small is counted
    if all(float(cost).is_integer() for cost in aim.terms.values()):
        bound = float(math.floor(bound + NEAR) if aim.most else math.ceil(bound - NEAR))
    return Stage(aim.name, value, bound, math.isclose(bound, value, abs_tol=NEAR))


def _loose_bound(aim: Aim) -> float:
    """Return the value that no plan can pass, where the solver has told no better one."""
    return aim.base + sum(cost for cost in aim.terms.values() if (cost > 0) == aim.most)


def _plain(value: float) -> float:
    """Return a sum of whole numbers without what the solver adds up wrong."""
    return float(round(value)) if abs(value - round(value)) < NEAR else value


def _met(programme: Programme, columns: np.ndarray) -> Mapping[int, int]:
    """Return the slot of each request that is met, by its position."""
    return {
        number: slot
        for number, options in enumerate(programme.x)
        for slot, column in options.items()
        if columns[column] > HALF
    }
