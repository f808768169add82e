"""A table that is written is read back, by our reader and by others', with every digit and every sign."""

import json
import warnings
from collections import OrderedDict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyjstat import pyjstat

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import (
    CellStatus,
    Cube,
    CubeDimension,
    DimensionRole,
    DocumentExtras,
    Link,
    TableNotes,
    Unit,
    read_jsonstat,
    write_jsonstat,
)
from loftet.sources.jsonstat.cells import IS_EMPTY

ABOUT = TableNotes(
    label="Lekkasje",
    source="SSB",
    updated="2026-11-24",
    table="11787",
    language="nb",
    discontinued=True,
    notes=("CC BY 4.0", "Tall for Ål er skjult."),
)


def dimension(name: str, role: DimensionRole, *codes: str, units: tuple[Unit, ...] = ()) -> CubeDimension:
    labels = tuple(f"{code}, på norsk" for code in codes)
    return CubeDimension(name, name.upper(), role, codes, labels, units or tuple(Unit() for _ in codes))


def cube(values: list[list[float]], status: list[list[CellStatus]]) -> Cube:
    places = dimension("place", DimensionRole.GEO, *(f"{3324 + row}" for row in range(len(values))))
    years = dimension("year", DimensionRole.TIME, *(f"{2020 + column}" for column in range(len(values[0]))))
    unit = Unit("%", 1, "31.12.", "Stock")
    metric = dimension("indicator", DimensionRole.METRIC, "leakage", units=(unit,))
    numbers = np.array(values, dtype=np.float64)[..., np.newaxis]
    signs = np.array(status, dtype=np.uint8)[..., np.newaxis]
    return Cube((places, years, metric), numbers, signs, ABOUT)


EVERY = cube([[30.5, -0.0, 1e-7, 4.0], [np.nan] * 4], [[0, 5, 6, 7], [1, 2, 3, 4]])  # type: ignore[list-item]


def same(one: Cube, other: Cube) -> bool:
    return (
        (one.dims, one.about) == (other.dims, other.about)
        and one.values.tobytes() == other.values.tobytes()
        and one.status.tobytes() == other.status.tobytes()
    )


def test_every_status_and_all_that_is_said_is_read_back() -> None:
    written = write_jsonstat(EVERY)
    assert same(read_jsonstat(written), EVERY)
    document = json.loads(written)
    assert document["value"] == [30.5, -0.0, 1e-7, 4.0, None, None, None, None]
    assert document["status"] == {"1": "p", "2": "e", "3": "i", "4": "..", "5": ".", "6": ":", "7": "z"}


def test_what_belongs_to_the_table_is_said_beside_it() -> None:
    around = DocumentExtras(
        address="https://loftet.example/indikatorer/leakage.json",
        links=(
            Link("alternate", "text/csv", "https://loftet.example/indikatorer/leakage.csv"),
            Link("alternate", "application/zip", "https://loftet.example/indikatorer/leakage.zip"),
        ),
        signs={CellStatus.SUPPRESSED: "Skjult", CellStatus.MISSING: "Mangler"},
        more={"edition": "2026-11-24-0adb3b3e"},
    )
    document = json.loads(write_jsonstat(cube([[1.0, np.nan]], [[CellStatus(0), CellStatus(3)]]), around))
    assert document["href"] == "https://loftet.example/indikatorer/leakage.json"
    assert document["link"] == {
        "alternate": [
            {"type": "text/csv", "href": "https://loftet.example/indikatorer/leakage.csv"},
            {"type": "application/zip", "href": "https://loftet.example/indikatorer/leakage.zip"},
        ]
    }
    assert document["extension"] == {
        "px": {"tableid": "11787", "language": "nb"},
        "discontinued": True,
        "status": {"label": {":": "Skjult"}},  # only the signs that stand in the table
        "edition": "2026-11-24-0adb3b3e",
    }


@pytest.mark.parametrize(
    ("value", "status"),
    [(0.0, CellStatus.SUPPRESSED), (np.nan, CellStatus.REPORTED), (np.inf, CellStatus.REPORTED)],
)
def test_a_value_that_does_not_go_with_its_status_is_refused(value: float, status: CellStatus) -> None:
    with pytest.raises(InvalidInput, match="the value of 3324, 2021, leakage does not go with its status"):
        write_jsonstat(cube([[1.0, value]], [[CellStatus.REPORTED, status]]))


CELL = st.sampled_from(CellStatus).flatmap(
    lambda status: st.tuples(
        st.just(np.nan) if IS_EMPTY[status] else st.floats(allow_nan=False, allow_infinity=False),
        st.just(status),
    )
)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1)))
def test_whatever_the_numbers_they_are_read_back_by_our_reader_and_pyjstat(
    rows: list[list[tuple[float, CellStatus]]],
) -> None:
    made = cube(
        [[value for value, _ in row] for row in rows], [[status for _, status in row] for row in rows]
    )
    written = write_jsonstat(made)
    assert same(read_jsonstat(written), made)
    document = json.loads(written, object_pairs_hook=OrderedDict)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = pyjstat.Dataset(document).write("dataframe", naming="id")
    assert list(frame["place"]) == [place for place in made.dims[0].codes for _ in made.dims[1].codes]
    assert frame["value"].to_numpy(dtype=np.float64).tobytes() == made.values.tobytes()
