"""Goals, the index, coverage and ranks."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]

TWO = [{}, {"indicator": "y", "weight": 3}]
NO_CLIP = "[normalise]\nclip = false\n"


@pytest.mark.parametrize(
    ("mean", "expected"),
    [("arithmetic", 35.0), ("geometric", (20 * 40**3) ** 0.25), ("harmonic", 4 / (1 / 20 + 3 / 40))],
)
def test_three_means_of_indicators_and_of_goals(ask: Ask, mean: str, expected: float) -> None:
    rows = [("A", "x", 2020, 20), ("A", "y", 2020, 40)]
    answer = ask(TWO, rows, method=f'[aggregate]\nindicators = "{mean}"\n')
    assert float(answer.goal("A")["score"]) == pytest.approx(expected)
    apart = [{}, {"indicator": "y", "goal": "2"}]
    method = f'[aggregate]\ngoals = "{mean}"\ngoal_weights = {{ 2 = 3 }}\n'
    assert float(ask(apart, rows, method=method).index("A")["score"]) == pytest.approx(expected)


@pytest.mark.parametrize("mean", ["geometric", "harmonic"])
@pytest.mark.parametrize(("value", "expected"), [(0, "0.0"), (-5, "")])
def test_a_zero_gives_zero_and_a_negative_score_gives_none(
    ask: Ask, mean: str, value: int, expected: str
) -> None:
    rows = [("A", "x", 2020, value), ("A", "y", 2020, 40)]
    answer = ask(TWO, rows, method=f'{NO_CLIP}[aggregate]\nindicators = "{mean}"\n')
    assert answer.goal("A")["score"] == expected


def test_weights_are_renormalised_over_what_is_present(ask: Ask) -> None:
    indicators = [*TWO, {"indicator": "z", "weight": 2}]
    answer = ask(indicators, [("A", "x", 2020, 20), ("A", "y", 2020, 40)])
    assert answer.goal("A")["score"] == "35.0"


def test_weight_0_counts_in_coverage_and_never_in_a_score(ask: Ask) -> None:
    indicators = [{}, {"indicator": "y", "weight": 0}]
    answer = ask(indicators, [("A", "x", 2020, 20), ("A", "y", 2020, 40), ("B", "y", 2020, 40)])
    assert [answer.goal(place)["score"] for place in "AB"] == ["20.0", ""]
    assert [answer.goal(place)["coverage"] for place in "AB"] == ["1.0", "0.5"]
    assert [answer.index(place)["coverage"] for place in "AB"] == ["1.0", "0.0"]
    assert answer.indicator("A", "y")["score"] == "40.0"


def test_an_indicator_without_a_goal_is_scored_and_not_aggregated(ask: Ask) -> None:
    answer = ask([{}, {"indicator": "y", "goal": ""}], [("A", "x", 2020, 20), ("A", "y", 2020, 40)])
    assert answer.indicator("A", "y")["score"] == "40.0"
    assert (answer.goal("A")["score"], answer.index("A")["score"], answer.index("A")["coverage"]) == (
        "20.0",
        "20.0",
        "1.0",
    )
    assert len(answer.status.goal_scores) == 1


def test_a_study_may_have_no_goals_at_all(ask: Ask) -> None:
    answer = ask([{"goal": ""}], {"A": 20})
    assert answer.column("score") == ["20.0"]
    assert answer.index("A") == {"place": "A", "year": "2020", "score": "", "rank": "", "coverage": ""}
    assert len(answer.status.goal_scores) == 0


@pytest.mark.parametrize(
    ("weights", "expected"),
    [("{}", 30.0), ("{ 2 = 3 }", 35.0), ("{ 1 = 0 }", 40.0), ("{ 1 = 0.5, 2 = 0.5 }", 30.0)],
)
def test_a_goal_that_is_not_named_weighs_1(ask: Ask, weights: str, expected: float) -> None:
    indicators = [{}, {"indicator": "y", "goal": "2"}]
    answer = ask(
        indicators,
        [("A", "x", 2020, 20), ("A", "y", 2020, 40)],
        method=f"[aggregate]\ngoal_weights = {weights}\n",
    )
    assert answer.index("A")["score"] == repr(expected)


@pytest.mark.parametrize(("least", "score"), [("0.0", "20.0"), ("0.5", "20.0"), ("0.51", "")])
def test_a_goal_with_fewer_indicators_than_asked_for_has_no_score(ask: Ask, least: str, score: str) -> None:
    # Two of weight above 0 apply to A; z weighs nothing and w belongs elsewhere.
    indicators = [*TWO, {"indicator": "z", "weight": 0}, {"indicator": "w", "applies_to": "oecd"}]
    rows = [("A", "x", 2020, 20), ("A", "z", 2020, 5)]
    answer = ask(indicators, rows, method=f"[aggregate]\nmin_coverage_indicator = {least}\n")
    assert answer.goal("A")["score"] == score


def test_min_coverage_indicator_counts_values_before_imputation(ask: Ask) -> None:
    places = [{"place": "A", "group": "g"}, {"place": "B", "group": "g"}]
    rows = [("A", "x", 2020, 20), ("A", "y", 2020, 40), ("B", "x", 2020, 20)]
    method = '[impute]\nindicator_group_mean = ["1"]\n[aggregate]\nmin_coverage_indicator = 0.6\n'
    assert ask(TWO, rows, places=places, method=method).goal("B")["score"] == ""


def test_a_goal_below_its_coverage_is_a_gap_for_the_group_mean(ask: Ask) -> None:
    places = [{"place": "A", "group": "g"}, {"place": "B", "group": "g"}]
    rows = [("A", "x", 2020, 20), ("A", "y", 2020, 40), ("B", "x", 2020, 20)]
    method = "[impute]\ngoal_group_mean = true\n[aggregate]\nmin_coverage_indicator = 0.6\n"
    row = ask(TWO, rows, places=places, method=method).goal("B")
    assert (row["score"], row["imputed"], row["coverage"]) == ("35.0", "1", "0.5")


@pytest.mark.parametrize(("least", "ranks"), [("0.0", ["2", "1"]), ("0.5", ["2", "1"]), ("0.6", ["1", ""])])
def test_a_place_with_fewer_values_than_asked_for_is_not_ranked(
    ask: Ask, least: str, ranks: list[str]
) -> None:
    rows = [("A", "x", 2020, 20), ("A", "y", 2020, 20), ("B", "x", 2020, 90)]
    answer = ask(TWO, rows, method=f"[aggregate]\nmin_coverage_rank = {least}\n")
    assert [answer.index(place)["rank"] for place in "AB"] == ranks
    assert [answer.index(place)["score"] for place in "AB"] == ["20.0", "90.0"]
    assert [answer.index(place)["coverage"] for place in "AB"] == ["1.0", "0.5"]


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [
        ("min", ["2", "1", "2", "4", ""]),
        ("max", ["3", "1", "3", "4", ""]),
        ("dense", ["2", "1", "2", "3", ""]),
    ],
)
def test_equal_scores_share_a_rank(ask: Ask, ties: str, ranks: list[str]) -> None:
    places = [{"place": place, "ranked": int(place != "E")} for place in "ABCDE"]
    values = {"A": 50, "B": 80, "C": 50, "D": 10, "E": 99}
    answer = ask([{}], values, places=places, method=f'[rank]\nties = "{ties}"\n')
    assert [answer.index(place)["rank"] for place in "ABCDE"] == ranks


def test_goals_stand_in_the_order_of_their_numbers(ask: Ask) -> None:
    indicators = [{"indicator": f"i{goal}", "goal": goal} for goal in ("10", "2", "air", "1")]
    answer = ask(indicators, [("A", "i2", 2020, 20)])
    assert answer.status.goal_scores.columns["goal"].printed() == ["1", "2", "10", "air"]
