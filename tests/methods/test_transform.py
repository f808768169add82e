"""On the scale of lines nothing leaves what is possible, and values come back as they went."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.methods.columns import Floats
from loftet.methods.transform import Bounded, bounded, from_line, to_line

ANY = st.floats(-1e3, 1e3)


def cells(*numbers: float) -> Floats:
    return np.array(numbers, dtype=float)


@given(st.floats(0, 100), st.floats(0, 1e9), ANY)
def test_values_come_back_as_they_went(share: float, amount: float, any_value: float) -> None:
    kind = np.array([Bounded.SHARE, Bounded.NOT_NEGATIVE, Bounded.FREE], dtype=np.int8)
    whole = cells(100, np.nan, np.nan)
    values = cells(share, amount, any_value)
    assert from_line(to_line(values, kind, whole), kind, whole) == pytest.approx(values, rel=1e-9, abs=1e-6)


@given(ANY)
def test_whatever_a_line_says_a_share_stays_a_share_and_an_amount_an_amount(scaled: float) -> None:
    kind = np.array([Bounded.SHARE, Bounded.NOT_NEGATIVE], dtype=np.int8)
    share, amount = from_line(np.full(2, scaled), kind, cells(100, np.nan)).tolist()
    assert 0 <= share <= 100
    assert amount >= 0


@given(ANY, ANY)
def test_the_order_of_values_is_kept(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for kind in Bounded:
        ends = from_line(cells(low, high), np.int8(kind) * np.ones(2, dtype=np.int8), cells(100, 100))
        assert ends[0] <= ends[1]


def test_what_is_observed_decides_how_a_quantity_is_bounded() -> None:
    values = np.full((2, 5, 3), np.nan)
    values[:, 0] = [[0, 50, 100], [20, np.nan, 30]]
    values[:, 1] = [[0, 50, 101], [20, np.nan, 30]]  # settled refugees in per cent of those asked for
    values[:, 2] = [[0, 50, 101], [20, -1, 30]]  # the operating result in per cent of income
    values[:, 3] = [[0, 5, 7], [2, 1, 3]]
    whole = cells(100, 100, 100, np.nan, 100)
    assert bounded(values, whole).tolist() == [
        Bounded.SHARE,
        Bounded.NOT_NEGATIVE,
        Bounded.FREE,
        Bounded.NOT_NEGATIVE,
        Bounded.FREE,
    ]
