"""A relation of two figures is certain only where the line and the order of the places agree."""

import random
from math import isclose

import pytest
from scipy import stats

from loftet.methods.correlation import FEWEST, relation


def noisy(slope: float, noise: float, count: int = 200, seed: int = 7) -> list[tuple[float, float]]:
    dice = random.Random(seed)
    across = [dice.uniform(0, 10) for _place in range(count)]
    return [(x, slope * x + dice.gauss(0, noise)) for x in across]


def test_the_line_is_that_of_least_squares() -> None:
    pairs = noisy(-1.5, 3)
    found, peer = relation(pairs), stats.linregress(*zip(*pairs, strict=True))
    assert found is not None
    assert isclose(found.slope, peer.slope)
    assert isclose(found.intercept, peer.intercept)
    assert isclose(found.correlation, peer.rvalue)
    assert found.certain
    assert not found.rises


def test_figures_that_have_nothing_to_do_with_each_other_are_seldom_called_certain() -> None:
    certain = [relation(noisy(0, 1, seed=seed)) for seed in range(400)]
    assert sum(one is not None and one.certain for one in certain) <= 3


def test_one_far_place_makes_no_line() -> None:
    pairs = [*noisy(0, 1), (1_000.0, 1_000.0)]
    found = relation(pairs)
    assert found is not None
    assert found.correlation > 0.9
    assert not found.certain


def test_a_weak_relation_may_be_certain() -> None:
    found = relation(noisy(0.1, 1.2, count=2_000))
    assert found is not None
    assert found.certain
    assert found.is_weak


@pytest.mark.parametrize("pairs", [noisy(1, 1, FEWEST - 1), [(1.0, float(y)) for y in range(50)]])
def test_too_few_or_equal_figures_have_no_relation(pairs: list[tuple[float, float]]) -> None:
    assert relation(pairs) is None


def test_all_on_the_line_is_certain() -> None:
    found = relation([(float(x), 2.0 * x) for x in range(40)])
    assert found is not None
    assert found.certain
    assert found.spread == pytest.approx(0, abs=1e-9)
