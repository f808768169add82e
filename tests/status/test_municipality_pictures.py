"""The pictures of a municipality: strips, small charts of what is ahead, facts, short names."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from loftet.editions.projection_rows import Heading, Projection
from loftet.editions.rows import Band, IndicatorRow, Point, Reading, Series, ValueStatus, Yardstick
from loftet.editions.spread import spread_of
from loftet.editions.store import EditionStore
from loftet.invalid_input import InvalidInput
from loftet.status.indicator_words import label_name, read_indicator_words, short_name
from loftet.status.municipality.ahead import ahead_chart, unlikely_targets
from loftet.status.municipality.facts import facts_of
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.strips import strip_of_place
from tests.status.leakage import LEAKAGE

S = "\N{NO-BREAK SPACE}"
OWN = Reading("3324", "leakage", 2024, 30.0, ValueStatus.REPORTED, 60.0, *(None,) * 6)
COUNTRY = replace(OWN, place="NO", value=25.0)
ROW = IndicatorRow(LEAKAGE, OWN, (COUNTRY,), Band(18.0, 24.0, 33.0, 357), None)
VALUES = tuple(float(value) for value in range(10, 60))
AHEAD = Projection(
    place="3324",
    indicator="leakage",
    first_year=2016,
    last_year=2024,
    values=5,
    value=30.0,
    pace=None,
    pace_low=None,
    pace_high=None,
    target=20.0,
    needed_pace=None,
    years_to_target=None,
    target_year=2030,
    expected=29.0,
    expected_low=24.0,
    expected_high=34.0,
    p_target=0.04,
    widening=None,
    state=Heading.STAGNATING,
)


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


def test_a_strip_names_the_place_the_country_and_the_target_and_right_is_better() -> None:
    drawn = strip_of_place(ROW, "Gol", VALUES)
    assert drawn is not None
    assert [name.text for name in drawn.strip.names] == [f"Gol 30{S}%"]
    assert [line.text for line in drawn.strip.below] == ["Landet 25", f"Måltall 20{S}%"]
    country, target = (place for place, _is_target in drawn.strip.lines)
    assert drawn.strip.dots[0].x < country < target
    assert (drawn.left, drawn.right) == ("← svakere", "bedre →")


def test_an_example_of_a_target_is_named_as_one() -> None:
    example = replace(LEAKAGE, yardstick=Yardstick.COMPARISON, green=None, example_target=15.0)
    drawn = strip_of_place(replace(ROW, indicator=example), "Gol", VALUES)
    assert drawn is not None
    assert drawn.strip.below[1].text == f"Eksempel på måltall 15{S}%"


def test_where_neither_way_is_better_the_ends_tell_the_true_axis() -> None:
    balance = replace(LEAKAGE, yardstick=Yardstick.COMPARISON, direction=0, ideal_low=40.0, ideal_high=60.0)
    drawn = strip_of_place(replace(ROW, indicator=balance, compared=()), "Gol", VALUES)
    assert drawn is not None
    assert (drawn.left, drawn.right) == ("← lavere", "høyere →")
    assert [line.text for line in drawn.strip.below] == ["Midten 35", f"Balanse 50{S}%"]


def test_an_answer_or_a_gap_has_no_strip() -> None:
    assert strip_of_place(replace(ROW, indicator=replace(LEAKAGE, unit="ja/nei")), "Gol", VALUES) is None
    assert strip_of_place(replace(ROW, own=replace(OWN, value=None)), "Gol", VALUES) is None


def test_the_spread_of_indicators_is_one_question_for_ranked_places_alone(
    small_store: EditionStore, asked: list[str]
) -> None:
    edition = small_store.published()
    assert edition is not None
    spread_of(small_store, edition, ["waste"])  # whose status is hidden is read once
    asked.clear()
    found = spread_of(small_store, edition, ["neet", "leakage", "neet"])
    assert (found["neet"], found["leakage"]) == ((8, 9, 10, 11, 14), (0, 20, 30))
    assert len(asked) == 1
    assert spread_of(small_store, edition, []) == {}


def test_only_what_is_unlikely_to_reach_its_target_is_drawn() -> None:
    def chosen(**changes: object) -> int:
        return len(unlikely_targets([ROW], {"leakage": replace(AHEAD, **changes)}))  # type: ignore[arg-type]

    assert chosen() == 1
    assert [chosen(p_target=0.5), chosen(p_target=None), chosen(years_to_target=0.0)] == [0, 0, 0]


def test_a_chart_of_what_is_ahead_says_its_chance() -> None:
    years = (2020, 2024)
    points = tuple(Point(year, 30.0, ValueStatus.REPORTED, None, None, None, "") for year in years)
    drawn = ahead_chart(ROW, AHEAD, Series("3324", "leakage", points))
    assert (drawn.chance, drawn.now, drawn.target) == (
        "Svært lite sannsynlig, mindre enn 1 av 10",
        "30",
        "Måltall 20",
    )
    assert drawn.label == (
        f"Lekkasje: 30{S}% i 2024. Måltall 20 i 2030: svært lite sannsynlig, mindre enn 1 av 10."
    )


def test_facts_are_those_of_the_edition_and_what_is_not_known_is_left_out() -> None:
    gol = PlaceInEdition("gol", "Gol", "3324", "municipality")
    structure = {"3324": {"population": 4986.0, "area_km2": 532.5, "centrality": 612.0, "language": "nn"}}
    known = facts_of(gol, structure, "Buskerud", None)
    assert (known.population, known.area, known.centrality, known.language) == (4986, 533, 5, "Nynorsk")
    unknown = facts_of(gol, {}, "", None)
    assert (unknown.population, unknown.area, unknown.centrality, unknown.language) == (None, None, None, "")


def test_an_indicator_has_a_short_name_where_the_catalogue_has_one() -> None:
    listed = replace(LEAKAGE, key="water_leakage")
    assert (short_name(listed), label_name(listed)) == ("vannlekkasjer", "Vannlekkasjer")
    assert short_name(LEAKAGE) == "«Lekkasje»"
    assert label_name(replace(LEAKAGE, name="Et svært langt navn på et tall")) == "Et svært langt navn p…"


def test_every_indicator_of_the_catalogue_has_a_short_name(project: Path) -> None:
    file = project / "catalogue"
    keys = {line.split(",")[0] for line in (file / "indicators.csv").read_text().splitlines()[1:]}
    for language in ("nb", "nn", "en"):
        words = read_indicator_words(file / "indicator_words.csv", language)
        assert set(words) == keys
        assert all(one.short and len(one.short) <= 26 for one in words.values())


def test_words_without_a_column_are_refused_with_their_file(tmp_path: Path) -> None:
    file = tmp_path / "indicator_words.csv"
    file.write_text("indicator,short_nb\nwater,vann\n")
    with pytest.raises(InvalidInput, match="steer_nb"):
        read_indicator_words(file, "nb")
