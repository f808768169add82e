from xml.etree import ElementTree as ET

from django.template.loader import render_to_string
from django.utils import translation

from loftet.charts.row_chart import RowMarks, ThenNow, row_chart


def test_rows_share_a_scale_that_holds_band_country_and_target() -> None:
    chart = row_chart([ThenNow(10.0, 8.0), ThenNow(2.0, 4.0)], band=(3, 6), country=5, target=12)
    assert chart is not None
    assert chart.rows[0].then is not None
    assert chart.rows[1].now is not None
    assert chart.rows[0].then > chart.rows[1].now
    assert chart.band is not None
    assert chart.target is not None
    assert 0 <= chart.band.start < chart.band.end < chart.target <= 100


def test_what_is_not_known_is_left_out() -> None:
    chart = row_chart([ThenNow(None, 8.0), ThenNow(None, None)])
    assert chart is not None
    assert chart.rows[1] == RowMarks(None, None)
    assert row_chart([ThenNow(None, None)], country=5) is None


def test_the_own_row_is_drawn_in_the_colour_of_the_own_place() -> None:
    chart = row_chart([ThenNow(10.0, 8.0)], band=(3, 6), country=5)
    assert chart is not None
    context = {"chart": chart, "row": chart.rows[0], "own": True, "label": "Ned"}
    root = ET.fromstring(render_to_string("charts/row_cell.svg", context))
    assert [child.get("class") for child in root] == [
        "fill-band",
        "strip-line",
        "row-way stroke-p1",
        "row-then stroke-p1",
        "fill-p1",
    ]


def test_the_axis_writes_numbers_as_the_page_does() -> None:
    chart = row_chart([ThenNow(0.5, 1.5)], decimals=1)
    with translation.override("nb"):
        root = ET.fromstring(render_to_string("charts/row_axis.svg", {"chart": chart}))
    assert [text.text for text in root] == ["0,0", "0,5", "1,0", "1,5"]
