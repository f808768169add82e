"""The scatter: every municipality a dot, names that never meet, an axis of tens for inhabitants."""

import re
from xml.etree import ElementTree as ET

import pytest

from loftet.charts.axes import across
from loftet.charts.chart import Size
from loftet.charts.numbers import NumberStyle
from loftet.charts.point_labels import Spot, placed_names
from loftet.charts.scatter import LAYERS, Named, ScatterView, scatter_drawing

POINTS = tuple((200.0 * 1.02**at, 14.0 - at % 9) for at in range(357))
NAMED = (
    Named("Flå", 1_050, 13.6),
    Named("Gol", 4_800, 8.5),
    Named("Ål", 4_750, 9.0),
    Named("Oslo", 2e5, 3, False),
)


def view(**other: object) -> ScatterView:
    whole: dict[str, object] = {
        "title": "Jo flere innbyggere, desto lavere utslipp.",
        "description": "Hver prikk er en kommune.",
        "points": POINTS,
        "named": NAMED,
        "x_words": "Innbyggere",
        "x_is_log": True,
        "x_decimals": 0,
        "y_decimals": 1,
        "numbers": NumberStyle.NORWEGIAN,
        "line": ((200.0, 11.0), (200_000.0, 2.0)),
        "line_words": "sammenhengen i hele landet",
    }
    return ScatterView(**(whole | other))  # type: ignore[arg-type]


def dots_of(drawing: ET.Element) -> list[list[tuple[float, float]]]:
    paths = [one.attrib["d"] for one in drawing.iter("path") if "dots" in one.attrib["class"].split()]
    return [[(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)h0", d)] for d in paths]


@pytest.mark.parametrize("size", list(Size))
def test_every_point_is_a_dot_inside_the_drawing(size: Size) -> None:
    drawing = scatter_drawing(view(), size, "s")
    layers = dots_of(drawing)
    _left, _top, width, height = (float(one) for one in drawing.attrib["viewBox"].split())
    dots = [dot for layer in layers for dot in layer]
    assert len(layers) == LAYERS
    assert len(dots) == len(POINTS)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in dots)


def test_dots_lie_in_turns_so_that_a_script_finds_the_row_of_each() -> None:
    layers = dots_of(scatter_drawing(view(), Size.WIDE, "s"))
    across_all = [layers[at % LAYERS][at // LAYERS][0] for at in range(len(POINTS))]
    assert across_all == sorted(across_all)


def test_the_chosen_are_named_and_the_finding_is_the_name_of_the_drawing() -> None:
    drawing = scatter_drawing(view(), Size.WIDE, "s")
    said = ["".join(one.itertext()) for one in drawing.iter("text")]
    assert {"Flå", "Gol", "Ål", "Oslo", "sammenhengen i hele landet", "200", "10 000".replace(" ", " ")} <= {
        one.replace("\N{NARROW NO-BREAK SPACE}", " ") for one in said
    }
    assert drawing.attrib["aria-labelledby"] == "s-wide-title s-wide-desc"
    assert drawing.find("title") is not None


def test_without_a_certain_relation_there_is_no_line() -> None:
    dashed = [
        one
        for one in scatter_drawing(view(line=None), Size.WIDE, "s").iter("path")
        if "stroke-dasharray" in one.attrib
    ]
    assert dashed == []


def test_a_view_without_points_is_refused() -> None:
    with pytest.raises(ValueError, match="no point"):
        scatter_drawing(view(points=()), Size.WIDE, "s")


def test_no_two_names_meet_and_none_leaves_the_drawing() -> None:
    spots = [
        Spot(f"Kommune {at}", 100 + at % 7 * 9, 100 + at // 7 * 9, 5, is_strong=True) for at in range(40)
    ]
    names = placed_names(spots, (14, 17), (0, 300, 0, 300))
    assert 3 <= len(names) < len(spots)
    rows = sorted((one.y, one.x) for one in names)
    assert len(rows) == len(set(rows))


def test_an_axis_of_tens_holds_no_zero() -> None:
    with pytest.raises(ValueError, match="axis of tens"):
        across([0, 10], decimals=0, is_log=True)


def test_an_axis_of_one_value_has_a_width() -> None:
    axis = across([500, 500], decimals=0, is_log=True)
    assert axis.low < axis.high
