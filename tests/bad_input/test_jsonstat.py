"""JSON-stat that is broken, wrong or too large is refused, with the path and the cause."""

import json
import tracemalloc
from typing import Any

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import read_jsonstat

Json = dict[str, Any]


def sound() -> Json:
    """Return a small table that is read."""
    sides = {"Region": ["0301", "3324"], "Tid": ["2023", "2024"]}
    return {
        "version": "2.0",
        "class": "dataset",
        "id": list(sides),
        "size": [2, 2],
        "role": {"geo": ["Region"], "time": ["Tid"]},
        "dimension": {name: {"category": {"index": codes}} for name, codes in sides.items()},
        "value": [1, 2, 3, 4],
    }


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_jsonstat(data, "table.json")
    return str(caught.value)


def region(category: object) -> Json:
    return {"dimension": {"Region": {"category": category}, "Tid": sound()["dimension"]["Tid"]}}


def test_the_table_of_these_tests_is_sound() -> None:
    assert read_jsonstat(json.dumps(sound()).encode()).shape == (2, 2)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "the document is empty"),
        (b" \n", "the document is empty"),
        (b"<!DOCTYPE html><html><body>Stengt</body></html>", "the document is a web page, not JSON"),
        (b"\n<html>", "the document is a web page, not JSON"),
        (
            json.dumps(sound()).encode()[:-20],
            "the document is not JSON: unexpected end of data (line 1, column",
        ),
        (b'{"value": [1, NaN]}', "the document is not JSON: unexpected character"),
        (b'{"value": [1e999]}', "the document is not JSON: number is infinity"),
        (b'{"label": "\xff"}', "the document is not JSON: str is not valid UTF-8"),
        (b"[" * 100_000, "the document is not JSON: depth limit exceeded"),
        (b'{"a":' * 100_000, "the document is not JSON: depth limit exceeded"),
        (b"[1, 2]", "the document is an array where JSON-stat has an object"),
        (
            b'{"title": "Not Found", "status": 404}',
            "the document is not JSON-stat: it has no «dimension»; it says",
        ),
        (b"PK\x03\x04", "the document is not JSON"),
    ],
)
def test_what_is_no_json_stat_is_refused(data: bytes, cause: str) -> None:
    said = refusal(data)
    assert said.startswith(f"table.json: {cause}")
    assert len(said) < 300


CASES: list[tuple[str, Json, str]] = [
    ("wrong version", {"version": "3.0"}, "«version» is the text «3.0»; JSON-stat 1.x and 2.x are read"),
    ("wrong class", {"class": "dimension"}, "«class» is the text «dimension»; only a dataset holds a table"),
    ("no dimension", {"dimension": None}, "«dimension» is null where an object of dimensions is needed"),
    ("missing dimension", {"id": ["Region", "Kjonn"]}, "«dimension.Kjonn» is missing"),
    ("id no array", {"id": "Region"}, "«id» is the text «Region» where an array of texts is needed"),
    ("id twice", {"id": ["Tid", "Tid"]}, "«id» names «Tid» twice"),
    ("a hundred sides", {"id": [str(n) for n in range(100)]}, "«id» tells 100 dimensions; 32 are the most"),
    ("no size", {"size": None}, "«size» is null where an array of whole numbers is needed"),
    ("negative size", {"size": [-2, -2]}, "«size» is an array where an array of whole numbers is needed"),
    ("size does not fit", {"size": [2, 3]}, "«size» tells [2, 3], but the dimensions have [2, 2] categories"),
    ("size turned round", {"size": [4]}, "«size» tells [4], but the dimensions have [2, 2] categories"),
    ("value too short", {"value": [1, 2, 3]}, "«value» has 3 entries; the sizes multiply to 4"),
    ("value too long", {"value": [1, 2, 3, 4, 5]}, "«value» has 5 entries; the sizes multiply to 4"),
    ("metadata only", {"value": []}, "«value» is empty: the document holds metadata only"),
    ("no value", {"value": None}, "«value» is missing: the document holds metadata only"),
    ("value a text", {"value": "1"}, "«value» is the text «1»; an array or an object is needed"),
    ("a word for a number", {"value": [1, "mye", 3, 4]}, "«value[1]» is the text «mye» where a number"),
    ("a number as text", {"value": [1, "2", 3, 4]}, "«value[1]» is the text «2» where a number"),
    ("true for a number", {"value": [1, 2, True, 4]}, "«value[2]» is true where a number"),
    ("an array for a number", {"value": [1, 2, 3, [4]]}, "«value[3]» is an array where a number"),
    ("sparse beyond", {"value": {"4": 1}}, "«value.4» is no position in the table, which run from 0 to 3"),
    ("sparse below", {"value": {"-1": 1}}, "«value.-1» is no position in the table"),
    ("sparse huge", {"value": {"9" * 400: 1}}, f"«value.{'9' * 30}» is no position in the table"),
    ("sparse padded", {"value": {"01": 1}}, "«value.01» is no position in the table"),
    ("sparse no number", {"value": {"to": 1}}, "«value.to» is no position in the table"),
    ("foreign digits", {"value": {"٣": 1}}, "«value.٣» is no position in the table"),
    ("sparse word", {"value": {"2": "x"}}, "«value[2]» is the text «x» where a number"),
    (
        "unknown sign",
        {"status": {"2": "Q"}},
        "«status.2» is «Q», which is no known sign; known are . .. ... :",
    ),
    ("unknown sign for all", {"status": "??"}, "«status» is «??», which is no known sign"),
    ("sign a number", {"status": [None, 1, None, None]}, "«status[1]» is 1 where a sign (text) is needed"),
    ("sign an object", {"status": {"1": {}}}, "«status.1» is an object where a sign (text) is needed"),
    ("status too short", {"status": ["", "."]}, "«status» has 2 entries; the sizes multiply to 4"),
    ("status beyond", {"status": {"7": "."}}, "«status.7» is no position in the table"),
    ("status a number", {"status": 3}, "«status» is 3 where an object, an array or a text is needed"),
    ("role no object", {"role": ["Tid"]}, "«role» is an array where an object is needed"),
    ("role unknown", {"role": {"geo": ["Sted"]}}, "«role.geo» names «Sted», which is no dimension"),
    ("role no array", {"role": {"geo": "Region"}}, "«role.geo» is the text «Region» where an array"),
    ("no category", region(None), "«dimension.Region.category» is null where an object is needed"),
    (
        "negative index",
        region({"index": {"0301": -1, "3324": 0}}),
        "«dimension.Region.category.index.0301» is -1; positions run from 0 to 1",
    ),
    (
        "index beyond size",
        region({"index": {"0301": 0, "3324": 2}}),
        "«dimension.Region.category.index.3324» is 2; positions run from 0 to 1",
    ),
    (
        "two codes in one place",
        region({"index": {"0301": 0, "3324": 0}}),
        "«dimension.Region.category.index.3324» is 0, where «0301» stands already",
    ),
    (
        "half a place",
        region({"index": {"0301": 0, "3324": 0.5}}),
        "«dimension.Region.category.index.3324» is 0.5 where a position is needed",
    ),
    (
        "duplicate category",
        region({"index": ["0301", "0301"]}),
        "«dimension.Region.category.index[1]» tells the category «0301» twice",
    ),
    (
        "a code that is a number",
        region({"index": ["0301", 3324]}),
        "«dimension.Region.category.index[1]» is 3324 where a code (text) is needed",
    ),
    ("index a text", region({"index": "0301"}), "«dimension.Region.category.index» is the text «0301» where"),
    (
        "no index",
        region({"label": {"0301": "Oslo", "3324": "Gol"}}),
        "«dimension.Region.category.index» is missing, which only a dimension with a single",
    ),
    (
        "labels an array",
        region({"index": ["0301", "3324"], "label": []}),
        "«dimension.Region.category.label» is",
    ),
    (
        "decimals a word",
        region({"index": ["0301", "3324"], "unit": {"0301": {"decimals": "to"}}}),
        "«dimension.Region.category.unit.0301.decimals» is the text «to» where a small whole number",
    ),
]


@pytest.mark.parametrize(("changes", "cause"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_wrong_table_is_refused_with_the_path_and_the_cause(changes: Json, cause: str) -> None:
    assert refusal(json.dumps(sound() | changes).encode()).startswith(f"table.json: {cause}")


def test_a_category_told_twice_in_an_object_leaves_a_place_empty_and_is_refused() -> None:
    text = json.dumps(sound() | region({"index": {"0301": 0, "x": 1}})).replace('"x"', '"0301"')
    assert refusal(text.encode()) == (
        "table.json: «dimension.Region.category.index.0301» is 1; positions run from 0 to 0"
    )


def test_a_table_inside_one_that_lacks_its_dimensions_is_not_taken_for_it() -> None:
    """Fuzzing found it: the inner table was read as if the document were a bundle of named tables."""
    outer = {key: one for key, one in sound().items() if key not in {"dimension", "version", "class"}}
    assert refusal(json.dumps(outer | {"value": sound()}).encode()) == (
        "table.json: «dimension» is null where an object of dimensions is needed"
    )


def test_all_that_is_wrong_is_told_at_once() -> None:
    said = refusal(json.dumps(sound() | region({"index": ["0301", 3324]}) | {"role": 3}).encode())
    assert said.splitlines() == [
        "table.json: «role» is 3 where an object is needed",
        "table.json: «dimension.Region.category.index[1]» is 3324 where a code (text) is needed",
    ]


def test_a_sparse_table_of_a_thousand_million_cells_takes_no_memory_to_refuse() -> None:
    codes = [str(number) for number in range(1000)]
    sides = {name: {"category": {"index": codes}} for name in ("a", "b", "c")}
    huge = {"id": ["a", "b", "c"], "size": [1000] * 3, "dimension": sides, "value": {"999999999": 1}}
    data = json.dumps({"version": "2.0"} | huge).encode()
    tracemalloc.start()
    try:
        said = refusal(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert said == "table.json: «size» tells 1,000,000,000 cells; 20,000,000 are the most that is read"
    assert peak < 5_000_000


def test_a_million_wrong_cells_are_told_in_a_few_lines() -> None:
    codes = [str(number) for number in range(100_000)]
    sides = {"a": {"category": {"index": codes}}}
    wide = {"version": "2.0", "id": ["a"], "size": [100_000], "dimension": sides, "value": ["x"] * 100_000}
    assert len(refusal(json.dumps(wide).encode()).splitlines()) == 21
