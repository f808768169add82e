"""Leaning on peers: slow and obvious code, what it does to the errors, and who it leaves alone."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.columns import Floats
from loftet.methods.shrinkage import Prior, count_prior, figure_prior, shrink_counts, shrink_figures
from tests.property_examples import examples

COUNTS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 60)), min_size=2, max_size=12)


def marshall(pairs: list[tuple[int, int]], *, share: bool) -> tuple[float, float]:
    """Return the mean and the variance between members as the paper writes them."""
    total = sum(n for _, n in pairs)
    mean = sum(k for k, _ in pairs) / total
    squares = sum(n * (k / n - mean) ** 2 for k, n in pairs) / total
    luck = mean * (1 - mean) if share else mean
    return mean, squares - luck / (total / len(pairs))


@given(COUNTS, st.booleans())
@settings(max_examples=examples(100))
def test_the_prior_of_counts_is_that_of_the_paper(drawn: list[tuple[int, int]], share: bool) -> None:
    pairs = [(k, k + rest) for k, rest in drawn]
    k, n = np.array(pairs, dtype=float).T
    prior = count_prior(k, n, np.zeros(len(k), dtype=np.int64), 1, share=share)
    mean, between = marshall(pairs, share=share)
    assert [prior.mean.item(), prior.members.item()] == pytest.approx([mean, len(pairs)])
    if between <= 1e-12:
        return
    strength = mean * (1 - mean) / between - 1 if share else mean / between
    assert prior.strength.item() == pytest.approx(max(strength, 1e-9), rel=1e-6, abs=1e-6)


def test_the_interval_of_a_share_is_that_of_its_beta_distribution_and_of_a_rate_that_of_its_gamma() -> None:
    prior = Prior(*(np.array([number, number]) for number in (0.2, 30.0, 12.0)))
    found = shrink_counts(np.full(2, 4.0), np.full(2, 10.0), prior, np.array([True, False]))
    beta, gamma = scipy.stats.beta(10, 30).interval(0.95), scipy.stats.gamma(10, scale=1 / 40).interval(0.95)
    assert (found.low[0], found.high[0]) == pytest.approx(beta)
    assert (found.low[1], found.high[1]) == pytest.approx(gamma)
    assert found.value.tolist() == pytest.approx([0.25, 0.25])
    assert found.reliability.tolist() == [0.25, 0.25]


@given(COUNTS, st.booleans())
@settings(max_examples=examples(60))
def test_a_leaning_figure_lies_between_its_own_and_the_group_s(
    drawn: list[tuple[int, int]], share: bool
) -> None:
    k = np.array([pair[0] for pair in drawn], dtype=float)
    n = k + np.array([pair[1] for pair in drawn])
    group = np.zeros(len(k), dtype=np.int64)
    prior = count_prior(k, n, group, 1, share=share).of(group)
    found = shrink_counts(k, n, prior, np.full(len(k), share))
    between = np.sort(np.stack([k / n, prior.mean]), axis=0)
    assert (found.value >= between[0] - 1e-6).all()
    assert (found.value <= between[1] + 1e-6).all()
    assert (found.low <= found.high).all()
    assert ((found.reliability >= 0) & (found.reliability <= 1)).all()


def test_groups_do_not_learn_from_each_other() -> None:
    generator = np.random.default_rng(3)
    k, n = generator.poisson(8, 40).astype(float), generator.integers(20, 90, 40).astype(float)
    group = np.arange(40) % 3
    together = count_prior(k, n, group, 4, share=False)
    for at in range(3):
        own = group == at
        alone = count_prior(k[own], n[own], np.zeros(own.sum(), dtype=np.int64), 1, share=False)
        assert together.mean[at] == pytest.approx(alone.mean.item())
        assert together.strength[at] == pytest.approx(alone.strength.item())
    assert np.isnan([together.mean[3], together.strength[3]]).all()


def test_leaning_brings_small_places_nearer_to_the_truth_and_its_interval_holds_it() -> None:
    generator = np.random.default_rng(11)
    n = np.exp(generator.normal(4.5, 1.2, 357)).round() + 12
    own = leaning = held = 0.0
    for _ in range(40):
        truth = generator.beta(8, 72, 357)
        k = generator.binomial(n.astype(int), truth).astype(float)
        group = np.zeros(357, dtype=np.int64)
        found = shrink_counts(
            k, n, count_prior(k, n, group, 1, share=True).of(group), np.ones(357, dtype=bool)
        )
        own += np.square(k / n - truth).mean() / 40
        leaning += np.square(found.value - truth).mean() / 40
        held += ((found.low <= truth) & (truth <= found.high)).mean() / 40
    assert leaning < 0.55 * own
    assert held == pytest.approx(0.95, abs=0.015)


def test_members_that_do_not_differ_share_one_figure() -> None:
    k, n, group = np.full(9, 6.0), np.full(9, 60.0), np.zeros(9, dtype=np.int64)
    prior = count_prior(k, n, group, 1, share=True)
    found = shrink_counts(np.array([0.0]), np.array([60.0]), prior, np.array([True]))
    assert found.value.item() == pytest.approx(0.1, abs=1e-6)
    assert found.reliability.item() == 0.0


def dersimonian_laird(x: Floats, v: Floats) -> tuple[float, float]:
    w = 1 / v
    middle = (w * x).sum() / w.sum()
    q = (w * (x - middle) ** 2).sum()
    between = max(0.0, (q - (len(x) - 1)) / (w.sum() - (w**2).sum() / w.sum()))
    both = 1 / (v + between)
    return (both * x).sum() / both.sum(), between


def test_the_prior_of_figures_is_that_of_the_paper() -> None:
    generator = np.random.default_rng(5)
    v = generator.uniform(0.5, 9, 60)
    x = generator.normal(20, 2.5, 60) + generator.normal(0, np.sqrt(v))
    group = np.arange(60) % 2
    prior = figure_prior(x, v, group, 2)
    for at in range(2):
        mean, between = dersimonian_laird(x[group == at], v[group == at])
        assert [prior.mean[at], prior.strength[at]] == pytest.approx([mean, between])
    found = shrink_figures(x, v, prior.of(group))
    truth = prior.strength[group] / (prior.strength[group] + v)
    assert found.reliability == pytest.approx(truth)
    assert found.value == pytest.approx(prior.mean[group] + truth * (x - prior.mean[group]))


def test_a_figure_that_has_never_moved_is_its_own_and_does_not_rule_the_group() -> None:
    x, v = np.array([100.0, 20, 22, 18, 21, 19]), np.array([0.0, 4, 4, 4, 4, 4])
    prior = figure_prior(x, v, np.zeros(6, dtype=np.int64), 1)
    found = shrink_figures(x, v, prior.of(np.zeros(6, dtype=np.int64)))
    assert (found.value[0], found.reliability[0]) == (100.0, 1.0)
    assert prior.mean.item() < 60


def test_one_member_says_nothing_of_how_members_differ() -> None:
    prior = figure_prior(np.array([7.0]), np.array([2.0]), np.zeros(1, dtype=np.int64), 1)
    assert (prior.mean.item(), prior.strength.item(), prior.members.item()) == (7.0, 0.0, 1.0)
