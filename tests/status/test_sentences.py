"""Findings in words, made from numbers; whole sentences in every language."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from loftet.core.words import join_words
from loftet.editions.rows import (
    Band,
    Colour,
    Indicator,
    IndicatorRow,
    Reading,
    Trend,
    ValueStatus,
    Yardstick,
)
from loftet.status.indicator.sentences import across, spread_from_to
from loftet.status.municipality.sentences import standing, standing_of
from tests.status.leakage import LEAKAGE

TARGET, OTHERS = Yardstick.TARGET, Yardstick.COMPARISON


INDICATOR = replace(LEAKAGE, target="", role="", quality="")
OWN = Reading(
    place="3324",
    indicator="leakage",
    year=2024,
    value=30.0,
    status=ValueStatus.REPORTED,
    score=60.0,
    colour=Colour.ORANGE,
    trend=Trend.IMPROVING,
    low=None,
    high=None,
    score_low=None,
    score_high=None,
)
COUNTRY = replace(OWN, place="NO", value=25.0)
ROW = IndicatorRow(INDICATOR, OWN, (), None, None)
BAND = Band(18.0, 24.0, 33.0, 357)


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Gol gjør det godt på drikkevann. Sykefravær og økonomi bør løftes."),
        ("nn", "Gol gjer det godt på drikkevann. Sykefravær og økonomi bør løftast."),
        ("en", "Gol does well on drikkevann. Sykefravær and økonomi should be lifted."),
    ],
)
def test_the_answer_names_what_is_strong_and_what_must_be_lifted(language: str, said: str) -> None:
    with translation.override(language):
        assert " ".join(standing("Gol", ["drikkevann"], ["sykefravær", "økonomi"])) == said


def test_where_nothing_is_clear_the_answer_says_so() -> None:
    assert standing("Gol", [], []) == ["Ingen tall for Gol skiller seg tydelig ut."]
    assert standing("Gol", [], ["avfall"]) == ["Avfall bør løftes."]


@pytest.mark.parametrize(
    ("country", "sentence"),
    [
        (COUNTRY, "30 % i 2024, mot 25 % i landet."),
        (replace(COUNTRY, year=2022), "30 % i 2024, mot 25 % i landet i 2022."),
        (replace(COUNTRY, value=30.4), "30 % i 2024, ingen sikker forskjell fra landet (30 %)."),
        (None, "30 % i 2024."),
        (replace(COUNTRY, value=None, status=ValueStatus.SUPPRESSED), "30 % i 2024."),
    ],
)
def test_a_figure_stands_beside_that_of_the_country(country: Reading | None, sentence: str) -> None:
    assert plain(standing_of(ROW, country)) == f"{sentence} Måltallet er høyst 20 %."


@pytest.mark.parametrize(
    ("indicator", "band", "yardstick"),
    [
        (INDICATOR, BAND, "Måltallet er høyst 20 %."),
        (replace(INDICATOR, direction=1), BAND, "Måltallet er minst 20 %."),
        (replace(INDICATOR, direction=0), BAND, "Måltallet er 20 %."),
        (replace(INDICATOR, direction=1, green=17.5), BAND, "Måltallet er minst 17,5 %."),
        (replace(INDICATOR, direction=1, green=1.7499999999999996), BAND, "Måltallet er minst 1,75 %."),
        (replace(INDICATOR, green=None), BAND, ""),
        (
            replace(INDICATOR, yardstick=OTHERS),
            BAND,
            "Halvparten av de 357 kommunene med tall ligger mellom 18 og 33 %.",
        ),
        (
            replace(INDICATOR, yardstick=OTHERS),
            replace(BAND, low=32.8),
            "Minst halvparten av de 357 kommunene med tall har 33 %.",
        ),
        (
            replace(INDICATOR, yardstick=OTHERS, direction=0),
            BAND,
            "Halvparten av de 357 kommunene med tall ligger mellom 18 og 33 %. "
            "Her er balanse best, ikke mest mulig.",
        ),
        (replace(INDICATOR, yardstick=OTHERS), None, ""),
    ],
)
def test_a_figure_stands_beside_the_yardstick_of_its_status(
    indicator: Indicator, band: Band | None, yardstick: str
) -> None:
    said = plain(standing_of(replace(ROW, indicator=indicator, values=band), COUNTRY))
    assert said == f"30 % i 2024, mot 25 % i landet. {yardstick}".rstrip()


def test_an_interval_that_holds_the_country_is_no_certain_difference() -> None:
    row = replace(ROW, own=replace(OWN, low=24.0, high=36.0))
    said = plain(standing_of(row, COUNTRY))
    assert said == "30 % i 2024, ingen sikker forskjell fra landet (25 %). Måltallet er høyst 20 %."


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_unit_of_an_index_is_no_part_of_the_figure() -> None:
    row = replace(ROW, indicator=replace(INDICATOR, unit="2009 = 100", yardstick=OTHERS), values=BAND)
    assert plain(standing_of(row, None)) == (
        "30 (2009 = 100) i 2024. Halvparten av de 357 kommunene med tall ligger mellom 18 og 33 (2009 = 100)."
    )


def test_an_end_of_the_spread_is_named_when_one_has_it_alone() -> None:
    rows = [("Gol", 58.0), ("Ål", 100.0), ("Hol", 80.0), ("Nes", 100.2)]
    assert plain(spread_from_to(INDICATOR, rows)) == "Kommunene ligger mellom 58 % (Gol) og 100 %"
    index = replace(INDICATOR, unit="2009 = 100")
    assert spread_from_to(index, rows[:2]) == "Kommunene ligger mellom 58 (Gol) og 100 (Ål)"


@pytest.mark.parametrize(
    ("band", "country", "sentence"),
    [
        (
            BAND,
            COUNTRY,
            "Halvparten av de 357 kommunene med tall ligger mellom 18 og 33 %. Tallet for landet er 25 %. "
            "Måltallet er høyst 20 %.",
        ),
        (
            BAND,
            None,
            "Halvparten av de 357 kommunene med tall ligger mellom 18 og 33 %. Måltallet er høyst 20 %.",
        ),
        (None, COUNTRY, "Det er for få tall til å si hvor forskjellige kommunene er."),
    ],
)
def test_the_spread_over_the_municipalities_is_said(
    band: Band | None, country: Reading | None, sentence: str
) -> None:
    assert plain(across(INDICATOR, band, country)) == sentence


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_words_are_joined_as_they_are_spoken(parts: list[str], said: str) -> None:
    assert join_words(parts) == said
