"""The distribution: a dot for each municipality in its column, the chosen ones named under it."""

import re
from xml.etree import ElementTree as ET

import pytest

from loftet.charts.dot_histogram import MEASURES, HistogramView, Place, bins_of, histogram_drawing
from loftet.charts.numbers import NumberStyle
from loftet.charts.small_lines import small_lines

VALUES = tuple(round(5 + at % 97 / 11, 1) for at in range(357))


def view(
    values: tuple[float, ...] = VALUES, places: tuple[Place, ...] = (Place("Gol", 8.5),)
) -> HistogramView:
    return HistogramView(
        title="Halvparten ligger mellom 7,2 og 11,6 tonn",
        description="Utslipp",
        values=values,
        places=places,
        band=(7.2, 11.6),
        band_words="midterste halvdel",
        unit="tonn",
        decimals=1,
        numbers=NumberStyle.NORWEGIAN,
    )


def dots_of(drawing: ET.Element) -> list[tuple[float, float]]:
    (d,) = (one.attrib["d"] for one in drawing.iter("path") if "dots" in one.attrib["class"].split())
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.-]+)h0", d)]


@pytest.mark.parametrize("size", list(MEASURES))
def test_every_value_is_a_dot_that_lies_in_the_order_of_values(size: str) -> None:
    drawing = histogram_drawing(view(), size, "h")
    dots = dots_of(drawing)
    _left, _top, width, height = (float(one) for one in drawing.attrib["viewBox"].split())
    assert len(dots) == len(VALUES)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in dots)
    assert len(set(dots)) == len(dots)
    by_value = sorted(zip(VALUES, (x for x, _y in dots), strict=True))
    assert [x for _value, x in by_value] == sorted(x for _value, x in by_value)


@pytest.mark.parametrize("values", [(3.0,), (100.0,) * 357, (0.0, 1_000_000.0), (-4.0, -0.5, 12.0)])
def test_any_values_can_be_drawn(values: tuple[float, ...]) -> None:
    assert len(dots_of(histogram_drawing(view(values, ()), "narrow", "h"))) == len(values)


def test_no_column_is_finer_than_values_are_written() -> None:
    assert bins_of([0.0, 1.0, 2.0], 0, 80).step == 1.0
    assert bins_of([0.0, 717_710.0], 0, 80).step == 10_000.0


def test_names_that_find_no_row_are_left_out_and_their_dots_stay() -> None:
    places = tuple(Place(f"Kommune {at}", 8.0 + at / 50) for at in range(20))
    drawing = histogram_drawing(view(places=places), "small", "h")
    named = [one for one in drawing.iter("text") if (one.text or "").startswith("Kommune")]
    assert 1 <= len(named) <= 8
    assert len(list(drawing.iter("circle"))) == len(places)


def test_a_view_without_values_is_refused() -> None:
    with pytest.raises(ValueError, match="no value"):
        histogram_drawing(view((), ()), "wide", "h")


def test_small_charts_share_one_scale() -> None:
    drawn = small_lines(
        [{2020: 0.0, 2025: 10.0}, {2020: 5.0, 2025: 5.0}, {}], {2020: 4.0, 2025: 6.0}, decimals=0
    )
    rising, level, empty = drawn.charts
    assert rising.dot is not None
    assert level.dot is not None
    assert empty.dot is None
    assert rising.dot[1] < level.dot[1]
    assert [one.country for one in drawn.charts] == [rising.country] * 3
    assert [year for year, _x in drawn.years] == [2020, 2025]
