"""The demo's figures are made up, look like figures, and say nothing about any municipality."""

import csv
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from time import process_time

import pytest

from loftet.editions.folder import build_edition, publish
from loftet.editions.rows import Colour, Trend, ValueStatus
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE
from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.demo import SHOWN_SEED, build_demo_study
from loftet.sources.demo_earlier import write_earlier_study
from loftet.sources.demo_places import read_demo_places

pytestmark = pytest.mark.xdist_group("demo")  # what they share is made in one process

GOL = "3324"
DEMODALEN = "99"
LONGEST = 30.0  # seconds of computing for study and edition, however busy the machine is

Rows = Sequence[dict[str, str]]


@pytest.fixture(scope="module")
def places(catalogue: Path) -> Gazetteer:
    return load_gazetteer(catalogue / "places")


@pytest.fixture(scope="module")
def study(demo_study: Path) -> Path:
    return demo_study


def rows_of(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def observations(study: Path) -> Rows:
    return rows_of(study / "observations.csv")


@pytest.mark.nightly
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
    assert kinds == {("1", 4): 357, ("0", 2): 16, ("0", 4): 6}
    by_code = {row["place"]: row for row in places}
    assert [by_code[code]["name"] for code in ("NO", "0301", "33", GOL)] == [
        "Norge",
        "Oslo",
        "Buskerud",
        "Gol",
    ]
    assert Counter(row["group"] for row in places if row["ranked"] == "0") == {"": 22}


def test_every_indicator_of_the_catalogue_is_there_with_texts_in_three_languages(
    catalogue: Path, study: Path
) -> None:
    indicators = rows_of(study / "indicators.csv")
    assert [row["indicator"] for row in indicators] == [
        row["indicator"] for row in rows_of(catalogue / "indicators.csv")
    ]
    assert len({row["goal"] for row in indicators}) == 17
    texts = [
        row[f"{what}_{language}"]
        for row in indicators
        for what in ("name", "about")
        for language in ("nb", "nn", "en")
    ]
    assert all(texts)


def test_what_is_only_background_is_held_against_nothing(study: Path) -> None:
    indicators = rows_of(study / "indicators.csv")
    background = [row for row in indicators if row["kind"] == "context"]
    assert len(background) == 18
    assert {(row["yardstick"], row["red"], row["green"], row["weight"]) for row in background} == {
        ("target", "", "", "0")
    }
    others = Counter(row["yardstick"] for row in indicators if row["kind"] != "context")
    assert others == {"target": 6, "comparison": 98}


def test_each_indicator_has_the_years_of_its_own(observations: Rows) -> None:
    def years(indicator: str) -> list[int]:
        return sorted({int(row["year"]) for row in observations if row["indicator"] == indicator})

    assert years("women_council") == [2019, 2023]
    assert years("national_turnout") == [2017, 2021, 2025]
    assert years("life_expectancy") == list(range(2016, 2025))


def test_a_yes_or_a_no_is_1_or_0_and_no_county_s(observations: Rows) -> None:
    plans = [row for row in observations if row["indicator"] == "climate_plan"]
    municipal = [row for row in plans if len(row["place"]) == 4]
    assert {row["value"] for row in municipal} == {"1.0", "0.0", ""}
    assert {(row["value"], row["status"]) for row in plans if row not in municipal} == {
        ("", "not_applicable")
    }


def test_what_is_counted_in_a_place_adds_up_to_its_county(observations: Rows) -> None:
    cabins = [
        (row["place"], float(row["value"]))
        for row in observations
        if row["indicator"] == "cabins" and row["year"] == "2025"
    ]
    inside = [value for place, value in cabins if place.startswith("33") and len(place) == 4]
    assert dict(cabins)["33"] == sum(inside)
    real = [value for place, value in cabins if len(place) == 4 and not place.startswith(DEMODALEN)]
    assert dict(cabins)["NO"] == sum(real)


def test_one_series_was_replaced_and_the_break_is_told(
    study: Path, observations: Rows, tmp_path: Path
) -> None:
    (replaced,) = [row for row in rows_of(study / "indicators.csv") if row["series_from"]]
    told = ("indicator", "trend_from", "series_from", "series_note_nb", "series_note_nn", "series_note_en")
    assert [replaced[column] for column in told] == [
        *("electricity_households", "2020", "2020", "Ny tallserie", "Ny talserie", "New series")
    ]
    country = {
        row["year"]: float(row["value"])
        for row in observations
        if (row["place"], row["indicator"]) == ("NO", "electricity_households")
    }
    steps = {year: country[year] - country[str(int(year) - 1)] for year in list(country)[1:]}
    assert [year for year, step in steps.items() if step < -300] == ["2020"]


def test_what_no_real_place_is_tagged_for_has_figures_in_demodalen_alone(observations: Rows) -> None:
    places = {row["place"] for row in observations if row["indicator"] == "wild_reindeer"}
    assert places == {"9901", "9902", "9903", "9904", "9905", "9906"}
    shores = {row["place"] for row in observations if row["indicator"] == "open_shore"}
    assert not places & shores  # Demodalen has no sea


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
    assert {row["status"] for row in hidden} == {"missing", "not_possible", "suppressed", "not_applicable"}
    assert {(row["value"], row["count"], row["denominator"]) for row in hidden} == {("", "", "")}


def test_only_small_counts_and_small_municipalities_are_hidden(study: Path, observations: Rows) -> None:
    people = {row["place"]: row["population"] for row in rows_of(study / "places.csv")}
    hidden = {row["place"] for row in observations if row["status"] == "suppressed"}
    assert max(int(people[place]) for place in hidden) < 20_000
    suicides = {row["place"]: row["status"] for row in observations if row["indicator"] == "suicide"}
    assert {place for place, status in suicides.items() if status == ""} == {
        place for place in suicides if not people[place] or int(people[place]) >= 20_000
    }
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


@pytest.mark.nightly
def test_study_and_edition_are_quick_and_gol_s_page_is_worth_reading(
    catalogue: Path, places: Gazetteer, tmp_path: Path
) -> None:
    start = process_time()
    build_demo_study(catalogue, tmp_path / "study", SHOWN_SEED, places)
    publish(tmp_path, build_edition(tmp_path / "study", tmp_path, date(2026, 11, 24)))
    assert process_time() - start < LONGEST
    store = EditionStore(tmp_path, EVERYONE)
    edition = store.published()
    assert edition is not None
    assert edition.demo
    (country,) = store.series(edition, "electricity_households", ["NO"])
    assert [point.year for point in country.comparable] == list(range(2020, 2026))
    goals = {row.own.colour for row in store.goal_rows(edition, GOL)}
    rows = store.indicator_rows(edition, GOL, "nn")
    assert goals == set(Colour)
    assert {row.own.trend for row in rows} == {*Trend, None}
    assert {row.own.colour for row in rows} == {*Colour, None} - {Colour.GREY}
    assert {row.own.status for row in rows if row.is_gap} == {
        ValueStatus.MISSING,
        ValueStatus.NOT_POSSIBLE,
        ValueStatus.SUPPRESSED,
        ValueStatus.NOT_APPLICABLE,
    }


def test_a_shape_without_an_indicator_is_refused_by_name(
    catalogue: Path, places: Gazetteer, tmp_path: Path
) -> None:
    spoilt = tmp_path / "catalogue"
    spoilt.mkdir()
    for file in catalogue.glob("*.csv"):
        (spoilt / file.name).write_bytes(file.read_bytes())
    copytree(catalogue / "demo_places", spoilt / "demo_places")
    shapes = (catalogue / "demo.csv").read_text(encoding="utf-8").replace("\nneet,", "\nnet,")
    (spoilt / "demo.csv").write_text(shapes, encoding="utf-8")
    with pytest.raises(InvalidInput) as refusal:
        build_demo_study(spoilt, tmp_path / "study", SHOWN_SEED, places)
    line = shapes.splitlines().index(next(row for row in shapes.splitlines() if row.startswith("net,"))) + 1
    assert (
        str(refusal.value) == f"{spoilt}/demo.csv, line {line}, column indicator: "
        "«net» is not in the catalogue; did you mean «neet»?"
    )
    assert not (tmp_path / "study").exists()


def test_a_target_is_the_catalogue_s_own_and_cited(study: Path) -> None:
    targets = {row["indicator"]: row for row in rows_of(study / "indicators.csv") if row["green"]}
    real = {key: (row["red"], row["green"]) for key, row in targets.items()}
    assert real == {
        "measles_vaccine": ("90", "95"),
        "upper_secondary_completed": ("78", "90"),
        "safe_drinking_water": ("95", "100"),
        "water_leakage": ("30", "25"),
        "material_recycling": ("55", "65"),
        "net_operating_result": ("0", "1.75"),
    }
    assert all("is real, the figures are made up." in targets[key]["about_en"] for key in real)
    assert all(targets[key]["target_source"] for key in real)


def test_an_example_target_is_told_and_is_no_yardstick(study: Path) -> None:
    examples = [row for row in rows_of(study / "indicators.csv") if row["example_target"]]
    assert {row["indicator"]: row["example_target"] for row in examples} == {
        "gigabit_broadband": "98",
        "greenhouse_gases": "2.5",
    }
    assert {(row["yardstick"], row["green"], row["target_source"]) for row in examples} == {
        ("comparison", "", "")
    }
    assert all("an example" in row["about_en"] for row in examples)


def test_a_folder_that_holds_something_else_is_not_replaced(
    catalogue: Path, places: Gazetteer, tmp_path: Path
) -> None:
    (tmp_path / "diary.txt").write_text("dear diary", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"the folder holds «diary.txt», so it is not replaced"):
        build_demo_study(catalogue, tmp_path, SHOWN_SEED, places)
    assert [file.name for file in tmp_path.iterdir()] == ["diary.txt"]


@pytest.mark.nightly
def test_what_is_planted_leaves_the_figures_of_all_others_as_they_were(
    catalogue: Path, places: Gazetteer, observations: Rows, tmp_path: Path
) -> None:
    bare = copytree(catalogue, tmp_path / "catalogue")
    (bare / "demo_planted.csv").write_text("place,indicator,shift,drift,since\n", encoding="utf-8")
    build_demo_study(bare, tmp_path / "study", SHOWN_SEED, places)
    changed = {
        (with_it["place"], with_it["indicator"])
        for with_it, without in zip(
            observations, rows_of(tmp_path / "study" / "observations.csv"), strict=True
        )
        if with_it != without
    }
    planted = {row["indicator"] for row in rows_of(catalogue / "demo_planted.csv")}
    hallingdal = {"3320", "3322", "3324", "3326", "3328", "3330"}
    assert {indicator for _place, indicator in changed} == planted
    # The county and the country hold the municipalities, so they move with them.
    assert {place for place, _indicator in changed} - {"33", "NO"} == hallingdal | {
        *("9901", "9902", "9903", "9904", "9905", "9906")
    }


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("nowhere,neet,1,0,", "column place: there is no place «nowhere»"),
        ("hallingdal,nothing,1,0,", "column indicator: «nothing» is not in the catalogue"),
        (
            "hallingdal,neet,much,0,",
            "what is planted is not a number: could not convert string to float: 'much'",
        ),
    ],
)
def test_what_is_planted_is_refused_with_its_line_where_it_makes_no_sense(
    catalogue: Path, places: Gazetteer, tmp_path: Path, row: str, fault: str
) -> None:
    spoilt = copytree(catalogue, tmp_path / "catalogue")
    (spoilt / "demo_planted.csv").write_text(f"place,indicator,shift,drift,since\n{row}\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refusal:
        build_demo_study(spoilt, tmp_path / "study", SHOWN_SEED, places)
    assert fault in str(refusal.value)
    assert not (tmp_path / "study").exists()


def of_demodalen(observations: Rows, indicator: str) -> dict[str, dict[int, float]]:
    """Return the figures of an indicator by place and year."""
    series: dict[str, dict[int, float]] = defaultdict(dict)
    for row in observations:
        if row["place"].startswith(DEMODALEN) and row["indicator"] == indicator and row["value"]:
            series[row["place"]][int(row["year"])] = float(row["value"])
    return series


def test_leakage_falls_in_three_places_in_the_newest_year_alone(observations: Rows) -> None:
    leakage = of_demodalen(observations, "water_leakage")
    fell = {place for place, of in leakage.items() if of[2025] < min(of[year] for year in of if year < 2025)}
    assert fell == {"9902", "9903", "9904"}


def test_household_waste_has_fallen_in_four_places_since_three_years(
    catalogue: Path, places: Gazetteer, observations: Rows, tmp_path: Path
) -> None:
    bare = copytree(catalogue, tmp_path / "catalogue")
    (bare / "demo_planted.csv").write_text("place,indicator,shift,drift,since\n", encoding="utf-8")
    build_demo_study(bare, tmp_path / "study", SHOWN_SEED, places)
    without = rows_of(tmp_path / "study" / "observations.csv")
    for indicator, fall in (("household_waste", -38.0), ("household_waste_year_inhabitant", -34.0)):
        planted, dice = (of_demodalen(rows, indicator) for rows in (observations, without))
        fell = {
            (place, year): round(planted[place][year] - value, 6)
            for place, of in dice.items()
            for year, value in of.items()
            if planted[place][year] != value
        }
        assert fell == {
            (place, year): fall for place in ("9901", "9902", "9904", "9905") for year in (2023, 2024, 2025)
        }


def test_the_earlier_study_ends_a_year_before_and_has_what_was_corrected_later(
    catalogue: Path, study: Path, observations: Rows, tmp_path: Path
) -> None:
    write_earlier_study(catalogue, read_demo_places(catalogue), study, tmp_path / "earlier")
    earlier = rows_of(tmp_path / "earlier" / "observations.csv")
    before = [row for row in observations if int(row["year"]) < 2025]
    changed = [(old, new) for old, new in zip(earlier, before, strict=True) if old != new]
    assert [
        (old["place"], old["indicator"], old["year"], old["value"], new["value"]) for old, new in changed
    ] == [("9902", "water_leakage", "2024", "64.0", "59.0")]
    assert {file.name for file in (tmp_path / "earlier").iterdir()} == {file.name for file in study.iterdir()}


def test_a_correction_of_a_real_place_is_refused(catalogue: Path, study: Path, tmp_path: Path) -> None:
    spoilt = copytree(catalogue, tmp_path / "catalogue")
    rows = "place,indicator,year,first\ngol,water_leakage,2024,64.0\n"
    (spoilt / "demo_corrections.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(InvalidInput, match="line 2, column place: there is no made-up place «gol»"):
        write_earlier_study(spoilt, read_demo_places(catalogue), study, tmp_path / "earlier")
    assert not (tmp_path / "earlier").exists()
