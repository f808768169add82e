"""From values to scores: nine ways, and rounding half up.

In all of them x is place × indicator in raw units, v = direction · x, and minima, maxima, means and standard
deviations run over the ranked places. A place without a value has no score; where a formula divides by zero
there is none either.
"""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from loftet.methods.bounds import Bounds
from loftet.methods.columns import Floats, quotient, reduce_places, running_total
from loftet.methods.rules import Kind, NormaliseRule


@dataclass(frozen=True, slots=True)
class ScoreField:
    """The scale of a value: the direction of each indicator, its bounds, and which places are ranked."""

    direction: xr.DataArray
    bounds: Bounds
    ranked: xr.DataArray


def normalise(x: xr.DataArray, field: ScoreField, rule: NormaliseRule) -> xr.DataArray:
    """Score values as a rule says, unrounded.

    Shapes: place × indicator → the same. Units: those of the kind. Errors: none.

    >>> x = xr.DataArray([[1.0], [3.0]], dims=("place", "indicator"))
    >>> bounds = Bounds(xr.DataArray([0.0], dims="indicator"), xr.DataArray([4.0], dims="indicator"))
    >>> direction, ranked = xr.DataArray([1], dims="indicator"), xr.DataArray([True, True], dims="place")
    >>> field = ScoreField(direction, bounds, ranked)
    >>> normalise(x, field, NormaliseRule()).values.ravel()
    array([25., 75.])
    >>> normalise(x, field, NormaliseRule(kind=Kind.RANK)).values.ravel()
    array([1., 2.])
    """
    v = field.direction * x
    v = v.transpose(*x.dims)
    match rule.kind:
        case Kind.GOALPOSTS:
            score = goalposts(x, field.bounds)
            score = score.clip(0, 100) if rule.clip else score
        case Kind.MINMAX:
            score = minmax(v, field.ranked, rule.range)
        case Kind.ZSCORE:
            score = zscore(v, field.ranked)
        case Kind.SCALED:
            score = v
        case Kind.RANK:
            score = rank_ascending(v, field.ranked)
        case Kind.BORDA:
            score = rank_ascending(v, field.ranked) - 1
        case Kind.PERCENTILE_RANK:
            score = percentile_rank(v, field.ranked)
        case Kind.DISTANCE_TO_MAX:
            score = distance_to_max(v, field.ranked)
        case Kind.FRACTION_OF_MAX:
            score = quotient(v, reduce_places(v, field.ranked, _last))
    return score.transpose(*x.dims) + 0.0  # −0.0 is written as 0.0


def goalposts(x: xr.DataArray, bounds: Bounds) -> xr.DataArray:
    """Score by stated bounds, unclipped: s = (x − lower)/(upper − lower)·100, in this order of operations.

    Shapes: `x` with an indicator dimension; the shape stays. Units: 0 at lower, 100 at upper.
    Errors: none. Source: Sachs et al. (2019), Sustainable Development Report, technical annex.

    >>> x = xr.DataArray([[10.0]], dims=("place", "indicator"))
    >>> lower, upper = (xr.DataArray([bound], dims="indicator") for bound in (20.0, 0.0))
    >>> goalposts(x, Bounds(lower, upper)).item()
    50.0
    """
    score = quotient(x - bounds.lower, bounds.upper - bounds.lower) * 100
    return score.transpose(*x.dims)


def minmax(v: xr.DataArray, ranked: xr.DataArray, span: tuple[float, float]) -> xr.DataArray:
    """Score between the worst and the best place: (v − min)/(max − min)·(b − a) + a.

    Shapes: place × indicator → the same. Units: a for the worst, b for the best ranked place.
    Errors: none. Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5.

    >>> v = xr.DataArray([[1.0], [2.0], [5.0]], dims=("place", "indicator"))
    >>> minmax(v, xr.DataArray([True] * 3, dims="place"), (1, 100)).values.ravel()
    array([  1.  ,  25.75, 100.  ])
    """
    low, high = reduce_places(v, ranked, _first), reduce_places(v, ranked, _last)
    worst, best = span
    return quotient(v - low, high - low) * (best - worst) + worst


def zscore(v: xr.DataArray, ranked: xr.DataArray) -> xr.DataArray:
    """Score in standard deviations from the mean: (v − mean)/sd, the sd with n − 1.

    Shapes: place × indicator → the same. Units: standard deviations of the ranked places. Errors: none.
    Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5.

    >>> v = xr.DataArray([[1.0], [2.0], [3.0]], dims=("place", "indicator"))
    >>> zscore(v, xr.DataArray([True] * 3, dims="place")).values.ravel()
    array([-1.,  0.,  1.])
    """
    return quotient(v - reduce_places(v, ranked, _mean), reduce_places(v, ranked, _deviation))


def rank_ascending(v: xr.DataArray, ranked: xr.DataArray) -> xr.DataArray:
    """Score by rank, the worst 1, ties the lowest: 1 + the number of ranked places that are worse.

    Shapes: place × indicator → the same. Units: ranks. Errors: none; an unranked place has no score.

    >>> v = xr.DataArray([[5.0], [2.0], [5.0], [1.0]], dims=("place", "indicator"))
    >>> rank_ascending(v, xr.DataArray([True, True, True, False], dims="place")).values.ravel()
    array([ 2.,  1.,  2., nan])
    """
    ranks: xr.DataArray = xr.apply_ufunc(
        _ranks, v.where(ranked), input_core_dims=[["place"]], output_core_dims=[["place"]]
    )
    return ranks.transpose(*v.dims)


def percentile_rank(v: xr.DataArray, ranked: xr.DataArray) -> xr.DataArray:
    """Score by the share of the others that are worse: (rank − 1)/(n − 1).

    Shapes: place × indicator → the same. Units: 0 to 1; n counts the ranked places with a value.
    Errors: none; with one place there is no score.

    >>> v = xr.DataArray([[5.0], [2.0], [9.0]], dims=("place", "indicator"))
    >>> percentile_rank(v, xr.DataArray([True] * 3, dims="place")).values.ravel()
    array([0.5, 0. , 1. ])
    """
    borda = rank_ascending(v, ranked) - 1
    return quotient(borda, v.where(ranked).notnull().sum("place") - 1)


def distance_to_max(v: xr.DataArray, ranked: xr.DataArray) -> xr.DataArray:
    """Score by the distance to the best place: 1 − (max − v)/(max − min).

    Shapes: place × indicator → the same. Units: 1 for the best, 0 for the worst ranked place. Errors: none.

    >>> v = xr.DataArray([[1.0], [2.0], [5.0]], dims=("place", "indicator"))
    >>> distance_to_max(v, xr.DataArray([True] * 3, dims="place")).values.ravel()
    array([0.  , 0.25, 1.  ])
    """
    low, high = reduce_places(v, ranked, _first), reduce_places(v, ranked, _last)
    return 1 - quotient(high - v, high - low)


def round_half_up(scores: xr.DataArray, decimals: int | None) -> xr.DataArray:
    """Round to so many decimals, halves upwards: u·⌊s/u + 0.5⌋ with u = 10^−decimals.

    Shapes: any. Units stay. Errors: none; `decimals` None leaves the scores as they are. Python's own
    rounding goes to the even digit; the software behind published tables does not.

    >>> round_half_up(xr.DataArray([0.5, 1.5, 2.5, -0.5]), 0).values
    array([1., 2., 3., 0.])
    """
    if decimals is None:
        return scores
    unit = 10.0**-decimals
    steps: xr.DataArray = xr.apply_ufunc(np.floor, scores / unit + 0.5)
    return unit * steps + 0.0


def _first(ascending: Floats) -> float:
    return float(ascending[0])


def _last(ascending: Floats) -> float:
    return float(ascending[-1])


def _mean(ascending: Floats) -> float:
    return float(running_total(ascending, 0)) / len(ascending)


def _deviation(ascending: Floats) -> float:
    # Equal values may differ from their own mean in the last digit; they have no spread all the same.
    if len(ascending) < 2 or ascending[0] == ascending[-1]:
        return np.nan
    squares = np.square(ascending - _mean(ascending))
    return float(np.sqrt(running_total(squares, 0) / (len(ascending) - 1)))


def _ranks(rows: Floats) -> Floats:
    result = np.full(rows.shape, np.nan)
    for at in np.ndindex(rows.shape[:-1]):
        present = ~np.isnan(rows[at])
        values = rows[at][present]
        result[at][present] = np.searchsorted(np.sort(values), values, side="left") + 1
    return result
