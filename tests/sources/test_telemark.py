"""The study of Telemark, checked by hand against the raw files of the county office."""

import csv
from pathlib import Path

import pytest

from loftet.geography.gazetteer import load_gazetteer
from loftet.sources.tables import BuildReport, build_study

pytestmark = pytest.mark.xdist_group("telemark")  # what they share is made in one process

Cell = tuple[str, str, str]  # place, indicator, year

# Each line: what the raw file prints, and where. Values are worked out by hand from that.
BY_HAND = [
    # fhi-gjeld.csv line 41: Skien,2023-01-01,…,0.16897154665395 (a share, made per cent)
    (("4003", "debt", "2023"), "16.897154665395", "", "2023-01-01", "Skien", "41"),
    # ssb-barnehagedekning.csv line 8: 08,Telemark,2020-01-01,0.925 (the county as 08)
    (("40", "kindergarten", "2020"), "92.5", "", "2020-01-01", "08", "8"),
    # ssb-barnehagedekning.csv line 115: 4036,Vinje,2025-01-01,0.961
    (("4036", "kindergarten", "2025"), "96.1", "", "2025-01-01", "4036", "115"),
    # fhi-forventet-levealder.csv line 2: Hele landet,2004-2010,…,Kjønn samlet,…,80.6
    # (an interval, its last year)
    (("NO", "life_expectancy", "2010"), "80.6", "", "2004-2010", "Hele landet", "2"),
    # fhi-forventet-levealder.csv line 677: Nissedal,2004-2010,…,Kjønn samlet,…,(empty)
    (("4030", "life_expectancy", "2010"), "", "missing", "2004-2010", "Nissedal", "677"),
    # fhi-barnevaksinasjon.csv line 4: Porsgrunn,2011-2015,…,Meslinger,…,0.9470000000000001
    (("4001", "measles_vaccine", "2015"), "94.70000000000002", "", "2011-2015", "Porsgrunn", "4"),
    # fhi-mobbing-7-trinn.csv line 2: Hele landet,2016/17-2018/19,…,0.057 (asked in the autumn of 2018)
    (("NO", "bullying_year_7", "2018"), "5.7", "", "2016/17-2018/19", "Hele landet", "2"),
    # imdi-….csv line 129: K3807 Skien, Faktisk bosetting, Personer 2021 = 29; Anmodning, Personer 2021 = 28
    # (a wide file under the code of 2020, and a quotient; the file itself prints 103.5714286 per cent)
    (("4003", "refugees_settled", "2021"), repr(2900 / 28), "", "År: 2021", "K3807", "129"),
    # imdi-….csv line 138: K3818 Tinn, Vedtak, Personer 2020 = «:»
    (("4026", "refugees_decided", "2020"), "", "suppressed", "År: 2020", "K3818", "138"),
    # imdi-….csv line 131: K3812 Siljan, Faktisk bosetting 2021 = 0, Anmodning 2021 = 0: no share is possible
    (("4010", "refugees_settled", "2021"), "", "not_possible", "År: 2021", "K3812", "131"),
    # ssb-kraftforbruk.csv line 569: Skien,Boliger,2024,395.2 (GWh); 56 619 inhabitants in the catalogue
    (("4003", "electricity_in_homes", "2024"), repr(395_200_000 / 56_619), "", "2024", "Skien", "569"),
    # fhi-trangboddhet.csv line 182: 4018,Nome,2015-01-01,alle aldre,innvandrere,(empty)
    (("4018", "crowded_immigrants", "2015"), "", "missing", "2015-01-01", "4018", "182"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("telemark") / "study"


@pytest.fixture(scope="module")
def report(shared: Path, project: Path, folder: Path) -> BuildReport:
    gazetteer = load_gazetteer(project / "catalogue" / "places")
    recipe = project / "catalogue" / "recipes" / "telemark.toml"
    return build_study(recipe, shared / "data" / "telemark", folder, gazetteer)


@pytest.fixture(scope="module")
def observations(report: BuildReport) -> dict[Cell, dict[str, str]]:
    with (report.out / "observations.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["place"], row["indicator"], row["year"]): row for row in csv.DictReader(stream)}


@pytest.mark.parametrize(("cell", "value", "status", "period", "code", "row"), BY_HAND)
def test_a_value_is_that_of_the_raw_file(
    observations: dict[Cell, dict[str, str]],
    cell: Cell,
    value: str,
    status: str,
    period: str,
    code: str,
    row: str,
) -> None:
    found = observations[cell]
    assert found["value"] == value
    assert (found["status"], found["period"], found["code"], found["row"]) == (status, period, code, row)


def test_emissions_are_the_sum_over_sources_and_gases(observations: dict[Cell, dict[str, str]]) -> None:
    # The twelve rows «Tinn,2024,Veitrafikk,…» of miljodir-klimagassutslipp.csv, by line:
    # 9397 Busser 0.02 · 9398 Personbiler 2432.66 · 14951 Busser 300.43 · 14952 Busser 5.34
    # 14953 Personbiler 25.73 · 14954 Tunge kjøretøy 0.14 · 14955 Varebiler 4.49 · 20454 Personbiler 11.02
    # 20455 Tunge kjøretøy 1414.85 · 20456 Tunge kjøretøy 20.13 · 20457 Varebiler 1428.87
    # 20458 Varebiler 17.83. Their sum is 5661.51 tonnes; the catalogue has 5 533 inhabitants.
    found = observations["4026", "road_emissions", "2024"]
    assert found["value"] == repr(5661.51 / 5533)
    assert (found["period"], found["code"]) == ("2024", "Tinn")
    assert found["row"] == "9397-9398 14951-14955 20454-20458"


def test_every_place_stands_under_its_code_of_2024_in_all_years(
    observations: dict[Cell, dict[str, str]], report: BuildReport
) -> None:
    even = [f"40{n:02}" for n in (1, 3, 5, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36)]
    assert sorted({place for place, _, _ in observations}) == ["40", *even, "NO"]
    assert (report.ranked, report.also) == (17, 2)
    years = {
        year
        for place, indicator, year in observations
        if (place, indicator) == ("4003", "greenhouse_gases_change")
    }
    assert years == {"2009", "2011", "2013", *(str(year) for year in range(2015, 2025))}


def test_every_file_is_used_or_its_reason_is_told(report: BuildReport, shared: Path) -> None:
    there = {path.name for path in (shared / "data" / "telemark").iterdir()}
    used = {file.path.name for file in report.files if file.used}
    assert len(there) == 13
    assert there - used == {"ssb-09429-utdanning-2020.csv"}
    assert [path.name for path in report.unused] == ["ssb-09429-utdanning-2020.csv"]
    assert any("cannot be back-cast" in line for line in report.lines())


def test_no_cell_without_a_value_is_zero(observations: dict[Cell, dict[str, str]]) -> None:
    assert {row["status"] for row in observations.values() if row["value"] == ""} == {
        "missing",
        "not_possible",
        "suppressed",
    }
    assert {row["status"] for row in observations.values() if row["value"] != ""} == {""}


def test_the_indicators_have_texts_in_three_languages_and_reach_ten_goals(report: BuildReport) -> None:
    with (report.out / "indicators.csv").open(encoding="utf-8", newline="") as stream:
        indicators = list(csv.DictReader(stream))
    assert len(indicators) == 18
    assert {row["goal"] for row in indicators} == {"1", "2", "3", "4", "6", "7", "10", "11", "13", "16"}
    for row in indicators:
        for language in ("nb", "nn", "en"):
            assert 0 < len(row[f"name_{language}"]) <= 60
            assert row[f"about_{language}"].endswith(".")
        assert bool(row["green"]) == bool(row["target_source"]), "a target has its source"
