"""A table becomes long rows in the words of a study, and the newest KOSTRA year is preliminary in March."""

import json
from datetime import date

from loftet.sources.jsonstat import CubeDimension, DimensionRole, TableNotes, Unit, read_jsonstat
from loftet.sources.pxweb import LongRow, Stage, Vintage, long_rows
from loftet.sources.pxweb.vintage import vintage_of

SIDES = {
    "KOKkommuneregion0000": ["3324"],
    "Kjonn": ["0"],
    "ContentsCode": ["Utgift"],
    "Tid": ["2023", "2024", "2025"],
}
TABLE = {
    "version": "2.0",
    "id": list(SIDES),
    "size": [1, 1, 1, 3],
    "dimension": {name: {"category": {"index": codes}} for name, codes in SIDES.items()},
    "value": [1.5, None, 3],
    "status": {"1": ":"},
}


def test_only_the_newest_year_is_preliminary_and_only_in_march() -> None:
    cube = read_jsonstat(json.dumps(TABLE).encode())
    sex = (("Kjonn", "0"),)
    march = list(long_rows(cube, Vintage(date(2026, 3, 16), Stage.PRELIMINARY)))
    assert march == [
        LongRow("3324", "Utgift", "2023", 2023, 1.5, "reported", sex),
        LongRow("3324", "Utgift", "2024", 2024, None, "suppressed", sex),
        LongRow("3324", "Utgift", "2025", 2025, 3.0, "preliminary", sex),
    ]
    june = list(long_rows(cube, Vintage(date(2026, 6, 15), Stage.REVISED)))
    assert [row.status for row in june] == ["reported", "suppressed", "reported"]


def test_tables_that_are_no_kostra_are_final_and_a_table_without_a_date_says_so() -> None:
    region = CubeDimension("Region", "region", DimensionRole.GEO, ("3324",), ("Gol",), (Unit(),))
    assert str(vintage_of(TableNotes(updated="2026-03-16T07:00:00Z"), (region,))) == "2026-03-16"
    kostra = CubeDimension(
        "KOKkommuneregion0000", "region", DimensionRole.GEO, ("3324",), ("Gol",), (Unit(),)
    )
    assert str(vintage_of(TableNotes(updated="16/03/2026"), (kostra,))) == "undated"
