"""What is said of a goal in a municipality; answers of yes and no."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from loftet.editions.rows import (
    Band,
    Colour,
    GoalReading,
    GoalWord,
    GoalWording,
    IndicatorRow,
    Influence,
    MarkKind,
    Reading,
    ValueStatus,
    Yardstick,
)
from loftet.status.indicator.sentences import across
from loftet.status.municipality.goal_sentences import (
    Lies,
    best_nearby,
    goal_in_place,
    standing_of_indicators,
    what_can_be_done,
)
from loftet.status.sentences.words import figure
from tests.status.leakage import LEAKAGE

OTHERS = Yardstick.COMPARISON
SPACE = "\N{NO-BREAK SPACE}"
PLAN = replace(LEAKAGE, key="plan", unit="ja/nei", yardstick=OTHERS, red=None, green=None)
OWN = Reading("3324", "leakage", 2024, 30.0, ValueStatus.REPORTED, 60.0, *(None,) * 6)
GOAL = GoalReading("3324", "6", 2024, 60.0, Colour.RED, 1.0, False, OTHERS, None, None)


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


# --- in a municipality ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (GoalWord.STRONG, "Gol står mest sterkt på dette målet: 2 sterke, 1 svakt."),
        (GoalWord.MIXED, "Bildet er blandet for Gol på dette målet: 2 sterke, 1 svakt."),
        (GoalWord.WEAK, "Gol står mest svakt på dette målet: 2 sterke, 1 svakt."),
        (
            GoalWord.TOO_FEW,
            "For få tall er sterke eller svake til å si hvordan Gol står på dette målet: 2 sterke, 1 svakt.",
        ),
    ],
)
def test_a_goal_says_its_word_with_the_counts_it_follows_from(word: GoalWord, said: str) -> None:
    own = replace(GOAL, wording=GoalWording(word, 2, 0, 1, 0, None, None))
    assert goal_in_place("Gol", own, "2 sterke, 1 svakt") == said


def test_a_goal_of_an_earlier_edition_keeps_its_word() -> None:
    assert goal_in_place("Gol", replace(GOAL, colour=Colour.GREY), "") == "Gol på dette målet: For lite data."


def test_indicators_are_counted_by_the_side_of_their_marks() -> None:
    marks = [MarkKind.TARGET_NEAR, MarkKind.WEAKER, MarkKind.WEAKER, MarkKind.UNCERTAIN]
    rows = [IndicatorRow(LEAKAGE, replace(OWN, mark=mark), (), None, None) for mark in marks]
    gap = IndicatorRow(LEAKAGE, replace(OWN, value=None, status=ValueStatus.MISSING), (), None, None)
    assert standing_of_indicators([*rows, gap]) == [
        "4 av 5 indikatorer har et tall.",
        "1 står på sterk side, 2 på svak side og 1 på ingen av dem.",
    ]
    assert standing_of_indicators(rows[:1])[1] == "1 står på sterk side og 0 på svak side."


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
        f"Best av de 6 i Hallingdal med tall: Flå, Hol, Nesbyen og to til, 30{SPACE}% i 2024."
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
        (1.0, 1.0, "Minst halvparten av de 300 kommunene som har svart, svarer ja."),
        (0.0, 0.0, "Minst halvparten av de 300 kommunene som har svart, svarer nei."),
    ],
)
def test_answers_are_not_spread_from_one_to_another(low: float, high: float, said: str) -> None:
    assert across(PLAN, Band(low, high, high, 300), None) == said
