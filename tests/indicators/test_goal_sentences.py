"""What is said of a goal, across the country and in a municipality; answers of yes and no."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from loftet.editions.rows import (
    Band,
    Colour,
    GoalCount,
    GoalReading,
    IndicatorRow,
    Influence,
    Reading,
    ValueStatus,
    Yardstick,
)
from loftet.indicators.sentences import across, figure
from loftet.indicators.sentences.goal import across_country, all_goals, spread_of_scores
from loftet.indicators.sentences.place_goal import (
    Lies,
    best_nearby,
    goal_in_place,
    standing_of_indicators,
    what_can_be_done,
)
from tests.indicators.leakage import LEAKAGE

TARGET, OTHERS = Yardstick.TARGET, Yardstick.COMPARISON
SPACE = "\N{NO-BREAK SPACE}"
PLAN = replace(LEAKAGE, key="plan", unit="ja/nei", yardstick=OTHERS, red=None, green=None)
OWN = Reading("3324", "leakage", 2024, 30.0, ValueStatus.REPORTED, 60.0, *(None,) * 6)
GOAL = GoalReading("3324", "6", 2024, 60.0, Colour.RED, 1.0, False, OTHERS, None, None)


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


def counts(*each: tuple[Yardstick | None, Colour | None, int]) -> list[GoalCount]:
    return [GoalCount("6", True, yardstick, colour, places) for yardstick, colour, places in each]


# --- across the country ---------------------------------------------------------------------------

BOTH = counts(
    (TARGET, Colour.GREEN, 63),
    (TARGET, Colour.YELLOW, 61),
    (TARGET, Colour.ORANGE, 110),
    (TARGET, Colour.RED, 103),
    (OTHERS, Colour.YELLOW, 1),
    (OTHERS, Colour.ORANGE, 8),
    (OTHERS, Colour.RED, 11),
    (None, Colour.GREY, 1),
)


def test_targets_and_comparisons_are_counted_in_two_clauses() -> None:
    assert across_country(BOTH, by_weakest=False) == [
        "337 kommuner kan holdes mot et måltall: 63 nær målet, 61 et stykke unna og 213 langt unna.",
        "20 kommuner kan bare sammenlignes med de andre: 9 nær midten og 11 svakere enn de fleste.",
        "For 1 kommune har vi for lite data.",
    ]


def test_a_comparison_of_many_indicators_says_that_the_weakest_decide() -> None:
    assert across_country(BOTH, by_weakest=True)[1] == (
        "20 kommuner kan bare sammenlignes med de andre. På sine to svakeste indikatorer: "
        "9 nær midten og 11 svakere enn de fleste."
    )


def test_whom_a_goal_does_not_concern_is_neither_judged_nor_unknown() -> None:
    apart = GoalCount("14", False, None, None, 3)
    assert across_country([apart], by_weakest=False) == ["Bærekraftsmålet gjelder ikke for 3 kommuner."]
    assert across_country([], by_weakest=False) == ["Denne utgaven har ingen tall om dette bærekraftsmålet."]


def test_all_seventeen_are_summed_up_by_kind() -> None:
    assert all_goals(("3. Helse", "9 av 10"), ("4. Skole", "1 av 10"), (7, 9, 1)) == [
        "På 7 av de 17 bærekraftsmålene kan de fleste kommunene holdes mot et måltall.",
        "Flest er nær måltallet på 3. Helse (9 av 10).",
        "Færrest er det på 4. Skole (1 av 10).",
        "På 9 av bærekraftsmålene kan de bare sammenlignes med hverandre.",
        "For 1 av bærekraftsmålene har denne utgaven for få tall.",
    ]
    assert all_goals(None, None, (0, 0, 17)) == ["For 17 av bærekraftsmålene har denne utgaven for få tall."]
    assert spread_of_scores(None) == "For lite data til å si hvor ulike kommunene er"


# --- in a municipality ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colour", "said", "said_of_weakest"),
    [
        (Colour.GREEN, "bedre enn de fleste.", "bedre enn de fleste, selv på sine to svakeste indikatorer."),
        (Colour.YELLOW, "litt bedre enn midten.", "litt bedre enn midten på sine to svakeste indikatorer."),
        (
            Colour.ORANGE,
            "litt svakere enn midten.",
            "litt svakere enn midten på sine to svakeste indikatorer.",
        ),
        (Colour.RED, "svakere enn de fleste.", "svakere enn de fleste på sine to svakeste indikatorer."),
    ],
)
def test_a_comparison_never_speaks_of_a_target(colour: Colour, said: str, said_of_weakest: str) -> None:
    own = replace(GOAL, colour=colour)
    begin = "Her kan bærekraftsmålet bare sammenlignes med hvordan andre står. Gol står "
    assert goal_in_place("Gol", own, by_weakest=False) == begin + said
    assert goal_in_place("Gol", own, by_weakest=True) == begin + said_of_weakest


def test_a_figure_that_most_share_is_counted_as_known_and_not_judged() -> None:
    band = Band(1.0, 1.0, 1.0, 300)
    plan = IndicatorRow(PLAN, replace(OWN, value=1.0, colour=Colour.GREEN), (), band, None)
    leak = IndicatorRow(LEAKAGE, replace(OWN, colour=Colour.ORANGE), (), None, None)
    gap = IndicatorRow(LEAKAGE, replace(OWN, value=None, status=ValueStatus.MISSING), (), None, None)
    assert standing_of_indicators([plan, leak, gap]) == [
        "2 av 3 indikatorer har et tall.",
        "Målt mot et måltall: 1 langt unna.",
    ]


@pytest.mark.parametrize(
    ("influence", "role", "said"),
    [
        (Influence.MUCH, "service_provider", "Dette kan kommunen påvirke: mye, mest som tjenesteyter."),
        (Influence.PARTLY, "", "Dette kan kommunen påvirke: delvis."),
        (Influence.LITTLE, "buyer", "Dette kan kommunen påvirke: lite, mest som innkjøper."),
        (None, "buyer", ""),
    ],
)
def test_what_can_be_done_names_the_role(influence: Influence | None, role: str, said: str) -> None:
    assert what_can_be_done(replace(LEAKAGE, influence=influence, role=role)) == said


def test_more_than_three_who_share_the_best_figure_are_counted() -> None:
    best = [(name, OWN) for name in ("Flå", "Hol", "Nesbyen", "Ål", "Hemsedal")]
    assert best_nearby(LEAKAGE, "Hallingdal", best, 6, Lies.BEHIND) == (
        f"Best av de 6 i Hallingdal med tall: Flå, Hol, Nesbyen og 2 til, 30{SPACE}% i 2024."
    )
    assert best_nearby(LEAKAGE, "Hallingdal", [], 0, Lies.BEHIND) == (
        "Ingen andre kommuner i Hallingdal har et tall."
    )


# --- yes and no -----------------------------------------------------------------------------------


def test_an_answer_is_a_word_and_the_mean_of_answers_a_number() -> None:
    assert [figure(value, PLAN) for value in (1.0, 0.0)] == ["ja", "nei"]
    assert figure(0.25, replace(PLAN, decimals=2)) == f"0,25{SPACE}ja/nei"
    assert figure(1.0, LEAKAGE) == f"1{SPACE}%"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.0, 1.0, "Minst en firedel av kommunene svarer ja, og minst en firedel nei."),
        (1.0, 1.0, "Minst halvparten av kommunene svarer ja."),
        (0.0, 0.0, "Minst halvparten av kommunene svarer nei."),
    ],
)
def test_answers_are_not_spread_from_one_to_another(low: float, high: float, said: str) -> None:
    assert across(PLAN, Band(low, high, high, 300), None) == said
