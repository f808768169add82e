"""Persons are never counted below ten, and never from what is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.methods.persons import FEWEST_SHOWN, Persons, Shown, persons, persons_between


@given(st.floats(0, 1e9))
def test_no_number_below_ten_is_ever_shown_and_no_more_than_two_digits(count: float) -> None:
    told = persons(count)
    if told.number is None:
        assert (told.shown, count < FEWEST_SHOWN) == (Shown.FEW, True)
    else:
        assert told.number >= FEWEST_SHOWN
        assert told.number % 10 == 0
        assert abs(told.number - count) <= max(5, 0.05 * count)
        assert count < 1000 or len(str(told.number).rstrip("0")) <= 2


@given(st.floats(0, 1e9))
def test_a_hidden_cell_says_nothing_whatever_it_holds(count: float) -> None:
    assert persons(count, hidden=True) == Persons(Shown.HIDDEN)
    assert persons_between(count, 0.0, per=100, denominator=1e6, hidden=True) == Persons(Shown.HIDDEN)


@pytest.mark.parametrize(
    ("count", "number"), [(10, 10), (14.9, 10), (15, 20), (994, 990), (995, 1000), (1049, 1000), (1050, 1100)]
)
def test_halves_go_up(count: float, number: int) -> None:
    assert persons(count) == Persons(Shown.ABOUT, number)


def test_two_per_cent_of_a_small_municipality_s_children_stay_unsaid() -> None:
    assert persons_between(98.0, 100.0, per=100, denominator=160) == Persons(Shown.FEW)


def test_what_is_not_known_is_not_nobody() -> None:
    assert persons(None) == Persons(Shown.UNKNOWN)
    assert persons_between(None, 95.0, per=100, denominator=60) == Persons(Shown.UNKNOWN)
    assert persons_between(90.0, 95.0, per=100, denominator=None) == Persons(Shown.UNKNOWN)


def test_persons_below_nobody_are_refused() -> None:
    with pytest.raises(ValueError, match="is not a number of persons"):
        persons(-1)
    with pytest.raises(ValueError, match="is not a number to count by"):
        persons_between(1, 2, per=0, denominator=10)
