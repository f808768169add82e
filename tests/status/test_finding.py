"""The finding of an indicator in one place, as the heading of its page says it."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from loftet.editions.projection_rows import Heading, Projection
from loftet.editions.rows import Indicator, Reading, Trend, ValueStatus, Yardstick
from loftet.status.indicator.finding import Pace, among, direction_said, figure_said, finding, pace_of

INDICATOR = Indicator(
    key="greenhouse_gases",
    name="Klimagassutslipp",
    about="",
    goal="13",
    target="",
    unit="tonn",
    decimals=1,
    direction=-1,
    yardstick=Yardstick.COMPARISON,
    influence=None,
    role="",
    quality="1",
    source="Miljødirektoratet",
    table="",
    contents="",
    licence="",
    url="",
    weight=1.0,
    lower=None,
    red=None,
    green=None,
    upper=None,
    ideal_low=None,
    ideal_high=None,
    trend_from=None,
    trend_to=None,
)
OWN = Reading(
    "3324",
    INDICATOR.key,
    2025,
    8.5,
    ValueStatus.REPORTED,
    40.0,
    None,
    Trend.IMPROVING,
    None,
    None,
    None,
    None,
)
FALLS = Projection(
    place="3324",
    indicator=INDICATOR.key,
    first_year=2016,
    last_year=2025,
    values=10,
    value=8.5,
    pace=-0.25,
    pace_low=-0.3,
    pace_high=-0.2,
    target=None,
    needed_pace=None,
    years_to_target=None,
    target_year=2030,
    expected=8.0,
    expected_low=7.0,
    expected_high=9.0,
    p_target=None,
    widening=1.0,
    state=Heading.IMPROVING,
)
SAID = "Gol slepp ut 8,5 tonn per innbyggjar."


def said(pace: Pace, own: Reading = OWN, indicator: Indicator = INDICATOR) -> str:
    with translation.override("nn"):
        return finding("Gol", indicator, own, pace).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("own", "way"),
    [
        (FALLS, " Det går ned."),
        (replace(FALLS, pace=0.25, pace_low=0.2, pace_high=0.3), " Det går opp."),
        (replace(FALLS, pace=-0.05, pace_low=-0.06, pace_high=-0.04), " Det går ned, men sakte."),
        (replace(FALLS, expected=8.5), " Det har gått ned sidan 2016."),
        (replace(FALLS, state=Heading.UNCLEAR), " Det går opp og ned."),
        (replace(FALLS, state=Heading.STAGNATING), " Det står stille."),
        (replace(FALLS, pace=-0.001, pace_low=-0.002, pace_high=0.0), " Det står stille."),
        (replace(FALLS, state=Heading.TOO_SHORT), ""),
        (None, ""),
    ],
)
def test_the_figure_is_said_first_and_then_where_it_is_heading(own: Projection | None, way: str) -> None:
    assert said(Pace(own, None)) == SAID + way


@pytest.mark.parametrize(
    ("pace", "way"),
    [
        (Pace(replace(FALLS, pace_high=0.1), -0.5), "Det har gått ned sidan 2016, men farten er usikker."),
        (
            Pace(replace(FALLS, pace=0.25, pace_low=-0.1, pace_high=0.6), None),
            "Det har gått opp sidan 2016, men farten er usikker.",
        ),
        (
            Pace(replace(FALLS, pace_high=0.1), None, 2022),
            "Det har gått ned sidan 2016, men andre vegen sidan 2022.",
        ),
    ],
)
def test_no_direction_ahead_is_claimed_where_the_projection_stands_still(pace: Pace, way: str) -> None:
    assert said(pace) == f"{SAID} {way}"


@pytest.mark.parametrize("value", [100.0, 99.96, 0.0])
def test_a_share_of_all_or_none_has_no_direction(value: float) -> None:
    share = replace(INDICATOR, key="safe_drinking_water", unit="%", direction=1)
    assert direction_said(share, value, Pace(FALLS, None)) == ""


@pytest.mark.parametrize(
    ("similar", "beside"),
    [
        (-0.5, ", men saktare enn i liknande kommunar"),
        (-0.1, ", og raskare enn i liknande kommunar"),
        (-0.25, ""),
        (0.5, ""),
    ],
)
def test_similar_municipalities_are_named_only_where_the_whole_interval_bears_it_out(
    similar: float, beside: str
) -> None:
    assert said(Pace(FALLS, similar)) == f"{SAID} Det går ned{beside}."


@pytest.mark.parametrize(
    ("needed", "beside"),
    [
        (-1.2, ", men for sakte til å nå måltalet i 2030"),
        (-0.1, ", raskt nok til å nå måltalet i 2030"),
        (0.5, ", bort frå måltalet"),
        (-0.25, ""),
    ],
)
def test_a_target_is_spoken_of_before_others(needed: float, beside: str) -> None:
    held = replace(INDICATOR, yardstick=Yardstick.TARGET, green=2.5)
    assert (
        said(Pace(replace(FALLS, needed_pace=needed), None), indicator=held) == f"{SAID} Det går ned{beside}."
    )


def test_a_turn_is_said_so_that_heading_and_chart_agree() -> None:
    assert said(Pace(FALLS, -0.5, turned=2022)) == f"{SAID} Det går ned, men andre vegen sidan 2022."


def test_a_place_without_a_status_gets_its_figure_alone() -> None:
    assert said(Pace(FALLS, None), replace(OWN, judged=False)) == SAID


def test_a_place_without_a_figure_is_told_why() -> None:
    hidden = replace(OWN, value=None, status=ValueStatus.SUPPRESSED)
    assert said(Pace(None, None), hidden) == "Gol har ikkje noko tal her: skjult av omsyn til personvernet."


def test_an_indicator_without_a_sentence_of_its_own_is_named() -> None:
    other = replace(INDICATOR, key="none", name="Vind", unit="%")
    assert said(Pace(None, None), indicator=other) == "Gol – Vind: 8,5 %."


def test_an_answer_is_said_without_a_direction() -> None:
    plan = replace(INDICATOR, key="climate_plan", name="Vedteken klimaplan", unit="ja/nei")
    assert said(Pace(FALLS, -0.5), replace(OWN, value=1.0), plan) == "Gol – Vedteken klimaplan: ja."


def test_the_pace_of_few_similar_ones_is_not_spoken_of() -> None:
    every = [replace(FALLS, place=str(at), pace=-float(at)) for at in range(5)]
    assert pace_of(FALLS, ["0", "1", "2", "3", "4"], every) == Pace(FALLS, -2.0)
    assert pace_of(FALLS, ["0", "1"], every) == Pace(FALLS, None)


@pytest.mark.parametrize(
    ("country", "middle", "heading"),
    [
        (4.9, 6.8, "Gol ligg høgare enn landet og midten av dei liknande"),
        (9.0, 9.5, "Gol ligg lågare enn landet og midten av dei liknande"),
        (8.5, 8.5, "Gol skil seg ikkje sikkert frå landet og midten av dei liknande"),
        (4.9, 9.5, "Gol ligg høgare enn landet, men lågare enn midten av dei liknande"),
        (None, 6.8, "Gol ligg høgare enn midten av dei liknande"),
        (None, None, "Gol blant kommunane"),
    ],
)
def test_the_heading_of_the_table_says_how_the_place_lies(
    country: float | None, middle: float | None, heading: str
) -> None:
    with translation.override("nn"):
        beside = None if country is None else replace(OWN, place="NO", value=country)
        assert among("Gol", INDICATOR, OWN, beside, middle) == heading


@pytest.mark.parametrize(
    ("language", "key", "unit", "sentence"),
    [
        ("nb", "free_income", "kr per innbygger", "Gol har 8,5 kr i frie inntekter per innbygger."),
        ("nn", "free_income", "kr per innbyggjar", "Gol har 8,5 kr i frie inntekter per innbyggjar."),
        (
            "nn",
            "household_waste_year_inhabitant",
            "kg per person",
            "Gol kastar 8,5 kg hushaldsavfall per person, medrekna hyttefolk.",
        ),
        (
            "nn",
            "land_built_on",
            "m² per innbyggjar",
            "Gol byggjer ned 8,5 m² per innbyggjar av natur og jord i året.",
        ),
        ("en", "nitrogen", "kg per inhabitant", "Gol releases 8.5 kg of nitrogen per inhabitant."),
    ],
)
def test_a_sentence_says_once_whom_a_figure_is_counted_for(
    language: str, key: str, unit: str, sentence: str
) -> None:
    with translation.override(language):
        indicator = replace(INDICATOR, key=key, unit=unit)
        assert figure_said("Gol", indicator, 8.5).replace("\xa0", " ") == sentence


def test_the_catalogue_has_whole_sentences_of_its_own_indicators(project: Path) -> None:
    catalogue = project / "catalogue"
    with (catalogue / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (catalogue / "indicators.csv").open(encoding="utf-8", newline="") as file:
        known = {row["indicator"] for row in csv.DictReader(file)}
    keys = [row.pop("indicator") for row in rows]
    assert (len(keys), set(keys) - known) == (len(set(keys)), set())
    texts = [text for row in rows for text in row.values()]
    faults = [
        one for one in texts if one.count("{value}") != 1 or not one.startswith("{place}") or one[-1] != "."
    ]
    assert faults == []
