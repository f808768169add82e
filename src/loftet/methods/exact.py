"""Exact sampling intervals of one share or one rate, in plain Python: pages ask for them one by one."""

from collections.abc import Callable
from functools import lru_cache
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

from loftet.methods.sampling import LEVEL, rate_interval, share_interval

Interval = tuple[float, float]
# From here on the exact ends agree with the approximate ones to more digits than anyone prints.
MANY = 1_000_000
STEPS = 60
TINY = 1e-300
CLOSE = 1e-14
FOUND = 1e-11


@lru_cache(maxsize=20_000)
def exact_share_interval(count: float, denominator: float, level: float = LEVEL) -> Interval:
    """Return Clopper and Pearson's interval of a share: it holds the true share at least as often as it says.

    Formula: the α/2 quantile of Beta(k, n − k + 1) and the 1 − α/2 quantile of Beta(k + 1, n − k), with
    k = count, n = denominator, α = 1 − level; 0 where k = 0, 1 where k = n; where k and n − k are both above
    a million, Wilson's interval, which does not differ. Unit: a share from 0 to 1.
    Errors: ValueError unless 0 ≤ count ≤ denominator and denominator > 0.
    Source: C. J. Clopper and E. S. Pearson (1934), Biometrika 26, 404–413.

    >>> [round(end, 4) for end in exact_share_interval(10, 100)]
    [0.049, 0.1762]
    >>> [round(end, 4) for end in exact_share_interval(0, 8)]
    [0.0, 0.3694]
    """
    near = share_interval(count, denominator, level)
    rest = denominator - count
    if min(count, rest) > MANY:
        return near
    tail = (1 - level) / 2
    low = _beta_quantile(tail, count, rest + 1) if count else 0.0
    high = _beta_quantile(1 - tail, count + 1, rest) if rest else 1.0
    return low, high


@lru_cache(maxsize=20_000)
def exact_rate_interval(count: float, denominator: float, level: float = LEVEL) -> Interval:
    """Return Garwood's interval of a rate: it holds the true rate at least as often as it says.

    Formula: the α/2 quantile of Gamma(c) and the 1 − α/2 quantile of Gamma(c + 1), over the denominator, with
    c = count, α = 1 − level; 0 where c = 0; above a million Byar's interval, which does not differ.
    Unit: events for each one of the denominator. Errors: ValueError unless count ≥ 0 and denominator > 0.
    Source: F. Garwood (1936), Biometrika 28, 437–442.

    >>> [round(end, 2) for end in exact_rate_interval(10, 1)]
    [4.8, 18.39]
    >>> [round(end, 2) for end in exact_rate_interval(0, 1)]
    [0.0, 3.69]
    """
    near = rate_interval(count, denominator, level)
    if count > MANY:
        return near
    tail = (1 - level) / 2
    low = _gamma_quantile(tail, count, near[0] * denominator) if count else 0.0
    high = _gamma_quantile(1 - tail, count + 1, near[1] * denominator)
    return low / denominator, high / denominator


def _solve(
    share: float, guess: float, top: float, below: Callable[[float], float], density: Callable[[float], float]
) -> float:
    """Find where a rising function reaches a share: Newton's steps, or halves when one leaves it."""
    low, high = 0.0, top
    x = guess if 0 < guess < top else (top / 2)
    for _ in range(STEPS):
        off = below(x) - share
        low, high = (low, x) if off > 0 else (x, high)
        slope = density(x)
        step = x - off / slope if slope > 0 else -1.0
        following = step if low < step < high else (low + high) / 2
        if abs(following - x) <= FOUND * x:
            return following
        x = following
    return x


def _beta_quantile(share: float, a: float, b: float) -> float:
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)

    def density(x: float) -> float:
        return exp(scale + (a - 1) * log(x) + (b - 1) * log(1 - x))

    def below(x: float) -> float:
        front = exp(scale + a * log(x) + b * log(1 - x))
        if x < (a + 1) / (a + b + 2):
            return front * _beta_fraction(x, a, b) / a
        return 1 - front * _beta_fraction(1 - x, b, a) / b

    return _solve(share, _beta_guess(share, a, b), 1.0, below, density)


def _beta_guess(share: float, a: float, b: float) -> float:
    """Approximate the quantile, so that few steps remain (Abramowitz and Stegun 26.5.22)."""
    if a <= 1 or b <= 1:
        return 1 - exp(log(1 - share) / b) if a <= 1 else exp(log(share) / a)
    y = -NormalDist().inv_cdf(share)
    one, other = 1 / (2 * a - 1), 1 / (2 * b - 1)
    h, third = 2 / (one + other), (y * y - 3) / 6
    w = y * sqrt(h + third) / h - (other - one) * (third + 5 / 6 - 2 / (3 * h))
    return a / (a + b * exp(2 * w))


def _beta_fraction(x: float, a: float, b: float) -> float:
    """Evaluate the continued fraction of the incomplete beta function by Lentz's method (DLMF 8.17.22)."""
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 100_000):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d, c = 1 / _away(1 + term * d), _away(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < CLOSE:
            break
    return value


def _gamma_quantile(share: float, a: float, guess: float) -> float:
    scale = lgamma(a)

    def density(x: float) -> float:
        return exp((a - 1) * log(x) - x - scale)

    def below(x: float) -> float:
        front = exp(a * log(x) - x - scale)
        return front * _gamma_series(x, a) if x < a + 1 else 1 - front * _gamma_fraction(x, a)

    return _solve(share, guess, a + 20 * sqrt(a) + 40, below, density)


def _gamma_series(x: float, a: float) -> float:
    """Sum the series of the lower incomplete gamma function (DLMF 8.11.4)."""
    term = total = 1 / a
    for n in range(1, 100_000):
        term *= x / (a + n)
        total += term
        if term < CLOSE * total:
            break
    return total


def _gamma_fraction(x: float, a: float) -> float:
    """Evaluate the continued fraction of the upper incomplete gamma function (DLMF 8.9.2)."""
    b = x + 1 - a
    c, d = 1 / TINY, 1 / _away(b)
    value = d
    for n in range(1, 100_000):
        term = n * (a - n)
        b += 2
        d, c = 1 / _away(term * d + b), _away(b + term / c)
        value *= c * d
        if abs(c * d - 1) < CLOSE:
            break
    return value


def _away(number: float) -> float:
    """Replace a divisor that is too near 0."""
    return number if abs(number) > TINY else TINY
