"""The tile map of the catalogue: whole, without overlap, true to who borders on whom."""

import json
import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.tile_layout import Layout, lay_out, neighbours, projected
from loftet.geography.tile_swaps import improved, pieces
from loftet.geography.tiles import FILE, BorderLine, Tile, borders, read_tiles, write_tiles
from loftet.invalid_input import InvalidInput

pytestmark = pytest.mark.xdist_group("tiles")  # what they share is made in one process

Bordering = set[tuple[str, str]]


@pytest.fixture(scope="module")
def layout(gazetteer: Gazetteer) -> Layout:
    return lay_out(gazetteer)


@pytest.fixture(scope="module")
def tiles(catalogue: Path, gazetteer: Gazetteer) -> dict[str, Tile]:
    return read_tiles(catalogue / "places" / FILE, [place.slug for place in gazetteer.places])


@pytest.fixture(scope="module")
def bordering(shared: Path, gazetteer: Gazetteer, in_2024: date) -> Bordering:
    """Return the municipalities that share a stretch of border, from the real outlines."""
    file = shared / "data" / "boundaries" / "municipalities-2024-small.topojson"
    (outlines,) = json.loads(file.read_text(encoding="utf-8"))["objects"].values()
    sharers: defaultdict[int, set[str]] = defaultdict(set)
    for outline in outlines["geometries"]:
        slug = gazetteer.resolve(outline["properties"]["kommunenummer"], in_2024).slug
        for arc in arcs(outline["arcs"]):
            sharers[arc].add(slug)
    return {(min(pair), max(pair)) for pair in sharers.values() if len(pair) == 2}


def arcs(nested: list[Any]) -> Iterator[int]:
    for one in nested:
        if isinstance(one, list):
            yield from arcs(one)
        else:
            yield max(one, ~one)  # a border walked backwards is written as its complement


def steps(one: Tile, other: Tile) -> int:
    return max(abs(one.column - other.column), abs(one.row - other.row))


def share_within(tiles: dict[str, Tile], pairs: Bordering, most: int) -> float:
    return sum(steps(tiles[one], tiles[other]) <= most for one, other in pairs) / len(pairs)


def test_every_municipality_has_one_tile_and_no_two_the_same(
    tiles: dict[str, Tile], gazetteer: Gazetteer, in_2024: date
) -> None:
    norway = gazetteer.by_slug("norge")
    assert list(tiles) == [place.slug for place in gazetteer.members(norway, in_2024)]
    assert len(tiles) == len(set(tiles.values())) == 357


def test_the_tiles_of_the_catalogue_are_those_of_the_algorithm_to_the_byte(
    layout: Layout, catalogue: Path, tmp_path: Path
) -> None:
    write_tiles(tmp_path / FILE, layout.tiles)
    assert (tmp_path / FILE).read_bytes() == (catalogue / "places" / FILE).read_bytes()


def test_the_same_places_give_the_same_tiles(layout: Layout, gazetteer: Gazetteer) -> None:
    other_order = Gazetteer(reversed(gazetteer.places), (), ())
    assert lay_out(other_order) == layout


def test_places_move_little_more_than_half_a_tile(layout: Layout) -> None:
    assert layout.mean_move == pytest.approx(0.619, abs=0.001)


@pytest.mark.shared
def test_municipalities_that_border_on_each_other_stay_near(
    tiles: dict[str, Tile], bordering: Bordering
) -> None:
    assert len(bordering) == 736
    measured = {most: round(share_within(tiles, bordering, most), 3) for most in (1, 2, 3)}
    assert measured == {1: 0.791, 2: 0.982, 3: 1.0}


@pytest.mark.shared
def test_a_municipality_lies_in_the_direction_of_its_neighbour(
    tiles: dict[str, Tile], bordering: Bordering, gazetteer: Gazetteer
) -> None:
    turned = []
    for one, other in bordering:
        (x1, y1), (x2, y2) = projected(gazetteer.by_slug(one)), projected(gazetteer.by_slug(other))
        here, there = tiles[one], tiles[other]
        on_map = math.atan2(here.row - there.row, there.column - here.column)
        turned.append(abs(math.remainder(on_map - math.atan2(y2 - y1, x2 - x1), math.tau)))
    assert math.degrees(math.fsum(turned) / len(turned)) < 28


def test_every_county_is_in_one_piece(tiles: dict[str, Tile], gazetteer: Gazetteer, in_2024: date) -> None:
    broken = [
        county.name
        for county in gazetteer.counties(in_2024)
        if pieces((t.column, t.row) for t in map(tiles_of(tiles), gazetteer.members(county, in_2024))) > 1
    ]
    assert broken == []
    assert pieces((tile.column, tile.row) for tile in tiles.values()) == 1


def tiles_of(tiles: dict[str, Tile]) -> Any:
    return lambda place: tiles[place.slug]


def test_north_is_up_and_the_country_has_its_shape(tiles: dict[str, Tile]) -> None:
    assert (max(t.column for t in tiles.values()), max(t.row for t in tiles.values())) == (31, 37)
    assert min(t.column for t in tiles.values()) == min(t.row for t in tiles.values()) == 0
    by_row = sorted(
        ["nordkapp", "tromso", "bodo", "trondheim", "gol", "lindesnes"], key=lambda s: tiles[s].row
    )
    assert by_row == ["nordkapp", "tromso", "bodo", "trondheim", "gol", "lindesnes"]
    by_column = sorted(["vardo", "tromso", "bodo", "oslo", "gol", "bergen"], key=lambda s: -tiles[s].column)
    assert by_column == ["vardo", "tromso", "bodo", "oslo", "gol", "bergen"]


def test_borders_run_between_areas_and_not_along_the_edge() -> None:
    areas = {Tile(0, 0): "a", Tile(1, 0): "b", Tile(0, 1): "a", Tile(1, 1): "a", Tile(3, 0): "b"}
    assert borders(areas) == (BorderLine(1, 0, 1, 1), BorderLine(1, 1, 2, 1))


def test_neighbours_have_nobody_between_them() -> None:
    assert neighbours(np.array([[0.0, 0.0], [4.0, 0.0], [2.0, 0.5], [2.0, 9.0]])) == [(0, 2), (1, 2), (2, 3)]


def test_an_area_in_two_pieces_is_made_whole() -> None:
    squares = [(0, 0), (2, 0), (1, 0)]
    wanted = [(0.0, 0.0), (2.0, 0.0), (1.0, 0.0)]
    assert pieces(improved(squares, wanted, [], ["a", "a", "b"])[:2]) == 1


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("oslo,1,1", ", line 3, column column: «gol» has this tile already"),
        ("gol,2,2", ", line 3, column place: the place «gol» has a tile already"),
        ("osl,2,2", ", line 3, column place: no place has the slug «osl»; did you mean «oslo»?"),
        ("oslo,-1,2", ", line 3, column column: «-1» is not a whole number from 0 to 999"),
        ("oslo,1,x", ", line 3, column row: «x» is not a whole number from 0 to 999"),
    ],
)
def test_tiles_that_cannot_be_are_refused(tmp_path: Path, row: str, fault: str) -> None:
    file = tmp_path / FILE
    file.write_text(f"place,column,row\ngol,1,1\n{row}\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_tiles(file, ["gol", "oslo"])
    assert str(refused.value) == f"{file}{fault}"


def test_a_file_without_tiles_is_refused(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text("place,column,row\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="the file has no rows"):
        read_tiles(file)
