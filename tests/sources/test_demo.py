"""The demo's figures are made up, look like figures, and say nothing about any municipality."""

import csv
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest

from loftet.editions.folder import build_edition, publish
from loftet.editions.rows import Colour, Trend, ValueStatus
from loftet.editions.store import EditionStore
from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.refused import Refused
from loftet.sources.demo import SHOWN_SEED, build_demo_study

GOL = "3324"
LONGEST = 15.0  # seconds for study and edition

Rows = Sequence[dict[str, str]]


@pytest.fixture(scope="module")
def places(catalogue: Path) -> Gazetteer:
    return load_gazetteer(catalogue / "places")


@pytest.fixture(scope="module")
def study(catalogue: Path, places: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "study"
    build_demo_study(catalogue, folder, SHOWN_SEED, places)
    return folder


def rows_of(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def observations(study: Path) -> Rows:
    return rows_of(study / "observations.csv")


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_figures(
    catalogue: Path, places: Gazetteer, study: Path, tmp_path: Path
) -> None:
    for name, seed in (("same", SHOWN_SEED), ("other", SHOWN_SEED + 1)):
        build_demo_study(catalogue, tmp_path / name, seed, places)
    first, same, other = (
        {file.name: file.read_bytes() for file in folder.iterdir()}
        for folder in (study, tmp_path / "same", tmp_path / "other")
    )
    assert same == first
    assert {name for name in first if other[name] != first[name]} == {"observations.csv"}


def test_the_study_says_that_its_figures_are_made_up(study: Path, observations: Rows) -> None:
    assert tomllib.loads((study / "about.toml").read_text(encoding="utf-8")) == {
        "title": "Oppdiktede tall",
        "publisher": "Løftet",
        "licence": "CC0-1.0",
        "demo": True,
        "codes_at": date(2026, 1, 1),
    }
    assert {row["source"] for row in observations} == {"Oppdiktede tall"}


def test_every_municipality_county_and_the_country_is_there(study: Path) -> None:
    places = rows_of(study / "places.csv")
    kinds = Counter((row["ranked"], len(row["place"])) for row in places)
    assert kinds == {("1", 4): 357, ("0", 2): 16}
    by_code = {row["place"]: row for row in places}
    assert [by_code[code]["name"] for code in ("NO", "0301", "33", GOL)] == [
        "Norge",
        "Oslo",
        "Buskerud",
        "Gol",
    ]
    assert Counter(row["group"] for row in places if row["ranked"] == "0") == {"": 16}


def test_twelve_indicators_over_ten_goals_have_texts_in_three_languages(study: Path) -> None:
    indicators = rows_of(study / "indicators.csv")
    assert len(indicators) == 12
    assert len({row["goal"] for row in indicators}) == 10
    assert Counter(row["yardstick"] for row in indicators) == {"target": 6, "comparison": 6}
    texts = [
        row[f"{what}_{language}"]
        for row in indicators
        for what in ("name", "about")
        for language in ("nb", "nn", "en")
    ]
    assert all(texts)


def test_ten_years_are_there_for_a_series_that_is_as_old(observations: Rows) -> None:
    years = [
        int(row["year"])
        for row in observations
        if (row["place"], row["indicator"]) == (GOL, "low_income_children")
    ]
    assert years == list(range(2016, 2026))


def test_a_place_that_came_out_of_a_split_has_no_figures_from_before_it(observations: Rows) -> None:
    years: dict[str, set[str]] = defaultdict(set)
    for row in observations:
        years[row["place"]].add(row["year"])
    assert years["1508"] == years["1580"] == {"2024", "2025"}
    assert min(years["1505"]) == "2016"


def test_a_hidden_or_unreported_figure_leaves_no_trace_of_itself(observations: Rows) -> None:
    hidden = [row for row in observations if row["status"]]
    assert Counter(row["status"] for row in hidden).keys() == {"missing", "not_possible", "suppressed"}
    assert {(row["value"], row["count"], row["denominator"]) for row in hidden} == {("", "", "")}


def test_only_small_counts_are_hidden(study: Path, observations: Rows) -> None:
    people = {row["place"]: row["population"] for row in rows_of(study / "places.csv")}
    hidden = {row["place"] for row in observations if row["status"] == "suppressed"}
    assert max(int(people[place]) for place in hidden) < 20_000
    for row in observations:
        if row["count"]:
            count, denominator = int(row["count"]), int(row["denominator"])
            assert min(count, denominator - count) >= 5
            assert float(row["value"]) == round(100 * count / denominator, 1)


def test_the_fewer_live_there_the_more_a_figure_jumps(study: Path, observations: Rows) -> None:
    people = {row["place"]: int(row["population"] or 0) for row in rows_of(study / "places.csv")}
    series: dict[str, list[float]] = defaultdict(list)
    for row in observations:
        if row["indicator"] == "neet" and row["value"] and people[row["place"]]:
            series[row["place"]].append(float(row["value"]))

    def jump(low: int, high: int) -> float:
        jumps = [
            abs(after - before)
            for place, values in series.items()
            if low <= people[place] < high
            for before, after in pairwise(values)
        ]
        return sum(jumps) / len(jumps)

    assert jump(0, 2_000) > 2 * jump(5_000, 20_000) > 4 * jump(50_000, 1_000_000)


def test_a_county_is_the_sum_of_its_municipalities_not_the_mean_of_their_shares(observations: Rows) -> None:
    cells = [row for row in observations if row["indicator"] == "neet" and row["year"] == "2025"]
    country = next(row for row in cells if row["place"] == "NO")
    counties = [row for row in cells if len(row["place"]) == 2 and row["place"] != "NO"]
    assert len(counties) == 15
    assert int(country["count"]) == sum(int(row["count"]) for row in counties)
    assert int(country["denominator"]) == sum(int(row["denominator"]) for row in counties)


def test_study_and_edition_are_quick_and_gol_s_page_is_worth_reading(
    catalogue: Path, places: Gazetteer, tmp_path: Path
) -> None:
    start = perf_counter()
    build_demo_study(catalogue, tmp_path / "study", SHOWN_SEED, places)
    publish(tmp_path, build_edition(tmp_path / "study", tmp_path, date(2026, 11, 24)))
    assert perf_counter() - start < LONGEST
    store = EditionStore(tmp_path)
    edition = store.published()
    assert edition is not None
    assert edition.demo
    goals = {row.own.colour for row in store.goal_rows(edition, GOL)}
    rows = store.indicator_rows(edition, GOL, "nn")
    assert goals == set(Colour)
    assert {row.own.trend for row in rows} == {*Trend, None}
    assert [(row.indicator.key, row.own.status) for row in rows if row.is_gap] == [
        ("water_leakage", ValueStatus.MISSING),
        ("household_waste", ValueStatus.MISSING),
    ]


def test_a_shape_without_an_indicator_is_refused_by_name(
    catalogue: Path, places: Gazetteer, tmp_path: Path
) -> None:
    spoilt = tmp_path / "catalogue"
    spoilt.mkdir()
    for file in catalogue.glob("*.csv"):
        (spoilt / file.name).write_bytes(file.read_bytes())
    shapes = (catalogue / "demo.csv").read_text(encoding="utf-8").replace("\nneet,", "\nnet,")
    (spoilt / "demo.csv").write_text(shapes, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        build_demo_study(spoilt, tmp_path / "study", SHOWN_SEED, places)
    assert (
        str(refusal.value) == f"{spoilt}/demo.csv, line 9, column indicator: "
        "«net» is not in the catalogue; did you mean «neet»?"
    )
    assert not (tmp_path / "study").exists()


def test_a_target_that_the_demo_makes_up_says_that_it_is_an_example(study: Path) -> None:
    made_up = [row for row in rows_of(study / "indicators.csv") if row["yardstick"] == "target"]
    assert [row["indicator"] for row in made_up if "an example" not in row["about_en"]] == []
    assert {row["target_source"] for row in made_up} == {""}


def test_a_folder_that_holds_something_else_is_not_replaced(
    catalogue: Path, places: Gazetteer, tmp_path: Path
) -> None:
    (tmp_path / "diary.txt").write_text("dear diary", encoding="utf-8")
    with pytest.raises(Refused, match=r"the folder holds «diary.txt», so it is not replaced"):
        build_demo_study(catalogue, tmp_path, SHOWN_SEED, places)
    assert [file.name for file in tmp_path.iterdir()] == ["diary.txt"]
