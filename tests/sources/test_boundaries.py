"""The outlines of municipalities: every one of them there, or nothing is kept."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.outlines import DRAWING, DRAWINGS, FOLDER, read_outlines, read_paths
from loftet.invalid_input import InvalidInput
from loftet.sources.boundaries import BoundarySource, make_outlines, read_boundaries
from loftet.sources.municipalities import code_of, municipalities

ORIGIN = BoundarySource("https://example.no/a.topojson", "id", "Kartverket", "CC BY 4.0")
PLAIN = {
    "type": "Topology",
    "arcs": [[[10, 60], [11, 60], [11, 61]], [[11, 61], [10, 61], [10, 60]], [[11, 61], [12, 60], [11, 60]]],
    "objects": {
        "places": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"id": "3324"}},
                {"type": "MultiPolygon", "arcs": [[[2, 0]], [[1]]], "properties": {"id": "3326"}},
            ],
        }
    },
}
STEPS = PLAIN | {
    "transform": {"scale": [0.5, 0.5], "translate": [10, 60]},
    "arcs": [[[0, 0], [2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2]], [[2, 2], [2, -2], [-2, 0]]],
}


@pytest.mark.parametrize("document", [PLAIN, STEPS])
def test_arcs_are_joined_into_rings(document: dict[str, Any]) -> None:
    found = read_boundaries(json.dumps(document).encode(), "id", "a.topojson")
    assert found == {
        "3324": [[(10, 60), (11, 60), (11, 61), (10, 61), (10, 60)]],
        "3326": [[(11, 61), (12, 60), (11, 60), (11, 60), (11, 61)], [(11, 61), (10, 61), (10, 60)]],
    }


def test_an_arc_is_read_backwards_by_a_negative_number() -> None:
    document = json.loads(json.dumps(PLAIN))
    document["objects"]["places"]["geometries"] = [
        {"type": "Polygon", "arcs": [[-2, -1]], "properties": {"id": "3324"}}
    ]
    found = read_boundaries(json.dumps(document).encode(), "id", "a.topojson")
    assert found == {"3324": [[(10, 60), (10, 61), (11, 61), (11, 60), (10, 60)]]}


def changed(**parts: object) -> bytes:
    return json.dumps(PLAIN | parts).encode()


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"<!doctype html><html>", "is not JSON"),
        (b"[]", "is no outline as it is needed here"),
        (changed(type="Feature"), "its type is «Feature»"),
        (b'{"type": "FeatureCollection", "features": []}', "it holds no places"),
        (b'{"Kommunegrense": {"features": []}}', "no collection of areas has the property «id»"),
        (changed(objects={"places": {"geometries": []}}), "it holds no places"),
        (changed(arcs=[]), "IndexError"),
        (
            changed(
                objects={"a": {"geometries": [{"type": "Point", "arcs": [], "properties": {"id": "1"}}]}}
            ),
            "«Point» is no area",
        ),
        (
            changed(objects={"a": {"geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {}}]}}),
            "KeyError: 'id'",
        ),
        (
            changed(
                objects={
                    "a": {"geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {"id": "1"}}] * 2}
                }
            ),
            "place 2 has the code «1» of another",
        ),
        (
            changed(
                objects={"a": {"geometries": [{"type": "Polygon", "arcs": [], "properties": {"id": "1"}}]}}
            ),
            "a place has no outline",
        ),
    ],
)
def test_what_is_no_outline_is_refused_with_its_place(content: bytes, cause: str) -> None:
    with pytest.raises(InvalidInput, match=r"a\.topojson") as refused:
        read_boundaries(content, "id", "a.topojson")
    assert cause in str(refused.value)


def feature(code: str, ring: list[list[float]]) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"id": code}, "geometry": geometry}


WEST: list[list[float]] = [[10, 60], [11, 60], [11, 61], [10, 61], [10, 60]]
EAST: list[list[float]] = [[11, 60], [12, 60], [12, 61], [11, 61], [11, 60]]
COLLECTION = {"type": "FeatureCollection", "features": [feature("3324", WEST), feature("3326", EAST)]}
BORDERS = {"type": "FeatureCollection", "features": [{"properties": {}, "geometry": {"type": "LineString"}}]}


@pytest.mark.parametrize("document", [COLLECTION, {"Kommunegrense": BORDERS, "Kommune": COLLECTION}])
def test_geojson_is_read_alone_or_among_other_collections(document: dict[str, Any]) -> None:
    found = read_boundaries(json.dumps(document).encode(), "id", "a.geojson")
    assert found == {code: [[(x, y) for x, y in ring]] for code, ring in (("3324", WEST), ("3326", EAST))}


def test_metres_of_utm_33_become_degrees() -> None:
    ring = [[262000.0, 6649000.0], [262100.0, 6649000.0], [262000.0, 6649100.0], [262000.0, 6649000.0]]
    content = json.dumps({"type": "FeatureCollection", "features": [feature("0301", ring)]}).encode()
    (corner, *_rest) = read_boundaries(content, "id", "a.geojson")["0301"][0]
    assert corner == pytest.approx((10.742714678, 59.909604951), abs=1e-8)  # pyproj 3.7, EPSG:25833 to 4258


def test_nothing_is_written_where_a_municipality_is_absent(tmp_path: Path) -> None:
    saved = tmp_path / "a.topojson"
    saved.write_bytes(changed())
    with pytest.raises(InvalidInput, match="1 of 3 municipalities have no outline: 3328"):
        make_outlines(ORIGIN, ["3324", "3326", "3328"], tmp_path, saved)
    assert not (tmp_path / FOLDER).exists()
    assert make_outlines(ORIGIN, ["3324"], tmp_path, saved) == 1
    assert list(read_outlines(tmp_path).places) == ["3324"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        make_outlines(ORIGIN, ["3324"], tmp_path, tmp_path / "none.topojson")


def test_the_catalogue_has_every_municipality_large_enough_to_see(
    catalogue: Path, gazetteer: Gazetteer
) -> None:
    day = date(2026, 1, 1)
    drawn = read_outlines(catalogue)
    assert sorted(drawn.places) == sorted(code_of(place, day) for place in municipalities(gazetteer, day))
    assert {*drawn.places, "borders"} == read_paths(catalogue).keys()
    pixel = drawn.height / 440
    small = [
        code
        for code, one in drawn.places.items()
        if not one.neighbours
        and min(one.box.right - one.box.left, one.box.bottom - one.box.top) < 3 * pixel - 1
    ]
    assert small == []


def test_the_drawing_is_light_and_neighbours_are_those_of_the_map(catalogue: Path) -> None:
    drawing = (catalogue / FOLDER / DRAWINGS / DRAWING).read_bytes()
    assert len(gzip.compress(drawing)) < 90_000
    assert read_outlines(catalogue).neighbours("3324") == ("3322", "3326", "3328", "3449", "3451")
