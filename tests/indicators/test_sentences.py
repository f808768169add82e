"""Findings in words, made from numbers; whole sentences in every language."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from loftet.core.words import (
    BACKGROUND,
    COMPARISON_COLOURS,
    NO_DIFFERENCE,
    NO_STATUS,
    NOT_JOINED,
    TARGET_COLOURS,
    Sign,
)
from loftet.editions.rows import (
    Band,
    Colour,
    GoalReading,
    Indicator,
    IndicatorRow,
    Point,
    Reading,
    Series,
    Trend,
    ValueStatus,
    Yardstick,
)
from loftet.indicators import sentences
from tests.indicators.leakage import LEAKAGE

TARGET, OTHERS = Yardstick.TARGET, Yardstick.COMPARISON


def goals(counts: dict[tuple[Yardstick, Colour], int]) -> list[GoalReading]:
    each = [kind for kind, count in counts.items() for _ in range(count)]
    return [
        GoalReading("3324", str(number), 2024, 50.0, colour, 1.0, False, yardstick, None, None)
        for number, (yardstick, colour) in enumerate(each, start=1)
    ]


ALL_THREE = goals(
    {
        (TARGET, Colour.GREEN): 5,
        (TARGET, Colour.YELLOW): 1,
        (TARGET, Colour.ORANGE): 2,
        (TARGET, Colour.RED): 1,
        (OTHERS, Colour.GREEN): 1,
        (OTHERS, Colour.YELLOW): 1,
        (OTHERS, Colour.ORANGE): 1,
        (OTHERS, Colour.RED): 2,
        (TARGET, Colour.GREY): 1,
    }
)
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
    ("language", "clauses"),
    [
        (
            "nb",
            [
                "Gol ligger nær målet på 5 av de 17 bærekraftsmålene, "
                "et stykke unna på 1 og langt unna på 3.",
                "Blant de 357 kommunene her står Gol bedre enn de fleste på 1 bærekraftsmål, "
                "nær midten på 2 og svakere enn de fleste på 2.",
                "For 3 av målene har vi for lite data.",
            ],
        ),
        (
            "nn",
            [
                "Gol ligg nær målet på 5 av dei 17 berekraftsmåla, eit stykke unna på 1 og langt unna på 3.",
                "Mellom dei 357 kommunane her står Gol betre enn dei fleste på 1 berekraftsmål, "
                "nær midten på 2 og svakare enn dei fleste på 2.",
                "For 3 av måla har vi for lite data.",
            ],
        ),
        (
            "en",
            [
                "Gol is close to target on 5 of the 17 goals, some way off on 1 and far off on 3.",
                "Among the 357 municipalities here, Gol stands better than most on 1 goal, "
                "near the middle on 2 and weaker than most on 2.",
                "For 3 of the goals there is too little data.",
            ],
        ),
    ],
)
def test_the_answer_counts_targets_comparisons_and_what_is_unknown_apart(
    language: str, clauses: list[str]
) -> None:
    with translation.override(language):
        assert sentences.standing("Gol", ALL_THREE, 357) == clauses


def test_a_goal_that_does_not_apply_is_no_lack_of_data() -> None:
    sea = [replace(goal, coverage=None, colour=None) for goal in goals({(TARGET, Colour.GREY): 1})]
    assert sentences.standing("Gol", [*sea, *ALL_THREE[:9]], 357) == [
        "Gol ligger nær målet på 5 av de 17 bærekraftsmålene, et stykke unna på 1 og langt unna på 3.",
        "For 7 av målene har vi for lite data.",
        "1 av målene gjelder ikke her.",
    ]


@pytest.mark.parametrize(
    ("counts", "clauses"),
    [
        (
            {(TARGET, Colour.GREEN): 1, (TARGET, Colour.RED): 16},
            ["Gol ligger nær målet på 1 av de 17 bærekraftsmålene og langt unna på 16."],
        ),
        (
            {(TARGET, Colour.ORANGE): 17},
            ["Gol ligger langt unna målet på 17 av de 17 bærekraftsmålene."],
        ),
        (
            {(OTHERS, Colour.YELLOW): 9, (OTHERS, Colour.ORANGE): 8},
            ["Blant de 357 kommunene her står Gol nær midten på 17 bærekraftsmål."],
        ),
        ({(TARGET, Colour.GREY): 4}, ["For 17 av målene har vi for lite data."]),
        ({}, ["For 17 av målene har vi for lite data."]),
    ],
)
def test_what_holds_for_no_goal_is_left_unsaid(
    counts: dict[tuple[Yardstick, Colour], int], clauses: list[str]
) -> None:
    assert sentences.standing("Gol", goals(counts), 357) == clauses


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
    assert plain(sentences.standing_of(ROW, country)) == f"{sentence} Måltallet er høyst 20 %."


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
            "Halvparten av kommunene ligger mellom 18 og 33 %.",
        ),
        (
            replace(INDICATOR, yardstick=OTHERS),
            replace(BAND, low=32.8),
            "Minst halvparten av kommunene har 33 %.",
        ),
        (
            replace(INDICATOR, yardstick=OTHERS, direction=0),
            BAND,
            "Halvparten av kommunene ligger mellom 18 og 33 %. Her er balanse best, ikke mest mulig.",
        ),
        (replace(INDICATOR, yardstick=OTHERS), None, ""),
    ],
)
def test_a_figure_stands_beside_the_yardstick_of_its_status(
    indicator: Indicator, band: Band | None, yardstick: str
) -> None:
    said = plain(sentences.standing_of(replace(ROW, indicator=indicator, values=band), COUNTRY))
    assert said == f"30 % i 2024, mot 25 % i landet. {yardstick}".rstrip()


def test_an_interval_that_holds_the_country_is_no_certain_difference() -> None:
    row = replace(ROW, own=replace(OWN, low=24.0, high=36.0))
    said = plain(sentences.standing_of(row, COUNTRY))
    assert said == "30 % i 2024, ingen sikker forskjell fra landet (25 %). Måltallet er høyst 20 %."


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def series(*known: tuple[int, float | None, float | None]) -> Series:
    points = (
        Point(
            year, value, ValueStatus.MISSING if value is None else ValueStatus.REPORTED, None, None, score, ""
        )
        for year, value, score in known
    )
    return Series("3324", "leakage", tuple(points))


def test_a_change_runs_from_the_first_to_the_last_year_with_a_figure() -> None:
    years = series((2019, None, None), (2020, 40.0, 40.0), (2022, 34.0, 52.0), (2024, 30.0, 60.0))
    assert plain(sentences.change(ROW, years)) == "fra 40 % i 2020 til 30 % i 2024."


def test_the_unit_of_an_index_is_no_part_of_the_figure() -> None:
    row = replace(ROW, indicator=replace(INDICATOR, unit="2009 = 100", yardstick=OTHERS), values=BAND)
    assert plain(sentences.standing_of(row, None)) == (
        "30 (2009 = 100) i 2024. Halvparten av kommunene ligger mellom 18 og 33 (2009 = 100)."
    )
    years = series((2010, 98.0, 10.0), (2024, 72.0, 70.0))
    assert plain(sentences.change(row, years)) == "fra 98 i 2010 til 72 (2009 = 100) i 2024."


def test_a_turn_is_said_with_the_direction_it_contradicts() -> None:
    years = series((2014, 16.0, 88.0), (2020, 20.0, 80.0), (2021, 19.0, 82.0), (2023, 17.0, 86.0))
    row = replace(ROW, own=replace(OWN, trend=Trend.WORSENING))
    assert plain(sentences.change(row, years)) == "fra 16 % i 2014 til 17 % i 2023, men bedre siden 2020."
    assert sentences.heading("Gol", INDICATOR, row.own, COUNTRY, years) == (
        "Gol: Lekkasje – går feil vei, men bedre siden 2020, høyere enn i landet"
    )
    assert sentences.heading_of_country(INDICATOR, replace(COUNTRY, trend=Trend.WORSENING), years) == (
        "Landet: Lekkasje – går feil vei, men bedre siden 2020"
    )
    back = series((2014, 40.0, 40.0), (2020, 10.0, 100.0), (2021, 12.0, 96.0), (2023, 17.0, 86.0))
    assert plain(sentences.change(ROW, back)) == "fra 40 % i 2014 til 17 % i 2023, men svakere siden 2020."


@pytest.mark.parametrize(
    ("own", "country", "heading"),
    [
        (OWN, COUNTRY, "Gol: Lekkasje – går riktig vei, høyere enn i landet"),
        (
            replace(OWN, trend=None, value=20.0),
            COUNTRY,
            "Gol: Lekkasje – utviklingen er ikke beregnet, lavere enn i landet",
        ),
        (replace(OWN, trend=Trend.UNCLEAR), None, "Gol: Lekkasje – utviklingen er usikker"),
        (
            replace(OWN, value=None, status=ValueStatus.NOT_POSSIBLE, trend=None),
            COUNTRY,
            "Gol: Lekkasje – ikke noe tall (kan ikke beregnes)",
        ),
    ],
)
def test_a_heading_states_the_finding(own: Reading, country: Reading | None, heading: str) -> None:
    assert sentences.heading("Gol", INDICATOR, own, country) == heading


@pytest.mark.parametrize(
    ("yardstick", "status", "said"),
    [
        (OTHERS, COMPARISON_COLOURS["orange"], "Gol: 30 % i 2024 – litt svakere enn midten i landet."),
        (OTHERS, COMPARISON_COLOURS["green"], "Gol: 30 % i 2024 – bedre enn de fleste i landet."),
        (OTHERS, COMPARISON_COLOURS["grey"], "Gol: 30 % i 2024 – for lite data."),
        (OTHERS, NO_DIFFERENCE, "Gol: 30 % i 2024 – som midten i landet."),
        (
            OTHERS,
            NOT_JOINED,
            "Gol: 30 % i 2024 – ingen status: kommunen har ikke sagt at den deltar.",
        ),
        (OTHERS, BACKGROUND, "Gol: 30 % i 2024 – bakgrunnstall."),
        (OTHERS, NO_STATUS, "Gol: 30 % i 2024."),
        (TARGET, TARGET_COLOURS["orange"], "Gol: 30 % i 2024 – langt igjen."),
    ],
)
def test_a_status_read_from_others_says_that_they_are_those_of_the_country(
    yardstick: Yardstick, status: Sign, said: str
) -> None:
    indicator = replace(INDICATOR, yardstick=yardstick)
    assert plain(sentences.of_place("Gol", indicator, OWN, status)) == said


def test_an_answer_that_most_give_differs_from_nothing() -> None:
    plan = replace(INDICATOR, yardstick=OTHERS, unit="ja/nei")
    own = replace(OWN, value=1.0)
    with translation.override("nn"):
        said = sentences.of_place("Gol", plan, own, NO_DIFFERENCE)
    assert said == "Gol: ja i 2024 – som dei fleste i landet."


def test_nobody_is_on_track_where_there_is_no_target() -> None:
    own = replace(OWN, trend=Trend.ON_TRACK)
    assert sentences.heading("Gol", INDICATOR, own, None) == "Gol: Lekkasje – i rute"
    others = replace(INDICATOR, yardstick=OTHERS)
    assert sentences.heading("Gol", others, own, None) == "Gol: Lekkasje – holder følge med de beste"


def test_an_end_of_the_spread_is_named_when_one_has_it_alone() -> None:
    rows = [("Gol", 58.0), ("Ål", 100.0), ("Hol", 80.0), ("Nes", 100.2)]
    assert plain(sentences.spread_from_to(INDICATOR, rows)) == "Kommunene ligger mellom 58 % (Gol) og 100 %"
    index = replace(INDICATOR, unit="2009 = 100")
    assert sentences.spread_from_to(index, rows[:2]) == "Kommunene ligger mellom 58 (Gol) og 100 (Ål)"


@pytest.mark.parametrize(
    ("band", "country", "sentence"),
    [
        (
            BAND,
            COUNTRY,
            "Halvparten av kommunene ligger mellom 18 og 33 %. Tallet for landet er 25 %. "
            "Måltallet er høyst 20 %.",
        ),
        (BAND, None, "Halvparten av kommunene ligger mellom 18 og 33 %. Måltallet er høyst 20 %."),
        (None, COUNTRY, "Det er for få tall til å si hvor forskjellige kommunene er."),
    ],
)
def test_the_spread_over_the_municipalities_is_said(
    band: Band | None, country: Reading | None, sentence: str
) -> None:
    assert plain(sentences.across(INDICATOR, band, country)) == sentence


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_words_are_joined_as_they_are_spoken(parts: list[str], said: str) -> None:
    assert sentences.join_words(parts) == said
