"""A pace is called a direction only when its interval says so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.methods.pace import Aim, Pace, missing_to, needed_pace, pace_word, wider, years_to
from loftet.methods.verdicts import Trend

NAN = np.nan


def word(
    value: float,
    low: float,
    high: float,
    *,
    aim: tuple[float, float] = (95.0, NAN),
    better: float = 1.0,
    target: bool = True,
    breadth: float = 50.0,
    ahead: float = 5.0,
) -> str:
    pace = Pace(*(np.array([number]) for number in (value, (low + high) / 2, low, high, ahead)))
    low_limit, high_limit, side, whole = (np.array([number]) for number in (*aim, better, breadth))
    found = pace_word(pace, Aim(low_limit, high_limit, side, np.array([target]), whole))
    return Trend(int(found[0])).word


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (3.0, 5.0, "on_track"),  # 15 points in 5 years: 3 a year are needed
        (2.9, 9.0, "improving"),
        (0.1, 9.0, "improving"),
        (-0.1, 9.0, "unclear"),
        (-9.0, 0.1, "unclear"),
        (-9.0, -0.1, "worsening"),
        (-0.4, 0.4, "stagnating"),  # at the most 2 of 50 points until the target year
        (0.1, 0.4, "stagnating"),
        (-0.4, 0.6, "unclear"),
    ],
)
def test_the_whole_interval_decides(low: float, high: float, told: str) -> None:
    assert word(80.0, low, high) == told
    assert word(20.0, -high, -low, aim=(NAN, 5.0), better=-1.0) == told


@pytest.mark.parametrize(("low", "high"), [(3.0, 5.0), (2.9, 9.0)])
def test_nothing_is_on_track_without_a_target(low: float, high: float) -> None:
    assert word(80.0, low, high, aim=(NAN, NAN), target=False) == "improving"
    assert word(20.0, -high, -low, aim=(NAN, NAN), better=-1.0, target=False) == "improving"


def test_who_has_reached_the_target_is_on_track_until_it_is_surely_left_again() -> None:
    assert word(97.0, -0.3, 3.0) == "on_track"
    assert word(97.0, -5.0, 0.1) == "on_track"
    assert word(97.0, -5.0, -0.5) == "worsening"  # 94.5 at the best in five years
    assert word(97.0, -5.0, -0.3) == "on_track"


def test_a_balance_goes_the_right_way_from_either_side() -> None:
    ideal = (40.0, 60.0)
    assert word(30.0, 1.0, 3.0, aim=ideal, better=0.0) == "improving"
    assert word(70.0, -3.0, -1.0, aim=ideal, better=0.0) == "improving"
    assert word(70.0, 1.0, 3.0, aim=ideal, better=0.0) == "worsening"
    assert word(70.0, -3.0, -2.0, aim=ideal, better=0.0) == "on_track"
    assert word(50.0, -1.0, 1.0, aim=ideal, better=0.0) == "on_track"
    assert word(50.0, 3.0, 4.0, aim=ideal, better=0.0) == "worsening"
    assert word(50.0, -1.0, 1.0, aim=ideal, better=0.0, target=False) == "stagnating"
    assert word(70.0, -3.0, -2.0, aim=ideal, better=0.0, target=False) == "improving"


def test_without_a_pace_or_a_value_there_is_no_word() -> None:
    assert (word(NAN, 1, 2), word(80, NAN, NAN)) == ("", "")


def test_an_unknown_way_from_worst_to_best_calls_nothing_a_standstill() -> None:
    assert word(80.0, -0.001, 0.001, breadth=NAN) == "unclear"


@given(st.floats(0, 100), st.floats(-5, 5, allow_subnormal=False), st.floats(0, 5))
def test_at_the_needed_pace_the_target_is_reached_in_the_years_that_are_left(
    value: float, pace: float, half: float
) -> None:
    missing = missing_to(np.array([value]), np.array([95.0]), np.array([NAN]))
    needed = needed_pace(missing, np.array([6.0]))
    assert years_to(missing, needed, needed, needed).item() == pytest.approx(6.0 if value < 95 else 0.0)
    years = years_to(missing, *(np.array([one]) for one in (pace, pace - half, pace + half))).item()
    if value >= 95:
        assert years == 0
    elif pace - half > 0:
        assert value + years * pace == pytest.approx(95)
    elif pace <= 0 or pace - half < 0:
        assert np.isnan(years)


def test_a_wider_interval_keeps_its_middle_where_it_is() -> None:
    low, high = wider(np.array([2.0]), np.array([1.0]), np.array([4.0]), np.array([1.0]))
    assert (low.item(), high.item()) == (1.0, 4.0)
