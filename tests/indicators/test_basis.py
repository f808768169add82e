"""A word that rests on few of the figures says so where it stands first."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import translation

from loftet.editions.rows import Colour, GoalReading, Indicator, Reading, ValueStatus, Yardstick
from loftet.indicators.queries.basis import status_basis
from loftet.indicators.sentences.basis import StatusBasis, standing_by_few
from loftet.methods.rules import GoalColour
from tests.indicators.leakage import LEAKAGE

OTHERS = Yardstick.COMPARISON
OWN = Reading("3324", "leakage", 2024, 30.0, ValueStatus.REPORTED, 60.0, Colour.RED, *(None,) * 5)
GOAL = GoalReading("3324", "6", 2024, 60.0, Colour.RED, 1.0, False, Yardstick.TARGET, None, None)
WITH_TARGET = (LEAKAGE, OWN)
COMPARED = (replace(LEAKAGE, yardstick=OTHERS), OWN)
GAP = (LEAKAGE, replace(OWN, value=None, colour=Colour.GREY))
BACKGROUND = (replace(LEAKAGE, weight=0.0), replace(OWN, colour=None))
WEIGHTLESS = (replace(LEAKAGE, weight=0.0), OWN)  # no part of the score, and a say in the word
ELSEWHERE = (replace(LEAKAGE, goal="7"), OWN)


@pytest.mark.parametrize(
    ("known", "by_mean", "by_two_weakest"),
    [
        ([WITH_TARGET, COMPARED, COMPARED, GAP, BACKGROUND, ELSEWHERE], StatusBasis(1, 3), StatusBasis(1, 3)),
        ([WITH_TARGET, COMPARED], StatusBasis(1, 2), StatusBasis(1, 2)),
        ([WITH_TARGET] * 3 + [COMPARED] * 2, StatusBasis(3, 5), StatusBasis(2, 5)),
        ([WITH_TARGET], StatusBasis(1, 1), StatusBasis(1, 1)),
        ([WEIGHTLESS, COMPARED], StatusBasis(1, 2), StatusBasis(1, 2)),
    ],
)
def test_what_decides_a_word_is_counted_by_the_rule_of_the_edition(
    known: list[tuple[Indicator, Reading]], by_mean: StatusBasis, by_two_weakest: StatusBasis
) -> None:
    assert status_basis(GOAL, known, GoalColour.MEAN) == by_mean
    assert status_basis(GOAL, known, GoalColour.TWO_WORST) == by_two_weakest


def test_fewer_than_half_of_the_figures_are_few() -> None:
    assert [StatusBasis(*one).is_few for one in ((1, 3), (2, 5), (3, 5), (1, 2), (1, 1))] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("own", [None, replace(GOAL, colour=Colour.GREY), replace(GOAL, judged=False)])
def test_where_there_is_no_word_there_is_nothing_that_it_rests_on(own: GoalReading | None) -> None:
    assert status_basis(own, [WITH_TARGET, COMPARED, COMPARED], GoalColour.MEAN) is None


def test_nothing_is_said_where_most_decide() -> None:
    with translation.override("nn"):
        assert standing_by_few("Gol ligg langt unna.", None) == "Gol ligg langt unna."
        assert standing_by_few("Gol ligg langt unna.", StatusBasis(4, 7)) == "Gol ligg langt unna."
        assert standing_by_few("Gol ligg langt unna.", StatusBasis(1, 7)) == (
            "Gol ligg langt unna, ut frå 1 av dei 7 indikatorane som har tal og tel med."
        )


def test_it_stands_in_the_first_sentence_and_beside_the_word_of_the_goal(
    published_as: Callable[..., str], read: Callable[[str], str]
) -> None:
    published_as(
        ("indicators.csv", "neet,Unge utenfor,8,", "neet,Unge utenfor,6,"),
        ("indicators.csv", "broadband,Breibånd,9,", "broadband,Breibånd,6,"),
    )
    goal = read("/kommuner/gol/baerekraftsmal/6/?lang=nb")
    assert (
        "Gol ligger langt unna målet på dette bærekraftsmålet, "
        "ut fra 1 av de 3 indikatorene som har tall og teller med. "
    ) in goal
    for page in ("/kommuner/gol/?lang=nb", "/kommuner/gol/ark/?lang=nb"):
        assert read(page).count("ut fra 1 av 3 tall som teller") == 1
        assert "◑ Langt igjen (ut fra 1 av 3 tall som teller)" in read(page)
    assert (
        "På 1 av bærekraftsmålene bygger statusen på færre enn halvparten av tallene som teller med."
        in read("/kommuner/gol/?lang=nb")
    )
    assert "Statuser som bygger på færre enn halvparten av tallene for bærekraftsmålet: 2 av 9." in read(
        "/regioner/hallingdal/?lang=nb"
    )
