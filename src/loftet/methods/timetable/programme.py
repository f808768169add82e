"""The timetable as an integer programme for HiGHS: a column for each request in each slot that it may have.

x[r, s] is 1 where request r is met in slot s. y[p, s] is the sum of x over the requests of person p, 0 or 1.
A run of meetings begins where y is 1 and was 0 a slot before; a person has one break less than runs.
"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from loftet.methods.timetable.problem import MANY, Problem

INFINITE = highspy.kHighsInf
Terms = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Solved:
    """The finding of the solver: the bound on the objective, and the columns of the plan; None: no plan."""

    bound: float
    proven: bool
    columns: np.ndarray | None
    impossible: bool = False


def silent_solver() -> highspy.Highs:
    """Build a solver that says nothing on the standard output."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    return solver


class Programme:
    """An integer programme that grows by rows and is solved for one objective after another."""

    def __init__(self, problem: Problem, *, mandatory: Iterable[int] | None = None, seed: int = 1) -> None:
        """Build the hard rules; `mandatory` are the requests that must be met, by default the problem's."""
        self.problem = problem
        self.forced = frozenset(
            (n for n, one in enumerate(problem.requests) if one.mandatory) if mandatory is None else mandatory
        )
        self.solver = silent_solver()
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("random_seed", seed % 2**31)
        self.solver.setOptionValue("mip_rel_gap", 0.0)
        self.solver.setOptionValue("mip_abs_gap", 1e-6)
        self.slots = [problem.slots_of(one) for one in problem.requests]
        self.x: list[dict[int, int]] = []
        self.count = 0
        for options in self.slots:
            self.x.append({slot: self._column() for slot in options})
        self._start: dict[str, list[int]] = {}
        self._used: dict[str, int] = {}
        self.best: np.ndarray | None = None
        self._add_hard_rules()
        if problem.break_difference is not None:
            self._add_break_difference(problem.break_difference)

    # --- columns and rows -------------------------------------------------------------------------

    def _column(self, upper: float = 1.0, *, whole: bool = True) -> int:
        self.solver.addVar(0.0, upper)
        if whole:
            self.solver.changeColIntegrality(self.count, highspy.HighsVarType.kInteger)
        self.count += 1
        return self.count - 1

    def row(self, lower: float, upper: float, terms: Terms) -> None:
        """Add a row: lower ≤ sum of terms ≤ upper."""
        where = np.fromiter(terms, dtype=np.int32, count=len(terms))
        self.solver.addRow(lower, upper, len(where), where, np.fromiter(terms.values(), float, len(terms)))

    def met(self, request: int) -> dict[int, float]:
        """Return the terms whose sum is 1 where a request is met, else 0."""
        return dict.fromkeys(self.x[request].values(), 1.0)

    def busy(self, person: str, slot: int) -> dict[int, float]:
        """Return the terms whose sum is 1 where a person has a meeting in a slot, else 0."""
        return {
            self.x[number][slot]: 1.0 for number in self.problem.requests_of[person] if slot in self.x[number]
        }

    def meetings(self, person: str) -> dict[int, float]:
        """Return the terms that count a person's meetings."""
        return {column: 1.0 for n in self.problem.requests_of[person] for column in self.x[n].values()}

    # --- hard rules -------------------------------------------------------------------------------

    def _add_hard_rules(self) -> None:
        problem = self.problem
        for number in range(len(problem.requests)):
            self.row(1.0 if number in self.forced else 0.0, 1.0, self.met(number))
        for slot in range(1, problem.slots + 1):
            here = {options[slot]: 1.0 for options in self.x if slot in options}
            if len(here) > problem.tables:
                self.row(0.0, problem.tables, here)
        for key, person in problem.people.items():
            for slot in range(1, problem.slots + 1):
                if len(here := self.busy(key, slot)) > 1:
                    self.row(0.0, 1.0, here)
            if person.most is not None:
                self.row(0.0, person.most, self.meetings(key))
        places = {one.key: number for number, one in enumerate(problem.requests)}
        for later, one in enumerate(problem.requests):
            for key in one.after:
                self._add_order(places[key], later)

    def _add_order(self, earlier: int, later: int) -> None:
        """Add the rows by which one meeting, if both are held, lies in an earlier slot than another."""
        for slot in range(1, self.problem.slots + 1):
            late = {column: 1.0 for at, column in self.x[earlier].items() if at >= slot}
            early = {column: 1.0 for at, column in self.x[later].items() if at <= slot}
            if late and early:
                self.row(0.0, 1.0, late | early)

    def _runs(self, person: str) -> list[int]:
        """Return the columns of where a person's runs of meetings begin, made when first asked for."""
        if person not in self._start:
            found: list[int] = []
            before: Terms = {}
            for slot in range(1, self.problem.slots + 1):
                if here := self.busy(person, slot):
                    start = self._column(whole=False)
                    self.row(
                        0.0, INFINITE, {start: 1.0} | dict.fromkeys(here, -1.0) | dict.fromkeys(before, 1.0)
                    )
                    found.append(start)
                before = here
            self._start[person] = found
            self._used[person] = used = self._column(whole=False)
            self.row(-INFINITE, 0.0, {used: 1.0} | dict.fromkeys(self.meetings(person), -1.0))
        return self._start[person]

    def breaks(self, person: str) -> dict[int, float]:
        """Return the terms that count a person's breaks; they are right where breaks are made few."""
        starts = self._runs(person)
        return dict.fromkeys(starts, 1.0) | {self._used[person]: -1.0}

    def _add_break_difference(self, most: int) -> None:
        """Add the rows by which numbers of breaks, counted exactly, differ by at most `most`."""
        least = self._column(self.problem.slots)
        for key in self.problem.people:
            starts = iter(self._runs(key))
            before: Terms = {}
            for slot in range(1, self.problem.slots + 1):
                if here := self.busy(key, slot):
                    start = next(starts)
                    self.row(-INFINITE, 0.0, {start: 1.0} | dict.fromkeys(here, -1.0))
                    self.row(-INFINITE, 1.0, {start: 1.0} | dict(before))
                    self.row(0.0, INFINITE, {self._used[key]: 1.0} | dict.fromkeys(here, -1.0))
                before = here
            self.row(0.0, most, self.breaks(key) | {least: -1.0})

    # --- objectives -------------------------------------------------------------------------------

    def weight(self) -> dict[int, float]:
        """Return the terms of the weights that are met."""
        return {
            column: one.weight
            for one, options in zip(self.problem.requests, self.x, strict=True)
            for column in options.values()
            if one.weight
        }

    def left_out(self) -> dict[int, float]:
        """Return the terms that count people without a meeting while somebody has four or more."""
        many, found = self._column(), {}
        for key, numbers in self.problem.requests_of.items():
            if not numbers:
                continue
            mine = self.meetings(key)
            if len(numbers) >= MANY:
                self.row(-INFINITE, MANY - 1, mine | {many: -float(len(numbers) - MANY + 1)})
            without = self._column(whole=False)
            self.row(0.0, INFINITE, mine | {without: 1.0, many: -1.0})
            found[without] = 1.0
        return found

    def all_breaks(self) -> dict[int, float]:
        """Return the terms that count the breaks of all."""
        found: dict[int, float] = {}
        for key in self.problem.people:
            if len(self.problem.requests_of[key]) > 1:
                found |= self.breaks(key)
        return found

    def solve(self, terms: Terms, *, most: bool, until: float) -> Solved:
        """Return the best plan for an objective that was found before a moment of `time.monotonic`."""
        if any(not self.slots[number] for number in self.forced):
            return Solved(0.0, False, None, impossible=True)
        if self.count == 0:
            return Solved(0.0, True, np.zeros(0))
        costs = np.zeros(self.count)
        for column, cost in terms.items():
            costs[column] = cost
        self.solver.changeColsCost(self.count, np.arange(self.count, dtype=np.int32), costs)
        sense = highspy.ObjSense.kMaximize if most else highspy.ObjSense.kMinimize
        self.solver.changeObjectiveSense(sense)
        # The clock of the solver goes on from one objective to the next.
        left = max(until - time.monotonic(), 0.1)
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + left)
        if self.best is not None:
            self.solver.setSolution(len(self.best), np.arange(len(self.best), dtype=np.int32), self.best)
        self.solver.run()
        return self._read()

    def begin_with(self, met: Mapping[int, int]) -> None:
        """Set the plan that the next objective begins with: the slot of each request that is met."""
        self.best = np.zeros(sum(map(len, self.x)))
        for number, slot in met.items():
            self.best[self.x[number][slot]] = 1.0

    def _read(self) -> Solved:
        status, info = self.solver.getModelStatus(), self.solver.getInfo()
        proven = status == highspy.HighsModelStatus.kOptimal
        impossible = status in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )
        if impossible or info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Solved(info.mip_dual_bound, False, None, impossible)
        columns = np.array(self.solver.getSolution().col_value)
        self.best = np.round(columns[: sum(map(len, self.x))])
        return Solved(info.mip_dual_bound, proven, columns)
