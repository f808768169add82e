"""Bounds that are taken from the data where an indicator states none."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import xarray as xr

from loftet.methods.columns import Floats, choose, reduce_places
from loftet.methods.rules import BoundsRule, LowerBound, UpperBound


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values that score 0 and 100, per indicator; NaN where there is none."""

    lower: xr.DataArray
    upper: xr.DataArray


def data_bounds(
    values: xr.DataArray, direction: xr.DataArray, ranked: xr.DataArray, rule: BoundsRule
) -> Bounds:
    """Return both bounds of every indicator, computed from the values of the ranked places.

    Shapes: `values` place × indicator, `direction` indicator (1 or −1), `ranked` place; results indicator.
    Units: raw. Formula: lower = the quantile of the worst tail (q, or 1 − q where lower is better) or the
    worst value; upper = the mean of the best n (of all, where there are fewer) or the best value.
    Errors: none; an indicator without values gets NaN.
    Source: Sachs et al. (2019), Sustainable Development Report, technical annex; quantiles as
    `numpy.quantile` names them.

    >>> x = xr.DataArray([[4.0], [1.0], [3.0], [2.0]], dims=("place", "indicator"))
    >>> found = data_bounds(x, xr.DataArray([-1], dims="indicator"), xr.DataArray([True] * 4, dims="place"),
    ...                     BoundsRule(lower=LowerBound.MIN, upper=UpperBound.BEST_MEAN, upper_best=2))
    >>> found.lower.item(), found.upper.item()
    (4.0, 1.5)
    """
    better = direction * values
    if rule.lower is LowerBound.MIN:
        lower = direction * reduce_places(better, ranked, _first)
    else:
        tail, opposite = (
            reduce_places(values, ranked, partial(_quantile, share=share, method=rule.quantile_method))
            for share in (rule.lower_quantile, 1 - rule.lower_quantile)
        )
        lower = choose(direction > 0, tail, opposite)
    best = 1 if rule.upper is UpperBound.MAX else rule.upper_best
    upper = direction * reduce_places(better, ranked, partial(_mean_of_last, count=best))
    return Bounds(lower, upper)


def stated_or_data(stated: Bounds, derived: Bounds, direction: xr.DataArray) -> Bounds:
    """Use the stated bound, else the one from the data; NaN in both where they do not go the stated way.

    Shapes: all indicator. Formula: kept where direction · (upper − lower) > 0: with bounds that coincide
    there is no score, and with bounds that cross, a better value would lower it. Errors: none.

    >>> def one(number): return xr.DataArray([number], dims="indicator")
    >>> kept = stated_or_data(Bounds(one(0.0), one(np.nan)), Bounds(one(1.0), one(9.0)), one(1))
    >>> kept.lower.item(), kept.upper.item()
    (0.0, 9.0)
    >>> stated_or_data(Bounds(one(9.5), one(np.nan)), Bounds(one(1.0), one(9.0)), one(1)).lower.item()
    nan
    """
    lower = stated.lower.fillna(derived.lower)
    upper = stated.upper.fillna(derived.upper)
    sound = direction * (upper - lower) > 0
    return Bounds(lower.where(sound), upper.where(sound))


def _first(ascending: Floats) -> float:
    return float(ascending[0])


def _mean_of_last(ascending: Floats, count: int) -> float:
    best = ascending[-count:]
    # The mean of equal values can differ from them in the last digit, and would look like spread.
    return float(best[0] if best[0] == best[-1] else np.mean(best))


def _quantile(ascending: Floats, share: float, method: str) -> float:
    return float(np.quantile(ascending, share, method=method))  # type: ignore[call-overload]
