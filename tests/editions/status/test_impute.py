"""Gaps that a group's mean fills, and goals that are emptied before."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]

GROUPS = [
    {"place": "A", "group": "g"},
    {"place": "B", "group": "g"},
    {"place": "C", "group": "g", "ranked": 0},
    {"place": "D", "group": "h"},
    {"place": "E"},
]
TWO = [{}, {"indicator": "y"}]
GOAL_2 = {"indicator": "z", "goal": "2"}


def goals(answer: Any, goal: str = "1", places: str = "ABCDE") -> list[tuple[str, str]]:
    return [(row["score"], row["imputed"]) for row in (answer.goal(place, goal) for place in places)]


def test_without_imputation_a_gap_stays_a_gap(ask: Ask) -> None:
    rows = [("A", "x", 2020, 40), ("A", "y", 2020, 60), ("B", "x", 2020, 80)]
    answer = ask(TWO, rows, places=GROUPS)
    assert goals(answer) == [("50.0", "0"), ("80.0", "0"), ("", "0"), ("", "0"), ("", "0")]


def test_an_indicator_takes_the_mean_of_its_group_where_the_place_has_something_in_the_goal(ask: Ask) -> None:
    rows = [
        *(("A", "x", 2020, 40), ("A", "y", 2020, 60)),
        *(("B", "x", 2020, 80), ("C", "x", 2020, 10), ("D", "x", 2020, 10), ("E", "x", 2020, 10)),
    ]
    answer = ask(TWO, rows, places=GROUPS, method='[impute]\nindicator_group_mean = ["1"]\n')
    # B and C take A's 60 for y; D's group has no y, and E has no group.
    assert goals(answer) == [("50.0", "0"), ("70.0", "0"), ("35.0", "0"), ("10.0", "0"), ("10.0", "0")]
    assert answer.indicator("B", "y")["score"] == ""
    assert answer.goal("B")["coverage"] == "0.5"


def test_an_indicator_is_not_imputed_where_the_place_has_nothing_else_in_the_goal(ask: Ask) -> None:
    rows = [("A", "x", 2020, 40), ("A", "y", 2020, 60)]
    answer = ask(TWO, rows, places=GROUPS, method='[impute]\nindicator_group_mean = ["1"]\n')
    assert goals(answer, places="AB") == [("50.0", "0"), ("", "0")]


def test_only_the_named_goals_have_their_indicators_imputed(ask: Ask) -> None:
    rows = [("A", "x", 2020, 40), ("A", "y", 2020, 60), ("B", "x", 2020, 80), ("A", "z", 2020, 5)]
    method = '[impute]\nindicator_group_mean = ["2"]\n'
    assert goals(ask([*TWO, GOAL_2], rows, places=GROUPS, method=method), places="B") == [("80.0", "0")]


def test_weight_0_is_neither_imputed_nor_the_one_value_that_imputation_asks_for(ask: Ask) -> None:
    indicators = [{}, {"indicator": "y", "weight": 0}]
    rows = [("A", "x", 2020, 40), ("A", "y", 2020, 60), ("B", "y", 2020, 80)]
    answer = ask(indicators, rows, places=GROUPS, method='[impute]\nindicator_group_mean = ["1"]\n')
    assert goals(answer, places="AB") == [("40.0", "0"), ("", "0")]


def test_an_indicator_that_does_not_apply_is_not_a_gap(ask: Ask) -> None:
    indicators = [{}, {"indicator": "y", "applies_to": "coast"}]
    places = [{"place": "A", "group": "g", "tags": "coast"}, {"place": "B", "group": "g"}]
    rows = [("A", "x", 2020, 40), ("A", "y", 2020, 60), ("B", "x", 2020, 80)]
    answer = ask(indicators, rows, places=places, method='[impute]\nindicator_group_mean = ["1"]\n')
    assert goals(answer, places="AB") == [("50.0", "0"), ("80.0", "0")]


def test_group_means_are_not_rounded(ask: Ask) -> None:
    places = [{"place": place, "group": "g"} for place in "ABC"]
    rows = [
        ("A", "x", 2020, 40),
        ("A", "y", 2020, 60),
        ("B", "x", 2020, 1),
        ("B", "y", 2020, 61),
        ("C", "x", 2020, 40),
    ]
    method = '[normalise]\ndecimals = 0\n[impute]\nindicator_group_mean = ["1"]\n'
    assert goals(ask(TWO, rows, places=places, method=method), places="C") == [("50.25", "0")]


@pytest.mark.parametrize(
    ("chosen", "first", "second"),
    [
        ("false", ("", "0"), ("", "0")),
        ("true", ("60.0", "1"), ("20.0", "1")),
        ('["2"]', ("", "0"), ("20.0", "1")),
        ("[]", ("", "0"), ("", "0")),
    ],
)
def test_a_goal_takes_the_mean_of_its_group_s_ranked_places(
    ask: Ask, chosen: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    places = [*GROUPS[:3], {"place": "F", "group": "g"}]
    rows = [("A", "x", 2020, 40), ("B", "x", 2020, 80), ("C", "x", 2020, 0), ("A", "z", 2020, 20)]
    answer = ask([{}, GOAL_2], rows, places=places, method=f"[impute]\ngoal_group_mean = {chosen}\n")
    assert (goals(answer, "1", "F"), goals(answer, "2", "F")) == ([first], [second])
    assert goals(answer, "1", "ABC") == [("40.0", "0"), ("80.0", "0"), ("0.0", "0")]
    expected = {"false": "", "true": "40.0", '["2"]': "20.0", "[]": ""}
    assert answer.index("F")["score"] == expected[chosen]


def test_a_goal_mean_fills_unranked_places_too_but_not_those_without_a_group(ask: Ask) -> None:
    answer = ask([{}], [("A", "x", 2020, 40)], places=GROUPS, method="[impute]\ngoal_group_mean = true\n")
    assert goals(answer) == [("40.0", "0"), ("40.0", "1"), ("40.0", "1"), ("", "0"), ("", "0")]


COAST = [
    {"place": "A", "group": "g"},
    {"place": "B", "group": "g", "tags": "inland"},
    {"place": "C", "group": "g", "tags": "inland"},
]
BLANK = '[impute]\ngoal_group_mean = {}\nblank_goals = {{ inland = ["1"] }}\nspillover = ["x"]\n'


@pytest.mark.parametrize(
    ("impute", "expected"),
    [
        ("false", [("30.0", "0"), ("", "0"), ("65.0", "0")]),
        ("true", [("30.0", "0"), ("47.5", "1"), ("65.0", "0")]),
    ],
)
def test_a_goal_is_emptied_for_a_tag_unless_a_value_outside_spillover_exists(
    ask: Ask, impute: str, expected: list[tuple[str, str]]
) -> None:
    # B has only the spillover indicator; C has another as well. B's own score does not enter the mean.
    rows = [("A", "x", 2020, 30), ("B", "x", 2020, 90), ("C", "x", 2020, 50), ("C", "y", 2020, 80)]
    answer = ask(TWO, rows, places=COAST, method=BLANK.format(impute))
    assert goals(answer, places="ABC") == expected
    assert answer.goal("B")["coverage"] == "0.5"


def test_without_spillover_any_value_keeps_the_goal(ask: Ask) -> None:
    method = '[impute]\nblank_goals = { inland = ["1"] }\n'
    assert goals(ask([{}], [("B", "x", 2020, 90)], places=COAST, method=method), places="B") == [
        ("90.0", "0")
    ]


def test_a_value_of_weight_0_does_not_keep_a_goal_from_being_emptied(ask: Ask) -> None:
    rows = [("B", "x", 2020, 90), ("B", "y", 2020, 90)]
    indicators = [{}, {"indicator": "y", "weight": 0}]
    assert goals(ask(indicators, rows, places=COAST, method=BLANK.format("false")), places="B") == [("", "0")]


def test_a_goal_that_concerns_nobody_there_is_not_imputed(ask: Ask) -> None:
    answer = ask(
        [{"applies_to": "!inland"}],
        [("A", "x", 2020, 30)],
        places=COAST,
        method="[impute]\ngoal_group_mean = true\n",
    )
    assert answer.goal("B") == {
        "place": "B",
        "goal": "1",
        "year": "2020",
        "score": "",
        "colour": "",
        "coverage": "",
        "imputed": "0",
        "yardstick": "",
    }
