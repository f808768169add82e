"""Outlines on a grid: as large as they are, and none of them lost."""

from math import radians, sin

from hypothesis import given
from hypothesis import strategies as st

from loftet.geography.outlines import outlines, project

SQUARE = [(10.0, 60.0), (11.0, 60.0), (11.0, 61.0), (10.0, 61.0), (10.0, 60.0)]
TINY = [(10.2, 60.2), (10.2001, 60.2), (10.2, 60.2001), (10.2, 60.2)]


def test_a_ring_becomes_a_path_on_the_grid_with_north_up() -> None:
    drawn = outlines({"a": [SQUARE]}, 100)
    assert (drawn.width, drawn.height) == (50, 100)
    assert drawn.paths == {"a": "M0 100l50 0-1-100-48 0z"}


def test_a_place_too_small_to_draw_is_one_square_and_a_small_island_is_left_out() -> None:
    drawn = outlines({"large": [SQUARE, TINY], "small": [TINY]}, 100)
    assert drawn.paths == {"large": "M0 100l50 0-1-100-48 0z", "small": "M10 80h1v1h-1z"}


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
