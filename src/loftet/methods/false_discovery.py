"""The false discovery rate: how many of many findings may be chance. Plain NumPy, light enough for a page."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def benjamini_hochberg(p: Floats) -> Floats:
    """Convert p-values to q-values: the least false discovery rate at which each would be called a finding.

    Shapes: one dimension; NaN = not tested, and does not count. Units: 0 to 1.
    Formula: with p in ascending order, `q_(i) = min over j ≥ i of p_(j)·n/j`, at most 1. Errors: none.
    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289–300.

    >>> benjamini_hochberg(np.array([0.01, 0.04, np.nan, 0.03, 0.5])).round(4)
    array([0.04  , 0.0533,    nan, 0.0533, 0.5   ])
    """
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    if not tested.size:
        return q
    falling = tested[np.argsort(-p[tested], kind="stable")]
    places = np.arange(falling.size, 0, -1)
    q[falling] = np.minimum(np.minimum.accumulate(p[falling] * falling.size / places), 1.0)
    return q
