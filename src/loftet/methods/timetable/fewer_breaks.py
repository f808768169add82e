"""A plan with fewer breaks by moving meetings between slots: what the solver begins with.

A meeting goes to another slot, those in its way there go to the slot that it left, and so on: a Kempe
chain, which keeps who meets whom. Chains are taken by simulated annealing.
"""

import math
import random
import time
from collections.abc import Mapping

from loftet.methods.timetable.problem import Problem

HOT, COLD = 1.2, 0.12  # breaks that a chain may cost
CHAINS_FOR_EACH = 60  # tries for each meeting and slot
CLOCK = 256  # tries between two looks at the clock


def breaks_of(busy: int) -> int:
    """Count the breaks of a person who is busy in the slots that are set in a number.

    >>> breaks_of(0b1001011), breaks_of(0b111), breaks_of(0)
    (2, 0, 0)
    """
    return max((busy & ~(busy << 1)).bit_count() - 1, 0)


class Plan:
    """A plan that chains change; positions of requests, bits of slots."""

    def __init__(self, problem: Problem, met: Mapping[int, int]) -> None:
        self.problem = problem
        self.slot = dict(met)
        self.allowed = {n: frozenset(problem.slots_of(problem.requests[n])) for n in met}
        self.pair = {n: (problem.requests[n].a, problem.requests[n].b) for n in met}
        self.at: dict[tuple[str, int], int] = {}
        self.busy = dict.fromkeys(problem.people, 0)
        self.used = [0] * (problem.slots + 1)
        for n, slot in met.items():
            self._sit(n, slot)
        keys = {problem.requests[n].key: n for n in met}
        self.orders = [(keys[key], n) for n in met for key in problem.requests[n].after if key in keys]

    def _sit(self, request: int, slot: int) -> None:
        self.slot[request] = slot
        self.used[slot] += 1
        for key in self.pair[request]:
            self.at[key, slot] = request
            self.busy[key] |= 1 << slot

    def _rise(self, request: int) -> None:
        slot = self.slot[request]
        self.used[slot] -= 1
        for key in self.pair[request]:
            del self.at[key, slot]
            self.busy[key] &= ~(1 << slot)

    @property
    def breaks(self) -> int:
        """Return the breaks of all."""
        return sum(map(breaks_of, self.busy.values()))

    def chain(self, request: int, target: int) -> list[int]:
        """Return the requests that change slots when one goes to another; none where one of them may not."""
        source = self.slot[request]
        found, waiting = {request}, [request]
        while waiting:
            one = waiting.pop()
            goes = target if self.slot[one] == source else source
            if goes not in self.allowed[one]:
                return []
            for key in self.pair[one]:
                other = self.at.get((key, goes))
                if other is not None and other not in found:
                    found.add(other)
                    waiting.append(other)
        return sorted(found)

    def swap(self, chain: list[int], source: int, target: int) -> int:
        """Move the requests of a chain between two slots; return how many breaks more there are."""
        people = {key for one in chain for key in self.pair[one]}
        before = sum(breaks_of(self.busy[key]) for key in people)
        goes = {one: target if self.slot[one] == source else source for one in chain}
        for one in chain:
            self._rise(one)
        for one, slot in goes.items():
            self._sit(one, slot)
        return sum(breaks_of(self.busy[key]) for key in people) - before

    @property
    def is_allowed(self) -> bool:
        """Check the rules that a chain may break: tables, order, difference of breaks."""
        if max(self.used) > self.problem.tables:
            return False
        if any(self.slot[earlier] >= self.slot[later] for earlier, later in self.orders):
            return False
        if (most := self.problem.break_difference) is None:
            return True
        breaks = [breaks_of(busy) for busy in self.busy.values()]
        return max(breaks, default=0) - min(breaks, default=0) <= most


def with_fewer_breaks(
    problem: Problem, met: Mapping[int, int], until: float, seed: int = 1
) -> dict[int, int]:
    """Return a plan of the same meetings with at most as many breaks, found before `until`."""
    plan, dice = Plan(problem, met), random.Random(seed)  # noqa: S311 - the same dice each time
    best, fewest = dict(plan.slot), plan.breaks
    now, requests = fewest, sorted(met)
    tries = CHAINS_FOR_EACH * len(requests) * problem.slots
    for number in range(tries):
        if fewest == 0 or (number % CLOCK == 0 and time.monotonic() > until):
            break
        heat = HOT * (COLD / HOT) ** (number / tries)
        request, target = dice.choice(requests), dice.randint(1, problem.slots)
        source = plan.slot[request]
        if source == target or not (chain := plan.chain(request, target)):
            continue
        more = plan.swap(chain, source, target)
        if plan.is_allowed and (more <= 0 or dice.random() < math.exp(-more / heat)):
            now += more
            if now < fewest:
                best, fewest = dict(plan.slot), now
        else:
            plan.swap(chain, source, target)
    return best
