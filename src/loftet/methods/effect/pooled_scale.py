"""Scales of places that lean on each other: a place's own spread from few years is hardly known."""

from math import inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SERIES_FROM = 6.0  # the asymptotic series is exact to rounding from 6 + 6 on
LEAST = 1e-20  # of the mean square: what is smaller is rounding


def digamma(x: float) -> float:
    """Return the derivative of the logarithm of the gamma function.

    Shapes: a number above 0. Formula: ψ(x) = ψ(x + 1) − 1/x up to 12, then its asymptotic series.
    Errors: none. Source: Abramowitz and Stegun 6.3.5, 6.3.18.

    >>> round(digamma(1.0), 9)
    -0.577215665
    """
    total = 0.0
    while x < 2 * SERIES_FROM:
        total -= 1 / x
        x += 1
    y = 1 / (x * x)
    return total + log(x) - 1 / (2 * x) - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y / 240)))


def trigamma(x: float) -> float:
    """Return the second derivative of the logarithm of the gamma function.

    Shapes: a number above 0. Formula: ψ'(x) = ψ'(x + 1) + 1/x² up to 12, then its asymptotic series.
    Errors: none. Source: Abramowitz and Stegun 6.4.6, 6.4.12.

    >>> round(trigamma(1.0), 9)
    1.644934067
    """
    total = 0.0
    while x < 2 * SERIES_FROM:
        total += 1 / (x * x)
        x += 1
    y = 1 / (x * x)
    return total + 1 / x + y / 2 + y / x * (1 / 6 - y * (1 / 30 - y * (1 / 42 - y / 30)))


def inverse_trigamma(value: float) -> float:
    """Return the number whose trigamma is a value above 0, by halving on a logarithmic scale.

    Shapes: a number. Errors: none.

    >>> round(inverse_trigamma(trigamma(3.7)), 9)
    3.7
    """
    low, high = 1e-8, 1e8
    for _ in range(80):
        middle = sqrt(low * high)
        low, high = (middle, high) if trigamma(middle) > value else (low, middle)
    return sqrt(low * high)


def pooled_scale(own: Floats, among: Floats, freedom: float) -> Floats:
    """Return the standard deviation of each place, pooled with those of others.

    Shapes: `own` place and `among` other, mean squares ≥ 0; the result is place. Units: roots of theirs.
    Formula: S² = (d0·s0² + d·s²)/(d0 + d), where s² is a place's own, d its degrees of freedom, and d0 and s0
    come from the mean and the variance of log s² of the others. Errors: ValueError where there is no other.
    Source: Smyth (2004), Statistical Applications in Genetics and Molecular Biology 3, article 3.

    >>> pooled_scale(np.array([4.0]), np.array([4.0, 4.0, 4.0]), freedom=8).round(3).tolist()
    [2.135]
    """
    if not among.size:
        raise ValueError("there is no other place")
    least = max(LEAST * float(among.mean()), np.finfo(float).tiny)
    logs = np.log(np.maximum(among, least)) - digamma(freedom / 2) + log(freedom / 2)
    excess = (float(logs.var(ddof=1)) if logs.size > 1 else 0.0) - trigamma(freedom / 2)
    prior = 2 * inverse_trigamma(excess) if excess > 0 else inf
    if prior == inf:
        return np.full(own.shape, np.exp(logs.mean() / 2))
    usual = np.exp(logs.mean() + digamma(prior / 2) - log(prior / 2))
    return np.asarray(np.sqrt((prior * usual + freedom * own) / (prior + freedom)))
