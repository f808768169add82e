"""FHI's tables are found by source and number; what cannot be had is told for each series."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.sources.catalogue import SourceSeries
from loftet.sources.fetched_fhi import FhiTables
from loftet.sources.fhi import Fhi
from loftet.sources.figures import FigureScope
from loftet.sources.web import Caller

GOOD = SourceSeries("daar/754", "RATE", (("KJONN", ("0",)),))
SIDES = {"GEO": ["0", "3324"], "AAR": ["2020_2024"], "KJONN": ["0", "1"], "MEASURE_TYPE": ["RATE"]}


@pytest.fixture
def scope(gazetteer: Gazetteer) -> FigureScope:
    return FigureScope((gazetteer.by_slug("norge"), gazetteer.by_slug("gol")), gazetteer)


@pytest.fixture
def fhi(stand_in: Any, reply: Callable[..., Any], tmp_path: Path) -> FhiTables:
    """Return FHI with one table in a source of its own."""

    def answer(asked: Any) -> Any:
        words = asked.path.strip("/").split("/")
        if words == ["daar", "Table"]:
            told: Any = [{"tableId": 754, "title": "D", "publishedAt": "2026-04-27T05:00:00Z"}]
        elif words[-1] == "query":
            told = {"dimensions": [{"code": name, "values": codes} for name, codes in SIDES.items()]}
        elif words[-1] == "data":
            chosen = {one["code"]: one["values"] for one in json.loads(asked.body)["dimensions"]}
            told = {
                "version": "2.0",
                "class": "dataset",
                "id": list(chosen),
                "size": [len(codes) for codes in chosen.values()],
                "dimension": {name: {"category": {"index": codes}} for name, codes in chosen.items()},
                "value": [12.5, ":"],
            }
        else:
            return reply(b"<html>not found</html>", 404)
        return reply(json.dumps(told).encode())

    stand_in.answer = answer
    return FhiTables(Fhi(Caller(stand_in.url, sleep=lambda _seconds: None), tmp_path))


def test_a_table_of_another_source_is_found_and_years_of_several_are_the_last(
    fhi: FhiTables, scope: FigureScope
) -> None:
    found = fhi.gather([GOOD], scope).figures[GOOD]
    assert [(one.place.slug, one.year, one.value, one.status, one.period) for one in found] == [
        ("norge", 2024, 12.5, "reported", "2020_2024"),
        ("gol", 2024, None, "suppressed", "2020_2024"),
    ]
    assert {one.vintage for one in found} == {str(date(2026, 4, 27))}


@pytest.mark.parametrize(
    ("series", "why"),
    [
        (SourceSeries("754 a", "RATE"), "«754 a» is not the number of a table, such as 794 or daar/754"),
        (
            SourceSeries("daar/755", "RATE"),
            "«daar» has no table 755 any more; FHI renumbers tables at times",
        ),
        (SourceSeries("794", "RATE"), "the interface answers 404 Not Found"),
        (SourceSeries("../794", "RATE"), "«..» is not the id of a source, such as «nokkel»"),
        (
            SourceSeries("daar/754", "RATE", (("KJON", ("0",)),)),
            "the table has no variable «KJON»; did you mean",
        ),
        (SourceSeries("daar/754", "SMR", (("KJONN", ("0",)),)), "«MEASURE_TYPE» has no code «SMR»"),
    ],
)
def test_what_cannot_be_had_is_told_and_the_rest_comes(
    fhi: FhiTables, scope: FigureScope, series: SourceSeries, why: str
) -> None:
    gathered = fhi.gather([series, GOOD], scope)
    assert list(gathered.figures) == [GOOD]
    assert why in gathered.left_out[series]
