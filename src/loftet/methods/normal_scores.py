"""Values as the place they take among others: one extreme value cannot outweigh the rest."""

from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def normal_scores(values: Floats) -> Floats:
    """Replace the values of each column by the normal quantiles of their ranks.

    Shapes: place × anything → the same; NaN stays NaN. Units: standard deviations of a normal distribution.
    Formula: `Φ⁻¹(r/(n + 1))`, r the mean rank of equal values among the n that are present. Errors: none.
    Source: van der Waerden (1952), Indagationes Mathematicae 14, 453–458.

    >>> normal_scores(np.array([[10.0], [500.0], [np.nan], [30.0], [30.0]])).ravel().round(2)
    array([-0.84,  0.84,   nan,  0.  ,  0.  ])
    """
    scores = np.full(values.shape, np.nan)
    for at in np.ndindex(values.shape[1:]):
        column = values[:, *at]
        present = ~np.isnan(column)
        found = column[present]
        ascending = np.sort(found)
        # The ranks of equal values run from (places before) + 1 to (places up to here); twice their mean.
        twice = np.searchsorted(ascending, found) + 1 + np.searchsorted(ascending, found, side="right")
        scores[present, *at] = _quantiles(len(found))[twice]
    return scores


@lru_cache(maxsize=512)
def _quantiles(number: int) -> Floats:
    """Return the normal quantile of every half rank, 0 to 2n; what no rank reaches is NaN."""
    inverse = NormalDist().inv_cdf
    return np.array(
        [np.nan, np.nan, *(inverse(twice / 2 / (number + 1)) for twice in range(2, 2 * number + 1))]
    )
