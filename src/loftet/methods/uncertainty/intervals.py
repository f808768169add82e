"""From replicates to intervals, ranks, and who cannot be told apart."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from loftet.methods.columns import Floats
from loftet.methods.rules import Ties


def tails(level: float) -> tuple[float, float]:
    """Return the shares below the two ends of an interval.

    >>> tails(0.5)
    (0.25, 0.75)
    """
    return (1 - level) / 2, (1 + level) / 2


def interval(values: Floats, level: float) -> Floats:
    """Return the interval that holds a share `level` of the replicates, as much outside on either side.

    Shapes: `values` row × replicate (sorted in place); the result is 2 × row. Units: those of the values.
    Formula: `numpy.quantile` (linear) over the replicates that have a value. Errors: none; NaN without any.

    >>> interval(np.array([[4.0, 1.0, 3.0, 2.0, 5.0]]), 0.5).ravel()
    array([2., 4.])
    """
    values.sort(axis=1)
    present = values.shape[1] - np.isnan(values).sum(axis=1)
    return np.stack([_between(values, share * np.maximum(present - 1, 0)) for share in tails(level)])


def interval_of_choices(values: Floats, counts: NDArray[np.int64], level: float) -> Floats:
    """Return the same interval where replicates have one of a few values, with a count for each.

    Shapes: `values` row × choice, `counts` choice; the result is 2 × row. Errors: none.

    >>> interval_of_choices(np.array([[7.0, 5.0]]), np.array([1, 3]), 0.9).ravel().round(2)
    array([5. , 6.7])
    """
    if values.shape[1] == 1:
        return np.stack([values[:, 0], values[:, 0]])
    order = np.argsort(values, axis=1)
    ascending = np.take_along_axis(values, order, axis=1)
    reached = np.cumsum(np.where(np.isnan(ascending), 0, counts[order]), axis=1)
    ends = []
    for share in tails(level):
        at = share * np.maximum(reached[:, -1] - 1, 0)
        below, above = np.floor(at), np.ceil(at)
        first, second = (
            np.take_along_axis(
                ascending,
                np.sum(reached <= step[:, None], axis=1, keepdims=True).clip(max=values.shape[1] - 1),
                axis=1,
            )[:, 0]
            for step in (below, above)
        )
        ends.append(first + (second - first) * (at - below))
    return np.stack(ends)


def _between(ascending: Floats, at: Floats) -> Floats:
    below = np.floor(at).astype(np.int64)
    above = np.minimum(below + 1, ascending.shape[1] - 1)
    rows = np.arange(len(ascending))
    first, second = ascending[rows, below], ascending[rows, np.where(at > below, above, below)]
    return first + (second - first) * (at - below)


def ranks(scores: Floats, ties: Ties) -> Floats:
    """Rank places in every replicate, the highest score first.

    Shapes: replicate × place → the same; NaN scores get none. Formula: as `rank.rank`. Errors: none.

    >>> ranks(np.array([[70.0, 90.0, 70.0, np.nan]]), Ties.MIN)
    array([[ 2.,  1.,  2., nan]])
    """
    falling = -scores
    ladder = np.sort(falling, axis=1)
    result = np.full(scores.shape, np.nan)
    for own, steps, row in zip(result, ladder, falling, strict=True):
        present = ~np.isnan(row)
        rungs = steps[: present.sum()]
        if ties is Ties.DENSE:
            rungs = np.unique(rungs)
        if ties is Ties.MAX:
            own[present] = np.searchsorted(rungs, row[present], side="right")
        else:
            own[present] = np.searchsorted(rungs, row[present], side="left") + 1
    return result


def rank_interval(ranked: Floats, level: float) -> Floats:
    """Return the interval of ranks, as whole ranks: rounded outwards.

    Shapes: `ranked` place × replicate (sorted in place); the result is 2 × place. Errors: none.

    >>> rank_interval(np.array([[1.0, 1.0, 2.0, 4.0]]), 0.5).ravel()
    array([1., 3.])
    """
    low, high = interval(ranked, level)
    return np.stack([np.floor(low), np.ceil(high)])


def ahead(index: Floats, first: int, second: int) -> float:
    """Return the probability that a place is ahead of another; a tie counts half.

    Shapes: `index` place × replicate. Units: 0 to 1. Errors: none; NaN where the two never both have a score.

    >>> ahead(np.array([[50.0, 60.0, 70.0, 70.0], [40.0, 40.0, 80.0, 70.0]]), 0, 1)
    0.625
    """
    a, b = index[first], index[second]
    known = ~(np.isnan(a) | np.isnan(b))
    if not known.any():
        return np.nan
    return float(np.mean((a > b)[known]) + np.mean((a >= b)[known])) / 2


def alike(index: Floats, order: Sequence[int], level: float) -> NDArray[np.int64]:
    """Group places that cannot be told apart: each group reaches from its best place down.

    Shapes: `index` place × replicate, `order` the places from the best down; the result is place: the number
    of its group from 1, 0 for a place that is not in the order. Formula: a place opens a new group when the
    group's best place is ahead of it in more than (1 + level)/2 of the replicates. Errors: none.

    >>> alike(np.array([[50.0, 60.0], [55.0, 58.0], [10.0, 11.0]]), [0, 1, 2], 0.9)
    array([1, 1, 2])
    """
    groups = np.zeros(len(index), dtype=np.int64)
    leader, number = -1, 0
    for place in order:
        if leader < 0 or ahead(index, leader, place) > (1 + level) / 2:
            leader, number = place, number + 1
        groups[place] = number
    return groups
