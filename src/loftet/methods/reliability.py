"""The share of the difference between places that is real, and the share that is luck of small numbers."""

import numpy as np
from numpy.typing import NDArray

from loftet.methods.shrinkage import figure_prior

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def share_variance(count: Floats, denominator: Floats) -> Floats:
    """Return the variance of a share that is due to luck.

    Shapes: any, alike. Units: squares of a share. Formula: p(1 − p)/n with p = (k + ½)/(n + 1): a share of
    nothing or of all is not certain either. Errors: none; NaN without a denominator above 0.

    >>> share_variance(np.array([0.0]), np.array([49.0])).round(6).tolist()
    [0.000202]
    """
    p = (count + 0.5) / (denominator + 1)
    return p * (1 - p) / np.where(denominator > 0, denominator, np.nan)


def rate_variance(count: Floats, denominator: Floats) -> Floats:
    """Return the variance of a rate that is due to luck.

    Shapes: any, alike. Units: squares of events for each one of the denominator. Formula: (c + ½)/n².
    Errors: none; NaN without a denominator above 0.

    >>> rate_variance(np.array([4.0]), np.array([30.0])).tolist()
    [0.005]
    """
    return (count + 0.5) / np.square(np.where(denominator > 0, denominator, np.nan))


def reliability(values: Floats, variance: Floats, ranked: Flags) -> Floats:
    """Return how much of each figure is the place's own.

    Shapes: `values` and `variance` (of each value, due to luck) place × indicator, `ranked` place; the result
    place × indicator. Units: 0 (all luck) to 1 (none). Formula: τ²/(τ² + variance), τ² the variance between
    the ranked places' true figures (`figure_prior`), by indicator. Errors: none; NaN where the value or its
    variance is not known.
    Source: the reliability of small-area figures, J. N. K. Rao and I. Molina (2015), Small Area Estimation,
    ch. 6.

    >>> values, variance = np.array([[10.0], [14.0], [18.0]]), np.array([[1.0], [1.0], [45.0]])
    >>> reliability(values, variance, np.array([True, True, True])).round(2).ravel().tolist()
    [0.87, 0.87, 0.13]
    """
    places, indicators = np.nonzero(~np.isnan(values + variance) & ranked[:, None])
    luck = variance[places, indicators]
    prior = figure_prior(values[places, indicators], luck, indicators, values.shape[1])
    known = np.where(np.isnan(values), np.nan, variance)
    apart = prior.strength + known
    return np.divide(prior.strength, apart, out=np.where(np.isnan(apart), np.nan, 1.0), where=apart > 0)
