import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.charts.scale import Axis, runs, value_axis, year_ticks

NUMBERS = st.lists(st.floats(-1e6, 1e6).map(lambda n: round(n, 3)), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("values", "decimals", "axis"),
    [
        ([2.0, 7.5], 1, Axis(0, 8, (0, 2, 4, 6, 8), 0)),
        ([405.0, 478.0], 1, Axis(400, 480, (400, 420, 440, 460, 480), 0)),
        ([-3.0, 2.0], 0, Axis(-3, 2, (-3, -2, -1, 0, 1, 2), 0)),
        ([-8.0, -1.0], 0, Axis(-8, 0, (-8, -6, -4, -2, 0), 0)),
        ([0.21, 0.24], 2, Axis(0.21, 0.24, (0.21, 0.22, 0.23, 0.24), 2)),
        ([0.0], 0, Axis(0, 1, (0, 1), 0)),
        ([50.0], 0, Axis(44, 56, (44, 46, 48, 50, 52, 54, 56), 0)),
    ],
)
def test_an_axis_has_round_ticks_and_starts_at_zero_where_zero_is_near(
    values: list[float], decimals: int, axis: Axis
) -> None:
    assert value_axis(values, decimals=decimals, most=7) == axis


@given(NUMBERS)
def test_every_value_lies_on_its_axis(values: list[float]) -> None:
    axis = value_axis(values, decimals=3)
    assert 2 <= len(axis.ticks) <= 6
    assert all(axis.low <= value <= axis.high for value in values)
    assert (axis.part(axis.low), axis.part(axis.high)) == (0, 1)


@pytest.mark.parametrize(
    ("first", "last", "most", "ticks"),
    [
        (2014, 2025, 6, (2015, 2017, 2019, 2021, 2023, 2025)),
        (2020, 2023, 9, (2020, 2021, 2022, 2023)),
        (2024, 2024, 2, (2024,)),
        (1990, 2025, 4, (1995, 2005, 2015, 2025)),
    ],
)
def test_the_newest_year_is_always_on_the_axis(
    first: int, last: int, most: int, ticks: tuple[int, ...]
) -> None:
    assert year_ticks(first, last, most) == ticks


def test_a_line_stops_at_a_missing_year_and_before_a_break() -> None:
    years = [2014, 2015, 2017, 2018, 2019, 2020]
    assert runs(years, breaks=[2019]) == ((2014, 2015), (2017, 2018), (2019, 2020))


def test_a_survey_every_other_year_has_no_gap_between_its_years() -> None:
    assert runs([2015, 2017, 2019, 2023], apart=2) == ((2015, 2017, 2019), (2023,))
