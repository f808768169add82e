"""A test of whether a set of places differs from similar places beyond chance: permutations in strata."""

from dataclasses import dataclass
from functools import lru_cache, partial
from math import comb

import numpy as np
from numpy.typing import NDArray

from loftet.methods.random_sets import random_sets

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

# Sums of the same scores in another order differ in the last digits, and are equal all the same.
EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class Chance:
    """By indicator: how likely chance is to give as high and as low a sum, and how many sets there are.

    Both p are NaN where no member has a score. `sets` counts the sets that chance can choose among; with
    few of them no p can be small.
    """

    high: Floats
    low: Floats
    sets: tuple[int, ...]


def stratified_test(scores: Floats, strata: Places, members: Places, times: int, seed: int) -> Chance:
    """Compare the sum of the members' scores with that of random sets from the same strata.

    Shapes: `scores` place × indicator (NaN = no score), `strata` place (below 0 = belongs nowhere),
    `members` positions of places; results indicator. Units: p from 1/(times + 1) to 1.
    Formula: a random set has as many places with a score from each stratum as the members have;
    `p = (1 + number of sets with at least (at most) the members' sum)/(times + 1)`. With equal counts from
    each stratum this is the permutation test of the difference in means, and structure that places of a
    stratum share cannot make a difference. Errors: none. Source: Phipson and Smyth (2010), Statistical
    Applications in Genetics and Molecular Biology 9, article 39; Good (2005), Permutation Tests, ch. 3.

    >>> scores = np.array([[9.0], [8.0], *([float(at)] for at in range(7))])
    >>> found = stratified_test(scores, np.zeros(9, dtype=int), np.array([0, 1]), times=999, seed=1)
    >>> found.high.round(2), found.low, found.sets
    (array([0.02]), array([1.]), (36,))
    """
    inside = np.zeros(len(scores), dtype=bool)
    inside[members] = True
    number = scores.shape[1]
    observed, drawn, sets = np.zeros(number), np.zeros((number, times)), [1] * number
    for stratum in np.unique(strata[inside & (strata >= 0)]):
        at = np.flatnonzero(strata == stratum)
        draw = lru_cache(partial(random_sets, times=times, seed=(seed, int(stratum))))
        for columns, present in _patterns(~np.isnan(scores[at])):
            chosen = present & inside[at]
            block = scores[np.ix_(at[present], columns)].T
            among, many = int(present.sum()), int(chosen.sum())
            observed[columns] += scores[np.ix_(at[chosen], columns)].sum(axis=0)
            for places in draw(among, many).T:
                drawn[columns] += np.take(block, places, axis=1)
            for column in columns:
                sets[column] *= comb(among, many)
    known = ~np.isnan(scores[inside & (strata >= 0)]).all(axis=0)
    high, low = (
        np.where(known, (1 + hits.sum(axis=1)) / (times + 1), np.nan)
        for hits in (drawn >= observed[:, None] - EQUAL, drawn <= observed[:, None] + EQUAL)
    )
    return Chance(high, low, tuple(sets))


def _patterns(present: Flags) -> list[tuple[Places, Flags]]:
    """Return the columns that have a score in the same places, with these places."""
    patterns, which = np.unique(present, axis=1, return_inverse=True)
    return [(np.flatnonzero(which.ravel() == at), pattern) for at, pattern in enumerate(patterns.T)]
