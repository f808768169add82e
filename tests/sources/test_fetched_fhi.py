"""FHI's tables are found by source and number; what cannot be had is told for each series."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.sources.catalogue import SourceSeries
from loftet.sources.fetched_fhi import FhiTables
from loftet.sources.fhi import Fhi
from loftet.sources.figures import FigureScope
from loftet.sources.jsonstat import DimensionRole
from loftet.sources.web import Caller

GOOD = SourceSeries("daar/754", "RATE", (("KJONN", ("0",)),))
SIDES = {"GEO": ["0", "3324"], "AAR": ["2020_2024"], "KJONN": ["0", "1"], "MEASURE_TYPE": ["RATE"]}


@dataclass
class HealthOffice:
    """One table. It follows the stored answers of FHI: no role for the time, signs among the values."""

    number: int = 754
    title: str = "D5c_hjertekar_rater"
    sides: dict[str, list[str]] = field(default_factory=lambda: dict(SIDES))
    values: list[float | str] = field(default_factory=lambda: [12.5, ":"])

    def answer(self, words: list[str], body: bytes) -> Any:
        """Answer a call, none where there is nothing."""
        if words == ["daar", "Table"]:
            told = {"title": self.title, "publishedAt": "2026-04-27T05:00:00Z"}
            return [{"tableId": None, **told}, {"tableId": self.number, **told}]
        if words[2:] == [str(self.number), "query"]:
            return {"dimensions": [{"code": name, "values": codes} for name, codes in self.sides.items()]}
        if words[2:] == [str(self.number), "data"]:
            chosen = {one["code"]: one["values"] for one in json.loads(body)["dimensions"]}
            return {
                "version": "2.0",
                "class": "dataset",
                "id": list(chosen),
                "size": [len(codes) for codes in chosen.values()],
                "role": {"time": None, "geo": ["GEO"], "metric": ["MEASURE_TYPE"]},
                "dimension": {name: {"category": {"index": codes}} for name, codes in chosen.items()},
                "value": self.values,
                "status": "",
            }
        return None


@pytest.fixture
def office() -> HealthOffice:
    return HealthOffice()


@pytest.fixture
def scope(gazetteer: Gazetteer) -> FigureScope:
    return FigureScope((gazetteer.by_slug("norge"), gazetteer.by_slug("gol")), gazetteer)


@pytest.fixture
def fhi(stand_in: Any, reply: Callable[..., Any], tmp_path: Path, office: HealthOffice) -> FhiTables:
    """Return FHI with one table in a source of its own."""

    def answer(asked: Any) -> Any:
        told = office.answer(asked.path.strip("/").split("/"), asked.body)
        return reply(b"<html>not found</html>", 404) if told is None else reply(json.dumps(told).encode())

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


@pytest.mark.parametrize("time", ["DAAR", "FODSELSAAR", "PERIODE"])
def test_the_year_may_be_called_something_else(
    fhi: FhiTables, scope: FigureScope, office: HealthOffice, time: str
) -> None:
    office.sides = {time if name == "AAR" else name: codes for name, codes in SIDES.items()}
    found = fhi.gather([GOOD], scope).figures[GOOD]
    assert [(one.place.slug, one.year, one.value) for one in found] == [
        ("norge", 2024, 12.5),
        ("gol", 2024, None),
    ]
    assert {dim.role for dim in fhi.describe("daar/754") if dim.id == time} == {DimensionRole.TIME}


def test_a_table_without_places_is_told_before_a_number_is_fetched(
    fhi: FhiTables, scope: FigureScope, office: HealthOffice, stand_in: Any
) -> None:
    office.sides = {"DAAR": ["2023", "2024"], "KJONN": ["0"], "MEASURE_TYPE": ["RATE"]}
    found = fhi.gather([GOOD], scope)
    assert found.left_out == {GOOD: "the table has no variable GEO: it tells of the whole country only"}
    assert not [asked.path for asked in stand_in.asked if asked.path.endswith("/data")]


def test_a_table_that_was_renumbered_is_found_by_the_title_it_had_and_told(
    fhi: FhiTables, scope: FigureScope, office: HealthOffice
) -> None:
    before = fhi.gather([GOOD], scope)
    assert before.said == []
    office.number = 932
    after = fhi.gather([GOOD], scope)
    assert after.figures == before.figures
    assert after.said == [
        "daar/754: FHI's number of «D5c_hjertekar_rater» is now 932; change it in the catalogue"
    ]
    office.number, office.title = 933, "D5d_hjertekar_rater"
    assert fhi.gather([GOOD], scope).left_out[GOOD] == (
        "«daar» has no table 754 any more; FHI renumbers tables, often each year. "
        "It was called «D5c_hjertekar_rater»; did you mean «D5d_hjertekar_rater»?"
    )


def test_a_table_may_be_named_by_its_title(fhi: FhiTables, scope: FigureScope, office: HealthOffice) -> None:
    named = SourceSeries("daar/D5c_hjertekar_rater", "RATE", (("KJONN", ("0",)),))
    assert [one.value for one in fhi.gather([named], scope).figures[named]] == [12.5, None]
    office.number = 932
    found = fhi.gather([named], scope)
    assert ([one.value for one in found.figures[named]], found.said) == ([12.5, None], [])
    assert [dim.id for dim in fhi.describe(named.table)] == list(SIDES)


def test_of_periods_of_several_lengths_those_of_one_length_are_read_and_told(
    fhi: FhiTables, scope: FigureScope, office: HealthOffice
) -> None:
    office.sides = SIDES | {"AAR": ["2022_2022", "2023_2023", "2024_2024", "2020_2024"]}
    office.values = [1.0, 2.0, 3.0, 99.0, 4.0, 5.0, 6.0, 98.0]
    found = fhi.gather([GOOD], scope)
    assert [(one.year, one.period, one.value) for one in found.figures[GOOD]][:3] == [
        (2022, "2022_2022", 1.0),
        (2023, "2023_2023", 2.0),
        (2024, "2024_2024", 3.0),
    ]
    assert found.said == [
        "daar/754: has periods of 1 and of 5 years; those of 1 are read, for there are most of them"
    ]


@pytest.mark.parametrize(
    ("series", "why"),
    [
        (SourceSeries("daar/D6", "RATE"), "«daar» has no table called «D6»"),
        (
            SourceSeries("daar/755", "RATE"),
            "«daar» has no table 755 any more; FHI renumbers tables, often each year. Look up its title",
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
