"""Chance is counted fairly: p and interval agree, and sets are as many as there are."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.effect.reference import TIMES, Reference, draws, reference
from tests.property_examples import examples

SIZES = st.lists(st.floats(0, 100), min_size=1, max_size=60)


@given(SIZES, st.floats(0, 120), st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
@settings(max_examples=examples(200), deadline=None)
def test_p_is_small_where_the_interval_leaves_zero_out(
    sizes: list[float], statistic: float, level: float
) -> None:
    chance = Reference(np.sort(np.array(sizes)))
    outside = statistic > chance.margin(level) * (1 + 1e-9)
    if outside:
        assert chance.p(statistic) <= 1 - level + 1e-12
    if statistic < chance.margin(level) * (1 - 1e-9):
        assert chance.p(statistic) > 1 - level - 1e-12


@pytest.mark.parametrize(("among", "count"), [(351, 6), (38, 1), (12, 2), (5, 4), (2, 3), (309, 191)])
def test_sets_hold_different_places_and_are_at_most_so_many(among: int, count: int) -> None:
    drawn = draws(among, count, seed=1)
    members = min(count, max(among // 2, 1))
    assert drawn.shape == (min(TIMES, comb(among, members)), count)
    assert all(len(set(row)) == members for row in drawn.tolist())
    assert (drawn == draws(among, count, seed=1)).all()


@pytest.mark.parametrize(("among", "count"), [(40, 2), (40, 10), (40, 30)])
def test_sets_spread_as_the_mean_of_treated_places_does(among: int, count: int) -> None:
    """Gaps of never-treated places hang together; the treated ones differ from their mean by 1/m + 1/n."""
    rng, covered = np.random.default_rng(among + count), 0
    for _ in range(400):
        gaps = rng.normal(size=among + count)
        others = (gaps[:among] - gaps[:among].mean()) * among / (among - 1)
        own = float((gaps[among:] - gaps[:among].mean()).mean())
        pulls = np.full(count, 1 / count)
        margin = reference([others] * count, pulls, seed=1).margin(0.9) / np.sqrt(count)
        covered += abs(own) <= margin
    assert 0.85 <= covered / 400 <= 0.99


def test_few_never_treated_places_cannot_give_a_small_p() -> None:
    chance = reference([np.array([0.1, 0.2])] * 3, np.ones(3), seed=1)
    assert chance.p(100.0) == pytest.approx(1 / 3)
    assert chance.margin(0.9) == np.inf
