"""The gaps of the path regression are those of fits made one by one."""

import numpy as np
import pytest
from numpy.typing import NDArray

from loftet.methods.effect.path_regression import path_gaps

Floats = NDArray[np.float64]


def rows_of(places: int, years: int, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    return np.asarray(rng.normal(0, 3, (places, 1)) + rng.normal(size=(places, years)).cumsum(axis=1))


def one_by_one(path: Floats, later: Floats, others: list[int], at: int) -> Floats:
    """Return the residual of a place, of a regression over others on all years before but one."""
    level = path.mean(axis=1, keepdims=True)
    ways = np.hstack([np.ones((len(path), 1)), (path - level)[:, 1:]])
    fitted = np.linalg.lstsq(ways[others], (later - level)[others], rcond=None)[0]
    return np.asarray((later - level)[at] - ways[at] @ fitted)


def test_a_gap_is_the_residual_of_a_fit_without_the_place() -> None:
    values, before = rows_of(60, 10, 1), np.arange(10) < 7
    never = np.arange(60) >= 2
    gaps = path_gaps(values, never, before).gaps
    for at in (0, 1, 2, 31, 59):
        others = [one for one in range(2, 60) if one != at]
        assert gaps[at, 7:] == pytest.approx(one_by_one(values[:, :7], values[:, 7:], others, at))
        for year in range(7):
            rest = [one for one in range(7) if one != year]
            expected = one_by_one(values[:, rest], values[:, [year]], others, at)
            assert gaps[at, [year]] == pytest.approx(expected)


def test_a_common_path_and_a_level_of_its_own_leave_no_gap() -> None:
    values = np.arange(12.0)[:, None] ** 2 + np.array([3.0, 1, 4, 1, 5, 9])
    values[0, 4:] += 2.5
    found = path_gaps(values, np.arange(12) > 0, np.arange(6) < 4)
    assert found.gaps[0, 4:] == pytest.approx([2.5, 2.5])
    assert np.abs(found.gaps[1:]).max() < 1e-9


@pytest.mark.parametrize("places", [3, 4, 9, 12, 40])
def test_few_places_carry_few_shapes_and_give_finite_gaps(places: int) -> None:
    found = path_gaps(rows_of(places, 25, 3), np.arange(places) > 0, np.arange(25) < 20)
    assert np.isfinite(found.gaps).all()
    assert (found.scale > 0).all()
    assert found.leverage[1:].max() < 50


def test_gaps_follow_the_unit_and_not_the_level() -> None:
    values, never, before = rows_of(50, 12, 5), np.arange(50) > 2, np.arange(12) < 8
    one, other = path_gaps(values, never, before), path_gaps(1e6 * values + 3e7, never, before)
    assert other.gaps == pytest.approx(1e6 * one.gaps, abs=1e-4)
    assert other.scale == pytest.approx(1e6 * one.scale, rel=1e-8)


def test_an_unlike_path_has_a_large_leverage() -> None:
    values = rows_of(80, 12, 7)
    values[0, :8] += 40 * (-1.0) ** np.arange(8)
    found = path_gaps(values, np.arange(80) > 0, np.arange(12) < 8)
    assert found.leverage[0] > 3 * found.leverage[1:].max()
