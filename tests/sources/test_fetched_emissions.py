"""Emissions are summed over the sectors that the catalogue names; what the workbook has not is told."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.sources.catalogue import SourceSeries
from loftet.sources.emissions import SHEET
from loftet.sources.fetched_emissions import SOURCE, WHAT, EmissionsWorkbook
from loftet.sources.figures import FigureScope, Gathered
from loftet.sources.raw_copies import RawCache
from loftet.sources.stand_in.emissions import emissions_workbook
from loftet.sources.web import Caller
from tests.sources.offices import ROW

TODAY = date(2026, 3, 20)
ROWS = [
    ("3324", "Gol", 2024, "Veitrafikk", "Personbiler", "CO2", 10),
    ("3324", "Gol", 2024, "Veitrafikk", "Personbiler", "CH4", 0.5),
    ("3324", "Gol", 2024, "Jordbruk", "Fordøyelse", "CH4", 4),
    ("3324", "Gol", 2024, "Oppvarming", "Vedfyring", "CO2", None),
    ("3324", "Gol", 2022, "Veitrafikk", "Personbiler", "CO2", 12),
]


def gathered(
    series: SourceSeries, gazetteer: Gazetteer, tmp_path: Path, rows: Sequence[ROW] = ROWS
) -> Gathered:
    file = tmp_path / "utslipp.xlsx"
    file.write_bytes(emissions_workbook(rows))
    scope = FigureScope((gazetteer.by_slug("gol"), gazetteer.by_slug("buskerud-fylke")), gazetteer)
    return EmissionsWorkbook(str(file), tmp_path, TODAY).gather([series], scope)


@pytest.mark.parametrize(
    ("sectors", "wanted"),
    [
        (("Veitrafikk",), [(2022, 12.0, "reported"), (2024, 10.5, "reported")]),
        (("Veitrafikk", "Jordbruk"), [(2022, 12.0, "reported"), (2024, 14.5, "reported")]),
        (("Veitrafikk", "Oppvarming"), [(2022, 12.0, "reported"), (2024, None, "missing")]),
        (("*",), [(2022, 12.0, "reported"), (2024, None, "missing")]),
    ],
)
def test_sectors_are_added_up_and_a_county_is_not_computed(
    gazetteer: Gazetteer, tmp_path: Path, sectors: tuple[str, ...], wanted: list[tuple[object, ...]]
) -> None:
    series = SourceSeries(SHEET, "Utslipp", (("Sektor", sectors),))
    found = gathered(series, gazetteer, tmp_path).figures[series]
    assert [(one.year, one.value, one.status) for one in found] == wanted
    assert {one.place.slug for one in found} == {"gol"}
    assert {(one.code, one.vintage) for one in found} == {
        ("3324", str(datetime.now(UTC).date()))
    }  # saved now


@pytest.mark.parametrize(
    ("series", "why"),
    [
        (
            SourceSeries("Oversikt", "Utslipp"),
            "the workbook is read from the sheet «Oversikt - detaljert», not",
        ),
        (SourceSeries(SHEET, "Tonn"), "the workbook's figures are in «Utslipp», not «Tonn»"),
        (
            SourceSeries(SHEET, "Utslipp", (("År", ("2024",)),)),
            "of the workbook «Sektor» and «Klimagass» can be chosen, not «År»",
        ),
        (
            SourceSeries(SHEET, "Utslipp", (("Sektor", ("Veitraffik",)),)),
            "the workbook has no sector «Veitraffik»; did you mean «Veitrafikk»?",
        ),
        (
            SourceSeries(SHEET, "Utslipp", (("Klimagass", ("CO",)),)),
            "the workbook has no gas «CO»",
        ),
    ],
)
def test_what_the_workbook_has_not_is_told(
    gazetteer: Gazetteer, tmp_path: Path, series: SourceSeries, why: str
) -> None:
    assert why in gathered(series, gazetteer, tmp_path).left_out[series]


def test_rows_of_a_code_that_is_no_municipality_are_left_out_and_told(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    series = SourceSeries(SHEET, "Utslipp", (("Sektor", ("Veitrafikk",)),))
    strange: ROW = ("2100", "Svalbard", 2024, "Veitrafikk", "Snøscooter", "CO2", 1)
    found = gathered(series, gazetteer, tmp_path, [*ROWS, strange])
    assert [one.value for one in found.figures[series]] == [12.0, 10.5]
    assert found.said == [
        "emissions: the code «2100» is not known; codes are known from 2020-01-01 on; its rows are left out"
    ]
    none = gathered(series, gazetteer, tmp_path, [strange])
    assert none.left_out == {series: "the workbook has no code of a municipality of ours"}


def test_the_workbook_of_another_address_is_not_taken_for_this_one(
    gazetteer: Gazetteer, stand_in: Any, reply: Callable[..., Any], tmp_path: Path
) -> None:
    series = SourceSeries(SHEET, "Utslipp", (("Sektor", ("Veitrafikk",)),))
    books = {
        "/gammel.xlsx": emissions_workbook([ROWS[-1]]),
        "/ny.xlsx": emissions_workbook([ROWS[0]]),
    }

    def answer(asked: Any) -> Any:
        same = reply(b"", 304)  # an office that compares dates alone
        return same if asked.etag else reply(books[asked.path], headers={"ETag": '"x"'})

    def years(name: str) -> list[int]:
        source = EmissionsWorkbook(f"{stand_in.url}{name}", tmp_path, TODAY)
        found = source.gather([series], FigureScope((gazetteer.by_slug("gol"),), gazetteer))
        return [one.year for one in found.figures[series]]

    stand_in.answer = answer
    assert [years("gammel.xlsx"), years("ny.xlsx"), years("ny.xlsx")] == [[2022], [2024], [2024]]
    assert [one.etag for one in stand_in.asked] == ["", "", '"x"']


def test_all_gases_are_added_up_and_some_can_be_chosen(gazetteer: Gazetteer, tmp_path: Path) -> None:
    def values(gases: tuple[str, ...]) -> list[float | None]:
        series = SourceSeries(SHEET, "Utslipp", (("Sektor", ("Veitrafikk",)), ("Klimagass", gases)))
        return [one.value for one in gathered(series, gazetteer, tmp_path).figures[series]]

    assert values(("*",)) == [12.0, 10.5]
    assert values(("CO2",)) == [12.0, 10.0]
    assert values(("CH4",)) == [0.5]
    assert values(("CO2", "CH4")) == [12.0, 10.5]


def test_a_workbook_that_has_moved_is_looked_for_where_it_is_known_to_have_gone(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    page = httpx.Response(200, content=b"<!doctype html><title>Siden finnes ikke</title>")
    answers = {
        "/old/utslipp.xlsx": page,
        "/downloaditem/": httpx.Response(200, content=emissions_workbook(ROWS)),
    }
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return answers[request.url.path]

    def caller(base: str) -> Caller:
        return Caller(base, http=httpx.Client(transport=httpx.MockTransport(answer)))

    series = SourceSeries(SHEET, "Utslipp", (("Sektor", ("Veitrafikk",)),))
    scope = FigureScope((gazetteer.by_slug("gol"),), gazetteer)
    old, new = "https://office.example/old/utslipp.xlsx", "https://office.example/downloaditem/?id=01"
    workbook = EmissionsWorkbook(old, tmp_path, TODAY, caller=caller, moved_to=(new,))
    assert [one.value for one in workbook.gather([series], scope).figures[series]] == [12.0, 10.5]
    assert asked == [old, new]
    gone = EmissionsWorkbook(old, tmp_path, TODAY, caller=caller).gather([series], scope)
    assert gone.left_out[series] == (
        f"{old}: the answer is a web page, not the workbook; it may have moved: "
        "look it up on miljodirektoratet.no and name it with --emissions"
    )
    kept = RawCache(tmp_path, SOURCE).newest(WHAT)
    assert kept is not None
    assert kept.url == new  # the page is not kept in its place


def test_figures_of_a_real_extract_are_the_sums_of_its_gases(
    gazetteer: Gazetteer, tmp_path: Path, shared: Path
) -> None:
    """A county's own extract has dropped the gas, and 6,114 of its keys stand in several rows."""
    with (shared / "data" / "telemark" / "miljodir-klimagassutslipp.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    codes = {"Vinje": "4036", "Porsgrunn": "4001"}
    number: Counter[tuple[str, ...]] = Counter()
    real: list[ROW] = []
    wanted: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for row in rows:
        if row["Kommune"] not in codes:
            continue
        key = (row["Kommune"], row["År"], row["Sektor"], row["Utslippskilde"])
        number[key] += 1
        sector, source, tonnes = row["Sektor"], row["Utslippskilde"], float(row["Utslipp"])
        gas = f"gas {number[key]}"
        real.append((codes[row["Kommune"]], row["Kommune"], int(row["År"]), sector, source, gas, tonnes))
        wanted[codes[row["Kommune"]], int(row["År"])] += Decimal(row["Utslipp"])
    assert max(number.values()) == 3
    file, series = tmp_path / "utslipp.xlsx", SourceSeries(SHEET, "Utslipp")
    file.write_bytes(emissions_workbook(real))
    scope = FigureScope((gazetteer.by_slug("vinje"), gazetteer.by_slug("porsgrunn")), gazetteer)
    found = EmissionsWorkbook(str(file), tmp_path, TODAY).gather([series], scope).figures[series]
    assert {one.year for one in found} >= {2021, 2022, 2024}
    assert {(one.code, one.year): one.value for one in found} == {
        (one.code, one.year): float(wanted[one.code, one.year]) for one in found
    }


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"<html>moved</html>", "the file is a web page"), (b"", "the file is no .xlsx workbook")],
)
def test_a_file_that_is_no_workbook_is_told(
    gazetteer: Gazetteer, tmp_path: Path, content: bytes, why: str
) -> None:
    file, series = tmp_path / "utslipp.xlsx", SourceSeries(SHEET, "Utslipp")
    file.write_bytes(content)
    found = EmissionsWorkbook(str(file), tmp_path, TODAY).gather([series], FigureScope((), gazetteer))
    assert why in found.left_out[series]
