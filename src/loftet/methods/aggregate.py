"""Indicators into goals, goals into an index, and how much of it all is there."""

from collections.abc import Callable, Mapping

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from loftet.methods.columns import Floats, running_total
from loftet.methods.rules import Mean

Flags = NDArray[np.bool_]


def weighted_mean(scores: xr.DataArray, weights: xr.DataArray, mean: Mean, dim: str) -> xr.DataArray:
    """Average scores along a dimension; the weights are renormalised over the scores that are present.

    Shapes: `scores` place × dim, `weights` dim (≥ 0); the result is place. Units: those of the scores.
    Formula: arithmetic Σws/Σw; geometric exp(Σw·ln s/Σw); harmonic Σw/Σ(w/s); of the last two, a score of 0
    gives 0 and a negative one gives none. A weight of 0 takes no part. Errors: none; nothing present is NaN.
    Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6.

    >>> scores = xr.DataArray([[20.0, 80.0], [20.0, np.nan]], dims=("place", "goal"))
    >>> weights = xr.DataArray([1.0, 3.0], dims="goal")
    >>> weighted_mean(scores, weights, Mean.ARITHMETIC, "goal").values
    array([65., 20.])
    >>> weighted_mean(scores, xr.DataArray([1.0, 1.0], dims="goal"), Mean.HARMONIC, "goal").values
    array([32., 20.])
    """
    averaged: xr.DataArray = xr.apply_ufunc(
        lambda block, share: _mean(block, share, mean),
        scores,
        weights,
        input_core_dims=[[dim], [dim]],
        join="exact",
    )
    return averaged


def _mean(scores: Floats, weights: Floats, mean: Mean) -> Floats:
    counted = weights > 0
    scores, weights = scores[..., counted], weights[counted]
    present = ~np.isnan(scores)
    share = np.where(present, weights, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = _FORMULAS[mean](scores, present, share, running_total(share, axis=-1))
    # Rounding may carry a mean past the scores it is a mean of by one unit in the last place.
    low = np.min(scores, axis=-1, where=present, initial=np.inf)
    high = np.max(scores, axis=-1, where=present, initial=-np.inf)
    return np.where(present.any(axis=-1), np.clip(raw, low, np.maximum(low, high)), np.nan)


def _arithmetic(scores: Floats, present: Flags, share: Floats, total: Floats) -> Floats:
    return running_total(np.where(present, scores, 0.0) * share, axis=-1) / total


def _geometric(scores: Floats, present: Flags, share: Floats, total: Floats) -> Floats:
    logs = np.log(np.where(present & (scores > 0), scores, 1.0))
    return _of_positive(scores, np.exp(running_total(logs * share, axis=-1) / total))


def _harmonic(scores: Floats, present: Flags, share: Floats, total: Floats) -> Floats:
    inverse = share / np.where(present & (scores > 0), scores, 1.0)
    return _of_positive(scores, total / running_total(inverse, axis=-1))


def _of_positive(scores: Floats, mean: Floats) -> Floats:
    zero, negative = (scores == 0).any(axis=-1), (scores < 0).any(axis=-1)
    return np.where(negative, np.nan, np.where(zero, 0.0, mean))


_FORMULAS: Mapping[Mean, Callable[[Floats, Flags, Floats, Floats], Floats]] = {
    Mean.ARITHMETIC: _arithmetic,
    Mean.GEOMETRIC: _geometric,
    Mean.HARMONIC: _harmonic,
}


def by_goal(
    scores: xr.DataArray, weights: xr.DataArray, membership: xr.DataArray, mean: Mean
) -> xr.DataArray:
    """Average the indicators of each goal.

    Shapes: `scores` place × indicator, `weights` indicator, `membership` goal × indicator (true or false);
    the result is place × goal. Units: those of the scores. Formula: `weighted_mean`. Errors: none.

    >>> scores = xr.DataArray([[20.0, 80.0, 50.0]], dims=("place", "indicator"))
    >>> membership = xr.DataArray([[True, True, False], [False, False, True]], dims=("goal", "indicator"))
    >>> by_goal(scores, xr.DataArray([1.0, 1.0, 1.0], dims="indicator"), membership, Mean.ARITHMETIC).values
    array([[50., 50.]])
    """
    goals = [
        weighted_mean(scores, weights.where(inside, 0.0), mean, "indicator")
        for inside in membership.transpose("goal", "indicator")
    ]
    if not goals:
        nothing = scores.isel(indicator=[]).sum("indicator") * membership.isel(indicator=[]).sum("indicator")
        return nothing.transpose("place", "goal")
    return xr.concat(goals, "goal", coords="minimal", compat="override").transpose("place", "goal")


def share_present(has_value: xr.DataArray, counted: xr.DataArray, membership: xr.DataArray) -> xr.DataArray:
    """Return the share of a goal's counted indicators that have a value.

    Shapes: `has_value` and `counted` place × indicator, `membership` goal × indicator; the result is
    place × goal.
    Units: 0 to 1. Errors: none; NaN where nothing is counted.

    >>> has = xr.DataArray([[True, False, True]], dims=("place", "indicator"))
    >>> counted = xr.DataArray([[True, True, False]], dims=("place", "indicator"))
    >>> share_present(has, counted, xr.DataArray([[True] * 3], dims=("goal", "indicator"))).item()
    0.5
    """
    inside = membership.astype(np.int64)
    number = xr.dot(counted.astype(np.int64), inside, dim="indicator")
    present = xr.dot((has_value & counted).astype(np.int64), inside, dim="indicator")
    share: xr.DataArray = present / number.where(number > 0)
    return share.transpose("place", "goal")
