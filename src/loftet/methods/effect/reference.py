"""The gaps that chance makes: gaps of never-treated places, in random sets as large as the treated one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, comb, inf

import numpy as np
from numpy.typing import NDArray

from loftet.methods.random_sets import random_sets

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

TIMES = 999
ROUNDING = 1e-12  # sizes closer than this are equal


@dataclass(frozen=True, slots=True)
class Reference:
    """The sizes of gaps that chance makes, in units of the scale of the treated, ascending."""

    sizes: Floats

    def p(self, statistic: float) -> float:
        """Return how often chance makes a gap at least as large, the treated one counted: above 0, at most 1.

        Formula: (1 + number of sizes at least as large) / (1 + number of sizes). Errors: none.

        >>> Reference(np.array([1.0, 2.0, 3.0])).p(2.5)
        0.5
        """
        reached = int((self.sizes >= abs(statistic) * (1 - ROUNDING)).sum())
        return (1 + reached) / (1 + self.sizes.size)

    def margin(self, level: float) -> float:
        """Return the size that covers a level; infinite where there are too few sizes.

        Formula: the ⌈level·(n + 1)⌉-th smallest of n sizes. Errors: none.

        >>> Reference(np.array([1.0, 2.0, 3.0])).margin(0.5), Reference(np.array([1.0])).margin(0.9)
        (2.0, inf)
        """
        at = ceil(round(level * (self.sizes.size + 1), 9))
        return float(self.sizes[at - 1]) if at <= self.sizes.size else inf


def reference(units: Sequence[Floats], pulls: Floats, seed: int) -> Reference:
    """Build the reference of a weighted mean over treated places.

    Shapes: `units` holds for each treated place the gaps of all never-treated places in units of their own
    scale; `pulls` treated, the weight times the scale of each. Formula: for one treated place all sizes |z|;
    for m of them |Σ pull·z| / √Σ pull² over 999 random sets of m of the n never-treated places (all sets
    where they are fewer; at most n/2 places, which play several), widened by √((n + m)/(n − m))·(n − 1)/n
    because the gaps of never-treated places sum to nearly 0, which those of treated ones do not.
    Errors: ValueError without a treated place.

    >>> reference([np.array([1.0, -3.0, 2.0])], np.array([0.7]), seed=1).sizes.tolist()
    [1.0, 2.0, 3.0]
    """
    count, among = len(units), units[0].size
    if count == 1:
        return Reference(np.sort(np.abs(units[0])))
    drawn = draws(among, count, seed)
    slots = np.arange(count) % min(count, largest_set(among))
    shared = np.bincount(slots, weights=pulls)
    sums = np.stack([units[at][drawn[:, at]] for at in range(count)], axis=1) @ pulls
    widened = max(np.sqrt((among + count) / (among - shared.size)) * (among - 1) / among, 1.0)
    return Reference(np.sort(np.abs(sums)) * widened / np.linalg.norm(shared))


def largest_set(among: int) -> int:
    """Return the most places that are drawn together: half of them, at least one.

    >>> largest_set(351), largest_set(1)
    (175, 1)
    """
    return max(among // 2, 1)


def draws(among: int, count: int, seed: int) -> Positions:
    """Draw places in the role of treated ones, many times: 999 random sets, or all sets where they are fewer.

    Shapes: the result is time × treated. Of more treated places than half of the others, several are played
    by the same one. Errors: none.

    >>> draws(3, 2, seed=1).tolist()
    [[0, 0], [1, 1], [2, 2]]
    """
    members = min(count, largest_set(among))
    if comb(among, members) <= TIMES:
        sets = np.array(list(combinations(range(among), members)), dtype=np.int64)
    else:
        sets = random_sets(among, members, TIMES, (seed,))
    return sets[:, np.arange(count) % members]
