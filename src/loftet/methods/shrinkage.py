"""A figure that leans on its peers the more, the less it rests on itself: empirical Bayes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincinv, ndtri

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Group = NDArray[np.int64]

LEVEL = 0.95
ALIKE = np.inf


@dataclass(frozen=True, slots=True)
class Prior:
    """The prior of a group for a member nothing is known of: its mean, its weight, and the number of members.

    `strength` is in units of the denominator for shares and rates (∞ = the members do not differ), and the
    variance between members for figures without counts (0 = they do not differ).
    """

    mean: Floats
    strength: Floats
    members: Floats

    def of(self, group: Group) -> "Prior":
        """Return the prior of its group for every series."""
        return Prior(self.mean[group], self.strength[group], self.members[group])


@dataclass(frozen=True, slots=True)
class Shrunk:
    """The figure that leans on its group, its interval, and how much of it is its own (0 to 1), by series."""

    value: Floats
    low: Floats
    high: Floats
    reliability: Floats


def _sums(group: Group, groups: int, *weights: Floats) -> list[Floats]:
    return [np.bincount(group, weights=weight, minlength=groups).astype(np.float64) for weight in weights]


def _ratio(above: Floats, below: Floats) -> Floats:
    ratio: Floats = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
    return ratio


def count_prior(count: Floats, denominator: Floats, group: Group, groups: int, *, share: bool) -> Prior:
    """Read off a group how much its members' true shares or rates differ.

    Shapes: `count`, `denominator` and `group` series (only those that enter), the prior by group.
    Units: strength in units of the denominator. Formula, with p = k/n: m = Σk/Σn, s² = Σ n(p − m)²/Σn,
    A = s² − v/n̄ with v = m(1 − m) for a share and m for a rate; strength = v/A − 1 for a share (the sum of
    the parameters of a beta distribution) and m/A for a rate (the rate of a gamma distribution); ∞ where
    A ≤ 0. Errors: none; a group without members gives NaN.
    Source: R. J. Marshall (1991), Applied Statistics 40, 283–294.

    >>> counts, one_group = np.array([5.0, 15.0, 30.0]), np.zeros(3, dtype=int)
    >>> prior = count_prior(counts, np.full(3, 100.0), one_group, 1, share=True)
    >>> round(prior.mean.item(), 4), round(prior.strength.item(), 2), prior.members.item()
    (0.1667, 14.15, 3.0)
    """
    number = np.bincount(group, minlength=groups).astype(float)
    all_count, all_denominator = _sums(group, groups, count, denominator)
    mean = _ratio(all_count, all_denominator)
    own = count / denominator
    (squares,) = _sums(group, groups, denominator * np.square(own - mean[group]))
    luck = mean * (1 - mean) if share else mean
    between = _ratio(squares, all_denominator) - luck * _ratio(number, all_denominator)
    strength = _ratio(luck, between) - (1.0 if share else 0.0)
    strength = np.where(between > 0, np.maximum(strength, 1e-9), ALIKE)
    return Prior(mean, np.where(number > 0, strength, np.nan), number)


def shrink_counts(
    count: Floats, denominator: Floats, prior: Prior, share: Flags, level: float = LEVEL
) -> Shrunk:
    """Shrink shares and rates towards their group.

    Shapes: all by series, `prior` too (`Prior.of`). Units: for each one of the denominator.
    Formula, with M the prior's strength and m its mean: value = (k + M·m)/(n + M), reliability = n/(n + M);
    interval of Beta(k + M·m, n − k + M·(1 − m)) for a share, of Gamma(k + M·m) over n + M for a rate. Where
    the members do not differ, value = m. Errors: none; NaN without counts or prior.
    Source: beta-binomial and gamma-Poisson models, B. P. Carlin and T. A. Louis (2008), Bayesian Methods for
    Data Analysis, ch. 5. The interval takes the prior for known, and is a little short for it.

    >>> prior = Prior(np.array([0.2]), np.array([14.0]), np.array([3.0]))
    >>> found = shrink_counts(np.array([0.0]), np.array([14.0]), prior, np.array([True]))
    >>> round(found.value.item(), 4), found.reliability.item()
    (0.1, 0.5)
    """
    tail = (1 - level) / 2
    alike = np.isinf(prior.strength)
    # So strong a prior stands for members that do not differ; it keeps the formulas the same.
    strength = np.where(alike, 1e9, prior.strength)
    a, b = count + strength * prior.mean, denominator - count + strength * (1 - prior.mean)
    of_all = denominator + strength
    sound = (a > 0) & (of_all > 0) & (~share | (b > 0))
    first, second, whole = (np.where(sound, part, 1.0) for part in (a, b, of_all))
    ends = [
        np.where(
            share, betaincinv(first, np.where(second > 0, second, 1.0), at), gammaincinv(first, at) / whole
        )
        for at in (tail, 1 - tail)
    ]
    value = _ratio(a, of_all)
    low, high = (np.where(sound, end, value) for end in ends)
    return Shrunk(value, low, high, np.where(alike, 0.0, _ratio(denominator, of_all)))


def figure_prior(value: Floats, variance: Floats, group: Group, groups: int) -> Prior:
    """Read off a group how much its members' true figures differ, where no counts are known.

    Shapes: `value`, `variance` (of its luck) and `group` series (only those that enter); the prior by group.
    Units: strength is the variance between members. Formula, with w = 1/variance and Q = Σ w(x − x̄_w)²:
    τ² = max(0, (Q − (N − 1))/(Σw − Σw²/Σw)), mean weighted by 1/(variance + τ²).
    Errors: none; a group without members gives NaN.
    Source: R. DerSimonian and N. Laird (1986), Controlled Clinical Trials 7, 177–188.

    >>> prior = figure_prior(np.array([10.0, 14.0, 18.0]), np.ones(3), np.zeros(3, dtype=int), 1)
    >>> prior.mean.item(), prior.strength.item()
    (14.0, 15.0)
    """
    number = np.bincount(group, minlength=groups).astype(float)
    luck = _floored(variance, group, groups)
    weight = 1 / luck
    sums, squares, weighted = _sums(group, groups, weight, np.square(weight), weight * value)
    middle = _ratio(weighted, sums)
    (spread,) = _sums(group, groups, weight * np.square(value - middle[group]))
    between = _ratio(spread - (number - 1), sums - _ratio(squares, sums))
    between = np.where(number > 1, np.maximum(between, 0.0), 0.0)
    both = 1 / (luck + np.nan_to_num(between)[group])
    total, weighted = _sums(group, groups, both, both * value)
    return Prior(_ratio(weighted, total), np.where(number > 0, np.nan_to_num(between), np.nan), number)


def _floored(variance: Floats, group: Group, groups: int) -> Floats:
    """Limit the weight of a figure that has never moved, so that it does not outweigh all others."""
    number = np.maximum(np.bincount(group, minlength=groups), 1)
    typical = np.bincount(group, weights=variance, minlength=groups) / number
    return np.maximum(variance, np.maximum(1e-6 * typical[group], 1e-30))


def shrink_figures(value: Floats, variance: Floats, prior: Prior, level: float = LEVEL) -> Shrunk:
    """Shrink figures without counts towards their group.

    Shapes: all by series, `prior` too (`Prior.of`). Units: raw. Formula, with τ² the prior's strength:
    reliability B = τ²/(τ² + variance), value = m + B(x − m), interval value ± z·√(variance·B).
    Errors: none; NaN without a value, a variance or a prior.
    Source: B. Efron and C. Morris (1975), Journal of the American Statistical Association 70, 311–319.

    >>> prior = Prior(np.array([14.0]), np.array([15.0]), np.array([3.0]))
    >>> found = shrink_figures(np.array([18.0]), np.array([5.0]), prior)
    >>> found.value.item(), found.reliability.item()
    (17.0, 0.75)
    """
    reliability = _ratio(prior.strength, prior.strength + variance)
    reliability = np.where((prior.strength == 0) & (variance == 0), 0.0, reliability)
    shrunk = prior.mean + reliability * (value - prior.mean)
    half = ndtri((1 + level) / 2) * np.sqrt(variance * reliability)
    return Shrunk(shrunk, shrunk - half, shrunk + half, reliability)
