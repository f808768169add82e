"""The sampling interval of a share or a rate, from how many were counted among how many."""

from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


def share_interval(count: float, denominator: float, level: float = LEVEL) -> tuple[float, float]:
    """Return Wilson's interval of a share.

    Formula: `(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)` with n = denominator, p = count/n.
    Unit: a share from 0 to 1. Errors: ValueError unless 0 ≤ count ≤ denominator and denominator > 0.
    Source: E. B. Wilson (1927), Journal of the American Statistical Association 22, 209–212.

    >>> [round(bound, 4) for bound in share_interval(10, 100)]
    [0.0552, 0.1744]
    """
    if denominator <= 0 or not 0 <= count <= denominator:
        raise ValueError(f"{count} of {denominator} is not a share")
    z = NormalDist().inv_cdf((1 + level) / 2)
    p, n = count / denominator, denominator
    half = z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle, scale = p + z**2 / (2 * n), 1 + z**2 / n
    return max((middle - half) / scale, 0.0), min((middle + half) / scale, 1.0)


def rate_interval(count: float, denominator: float, level: float = LEVEL) -> tuple[float, float]:
    """Return Byar's interval of a rate, which is close to the exact Poisson interval from a count of 0 up.

    Formula: `c·(1 − 1/9c − z/3√c)³` and, with d = c + 1, `d·(1 − 1/9d + z/3√d)³`, both over the denominator.
    Unit: events for each one of the denominator. Errors: ValueError unless count ≥ 0 and denominator > 0.
    Source: N. E. Breslow and N. E. Day (1987), Statistical Methods in Cancer Research II, IARC, p. 69.

    >>> [round(bound, 2) for bound in rate_interval(10, 1)]
    [4.79, 18.39]
    >>> [round(bound, 2) for bound in rate_interval(0, 1)]
    [0.0, 3.67]
    """
    if denominator <= 0 or count < 0:
        raise ValueError(f"{count} of {denominator} is not a rate")
    z = NormalDist().inv_cdf((1 + level) / 2)
    above = count + 1
    high = above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    return max(low, 0.0) / denominator, high / denominator
