from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from loftet.charts.strip import LANE, Better, StripLine, StripPlace, scaled_dots, strip, widened
from loftet.charts.strip_svg import strip_picture

VALUES = [float(value) for value in range(100)]


def test_right_is_better_also_where_less_is_better() -> None:
    def place(value: float, better: Better) -> float:
        return strip(VALUES, [StripPlace("Gol", value)], better=better).dots[0].x

    assert place(90, Better.HIGH) > place(10, Better.HIGH)
    assert place(90, Better.LOW) < place(10, Better.LOW)
    assert place(90, Better.NEITHER) > place(10, Better.NEITHER)


def test_every_value_is_a_faint_dot_at_a_height_that_never_changes() -> None:
    first, second = strip(VALUES), strip(list(reversed(VALUES)))
    assert sum(path.count("m") for path in first.faint) == len(VALUES)
    assert first.faint == second.faint


def test_a_value_far_out_lies_at_the_edge_and_does_not_squeeze_the_others() -> None:
    drawn = strip([*VALUES, 100_000.0], [StripPlace("Gol", 99.0)])
    assert drawn.dots[0].x > 25


def test_the_scale_holds_a_named_place_and_a_target_however_far_out() -> None:
    drawn = strip(VALUES, [StripPlace("Gol", 900.0)], lines=[StripLine("Target", 1000.0, is_target=True)])
    assert 85 < drawn.dots[0].x < drawn.lines[0][0] == 98


def test_band_and_lines_lie_on_the_scale() -> None:
    drawn = strip(VALUES, band=(25, 75), lines=[StripLine("The country 50", 50)], better=Better.LOW)
    assert drawn.band is not None
    start, length = drawn.band
    assert start < drawn.lines[0][0] < start + length


def test_equal_values_lie_in_the_middle() -> None:
    assert strip([3.0] * 8, [StripPlace("Gol", 3.0)]).dots[0].x == 50


def test_a_lone_place_has_the_colour_of_its_status_and_others_their_own() -> None:
    assert strip(VALUES, [StripPlace("Gol", 1.0)], mark="c0").dots[0].css_class == "fill-c0"
    two = strip(VALUES, [StripPlace("Gol", 1.0), StripPlace("Ål", 90.0, 2)], mark="c0")
    assert [dot.css_class for dot in two.dots] == ["fill-p1", "fill-p2"]


def test_places_at_one_value_stand_side_by_side_with_a_joint_name() -> None:
    drawn = strip(VALUES, [StripPlace("Gol", 50.0), StripPlace("Hol", 50.0, 2), StripPlace("Ål", 90.0, 3)])
    assert [name.text for name in drawn.names] == ["Gol, Hol", "Ål"]
    assert [dot.shift for dot in drawn.dots] == [-4, 4, 0]


@given(st.lists(st.floats(0, 99), min_size=2, max_size=6))
def test_names_never_meet(values: list[float]) -> None:
    names = ["Gol", "Hemsedal", "Ål", "Nore og Uvdal", "Flå", "Hol"]
    places = [
        StripPlace(name, value, at) for at, (name, value) in enumerate(zip(names, values, strict=False), 1)
    ]
    drawn = strip(VALUES, places, width=600)
    spots = []
    for name in drawn.names:
        width, x = len(name.text) * 8.0, name.x * 6
        left = {"start": x, "middle": x - width / 2, "end": x - width}[name.anchor]
        spots.append((left, left + width, name.y))
        assert name.y < drawn.top
    for at, (left, right, foot) in enumerate(spots):
        for other in spots[at + 1 :]:
            assert foot != other[2] or right <= other[0] or other[1] <= left


def test_a_strip_names_eight_at_most_and_needs_a_value() -> None:
    with pytest.raises(ValueError, match="at most 8 places, not 9"):
        strip(VALUES, [StripPlace("Gol", 1.0)] * 9)
    with pytest.raises(ValueError, match="at least one value"):
        strip([])


def test_the_template_draws_faint_dots_first_and_names_last() -> None:
    drawn = strip(VALUES, [StripPlace("Gol 4", 4.0)], band=(25, 75), lines=[StripLine("Landet 50", 50)])
    root = ET.fromstring(render_to_string("charts/strip.svg", {"strip": drawn, "label": "Gol <4>"}))
    assert (root.get("role"), root.get("aria-label")) == ("img", "Gol <4>")
    assert [child.get("class") for child in root] == [
        "fill-band",
        None,
        "strip-line",
        "strip-dot fill-p1",
        "halo strip-own",
        "strip-note",
    ]
    assert float(root.get("height", "0")) > LANE


def test_a_place_without_a_label_has_its_dot_alone() -> None:
    drawn = strip(VALUES, [StripPlace("", 50.0)], mark="c0")
    assert (drawn.names, len(drawn.dots), drawn.top) == ((), 1, 2)


def test_a_picture_has_the_dots_where_their_values_are() -> None:
    drawn = strip(VALUES, band=(25.0, 75.0))
    picture = ET.fromstring(strip_picture(drawn, "Some figure", 500.0))
    assert drawn.band is not None
    start, width = (5 * part for part in drawn.band)
    inside = total = 0
    for path in picture.iter("path"):
        x = 0.0
        for step in path.attrib["d"].split("m")[1:]:
            x += float(step.split()[0])
            total += 1
            inside += start - 1 <= x <= start + width + 1
            assert 0 <= x <= 500
    assert total == len(VALUES)
    assert 50 <= inside <= 52


def test_a_path_of_another_form_is_an_error_and_no_false_picture() -> None:
    for path in ("M20 9h0", "m20 9l0 0", ""):
        with pytest.raises(ValueError, match="path"):
            scaled_dots(path, 0.5)


def test_in_a_wider_drawing_words_stand_at_their_dot_and_line() -> None:
    lines = [StripLine("Landet 50", 50), StripLine("Måltal 78,5 %", 78.5, is_target=True)]
    here = [StripPlace("Øvre Demodal 70 per 10 000", 70)]
    narrow = strip(range(101), here, lines=lines, width=165)
    wide = widened(narrow, 664)
    assert [(one.anchor, one.x) for one in narrow.below] == [("middle", 50.0), ("end", 100.0)]
    assert [(one.anchor, one.x) for one in wide.below] == [("middle", 50.0), ("middle", 77.36)]
    assert wide.height < narrow.height  # both stand on one line
    assert wide == strip(range(101), here, lines=lines, width=664)
