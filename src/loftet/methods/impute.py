"""Gaps that a group's mean fills, and goals that are emptied before."""

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from loftet.methods.columns import Floats, running_total


def group_means(scores: xr.DataArray, groups: xr.DataArray, ranked: xr.DataArray) -> xr.DataArray:
    """Return, for each place, the unweighted mean of its group's ranked places that have a score.

    Shapes: `scores` place × indicator or goal, `groups` place (text, empty = none), `ranked` place;
    the shape of `scores` stays. Units: those of the scores. Errors: none; NaN where a place has no group
    or nobody in it has a score. Source: Sachs et al. (2019), Sustainable Development Report, annex on gaps.

    >>> scores = xr.DataArray([[40.0], [60.0], [90.0], [np.nan]], dims=("place", "goal"))
    >>> groups = xr.DataArray(["a", "a", "a", "a"], dims="place")
    >>> group_means(scores, groups, xr.DataArray([True, True, False, True], dims="place")).values.ravel()
    array([50., 50., 50., 50.])
    """
    means: xr.DataArray = xr.apply_ufunc(
        means_of_groups,
        scores.transpose("place", ...),
        groups,
        ranked,
        input_core_dims=[scores.dims, ["place"], ["place"]],
        output_core_dims=[scores.dims],
        join="exact",
    )
    return means


def means_of_groups(scores: Floats, groups: NDArray[np.str_], ranked: NDArray[np.bool_]) -> Floats:
    """Compute the same as `group_means` from plain arrays.

    Shapes: place × anything, replicates too; `groups` and `ranked` place. Units: those of the scores.
    Errors: none.

    >>> means_of_groups(np.array([[1.0], [3.0]]), np.array(["a", "a"]), np.array([True, True])).ravel()
    array([2., 2.])
    """
    means = np.full(scores.shape, np.nan)
    for group in np.unique(groups[groups != ""]):
        members = groups == group
        block = np.sort(scores[members & ranked], axis=0)
        present = ~np.isnan(block)
        count = present.sum(axis=0)
        mean = running_total(np.nan_to_num(block), axis=0) / np.maximum(count, 1)
        # Rounding may carry a mean past its terms by one unit in the last place.
        low = np.min(block, axis=0, where=present, initial=np.inf)
        high = np.max(block, axis=0, where=present, initial=-np.inf)
        means[members] = np.where(count > 0, np.clip(mean, low, np.maximum(low, high)), np.nan)
    return means


def fill_indicators(
    scores: xr.DataArray, means: xr.DataArray, fillable: xr.DataArray, has_value: xr.DataArray
) -> xr.DataArray:
    """Fill the gaps of one goal's indicators with group means, where the place has a value of its own in it.

    Shapes: all place × indicator, of one goal; `fillable` = the indicator applies and has a weight above 0;
    `has_value` = a value that counts as the place's own. Units: those of the scores. Errors: none.

    >>> scores = xr.DataArray([[80.0, np.nan], [np.nan, np.nan]], dims=("place", "indicator"))
    >>> yes = xr.ones_like(scores, dtype=bool)
    >>> fill_indicators(scores, xr.full_like(scores, 30.0), yes, scores.notnull()).values
    array([[80., 30.],
           [nan, nan]])
    """
    gap = scores.isnull() & ~has_value & fillable & has_value.any("indicator")
    return scores.where(~gap, means)


def blank(scores: xr.DataArray, tagged: xr.DataArray, has_own_value: xr.DataArray) -> xr.DataArray:
    """Empty goals for the places of a tag, unless such a place has a value outside the spillover indicators.

    Shapes: `scores` and `has_own_value` place × goal, `tagged` place × goal (the tag names the goal).
    Units: those of the scores. Errors: none.

    >>> scores = xr.DataArray([[70.0], [70.0], [70.0]], dims=("place", "goal"))
    >>> tagged = xr.DataArray([[True], [True], [False]], dims=("place", "goal"))
    >>> own = xr.DataArray([[False], [True], [False]], dims=("place", "goal"))
    >>> blank(scores, tagged, own).values.ravel()
    array([nan, 70., 70.])
    """
    return scores.where(~(tagged & ~has_own_value))
