"""Two figures differ only when their intervals say so."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.methods.comparison import Difference, Measured, difference, gap
from loftet.methods.exact import exact_share_interval

NUMBERS = st.floats(-1e6, 1e6)
OPPOSITE = {Difference.HIGHER: Difference.LOWER, Difference.LOWER: Difference.HIGHER}


@st.composite
def measured(draw: st.DrawFn) -> Measured:
    low, value, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    return Measured(value, low, high)


@given(measured(), measured())
def test_turned_round_the_answer_is_the_opposite(first: Measured, second: Measured) -> None:
    answer = difference(first, second)
    assert difference(second, first) == OPPOSITE.get(answer, answer)


@given(measured(), measured())
def test_a_difference_that_is_called_one_is_certain_in_its_own_interval_too(
    first: Measured, second: Measured
) -> None:
    apart = gap(first, second)
    assert apart.low is not None
    assert apart.high is not None
    slack = 1e-6
    if difference(first, second) is Difference.HIGHER:
        assert apart.low > -slack
    if difference(first, second) is Difference.LOWER:
        assert apart.high < slack


def test_ends_that_touch_are_no_certain_difference() -> None:
    assert difference(Measured(3, 2, 4), Measured(5, 4, 6)) is Difference.NOT_SURE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Measured(None), Measured(5, 4, 6)),
        (Measured(9), Measured(5, 4, 6)),
        (Measured(9, 8, None), Measured(5, 4, 6)),
        (Measured(9, 8, 10), Measured(None, 4, 6)),
    ],
)
def test_without_an_interval_nothing_is_claimed(first: Measured, second: Measured) -> None:
    assert difference(first, second) is Difference.NO_INTERVAL
    assert difference(second, first) is Difference.NO_INTERVAL


def test_of_two_equal_shares_few_draws_are_called_different() -> None:
    generator = np.random.default_rng(7)
    counts = generator.binomial([40, 400], 0.12, size=(4000, 2))
    wrong = 0
    for small, large in counts.tolist():
        first = Measured(small / 40, *exact_share_interval(small, 40))
        second = Measured(large / 400, *exact_share_interval(large, 400))
        wrong += difference(first, second) is not Difference.NOT_SURE
    assert wrong / len(counts) < 0.05


def test_a_gap_is_as_wide_as_both_intervals_together() -> None:
    assert gap(Measured(10, 7, 13), Measured(0, -4, 4)) == Measured(10, 10 - math.hypot(3, 4), 10 + 5)
    assert gap(Measured(None), Measured(0, -4, 4)) == Measured(None)
