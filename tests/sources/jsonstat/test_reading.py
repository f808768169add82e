"""What the reader makes of the many ways in which the same table can be written."""

import json
from math import isnan
from typing import Any

import pytest

from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import CellStatus, Cube, DimensionRole, read_jsonstat, zero_when_invalid
from loftet.sources.jsonstat.cells import MOST_CELLS


def dataset(**changes: Any) -> dict[str, Any]:
    """Return a table of two regions and two years, with some keys replaced."""
    sides = {"Region": ["0301", "3324"], "Tid": ["2023", "2024"]}
    return {
        "version": "2.0",
        "class": "dataset",
        "id": list(sides),
        "size": [2, 2],
        "dimension": {name: {"category": {"index": codes}} for name, codes in sides.items()},
        "value": [1, 2, 3, 4],
    } | changes


def read(document: dict[str, Any]) -> Cube:
    return read_jsonstat(json.dumps(document).encode())


def words(cube: Cube) -> list[str]:
    return [CellStatus(int(one)).word for one in cube.status.ravel()]


def test_numbers_stand_row_by_row() -> None:
    sizes = {"a": 2, "b": 3, "c": 4}
    sides = {
        name: {"category": {"index": [f"{name}{n}" for n in range(size)]}} for name, size in sizes.items()
    }
    cube = read(dataset(id=list(sizes), size=list(sizes.values()), dimension=sides, value=list(range(24))))
    assert cube.at(a="a1", b="b2", c="c3")[0] == 23
    assert cube.at(a="a0", b="b1", c="c0")[0] == 4


def test_a_suppressed_value_never_becomes_zero() -> None:
    cube = read(dataset(value=[0, 0, ":", None], status={"1": ":"}))
    assert words(cube) == ["reported", "suppressed", "suppressed", "missing"]
    assert cube.values.ravel()[0] == 0
    assert [isnan(one) for one in cube.values.ravel()] == [False, True, True, True]


def test_the_three_signs_are_kept_apart() -> None:
    cube = read(dataset(value=[None, None, None, 4], status={"0": ".", "1": "..", "2": ":"}))
    assert words(cube) == ["not_possible", "missing", "suppressed", "reported"]


@pytest.mark.parametrize(
    "status", ["p", ["p"], ["p", "p", "p", "p"], {"0": "p", "1": "p", "2": "p", "3": "p"}]
)
def test_a_status_may_be_a_text_an_array_or_an_object(status: object) -> None:
    assert words(read(dataset(status=status))) == ["preliminary"] * 4


def test_a_sign_among_the_values_rules_over_one_beside_them() -> None:
    assert words(read(dataset(value=[1, ":", 3, 4], status="e"))) == [
        "estimated",
        "suppressed",
        "estimated",
        "estimated",
    ]


def test_roles_that_are_missing_or_null_are_found_by_link_or_name() -> None:
    linked = {
        "Gjerne": {
            "category": {"index": ["0301", "3324"]},
            "link": {"describedby": [{"extension": {"Gjerne": "urn:ssb:classification:klass:131"}}]},
        },
        "år": {"category": {"index": ["2023", "2024"]}},
    }
    for role in (None, {"time": None, "geo": None}):
        cube = read(dataset(id=list(linked), dimension=linked, role=role))
        assert [dim.role for dim in cube.dims] == [DimensionRole.GEO, DimensionRole.TIME]


def test_a_role_that_is_told_rules_over_a_name() -> None:
    cube = read(dataset(role={"geo": ["Tid"], "time": ["Region"]}))
    assert [dim.role for dim in cube.dims] == [DimensionRole.TIME, DimensionRole.GEO]


def test_a_side_with_a_single_category_needs_no_index_and_no_size() -> None:
    side = {"category": {"label": {"P": "persons"}, "unit": {"P": {"base": "people", "decimals": 0}}}}
    dims = dataset()["dimension"] | {"Contents": side}
    cube = read(dataset(id=["Region", "Contents", "Tid"], size=[2, 2], dimension=dims))
    assert cube.shape == (2, 1, 2)
    assert (cube.dims[1].codes, cube.dims[1].labels) == (("P",), ("persons",))
    assert cube.at(Region="3324", Tid="2024")[0] == 4


def test_a_sparse_table_leaves_what_it_does_not_tell_missing() -> None:
    cube = read(dataset(value={"3": 4.5}, status={"1": ":"}))
    assert words(cube) == ["missing", "suppressed", "missing", "reported"]
    assert cube.at(Region="3324", Tid="2024")[0] == 4.5


def test_an_index_object_sets_the_order() -> None:
    dims = dataset()["dimension"] | {"Region": {"category": {"index": {"0301": 1, "3324": 0}}}}
    assert read(dataset(dimension=dims)).at(Region="3324", Tid="2023")[0] == 1


def test_a_closed_series_is_known_by_flag_or_by_label() -> None:
    assert read(dataset(extension={"discontinued": True})).about.discontinued
    assert read(dataset(label="06913: Befolkning (avslutta serie)")).about.discontinued
    assert not read(dataset(extension={"discontinued": None})).about.discontinued


def test_a_cube_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        read(dataset()).values[0, 0] = 9


def test_a_cell_is_not_looked_up_by_half_an_address() -> None:
    with pytest.raises(InvalidInput, match="«Tid» has 2 codes, and none is named"):
        read(dataset()).at(Region="0301")
    with pytest.raises(InvalidInput, match="has no dimension «Regoin»; did you mean «Region»"):
        read(dataset()).at(Regoin="0301", Tid="2024")


def test_more_cells_than_the_stated_most_are_refused_before_any_is_kept() -> None:
    many = [str(one) for one in range(MOST_CELLS // 1000 + 1)]
    dims = {
        "a": {"category": {"index": many}},
        "b": {"category": {"index": [str(one) for one in range(1000)]}},
    }
    with pytest.raises(InvalidInput, match="20,001,000 cells; 20,000,000 are the most"):
        read(dataset(id=["a", "b"], size=[len(many), 1000], dimension=dims, value={"0": 1}))


# -- zeros of codes that were not in use -----------------------------------------------------------


@pytest.fixture(scope="module")
def places(project: Any) -> Gazetteer:
    return load_gazetteer(project / "catalogue" / "places")


def gol(values: list[Any], codes: list[str]) -> Cube:
    sides = {"Region": codes, "Tid": ["2022", "2024K1"]}
    dims = {name: {"category": {"index": side}} for name, side in sides.items()}
    return read(dataset(size=[len(codes), 2], dimension=dims, value=values))


def test_a_zero_of_a_code_that_was_not_valid_that_year_is_missing(places: Gazetteer) -> None:
    cube = zero_when_invalid(gol([5, 0, 0, 7], ["3041", "3324"]), places)
    assert words(cube) == ["reported", "missing", "missing", "reported"]
    assert [isnan(one) for one in cube.values.ravel()] == [False, True, True, False]


def test_a_zero_of_a_valid_code_stays_zero(places: Gazetteer) -> None:
    cube = zero_when_invalid(gol([0, ".", ".", 0], ["3041", "3324"]), places)
    assert words(cube) == ["reported", "missing", "missing", "reported"]
    assert (cube.at(Region="3041", Tid="2022")[0], cube.at(Region="3324", Tid="2024K1")[0]) == (0, 0)


def test_codes_that_are_no_municipality_and_numbers_given_on_purpose_stay(places: Gazetteer) -> None:
    cube = gol([0, 0, 5, 6, 0, 0], ["EAK", "3041", "30"])
    assert words(zero_when_invalid(cube, places)) == ["reported"] * 6
