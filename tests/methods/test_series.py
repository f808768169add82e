"""Series are cut at breaks and thinned to periods that do not overlap."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from loftet.methods.series import apart, newest, since

NAN = np.nan


@given(st.lists(st.booleans(), min_size=1, max_size=15), st.integers(1, 6))
def test_thinning_keeps_the_newest_and_what_does_not_overlap_it(there: list[bool], span: int) -> None:
    years = np.arange(2010.0, 2010 + len(there))
    cells = np.where(there, years, NAN)[None, :]
    kept = [int(year) for year in apart(cells, years, np.array([span]))[0] if not np.isnan(year)]
    expected: list[int] = []
    for year in reversed([int(year) for year, here in zip(years, there, strict=True) if here]):
        if not expected or year <= expected[-1] - span:
            expected.append(year)
    assert kept == expected[::-1]


def test_each_series_is_thinned_by_its_own_span() -> None:
    years = np.arange(2019.0, 2025)
    kept = apart(np.tile(years, (3, 1)), years, np.array([1, 2, 5]))
    assert np.isnan(kept).tolist() == [
        [False] * 6,
        [True, False, True, False, True, False],
        [False, True, True, True, True, False],
    ]


def test_a_year_outside_the_window_says_nothing() -> None:
    years = np.arange(2019.0, 2023)
    kept = since(np.ones((3, 4)), years, np.array([NAN, 2020, 2021]), np.array([2020, NAN, 2021]))
    assert np.isnan(kept).tolist() == [
        [False, False, True, True],
        [True, False, False, False],
        [True, True, False, True],
    ]


def test_the_newest_value_is_the_last_that_is_there() -> None:
    cells = np.array([[1, 2, NAN], [NAN, NAN, NAN], [NAN, 4, 5]])
    value, year = newest(cells, np.array([2020.0, 2021, 2022]))
    assert np.array_equal(value, [2, NAN, 5], equal_nan=True)
    assert np.array_equal(year, [2021, NAN, 2022], equal_nan=True)
