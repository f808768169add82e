"""The weights of donors are the optimum, and of several optima the most even one."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from loftet.methods.effect import simplex
from loftet.methods.effect.simplex import nearest_mix, simplex_weights
from tests.property_examples import examples

Floats = NDArray[np.float64]

WHOLE = st.integers(-3, 3)


@st.composite
def small_panels(draw: st.DrawFn) -> Floats:
    """Draw up to five donors and a place over up to four years: with equal ones, on purpose."""
    years, donors = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    rows = draw(
        st.lists(st.lists(WHOLE, min_size=years, max_size=years), min_size=donors + 1, max_size=donors + 1)
    )
    return np.array(rows, dtype=float)


def by_enumeration(donors: Floats, place: Floats) -> Floats:
    """Return the most even optimum: of each set of donors the best weights, by its equations."""
    best, best_key = np.zeros(len(donors)), (np.inf, np.inf)
    for size in range(1, len(donors) + 1):
        for chosen in map(list, combinations(range(len(donors)), size)):
            apart = donors[chosen] - place
            sides = np.block([[apart @ apart.T, np.ones((size, 1))], [np.ones((1, size)), np.zeros((1, 1))]])
            found = (np.linalg.pinv(sides, rcond=1e-12) @ np.r_[np.zeros(size), 1.0])[:size]
            if found.min() < -1e-9:
                continue
            weights = np.zeros(len(donors))
            weights[chosen] = found
            key = (round(float(((weights @ donors - place) ** 2).sum()), 9), float(weights @ weights))
            if key < best_key:
                best, best_key = weights, key
    return best


@given(small_panels())
@example(np.array([[1.0, -1], [1, 2], [0, 2], [1, 2]]))
@settings(max_examples=examples(300), deadline=None)
def test_the_weights_are_those_of_an_enumeration(rows: Floats) -> None:
    weights = simplex_weights(rows[1:], rows[0])
    assert weights == pytest.approx(by_enumeration(rows[1:], rows[0]), abs=1e-6)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1, abs=1e-12)


@given(small_panels())
@settings(max_examples=examples(100), deadline=None)
def test_the_active_set_gives_the_same_as_the_dual(rows: Floats) -> None:
    points = rows[1:] - rows[0]
    start = nearest_mix(points)
    mix = start @ points
    face = (points @ mix <= mix @ mix + 1e-9) | (start > 0)
    sides = np.vstack([points[face].T, np.ones(int(face.sum()))])
    even = np.zeros_like(start)
    even[face] = simplex._by_active_set(sides, start[face])
    assert even == pytest.approx(by_enumeration(rows[1:], rows[0]), abs=1e-6)


@pytest.mark.parametrize(("donors", "years"), [(350, 8), (350, 3), (38, 19), (16, 30), (2, 12), (60, 60)])
@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_no_mix_is_nearer_and_none_as_near_is_more_even(donors: int, years: int, unit: float) -> None:
    rng = np.random.default_rng((donors, years))
    for _ in range(5):
        rows = unit * (rng.normal(0, 3, (donors + 1, 1)) + rng.normal(size=(donors + 1, years)))
        weights = simplex_weights(rows[1:], rows[0])
        points = (rows[1:] - rows[0]) / unit
        mix = weights @ points
        assert mix @ mix - (points @ mix).min() <= 1e-9  # Frank and Wolfe's bound on what could be won
        demands = np.vstack([points.T, np.ones(donors)]) if mix @ mix < 1e-18 else None
        if demands is not None:
            held = weights > 0
            multipliers = np.linalg.lstsq(demands[:, held].T, weights[held], rcond=None)[0]
            assert np.maximum(multipliers @ demands, 0) == pytest.approx(weights, abs=1e-7)


def test_equal_donors_share_their_weight() -> None:
    rng = np.random.default_rng(4)
    rows = rng.normal(size=(8, 6))
    rows[5:] = rows[3]
    weights = simplex_weights(rows[1:], rows[0])
    assert weights[[2, 4, 5, 6]] == pytest.approx(np.full(4, weights[2]), abs=1e-9)


def test_a_place_that_is_a_corner_of_its_donors_has_one_of_them() -> None:
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(300, 8))
    corner = int(np.linalg.norm(rows, axis=1).argmax())
    weights = simplex_weights(rows, rows[corner])
    assert weights[corner] == pytest.approx(1.0)


def test_a_capital_among_villages_does_not_blur_the_fit() -> None:
    rng = np.random.default_rng(8)
    people = np.exp(rng.normal(8, 1.5, (357, 1)))
    people[-1] = 700_000
    rows = people * (1 + 0.01 * rng.normal(size=(357, 8)).cumsum(axis=1))
    weights = simplex_weights(rows[1:], rows[0])
    points = rows[1:] - rows[0]
    mix = weights @ points
    won = float(mix @ mix - (points @ mix).min())
    assert won <= 1e-6 * mix @ mix


def test_one_donor_gets_all_and_none_is_refused() -> None:
    assert simplex_weights(np.array([[4.0, 5.0]]), np.array([1.0, 1.0])).tolist() == [1.0]
    with pytest.raises(ValueError, match="there is no donor"):
        simplex_weights(np.zeros((0, 2)), np.zeros(2))
