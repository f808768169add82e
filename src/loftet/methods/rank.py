"""Ranks of the index, the best 1."""

import numpy as np
import xarray as xr

from loftet.methods.columns import Floats
from loftet.methods.rules import Ties


def rank(scores: xr.DataArray, included: xr.DataArray, ties: Ties = Ties.MIN) -> xr.DataArray:
    """Rank the included places that have a score, the highest score first.

    Shapes: both place; the result is place. Units: ranks from 1; equal scores share the lowest rank (min),
    the highest (max), or take one step together (dense). Errors: none; NaN for the others.

    >>> scores = xr.DataArray([70.0, 90.0, 70.0, 50.0, 99.0], dims="place")
    >>> included = xr.DataArray([True, True, True, True, False], dims="place")
    >>> for ties in Ties:
    ...     print(ties, rank(scores, included, ties).values)
    min [ 2.  1.  2.  4. nan]
    max [ 3.  1.  3.  4. nan]
    dense [ 2.  1.  2.  3. nan]
    """
    ranks: xr.DataArray = xr.apply_ufunc(
        lambda row: _ranks(row, ties),
        scores.where(included),
        input_core_dims=[["place"]],
        output_core_dims=[["place"]],
    )
    return ranks


def _ranks(scores: Floats, ties: Ties) -> Floats:
    falling = -scores[~np.isnan(scores)]
    ladder = np.unique(falling) if ties is Ties.DENSE else np.sort(falling)
    ranks = np.full(scores.shape, np.nan)
    if ties is Ties.MAX:
        ranks[~np.isnan(scores)] = np.searchsorted(ladder, falling, side="right")
    else:
        ranks[~np.isnan(scores)] = np.searchsorted(ladder, falling, side="left") + 1
    return ranks
