"""What the catalogue lists is fetched from stand-ins of its sources, and what is missing is told."""

import csv
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from loftet.cli import DONE, main
from loftet.editions.build import compute_status
from loftet.editions.study import read_study
from loftet.faults import PARTLY
from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import Catalogue, read_catalogue
from loftet.sources.catalogue.verify import Describer, Verdict, Verified, set_cells, verify_catalogue
from loftet.sources.fetch import Readers, fetch_study
from loftet.sources.fetched_emissions import EmissionsWorkbook
from loftet.sources.fetched_fhi import FhiTables
from loftet.sources.fetched_pxweb import PxWeb
from loftet.sources.fhi import Fhi
from loftet.sources.municipalities import municipalities
from loftet.sources.pxweb import PxWebClient
from loftet.sources.raw_copies import RawCache
from loftet.sources.readers import ENVIRONMENT, PUBLIC_HEALTH, STATISTICS_NORWAY
from loftet.sources.stand_in.emissions import emissions_workbook
from loftet.sources.web import Caller
from tests.sources.offices import (
    GOL,
    GOL_OF_2020,
    HEMSEDAL,
    Offices,
    emission_rows,
    fhi_tables,
    statistics_norway,
)

pytestmark = pytest.mark.xdist_group("fetch")  # what they share is made in one process

TODAY = date(2026, 3, 20)
AALESUND, HARAM, BUSKERUD, COUNTRY = "1508", "1580", "33", "NO"
FEW = ["0301", AALESUND, HARAM, GOL, HEMSEDAL]
Rows = dict[tuple[str, str, str], dict[str, str]]

FROM_KOSTRA = {"net_operating_result", "net_debt", "free_income"}
FROM_SSB = FROM_KOSTRA | {"low_income_children", "median_income", "employment", "unemployment"}
FROM_FHI = {"crowded_homes", "crowded_immigrants"}
FROM_WORKBOOK = {"farm_emissions", "greenhouse_gases", "heating_emissions", "road_emissions"}


@pytest.fixture(scope="module")
def places(catalogue: Path) -> Gazetteer:
    return load_gazetteer(catalogue / "places")


def copy_of(catalogue: Path, folder: Path) -> Path:
    """Copy the catalogue's tables, so that a test may write in them."""
    folder.mkdir()
    for file in catalogue.glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.fixture
def folder(catalogue: Path, tmp_path: Path) -> Path:
    return copy_of(catalogue, tmp_path / "catalogue")


@pytest.fixture(scope="module")
def codes(places: Gazetteer) -> list[str]:
    return [place.code(TODAY) or "" for place in municipalities(places, TODAY)]


@cache
def whole_workbook(codes: tuple[str, ...]) -> bytes:
    """Write the workbook once: it is large, and most tests only send it."""
    return emissions_workbook(list(emission_rows(codes)))


def opened(server: Any, reply: Callable[..., Any], codes: list[str]) -> Offices:
    """Let a stand-in answer as the three sources do."""
    world = Offices(
        statistics_norway([*codes, GOL_OF_2020]),
        fhi_tables([*codes, GOL_OF_2020]),
        whole_workbook(tuple(codes)),
    )

    def answer(asked: Any) -> Any:
        status, content, headers = world.answer(asked.path, asked.body, asked.etag)
        return reply(content, status, headers=headers)

    server.answer = answer
    return world


def hurried(base_url: str) -> Caller:
    return Caller(base_url, sleep=lambda _seconds: None)


def readers_of(url: str, root: Path) -> Readers:
    return Readers(
        {
            STATISTICS_NORWAY: PxWeb(
                PxWebClient(url + "ssb/", sleep=lambda _seconds: None), RawCache(root, "pxweb")
            ),
            PUBLIC_HEALTH: FhiTables(Fhi(hurried(url + "fhi/"), root), PUBLIC_HEALTH),
            ENVIRONMENT: EmissionsWorkbook(url + "mdir/utslipp.xlsx", root, TODAY, caller=hurried),
        },
        divisors_from=STATISTICS_NORWAY,
    )


@pytest.fixture
def offices(stand_in: Any, reply: Callable[..., Any]) -> Offices:
    """Answer with figures of few municipalities; what comes of all of them is `came`."""
    return opened(stand_in, reply, FEW)


@pytest.fixture
def readers(stand_in: Any, offices: Offices, tmp_path: Path) -> Readers:
    assert offices
    return readers_of(stand_in.url, tmp_path)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@dataclass(frozen=True)
class Came:
    """What came of a fetch: observations by place, indicator and year, what was told, and the study."""

    rows: Rows
    told: list[str]
    study: Path
    asked: list[Any]


def fetch(folder: Path, places: Gazetteer, readers: Readers, root: Path) -> Came:
    groups = {"gol": "KOSTRA-gruppe 4"}
    report = fetch_study(read_catalogue(folder), places, readers, root / "study", TODAY, groups)
    rows = rows_of(root / "study" / "observations.csv")
    by_place = {(row["place"], row["indicator"], row["year"]): row for row in rows}
    return Came(by_place, report.lines(), root / "study", [])


@pytest.fixture(scope="module")
def came(
    catalogue: Path,
    places: Gazetteer,
    codes: list[str],
    lasting_stand_in: Any,
    reply: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Came:
    """Fetch once, for the tests that look at what came."""
    root = tmp_path_factory.mktemp("fetched")
    opened(lasting_stand_in, reply, codes)
    folder = copy_of(catalogue, root / "catalogue")
    found = fetch(folder, places, readers_of(lasting_stand_in.url, root), root)
    return replace(found, asked=list(lasting_stand_in.asked))


@pytest.fixture
def fetched(folder: Path, places: Gazetteer, readers: Readers, tmp_path: Path) -> Callable[[], Came]:
    """Fetch as often as a test likes."""
    return lambda: fetch(folder, places, readers, tmp_path)


def test_a_study_of_all_municipalities_is_made_and_can_be_computed(came: Came) -> None:
    assert {key[1] for key in came.rows} == FROM_SSB | FROM_FHI | FROM_WORKBOOK
    assert len({key[0] for key in came.rows if len(key[0]) == 4}) == 357
    assert came.rows["0301", "low_income_children", "2024"] == {
        "place": "0301",
        "indicator": "low_income_children",
        "year": "2024",
        "value": "2024.5",
        "status": "reported",
        "count": "",
        "denominator": "",
        "source": "Statistisk sentralbyrå",
        "table": "08764",
        "vintage": "2025-12-01",
        "period": "2024",
        "code": "0301",
    }
    status = compute_status(read_study(came.study))
    assert len(status.study.indicators) == 13


def test_a_municipality_keeps_its_series_through_new_codes_and_no_figure_is_cast_back(came: Came) -> None:
    series = [came.rows[GOL, "net_debt", year] for year in ("2021", "2023", "2024")]
    assert [(row["code"], row["value"]) for row in series] == [
        (GOL_OF_2020, "2021.0"),
        (GOL_OF_2020, "2023.0"),
        (GOL, "2024.0"),
    ]
    for split in (AALESUND, HARAM):
        assert {key[2] for key in came.rows if key[0] == split} == {"2024", "2025"}


def test_a_suppressed_figure_stays_suppressed_and_one_of_march_is_preliminary(came: Came) -> None:
    hidden = came.rows[HEMSEDAL, "net_debt", "2024"]
    assert (hidden["value"], hidden["status"]) == ("", "suppressed")
    debt = {year: came.rows["0301", "net_debt", year] for year in ("2024", "2025")}
    assert {year: (row["status"], row["vintage"]) for year, row in debt.items()} == {
        "2024": ("reported", "2026-03-16 preliminary"),
        "2025": ("preliminary", "2026-03-16 preliminary"),
    }


def test_counties_and_the_country_have_the_figures_that_the_tables_have_of_them(came: Came) -> None:
    wide = {key: row for key, row in came.rows.items() if len(key[0]) == 2 and key[2] == "2024"}
    assert {(place, key): row["code"] for (place, key, _), row in wide.items()} == {
        **{(BUSKERUD, key): "EKA33" if key in FROM_KOSTRA else "33" for key in FROM_SSB | FROM_FHI},
        **{(COUNTRY, key): "EAK" if key in FROM_KOSTRA else "0" for key in FROM_SSB | FROM_FHI},
    }
    assert (BUSKERUD, "crowded_homes", "2023") not in came.rows  # then it was Viken
    ranked = {row["place"]: row["ranked"] for row in rows_of(came.study / "places.csv")}
    assert (ranked[COUNTRY], ranked[BUSKERUD], ranked[GOL]) == ("0", "0", "1")


def test_fhi_prints_old_years_under_new_codes_and_is_asked_only_for_places_of_ours(came: Came) -> None:
    crowded = {key: came.rows[GOL, key, "2023"] for key in FROM_FHI}
    assert {key: (row["value"], row["code"]) for key, row in crowded.items()} == {
        "crowded_homes": ("8.0", GOL),
        "crowded_immigrants": ("20.0", GOL),
    }
    assert came.rows[HEMSEDAL, "crowded_homes", "2024"]["status"] == "suppressed"
    assert came.rows[GOL, "crowded_homes", "2024"]["vintage"] == "2026-02-01"
    posted = [asked.body for asked in came.asked if "/fhi/" in asked.path and asked.body]
    assert posted
    assert not [body for body in posted if b'"030101"' in body or b'"TELLER"' in body]


def test_licences_are_named_with_their_sources_and_another_publisher_is_told(came: Came) -> None:
    about = tomllib.loads((came.study / "about.toml").read_text(encoding="utf-8"))
    assert about["licence"] == (
        "CC BY 4.0 (Statistisk sentralbyrå); "
        "Fri bruk mot kreditering (Folkehelseinstituttet, Miljødirektoratet)"
    )
    credit = "«nokkel» is published by Helsedirektoratet; the catalogue credits Folkehelseinstituttet"
    assert credit in came.told


def test_shares_are_made_of_counts_and_what_one_of_them_lacks_the_share_lacks(came: Came) -> None:
    employed, jobless = came.rows["0301", "employment", "2024"], came.rows["0301", "unemployment", "2024"]
    assert (employed["value"], jobless["value"]) == ("75.0", "6.25")
    hidden = came.rows[HEMSEDAL, "unemployment", "2024"]
    assert (hidden["value"], hidden["status"]) == ("", "suppressed")


def test_emissions_are_divided_by_the_inhabitants_of_the_year(came: Came) -> None:
    told = {key: came.rows["0301", key, "2024"] for key in FROM_WORKBOOK}
    assert {key: row["value"] for key, row in told.items()} == {
        "greenhouse_gases": "2.5",
        "road_emissions": "1.0",
        "farm_emissions": "1.0",
        "heating_emissions": "0.5",
    }
    assert {row["table"] for row in told.values()} == {"Oversikt - detaljert"}
    missing = [came.rows[HEMSEDAL, key, "2024"] for key in ("farm_emissions", "greenhouse_gases")]
    assert [(row["value"], row["status"]) for row in missing] == [("", "missing")] * 2
    assert came.rows[GOL, "road_emissions", "2023"]["value"] == "1.0"
    assert {key[2] for key in came.rows if key[0] == HARAM and key[1] == "road_emissions"} == {"2024"}


def test_the_groups_that_are_known_are_in_the_study(came: Came) -> None:
    groups = {row["place"]: row["group"] for row in rows_of(came.study / "places.csv")}
    assert (groups[GOL], groups["0301"]) == ("KOSTRA-gruppe 4", "20 000+")


def test_what_cannot_be_fetched_is_told_with_the_reason(came: Came) -> None:
    why = dict(line.split(": not fetched: ") for line in came.told if ": not fetched: " in line)
    assert why["refugees_settled"].startswith("there is no reader for figures of Integrerings- og")
    assert why["new_firms"] == "there is no reader for figures of Brønnøysundregistrene"
    assert why["women_council"] == "the catalogue names no contents code of table 09293"
    assert why["landfill"].startswith("the code of «Andel levert til deponi» is to be read first")
    assert why["electricity_households"].startswith("the code of «Boliger» is to be read first")
    assert why["lonely_youth"] == "the catalogue names no table"
    assert why["crowded_children"].startswith("«ALDER» has no code «0_17»")
    assert "Non-existent table" in why["school_points"]
    assert why["suicide"].startswith("«nokkel» has no table 344 any more")
    assert why["bullying"] == "the table has no variable «SPM_ID»"
    assert came.told[-1] == f"13 indicators fetched, {len(why)} not"
    told = next(line for line in came.told if line.startswith("asked for and not got: "))
    lost = set(told.split(": ")[1].split(", "))
    assert {"suicide", "school_points", "bullying"} < lost
    assert not {"women_council", "lonely_youth", "refugees_settled"} & lost


@pytest.mark.parametrize(
    ("closed", "lost"),
    [
        ("ssb", FROM_SSB | FROM_WORKBOOK),  # emissions are divided by what Statistics Norway counts
        ("fhi", FROM_FHI),
        ("mdir", FROM_WORKBOOK),
    ],
)
def test_a_source_that_does_not_answer_is_told_and_the_others_come(
    fetched: Callable[[], Came], offices: Offices, closed: str, lost: set[str]
) -> None:
    offices.closed.add(closed)
    came = fetched()
    assert {key[1] for key in came.rows} == (FROM_SSB | FROM_FHI | FROM_WORKBOOK) - lost
    silent = [line for line in came.told if "answers 503 Service Unavailable" in line]
    assert lost <= {line.split(":")[0] for line in silent}


def test_what_does_not_come_is_kept_from_the_study_before_with_its_vintage(
    folder: Path, fetched: Callable[[], Came], offices: Offices
) -> None:
    before = fetched().rows
    offices.closed.add("fhi")
    facts = folder / "indicators.csv"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("795,RATE,ALDER=0_120; INNVKAT=2", "796,RATE,"), encoding="utf-8")
    after = fetched()
    kept = {key: row for key, row in after.rows.items() if key[1] == "crowded_homes"}
    assert kept == {key: row for key, row in before.items() if key[1] == "crowded_homes"}
    assert "crowded_homes: kept as it was, of 2026-02-01" in after.told
    assert "crowded_immigrants" not in {key[1] for key in after.rows}  # its table is another one now
    assert "crowded_homes" in {row["indicator"] for row in rows_of(after.study / "indicators.csv")}


def test_a_gap_is_the_difference_of_two_series_and_lacks_what_one_of_them_lacks(
    fetched: Callable[[], Came], offices: Offices
) -> None:
    offices.fhi["507"] = {
        **{name: offices.fhi["795"][name] for name in ("GEO", "AAR")},
        "KJONN": ["0"],
        "ALDER": ["0", "30"],
        "UTDANN": ["0", "1", "3"],
        "MEASURE_TYPE": ["MEIS"],
    }
    rows = fetched().rows
    gap = rows["0301", "life_expectancy_gap", "2024"]
    assert (gap["value"], gap["status"], gap["table"]) == ("4.0", "reported", "507")
    assert rows[HEMSEDAL, "life_expectancy_gap", "2024"]["status"] == "suppressed"


def test_of_quarters_the_one_that_is_named_is_taken(
    codes: list[str], fetched: Callable[[], Came], offices: Offices
) -> None:
    offices.tables["12451"] = {
        "Region": ["0", *codes],
        "Kjonn": ["0", "1"],
        "ContentsCode": ["Sykefraversprosent"],
        "Tid": [f"{year}K{quarter}" for year in (2024, 2025) for quarter in (1, 4)],
    }
    rows = fetched().rows
    assert rows["0301", "sick_leave_residents", "2025"]["period"] == "2025K4"


def test_nothing_is_fetched_twice(fetched: Callable[[], Came], stand_in: Any, offices: Offices) -> None:
    first = fetched().rows

    def data() -> list[str]:
        return [asked.path for asked in stand_in.asked if "/data" in asked.path]

    once = data()
    again = fetched().rows
    assert again == first
    assert data() == once
    offices.fhi_published = "2030-01-01T05:00:00Z"
    fetched()
    assert len(data()) == len(once) + 1  # the one table of FHI that was read has been replaced


def test_the_workbook_is_sent_again_only_when_it_is_newer(
    fetched: Callable[[], Came], offices: Offices, tmp_path: Path
) -> None:
    first = fetched().rows
    assert (fetched().rows, offices.sent) == (first, 1)
    offices.workbook = emissions_workbook([("0301", "Oslo", 2024, "Jordbruk", "Fordøyelse", "CH4", 50_000)])
    assert fetched().rows["0301", "farm_emissions", "2024"]["value"] == "10.0"
    assert offices.sent == 2
    assert len(list((tmp_path / "raw" / "miljodirektoratet" / "utslipp").iterdir())) == 2


def test_the_workbook_may_be_a_file(
    folder: Path, places: Gazetteer, readers: Readers, offices: Offices, tmp_path: Path
) -> None:
    file = tmp_path / "utslipp.xlsx"
    file.write_bytes(offices.workbook)
    offices.closed.add("mdir")
    given = Readers(
        {**readers.by_source, ENVIRONMENT: EmissionsWorkbook(str(file), tmp_path, TODAY)},
        readers.divisors_from,
    )
    report = fetch_study(read_catalogue(folder), places, given, tmp_path / "study", TODAY)
    assert dict(report.figures).keys() >= FROM_WORKBOOK


def test_a_variable_that_the_catalogue_names_no_code_of_is_told_and_no_number_of_it_is_fetched(
    folder: Path, fetched: Callable[[], Came], stand_in: Any
) -> None:
    facts = folder / "indicators.csv"
    facts.write_text(
        facts.read_text(encoding="utf-8").replace("InntSkatt,HusholdType=0000", "InntSkatt,"),
        encoding="utf-8",
    )
    came = fetched()
    assert "median_income" not in {key[1] for key in came.rows}
    why = "the table has a variable «HusholdType» of 2 codes (0000, 0001), and the catalogue names none"
    assert f"median_income: not fetched: {why}" in came.told
    assert not [asked.path for asked in stand_in.asked if "06944/data" in asked.path]


def test_nothing_is_written_where_nothing_came(
    folder: Path, places: Gazetteer, readers: Readers, offices: Offices, tmp_path: Path
) -> None:
    offices.closed |= {"ssb", "fhi", "mdir"}
    with pytest.raises(InvalidInput) as refused:
        fetch_study(read_catalogue(folder), places, readers, tmp_path / "study", TODAY)
    told = [problem.cause for problem in refused.value.problems]
    assert len(told) == 3
    assert all(one.startswith("nothing could be fetched: http://127.0.0.1:") for one in told)
    assert not (tmp_path / "study").exists()


def test_the_command_asks_each_source_at_the_address_it_is_told(
    folder: Path,
    offices: Offices,
    stand_in: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    catalogue: Path,
) -> None:
    (folder / "places").symlink_to(catalogue / "places")
    lists = folder / "lists.csv"
    told = lists.read_text(encoding="utf-8")
    lists.write_text(re.sub(r"https://[^/]+/", stand_in.url, told), encoding="utf-8")
    monkeypatch.setattr(Caller, "_pause", lambda *_given: None)  # as often, without the waiting
    monkeypatch.setenv("LOFTET_CATALOGUE", str(folder))
    monkeypatch.setenv("LOFTET_DATA", str(tmp_path / "data"))
    addresses = ["--base-url", stand_in.url + "ssb", "--fhi-url", stand_in.url + "fhi"]
    workbook = ["--emissions", stand_in.url + "mdir/utslipp.xlsx"]
    assert main(["fetch", *addresses, *workbook, "--out", str(tmp_path / "study")]) == PARTLY
    *_, counted, following = capsys.readouterr().out.splitlines()
    assert counted.startswith("13 indicators fetched, ")
    assert following.startswith(f"next: loftet edition build {tmp_path / 'study'}")
    assert {one.name for one in (tmp_path / "data" / "raw").iterdir()} == {
        "pxweb",
        "fhi",
        "miljodirektoratet",
    }
    assert offices.sent == 1
    assert main(["catalogue", "verify", *addresses]) == DONE
    counts = capsys.readouterr().out.splitlines()[-1]
    assert counts.startswith("9 works, 0 works after this change, ")


# -- verify ----------------------------------------------------------------------------------------


@pytest.fixture
def describers(readers: Readers) -> dict[str, Describer]:
    found = {name: readers.by_source[name] for name in (STATISTICS_NORWAY, PUBLIC_HEALTH)}
    return {name: reader for name, reader in found.items() if isinstance(reader, PxWeb | FhiTables)}


def verify(folder: Path, describers: dict[str, Describer], write: bool = False) -> Verified:
    return verify_catalogue(read_catalogue(folder), describers, STATISTICS_NORWAY, TODAY, write)


def verified(folder: Path) -> dict[str, str]:
    return {row["indicator"]: row["verified"] for row in rows_of(folder / "indicators.csv")}


def test_a_code_that_is_seen_gets_the_day_and_every_other_cell_stays(
    folder: Path, describers: dict[str, Describer]
) -> None:
    before = rows_of(folder / "indicators.csv")
    found = verify(folder, describers)
    assert set(found.with_verdict(Verdict.WORKS)) == FROM_SSB | FROM_FHI
    (not_described,) = (line for line in found.said if line.startswith("not looked up, "))
    lists = {"organic_farmland", "hydropower", "gigabit_broadband", "refugees_settled"}
    assert lists | FROM_WORKBOOK <= set(not_described.rpartition(": ")[2].split(", "))
    after = rows_of(folder / "indicators.csv")
    assert {row["indicator"] for row in after if row["verified"] == "2026-03-20"} == FROM_SSB | FROM_FHI
    assert [row | {"verified": ""} for row in after] == before
    seen: Catalogue = read_catalogue(folder)
    assert seen.by_key()["net_debt"].source.verified == TODAY


def test_a_code_that_is_gone_loses_its_day_and_one_that_was_not_answered_keeps_it(
    folder: Path, describers: dict[str, Describer], offices: Offices
) -> None:
    facts = folder / "indicators.csv"
    facts.write_text(facts.read_text(encoding="utf-8").replace("=KG31", "=KG310"), encoding="utf-8")
    seen = {"verified": "2026-01-02"}
    set_cells(facts, dict.fromkeys(("net_debt", "school_points", "crowded_homes"), seen))
    offices.closed.add("fhi")
    found = verify(folder, describers)
    assert {"net_debt", "school_points"} <= set(found.with_verdict(Verdict.ABSENT))
    told = "\n".join(found.lines())
    assert "«KOKartkap0000» has no code «KG310»; did you mean «KG31»" in told
    assert "school_points | 12255 | does not exist" in told
    days = verified(folder)
    assert (days["net_debt"], days["school_points"], days["crowded_homes"]) == ("", "", "2026-01-02")


def test_a_label_is_told_with_its_code_and_the_code_is_written_when_asked(
    folder: Path, describers: dict[str, Describer], offices: Offices
) -> None:
    offices.tables["06944"] = {**offices.tables["06944"], "HusholdType": ["Alle", "Par"]}
    facts = folder / "indicators.csv"
    text = facts.read_text(encoding="utf-8")
    labels = text.replace("InntSkatt,HusholdType=0000", "<inntskatt>,HusholdType=<Alle>")
    facts.write_text(labels, encoding="utf-8")
    found = verify(folder, describers)
    line = next(one for one in found.lines() if one.startswith("median_income"))
    change = "works after this change | contents: InntSkatt; selection: HusholdType=Alle"
    assert line.startswith(f"median_income | 06944 | {change}")
    assert read_catalogue(folder).by_key()["median_income"].source.contents == ""
    verify(folder, describers, write=True)
    after = read_catalogue(folder).by_key()["median_income"].source
    assert (str(after.series), after.verified) == ("06944 InntSkatt HusholdType=Alle", TODAY)


def test_a_label_that_the_table_does_not_have_is_told_with_those_that_it_has(
    folder: Path, describers: dict[str, Describer]
) -> None:
    facts = folder / "indicators.csv"
    text = facts.read_text(encoding="utf-8").replace("HusholdType=0000", "HusholdType=<Alle>")
    facts.write_text(text, encoding="utf-8")
    found = verify(folder, describers)
    assert "«HusholdType» has no label «Alle»; it has 0000, 0001" in "\n".join(found.lines())
    assert "median_income" in found.with_verdict(Verdict.ABSENT)


def test_where_no_source_answers_no_day_is_touched(
    folder: Path, describers: dict[str, Describer], offices: Offices
) -> None:
    set_cells(folder / "indicators.csv", {"net_debt": {"verified": "2026-01-02"}})
    offices.closed.add("ssb")
    verify(folder, describers)
    assert verified(folder)["net_debt"] == "2026-01-02"
    offices.closed.add("fhi")
    with pytest.raises(InvalidInput, match=r"(?s)answers 503 Service Unavailable.*nothing is changed"):
        verify(folder, describers)


def test_the_file_stays_as_it_was_when_nothing_changes(folder: Path) -> None:
    before = (folder / "indicators.csv").read_bytes()
    set_cells(folder / "indicators.csv", {"net_debt": {"verified": ""}})
    assert (folder / "indicators.csv").read_bytes() == before
    set_cells(folder / "indicators.csv", {"net_debt": {"verified": "2026-01-02"}})
    set_cells(folder / "indicators.csv", {"net_debt": {"verified": ""}})
    assert (folder / "indicators.csv").read_bytes() == before
    assert sorted(file.name for file in folder.iterdir() if file.name.startswith(".")) == []
