"""Exact intervals: the same as scipy's quantiles, and never short of what they promise."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.exact import exact_rate_interval, exact_share_interval
from loftet.methods.sampling import rate_interval, share_interval
from tests.property_examples import examples

LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


@given(st.integers(0, 30_000), st.integers(0, 30_000), LEVELS)
@settings(max_examples=examples(300), deadline=None)
def test_clopper_and_pearson_is_that_of_scipy(count: int, rest: int, level: float) -> None:
    if not count + rest:
        return
    expected = scipy.stats.binomtest(count, count + rest).proportion_ci(level, method="exact")
    assert exact_share_interval(count, count + rest, level) == pytest.approx(
        (expected.low, expected.high), rel=1e-9, abs=1e-12
    )


@given(st.integers(0, 900_000), LEVELS)
@settings(max_examples=examples(200), deadline=None)
def test_garwood_is_half_a_chi_squared(count: int, level: float) -> None:
    tail = (1 - level) / 2
    low = scipy.stats.chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    high = scipy.stats.chi2.ppf(1 - tail, 2 * count + 2) / 2
    assert exact_rate_interval(count, 1, level) == pytest.approx((low, high), rel=1e-8)


def test_beyond_a_million_the_approximations_take_over_without_a_step() -> None:
    assert exact_share_interval(1_000_000, 3_000_000) == pytest.approx(
        share_interval(1_000_000, 3_000_000), rel=2e-6
    )
    assert exact_share_interval(1_000_001, 3_000_000) == share_interval(1_000_001, 3_000_000)
    assert exact_rate_interval(1_000_000, 1) == pytest.approx(rate_interval(1_000_000, 1), rel=1e-8)
    assert exact_rate_interval(1e15, 1) == rate_interval(1e15, 1)


@pytest.mark.parametrize("share", [0.003, 0.02, 0.1, 0.37, 0.5])
def test_the_true_share_lies_outside_at_most_one_time_in_twenty(share: float) -> None:
    counts = np.arange(61)
    chance = scipy.stats.binom(60, share).pmf(counts)
    ends = np.array([exact_share_interval(int(count), 60) for count in counts])
    inside = (ends[:, 0] <= share) & (share <= ends[:, 1])
    assert chance[inside].sum() >= 0.95


@pytest.mark.parametrize("rate", [0.05, 0.7, 3.0, 12.0])
def test_the_true_rate_lies_outside_at_most_one_time_in_twenty(rate: float) -> None:
    counts = np.arange(200)
    chance = scipy.stats.poisson(rate).pmf(counts)
    ends = np.array([exact_rate_interval(int(count), 1) for count in counts])
    inside = (ends[:, 0] <= rate) & (rate <= ends[:, 1])
    assert chance[inside].sum() >= 0.95


@pytest.mark.parametrize(("count", "denominator"), [(-1, 10), (11, 10), (0, 0), (1, -5)])
def test_what_is_no_share_is_refused(count: float, denominator: float) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        exact_share_interval(count, denominator)


@pytest.mark.parametrize(("count", "denominator"), [(-1, 10), (1, 0)])
def test_what_is_no_rate_is_refused(count: float, denominator: float) -> None:
    with pytest.raises(ValueError, match="is not a rate"):
        exact_rate_interval(count, denominator)
