"""What the catalogue lists is fetched from a stand-in of PxWebApi v2, and what is missing is told."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import prod
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from loftet.editions.build import compute_status
from loftet.editions.study import read_study
from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.refused import Refused
from loftet.sources.catalogue import Catalogue, read_catalogue
from loftet.sources.catalogue.verify import set_verified, verify_catalogue
from loftet.sources.fetch import fetch_study
from loftet.sources.municipalities import municipalities
from loftet.sources.pxweb import Cache, Client

TODAY = date(2026, 3, 20)
YEARS = [str(year) for year in range(2019, 2026)]
MOST_CELLS = 2_000
GOL, GOL_OF_2020, AALESUND, HARAM = "3324", "3041", "1508", "1580"

Axes = Mapping[str, Sequence[str]]


class Tables:
    """Three tables of a PxWebApi, whose figures tell where they stood."""

    def __init__(self, regions: Sequence[str]) -> None:
        self.tables: dict[str, Axes] = {
            "12134": {
                "KOKkommuneregion0000": regions,
                "ContentsCode": ["KOSAG110000", "KOSAGD230000", "KOSKG320000", "KOSother0000"],
                "Tid": YEARS,
            },
            "08764": {"Region": regions, "ContentsCode": ["Personer", "EUskala60"], "Tid": YEARS},
            "06944": {
                "Region": regions,
                "HusholdType": ["0000", "0001"],
                "ContentsCode": ["InntSkatt"],
                "Tid": YEARS,
            },
        }

    def answer(self, path: str, body: bytes) -> tuple[int, Any]:
        address = urlsplit(path)
        words = address.path.strip("/").split("/")
        if words == ["config"]:
            return 200, {"maxDataCells": MOST_CELLS, "maxCallsPerTimeWindow": 10_000, "timeWindow": 1}
        if words[1] not in self.tables:
            return 404, {"title": "Non-existent table", "status": 404}
        axes = self.tables[words[1]]
        if words[2] == "metadata":
            return 200, dataset(axes, with_values=False)
        chosen = asked_for(address.query, body)
        # The trap: what is not selected is cut to a default, without a word.
        axes = {name: chosen.get(name, codes[:1]) for name, codes in axes.items()}
        if prod(len(codes) for codes in axes.values()) > MOST_CELLS:
            return 403, {"title": "Too many cells selected", "status": 403}
        return 200, dataset(axes, with_values=True)


def asked_for(query: str, body: bytes) -> dict[str, list[str]]:
    if body:
        return {one["variableCode"]: one["valueCodes"] for one in json.loads(body)["selection"]}
    named = parse_qs(query)
    return {key[len("valueCodes[") : -1]: value[0].split(",") for key, value in named.items() if "[" in key}


def value_of(codes: Mapping[str, str]) -> float | None:
    """Give a figure that tells its year; 0 under a code before its time, as real tables print."""
    region = codes.get("Region") or codes["KOKkommuneregion0000"]
    year = int(codes["Tid"])
    if region == GOL and year < 2024:
        return 0
    if region == GOL_OF_2020 and not 2020 <= year < 2024:
        return None
    if codes["ContentsCode"] == "KOSKG320000" and region == "3326":
        return None
    return year + (0.5 if codes["ContentsCode"] == "EUskala60" else 0)


def dataset(axes: Axes, *, with_values: bool) -> dict[str, Any]:
    geo = next(name for name in axes if "egion" in name)
    cells: list[dict[str, str]] = [{}]
    for name, codes in axes.items() if with_values else ():
        cells = [{**cell, name: code} for cell in cells for code in codes]
    values = [value_of(cell) for cell in cells] if with_values else []
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "A table",
        "updated": "2026-03-16T07:00:00Z",
        "id": list(axes),
        "size": [len(codes) for codes in axes.values()],
        "role": {"time": ["Tid"], "geo": [geo], "metric": ["ContentsCode"]},
        "dimension": {
            name: {
                "label": name,
                "category": {
                    "index": {code: at for at, code in enumerate(codes)},
                    "label": {code: code for code in codes},
                },
            }
            for name, codes in axes.items()
        },
        "value": values,
        "status": {str(at): ":" for at, value in enumerate(values) if value is None},
    }


@pytest.fixture(scope="module")
def places(catalogue: Path) -> Gazetteer:
    return load_gazetteer(catalogue / "places")


@pytest.fixture
def folder(catalogue: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "catalogue"
    copied.mkdir()
    for file in catalogue.glob("*.csv"):
        (copied / file.name).write_bytes(file.read_bytes())
    return copied


@pytest.fixture
def client(stand_in: Any, reply: Callable[..., Any], places: Gazetteer) -> Client:
    codes = [place.code(TODAY) or "" for place in municipalities(places, TODAY)]
    tables = Tables([*codes, GOL_OF_2020])

    def answer(asked: Any) -> Any:
        status, told = tables.answer(asked.path, asked.body)
        return reply(json.dumps(told).encode(), status)

    stand_in.answer = answer
    return Client(stand_in.url, sleep=lambda _seconds: None)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def fetched(
    folder: Path, places: Gazetteer, client: Client, root: Path
) -> tuple[dict[tuple[str, str, str], dict[str, str]], str]:
    report = fetch_study(read_catalogue(folder), places, client, Cache(root), root / "study", TODAY)
    rows = rows_of(root / "study" / "observations.csv")
    return {(row["place"], row["indicator"], row["year"]): row for row in rows}, "\n".join(report.lines())


def test_a_study_of_all_municipalities_is_made_and_can_be_computed(
    folder: Path, places: Gazetteer, client: Client, tmp_path: Path
) -> None:
    rows, _ = fetched(folder, places, client, tmp_path)
    assert {key[1] for key in rows} == {
        *("low_income_children", "median_income", "net_operating_result", "net_debt", "free_income")
    }
    assert len({key[0] for key in rows}) == 357
    assert rows["0301", "low_income_children", "2024"] == {
        "place": "0301",
        "indicator": "low_income_children",
        "year": "2024",
        "value": "2024.5",
        "status": "reported",
        "source": "Statistisk sentralbyrå",
        "table": "08764",
        "vintage": "2026-03-16",
        "period": "2024",
        "code": "0301",
    }
    status = compute_status(read_study(tmp_path / "study"))
    assert len(status.study.indicators) == 5


def test_a_municipality_keeps_its_series_through_new_codes_and_no_figure_is_cast_back(
    folder: Path, places: Gazetteer, client: Client, tmp_path: Path
) -> None:
    rows, _ = fetched(folder, places, client, tmp_path)
    series = [rows[GOL, "net_debt", year] for year in ("2021", "2023", "2024")]
    assert [(row["code"], row["value"]) for row in series] == [
        (GOL_OF_2020, "2021.0"),
        (GOL_OF_2020, "2023.0"),
        (GOL, "2024.0"),
    ]
    for split in (AALESUND, HARAM):
        assert {key[2] for key in rows if key[0] == split} == {"2024", "2025"}


def test_a_suppressed_figure_stays_suppressed_and_one_of_march_is_preliminary(
    folder: Path, places: Gazetteer, client: Client, tmp_path: Path
) -> None:
    rows, _ = fetched(folder, places, client, tmp_path)
    hidden = rows["3326", "net_debt", "2024"]
    assert (hidden["value"], hidden["status"]) == ("", "suppressed")
    debt = {year: rows["0301", "net_debt", year] for year in ("2024", "2025")}
    assert {year: (row["status"], row["vintage"]) for year, row in debt.items()} == {
        "2024": ("reported", "2026-03-16 preliminary"),
        "2025": ("preliminary", "2026-03-16 preliminary"),
    }


def test_what_cannot_be_fetched_is_told_with_the_reason(
    folder: Path, places: Gazetteer, client: Client, tmp_path: Path
) -> None:
    _, told = fetched(folder, places, client, tmp_path)
    assert "greenhouse_gases: not fetched: figures of Miljødirektoratet are not read by this command" in told
    assert "water_leakage: not fetched: the catalogue names no contents code of table 11787" in told
    assert "women_council: not fetched: the catalogue names no table" in told
    assert "Non-existent table" in next(one for one in told.splitlines() if one.startswith("school_points"))
    assert told.splitlines()[-1] == "5 indicators fetched, 103 not"


def test_nothing_is_fetched_twice(
    folder: Path, places: Gazetteer, client: Client, stand_in: Any, tmp_path: Path
) -> None:
    first, _ = fetched(folder, places, client, tmp_path)
    data = [asked.path for asked in stand_in.asked if "/data" in asked.path]
    again, _ = fetched(folder, places, client, tmp_path)
    assert again == first
    assert [asked.path for asked in stand_in.asked if "/data" in asked.path] == data


def test_a_variable_that_the_catalogue_names_no_code_of_is_told(
    folder: Path, places: Gazetteer, client: Client, tmp_path: Path
) -> None:
    facts = folder / "indicators.csv"
    facts.write_text(
        facts.read_text(encoding="utf-8").replace("InntSkatt,HusholdType=0000", "InntSkatt,"),
        encoding="utf-8",
    )
    rows, told = fetched(folder, places, client, tmp_path)
    assert "median_income" not in {key[1] for key in rows}
    why = "the table has a variable «HusholdType» of 2 codes, and the catalogue names none"
    assert f"median_income: not fetched: {why}" in told.splitlines()


def test_nothing_is_written_where_nothing_came(
    folder: Path, places: Gazetteer, stand_in: Any, reply: Callable[..., Any], tmp_path: Path
) -> None:
    config = {"maxDataCells": 10, "maxCallsPerTimeWindow": 9_999, "timeWindow": 1}
    stand_in.replies["/config"] = [reply(json.dumps(config).encode())]
    client = Client(stand_in.url, sleep=lambda _seconds: None)
    with pytest.raises(Refused, match="nothing could be fetched"):
        fetch_study(read_catalogue(folder), places, client, Cache(tmp_path), tmp_path / "study", TODAY)
    assert not (tmp_path / "study").exists()


# -- verify ----------------------------------------------------------------------------------------


def verified(folder: Path) -> dict[str, str]:
    return {row["indicator"]: row["verified"] for row in rows_of(folder / "indicators.csv")}


def test_a_code_that_is_seen_gets_the_day_and_every_other_cell_stays(folder: Path, client: Client) -> None:
    before = rows_of(folder / "indicators.csv")
    found = verify_catalogue(read_catalogue(folder), client, TODAY)
    assert set(found.seen) == {
        *("low_income_children", "median_income", "net_operating_result", "net_debt", "free_income")
    }
    after = rows_of(folder / "indicators.csv")
    assert {row["indicator"] for row in after if row["verified"] == "2026-03-20"} == set(found.seen)
    assert [row | {"verified": ""} for row in after] == before
    seen: Catalogue = read_catalogue(folder)
    assert seen.by_key()["net_debt"].source.verified == TODAY


def test_a_code_that_is_gone_loses_its_day_and_one_that_was_not_answered_keeps_it(
    folder: Path, client: Client
) -> None:
    facts = folder / "indicators.csv"
    facts.write_text(facts.read_text(encoding="utf-8").replace("KOSKG320000", "KOSKG32000"), encoding="utf-8")
    set_verified(facts, {"net_debt": "2026-01-02", "school_points": "2026-01-02"})
    found = verify_catalogue(read_catalogue(folder), client, TODAY)
    assert "net_debt" in found.absent
    assert "has no contents code «KOSKG32000»; did you mean «KOSKG320000»" in "\n".join(found.lines())
    days = verified(folder)
    assert (days["net_debt"], days["school_points"]) == ("", "2026-01-02")


def test_the_file_stays_as_it_was_when_nothing_changes(folder: Path) -> None:
    before = (folder / "indicators.csv").read_bytes()
    set_verified(folder / "indicators.csv", {"net_debt": ""})
    assert (folder / "indicators.csv").read_bytes() == before
    set_verified(folder / "indicators.csv", {"net_debt": "2026-01-02"})
    set_verified(folder / "indicators.csv", {"net_debt": ""})
    assert (folder / "indicators.csv").read_bytes() == before
    assert sorted(file.name for file in folder.iterdir() if file.name.startswith(".")) == []
