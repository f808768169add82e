"""Random sets of places, many at once, the same for the same seed."""

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]


def random_sets(among: int, chosen: int, times: int, seed: tuple[int, ...]) -> Places:
    """Choose some of a number of places without repetition, many times.

    Shapes: the result is times × chosen, with positions from 0 to `among` − 1. Errors: ValueError when more
    are to be chosen than there are. Formula: Floyd's algorithm, all times side by side: every set is as
    likely as any other. Source: Bentley and Floyd (1987), Communications of the ACM 30, 754–757.

    >>> random_sets(5, 5, 2, seed=(1,)).sum(axis=1)
    array([10, 10])
    >>> bool((random_sets(9, 3, 4, seed=(1,)) == random_sets(9, 3, 4, seed=(1,))).all())
    True
    """
    if not 0 <= chosen <= among:
        raise ValueError(f"{chosen} of {among} cannot be chosen")
    rng = np.random.default_rng((*seed, among, chosen))
    sets = np.empty((times, chosen), dtype=np.int64)
    for step in range(chosen):
        last = among - chosen + step
        drawn = rng.integers(0, last + 1, times)
        taken = (sets[:, :step] == drawn[:, None]).any(axis=1)
        sets[:, step] = np.where(taken, last, drawn)
    return sets
