"""Every real answer beside the project is read right: sides, roles, signs, and cells worked out by hand."""

from collections import Counter
from math import isnan
from pathlib import Path

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import CellStatus, Cube, DimensionRole, Unit, read_jsonstat, read_metadata
from tests.sources.jsonstat.slow_reader import cells_of, read_slowly

OTHER, TIME, GEO, METRIC = DimensionRole.OTHER, DimensionRole.TIME, DimensionRole.GEO, DimensionRole.METRIC


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "data" / "jsonstat"


def counts(cube: Cube) -> dict[str, int]:
    return {CellStatus(int(one)).word: many for one, many in Counter(cube.status.ravel().tolist()).items()}


@pytest.mark.parametrize(
    ("file", "shape", "roles", "statuses"),
    [
        ("ssb-09220.json", (3, 3, 1, 3), [GEO, OTHER, METRIC, TIME], {"reported": 27}),
        ("ssb-1106.json", (430, 10, 9), [GEO, METRIC, TIME], {"reported": 38520, "not_possible": 180}),
        ("ssb-12134-v2.json", (3, 1, 1), [GEO, METRIC, TIME], {"reported": 3}),
        ("statswe.json", (1, 1, 20, 2, 1, 28), [GEO, OTHER, OTHER, OTHER, METRIC, TIME], {"reported": 1120}),
        ("cantabria.json", (60, 3, 5, 6), [TIME, OTHER, OTHER, METRIC], {"missing": 1195, "reported": 4205}),
        (
            "galicia-2.0.json",
            (6, 22, 3, 2, 5, 1),
            [GEO, OTHER, OTHER, TIME, GEO, METRIC],
            {"reported": 3956, "missing": 4},
        ),
        (
            "galicia-ds.json",
            (6, 22, 3, 2, 5, 1),
            [GEO, OTHER, OTHER, TIME, GEO, METRIC],
            {"reported": 3956, "missing": 4},
        ),
        (
            "A02Level.json",
            (4, 2, 3, 291, 9, 1, 1),
            [OTHER, OTHER, OTHER, TIME, OTHER, METRIC, GEO],
            {"reported": 62856},
        ),
        ("CPI15.json", (137, 248, 1, 1), [OTHER, TIME, METRIC, GEO], {"reported": 33472, "missing": 504}),
        ("QS104EW.json", (1, 3, 1, 1), [GEO, OTHER, METRIC, TIME], {"reported": 3}),
    ],
)
def test_a_real_file_has_its_sides_and_every_cell_in_its_place(
    folder: Path, file: str, shape: tuple[int, ...], roles: list[DimensionRole], statuses: dict[str, int]
) -> None:
    data = (folder / file).read_bytes()
    cube = read_jsonstat(data, file)
    assert (cube.shape, cube.values.shape, cube.status.shape) == (shape, shape, shape)
    assert [dim.role for dim in cube.dims] == roles
    assert counts(cube) == statuses
    assert cells_of(cube) == read_slowly(data)


REPORTED = CellStatus.REPORTED


@pytest.mark.parametrize(
    ("file", "dataset", "codes", "cell"),
    [
        ("ssb-09220.json", None, {"Region": "0", "Eierskap": "01", "Tid": "1989"}, (2495.0, REPORTED)),
        # 1·9 + 1·3 + 0 = the thirteenth number of the file
        ("ssb-09220.json", None, {"Region": "01", "Eierskap": "02-03", "Tid": "1987"}, (2.0, REPORTED)),
        (
            *("ssb-1106.json", None),
            {"Region": "0301", "ContentsCode": "Fodte2", "Tid": "2016K3"},
            (2631.0, REPORTED),
        ),
        ("statswe.json", None, {"Alder": "90+", "Kon": "1", "Tid": "1969"}, (25.0, REPORTED)),
        ("CPI15.json", None, {"CL_0000641": "CI_0004216", "CL_0000635": "CI_0042644"}, (100.9, REPORTED)),
        ("CPI15.json", None, {"CL_0000641": "CI_0004217", "CL_0000635": "CI_0004215"}, (64.5, REPORTED)),
        ("oecd-canada.json", "oecd", {"area": "NO", "year": "2014"}, (3.003021166, CellStatus.ESTIMATED)),
        ("oecd-canada.json", "canada", {"age": "T", "concept": "POP", "sex": "F"}, (17571.3, REPORTED)),
        ("ssb-12134-v2.json", None, {"KOKkommuneregion0000": "5001"}, (62853.0, REPORTED)),
    ],
)
def test_a_cell_worked_out_by_hand_is_read_by_its_codes(
    folder: Path, file: str, dataset: str | None, codes: dict[str, str], cell: tuple[float, CellStatus]
) -> None:
    assert read_jsonstat((folder / file).read_bytes(), file, dataset).at(**codes) == cell


def test_a_cell_that_is_not_possible_has_no_number(folder: Path) -> None:
    people = read_jsonstat((folder / "ssb-1106.json").read_bytes(), "ssb-1106.json")
    number, status = people.at(Region="1901", ContentsCode="Fodte2", Tid="2014K3")
    assert (isnan(number), status) == (True, CellStatus.NOT_POSSIBLE)


def test_what_statistics_norway_says_about_a_table_is_kept(folder: Path) -> None:
    cube = read_jsonstat((folder / "ssb-12134-v2.json").read_bytes())
    about, contents = cube.about, cube.dims[1]
    assert (about.table, about.updated, about.language) == ("12134", "2026-03-16T07:00:00Z", "no")
    assert (about.source, about.discontinued, len(about.notes)) == ("Statistisk sentralbyrå", False, 5)
    assert contents.units == (Unit("kr", 0, "31.12", "Flow"),)
    assert cube.dims[0].labels == ("Oslo - Oslove", "Bergen", "Trondheim - Tråante")


def test_flags_among_the_values_of_the_public_health_institute_are_signs(shared: Path) -> None:
    file = shared / "data" / "api-fixtures" / "fhi-query-flags.json"
    cube = read_jsonstat(file.read_bytes(), file)
    assert [dim.role for dim in cube.dims] == [GEO, TIME, METRIC]  # «AAR» by its name: the role is null
    assert [cube.at(GEO=code)[1].word for code in ("0", "34", "3450")] == [
        "reported",
        "missing",
        "suppressed",
    ]
    assert cube.at(GEO="0")[0] == 81.4
    assert isnan(cube.at(GEO="3450")[0])


def test_metadata_are_read_without_a_single_number(folder: Path) -> None:
    metadata = read_metadata((folder / "pxapi2-dataset-meta.json").read_bytes())
    assert [(dim.id, dim.role, len(dim.codes)) for dim in metadata.dims] == [
        ("Region", GEO, 312),
        ("Civilstand", OTHER, 4),
        ("Alder", OTHER, 102),
        ("Kon", OTHER, 2),
        ("ContentsCode", METRIC, 2),
        ("Tid", TIME, 1),
    ]
    assert metadata.about.table == "TAB638"


@pytest.mark.parametrize(
    ("file", "cause"),
    [
        ("collection.json", "«class» is a collection, which only points to datasets; fetch https://"),
        ("oecd-canada.json", "the document holds 2 datasets: «oecd», «canada»; name one"),
        ("ssb-metadata.json", "the document is a table's metadata in the old form, not JSON-stat"),
        ("ssb-query.json", "the document is a query, not JSON-stat"),
        ("ssb-codes131_from2013.json", "the document is not JSON-stat: it has no «dimension»"),
        (
            "pxapi2-table-metadata.json",
            "the document is not JSON: unexpected character, expected a string key",
        ),
        ("pxapi2-dataset-meta.json", "«size» tells [312, 4, 1, 2, 2, 1], but the dimensions have"),
    ],
)
def test_what_is_no_single_table_is_refused_with_the_reason(folder: Path, file: str, cause: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_jsonstat((folder / file).read_bytes(), file)
    assert str(caught.value).startswith(f"{file}: {cause}")
