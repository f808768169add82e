import re
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string

from loftet.charts.mini_projection import BOTTOM, TOP, Ahead, mini_projection

YEARS = [(2016, 47.0), (2017, 48.0), (2018, None), (2019, 45.0), (2020, 44.0), (2025, 45.4)]
AHEAD = Ahead(2030, 43.0, 36.0, 50.0)


def test_the_newest_value_lies_on_the_way_and_the_target_at_its_year() -> None:
    drawn = mini_projection(YEARS, AHEAD, target=65.0)
    assert drawn.now.x == pytest.approx(100 * 9 / 14, abs=0.01)
    assert drawn.target is not None
    assert (drawn.target.x, drawn.target.y < drawn.now.y) == (100, True)


def test_everything_lies_inside_the_drawing() -> None:
    drawn = mini_projection(YEARS, AHEAD, target=65.0)
    for path in (*drawn.fans, *drawn.lines, drawn.expected):
        for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path):
            assert 0 <= float(x) <= 1000
            assert TOP <= float(y) <= BOTTOM


def test_the_half_lies_inside_the_four_fifths() -> None:
    def ends(path: str) -> tuple[float, float]:
        heights = [float(y) for _x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]
        return min(heights), max(heights)

    (high, low), (inner_high, inner_low) = (ends(fan) for fan in mini_projection(YEARS, AHEAD).fans)
    assert high <= inner_high
    assert inner_low < low


def test_a_missing_year_leaves_a_gap() -> None:
    assert len(mini_projection(YEARS, AHEAD).lines) == 3


def test_a_year_ahead_that_is_past_is_refused() -> None:
    with pytest.raises(ValueError, match="before the year ahead"):
        mini_projection([(2030, 1.0)], AHEAD)


def test_the_words_of_target_and_value_do_not_meet() -> None:
    drawn = mini_projection(YEARS, AHEAD, target=47.0)
    assert abs(drawn.target_y - drawn.now_y) >= 14


def test_the_words_of_the_target_stand_where_neither_line_nor_fan_is() -> None:
    falling = [(2016, 40.0), (2025, 60.0)]
    in_the_fan = mini_projection(falling, Ahead(2030, 62.0, 30.0, 94.0), target=66.0)
    assert (in_the_fan.target_left, in_the_fan.target_y < (in_the_fan.target or in_the_fan.now).y) == (
        True,
        True,
    )
    beyond = mini_projection(falling, Ahead(2030, 62.0, 58.0, 66.0), target=90.0)
    assert not beyond.target_left


def test_the_axis_begins_at_zero_only_where_it_is_asked_to() -> None:
    cut, whole = (mini_projection(YEARS, AHEAD, from_zero=asked) for asked in (False, True))
    assert min(line.value for line in cut.grid) > 0
    assert min(line.value for line in whole.grid) == 0


def test_the_template_draws_and_names_it() -> None:
    drawn = mini_projection(YEARS, AHEAD, target=65.0)
    context = {"mini": drawn, "label": "Ned", "target_label": "Måltal 65", "now_label": "45,4"}
    root = ET.fromstring(render_to_string("charts/mini_projection.svg", context))
    assert root.get("aria-label") == "Ned"
    assert not {"47,0", "om lag 43"} & {text.text for text in root.iter("text")}
    ends = context | {"first_label": "47,0", "end_label": "om lag 43"}
    both = ET.fromstring(render_to_string("charts/mini_projection.svg", ends))
    assert {"47,0", "om lag 43"} <= {text.text for text in both.iter("text")}
    assert {"Måltal 65", "45,4", "2016", "2025", "2030"} <= {text.text for text in root.iter("text")}
