"""The outlines of municipalities: every one of them there, or nothing is kept."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.kept_outlines import FILE, read_kept
from loftet.invalid_input import InvalidInput
from loftet.sources.boundaries import BoundarySource, fetch_boundaries, read_origin, read_topojson
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
    found = read_topojson(json.dumps(document).encode(), "id", "a.topojson")
    assert found == {
        "3324": [[(10, 60), (11, 60), (11, 61), (10, 61), (10, 60)]],
        "3326": [[(11, 61), (12, 60), (11, 60), (11, 60), (11, 61)], [(11, 61), (10, 61), (10, 60)]],
    }


def test_an_arc_is_read_backwards_by_a_negative_number() -> None:
    document = json.loads(json.dumps(PLAIN))
    document["objects"]["places"]["geometries"] = [
        {"type": "Polygon", "arcs": [[-2, -1]], "properties": {"id": "3324"}}
    ]
    found = read_topojson(json.dumps(document).encode(), "id", "a.topojson")
    assert found == {"3324": [[(10, 60), (10, 61), (11, 61), (11, 60), (10, 60)]]}


def changed(**parts: object) -> bytes:
    return json.dumps(PLAIN | parts).encode()


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"<!doctype html><html>", "is not JSON"),
        (b"[]", "is not TopoJSON as it is needed here"),
        (changed(type="FeatureCollection"), "its type is «FeatureCollection»"),
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
def test_what_is_not_topojson_is_refused_with_its_place(content: bytes, cause: str) -> None:
    with pytest.raises(InvalidInput, match=r"a\.topojson") as refused:
        read_topojson(content, "id", "a.topojson")
    assert cause in str(refused.value)


def test_nothing_is_kept_where_a_municipality_is_absent(tmp_path: Path) -> None:
    saved = tmp_path / "a.topojson"
    saved.write_bytes(changed())
    with pytest.raises(InvalidInput, match="1 of 3 municipalities have no outline: 3328"):
        fetch_boundaries(ORIGIN, ["3324", "3326", "3328"], tmp_path / "data", saved)
    assert read_kept(tmp_path / "data") is None
    assert fetch_boundaries(ORIGIN, ["3324"], tmp_path / "data", saved) == 1
    kept = read_kept(tmp_path / "data")
    assert kept is not None
    assert (list(kept.outlines.paths), kept.source, kept.licence) == (["3324"], "Kartverket", "CC BY 4.0")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        fetch_boundaries(ORIGIN, ["3324"], tmp_path, tmp_path / "none.topojson")


def test_the_outlines_of_all_municipalities_are_there(
    shared: Path, catalogue: Path, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    day = date(2026, 1, 1)
    codes = [code_of(place, day) for place in municipalities(gazetteer, day)]
    saved = shared / "data" / "boundaries" / "municipalities-2024-small.topojson"
    assert fetch_boundaries(read_origin(catalogue), codes, tmp_path, saved) == 357
    kept = read_kept(tmp_path)
    assert kept is not None
    assert sorted(kept.outlines.paths) == sorted(codes)
    assert (tmp_path / FILE).stat().st_size < 150_000
