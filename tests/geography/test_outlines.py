"""Outlines on a grid: shared borders stay shared, and no place is lost."""

from math import radians, sin
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.geography.arcs import cut_into_arcs, simplify
from loftet.geography.draw_outlines import Box, DrawnPlace, draw_outlines, project
from loftet.geography.label_point import LabelPoint, label_point
from loftet.geography.outlines import (
    DRAWING,
    DRAWINGS,
    FOLDER,
    TABLE,
    drawing,
    read_outlines,
    read_paths,
    table,
)
from loftet.invalid_input import InvalidInput

WEST = [(10.0, 60.0), (11.0, 60.0), (11.01, 60.5), (11.0, 61.0), (10.0, 61.0), (10.0, 60.0)]
EAST = [(12.0, 60.0), (12.0, 61.0), (11.0, 61.0), (11.01, 60.5), (11.0, 60.0), (12.0, 60.0)]
ISLET = [(9.5, 60.2), (9.5001, 60.2), (9.5, 60.2001), (9.5, 60.2)]
TINY = [(9.2, 60.2), (9.2001, 60.2), (9.2, 60.2001), (9.2, 60.2)]


def test_a_border_of_two_places_is_one_arc() -> None:
    found = cut_into_arcs({"west": [WEST], "east": [EAST]})
    assert len(found.arcs) == 3
    assert sorted(map(sorted, found.users().values())) == [["east"], ["east", "west"], ["west"]]


def test_an_island_in_a_lake_of_another_place_is_shared_whole() -> None:
    island = [(10.4, 60.4), (10.6, 60.4), (10.5, 60.6), (10.4, 60.4)]
    turned = [(10.6, 60.4), (10.4, 60.4), (10.5, 60.6), (10.6, 60.4)]
    found = cut_into_arcs({"around": [WEST, island], "inside": [turned]})
    assert found.users()[max(found.rings["inside"][0][0], ~found.rings["inside"][0][0])] == {
        "around",
        "inside",
    }


def test_ends_of_an_arc_stay_however_much_is_left_out() -> None:
    assert simplify([(0, 0), (1, 3), (2, 0), (3, 9), (4, 0)], 1e9) == ((0, 0), (4, 0))


def test_neighbours_and_county_borders_follow_from_shared_arcs() -> None:
    drawn = draw_outlines({"3324": [WEST], "3401": [EAST]})
    assert {code: one.neighbours for code, one in drawn.places.items()} == {
        "3324": ("3401",),
        "3401": ("3324",),
    }
    assert drawn.county_borders.count("M") == 1
    assert draw_outlines({"3324": [WEST], "3326": [EAST]}).county_borders == ""


def test_a_small_island_is_drawn_large_enough_and_a_small_part_of_a_place_is_left_out() -> None:
    drawn = draw_outlines({"3324": [WEST, ISLET], "1151": [TINY]})
    small = drawn.places["1151"].box
    assert (small.right - small.left, small.bottom - small.top) == (28, 28)
    assert drawn.places["3324"].path.count("M") == 1


@given(longitude=st.floats(4, 32), latitude=st.floats(57, 72), step=st.floats(0.001, 0.1))
def test_areas_are_kept(longitude: float, latitude: float, step: float) -> None:
    """A cell of the graticule has on the map the area it has on the sphere (in squared radii)."""

    middle = (15.0, 65.0)
    corners = [(0.0, 0.0), (step, 0.0), (step, step), (0.0, step)]
    flat = [project(longitude + x, latitude + y, middle) for x, y in corners]
    pairs = zip(flat, (*flat[1:], flat[0]), strict=True)
    area = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
    true = radians(step) * (sin(radians(latitude + step)) - sin(radians(latitude)))
    assert abs(area / true - 1) < 1e-3


def test_a_name_stands_inside_its_place() -> None:
    bent = [(0, 0), (300, 0), (300, 30), (30, 30), (30, 300), (0, 300)]
    found = label_point(bent)
    assert found.radius >= 14
    assert found.x < 30 or found.y < 30


def test_what_was_drawn_is_read_again(tmp_path: Path) -> None:
    drawn = draw_outlines({"3324": [WEST], "3401": [EAST]})
    (tmp_path / FOLDER / DRAWINGS).mkdir(parents=True)
    (tmp_path / FOLDER / DRAWINGS / DRAWING).write_text(drawing(drawn))
    (tmp_path / FOLDER / TABLE).write_text(table(drawn.places))
    found = read_outlines(tmp_path)
    assert found.places["3324"].box == drawn.places["3324"].box
    assert found.places["3324"].label == drawn.places["3324"].label
    assert found.neighbours("3324") == ("3401",)
    assert found.neighbours("9901") == ()
    assert read_paths(tmp_path)["3401"] == drawn.places["3401"].path


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("code,left,top,right,bottom,x,y,radius,neighbours\n", "it holds no places"),
        ("code,left,top,right,bottom,x,y,radius,neighbours\n3324,0,0,1,1,1,1,x,\n", "radius"),
        ("code,left,top,right,bottom,x,y,radius,neighbours\n3324,0,0,1,1,1,1,1,3326\n", "neighbour «3326»"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_place(tmp_path: Path, text: str, cause: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / TABLE).write_text(text)
    with pytest.raises(InvalidInput, match=TABLE) as refused:
        read_outlines(tmp_path)
    assert cause in str(refused.value)


def test_a_drawing_too_large_for_a_page_is_refused() -> None:
    drawn = draw_outlines({"3324": [WEST]})
    noise = "".join(str(hash((at, 7))) for at in range(20_000))
    one = DrawnPlace(noise, Box(0, 0, 1, 1), LabelPoint(0, 0, 0), ())
    with pytest.raises(InvalidInput, match="bytes packed, more than 90000"):
        drawing(type(drawn)(1, 1, {"3324": one}, ""))
