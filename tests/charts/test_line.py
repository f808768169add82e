from dataclasses import replace

import pytest

from loftet.charts.chart import ChartTable, Size
from loftet.charts.line import Line, LineView, Point, line_table
from loftet.charts.line_spec import line_chart


def test_the_table_says_why_a_value_is_not_there_and_never_zero(view: LineView) -> None:
    assert line_table(view) == ChartTable(
        header=("År", "Gol", "Norge", "Hemsedal", "Nore og Uvdal"),
        rows=(
            ("2023", "1\u202f421,8 (1\u202f412,8–1\u202f430,8)", "440,0", "420,0", ".."),
            ("2022", "430,0 (421,0–439,0)", "440,0", "..", ".."),
            ("2021", "450,5 (441,5–459,5)", "440,0", "428,0", ".."),
            ("2020", "455,0 (446,0–464,0)", "440,0", "430,0", ".."),
            ("2019", ":", "440,0", "..", "490,0"),
            ("2018", "470,3 (461,3–479,3)", "440,0", "..", "500,0"),
        ),
    )


def test_half_an_interval_is_not_shown(view: LineView) -> None:
    half = replace(view, own=Line("Gol", (Point(2023, 4.0, low=3.0),)), peers=(), country=None)
    assert line_table(half).rows == (("2023", "4,0"),)
    assert half.own.intervals == ()


def test_the_chart_carries_its_finding_description_and_table(view: LineView) -> None:
    chart = line_chart(view, Size.NARROW)
    told = (chart.title, chart.description, chart.size, chart.table)
    assert told == (view.title, view.description, Size.NARROW, line_table(view))


def test_a_view_without_values_is_not_drawn(view: LineView) -> None:
    empty = replace(view, own=Line("Gol", (Point(2023, None),)), peers=(), country=None)
    assert empty.is_empty
    with pytest.raises(ValueError, match="no series has a value"):
        line_chart(empty)


def test_a_ninth_peer_is_refused(view: LineView) -> None:
    with pytest.raises(ValueError, match="at most 8 peers, not 9"):
        replace(view, peers=view.peers[:1] * 9)


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
