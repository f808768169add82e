from dataclasses import replace

import pytest

from loftet.charts.chart import ChartTable
from loftet.charts.line import BandYear, Line, LineView, Point, Projection
from loftet.charts.line_table import line_table


def test_the_table_says_why_a_value_is_not_there_and_never_zero(view: LineView) -> None:
    assert line_table(view) == ChartTable(
        header=("År", "Gol", "Hemsedal", "Nore og Uvdal", "Norge", "Lignende"),
        rows=(
            ("2030", "405,0 (385,0–425,0)", "", "", "", ""),
            ("2023", "421,8 (412,8–430,8)", "420,0", "..", "440,0", "400,0–480,0"),
            ("2022", "430,0 (421,0–439,0)", "..", "..", "440,0", "400,0–480,0"),
            ("2021", "450,5 (441,5–459,5)", "428,0", "..", "440,0", "400,0–480,0"),
            ("2020", "455,0 (446,0–464,0)", "430,0", "..", "440,0", "400,0–480,0"),
            ("2019", ":", "..", "490,0", "440,0", "400,0–480,0"),
            ("2018", "470,3 (461,3–479,3)", "..", "500,0", "440,0", "400,0–480,0"),
        ),
    )


def test_half_an_interval_is_not_shown(view: LineView) -> None:
    half = replace(view, own=Line("Gol", (Point(2023, 4.0, low=3.0),)))
    assert half.own.intervals == ()


def test_the_years_chosen_are_shown_alone(view: LineView) -> None:
    shown = view.within(2020, 2022)
    assert shown.years == (2020, 2022)
    assert shown.projection is None
    assert shown.band is not None
    assert [one.year for one in shown.band.years] == [2020, 2021, 2022]
    assert view.within(2020, 2023).projection is view.projection


def test_the_axis_ends_with_the_year_of_the_projection(view: LineView) -> None:
    assert view.end == 2030
    assert replace(view, projection=None, target=None).end == 2023


def test_a_sixth_other_place_is_refused(view: LineView) -> None:
    with pytest.raises(ValueError, match="at most 5 other places, not 6"):
        replace(view, others=view.others[:1] * 6)


def test_years_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="Gol: the years rise"):
        Line("Gol", (Point(2023, 1.0), Point(2022, 1.0)))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_finite_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Point(2023, value)


def test_an_interval_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="ends below its start"):
        Point(2023, 1.0, low=2.0, high=1.0)
    with pytest.raises(ValueError, match="ends below its start"):
        BandYear(2023, 2.0, 1.0)


def test_a_fan_whose_inside_is_wider_than_its_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="inner interval lies within"):
        Projection(2030, 5.0, (1.0, 9.0), (4.0, 6.0), "", "")
