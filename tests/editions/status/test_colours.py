"""Colours of indicators and goals."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]

UP = {"lower": 0, "red": 20, "green": 60, "upper": 100}
DOWN = {"lower": 100, "red": 80, "green": 40, "upper": 0}


@pytest.mark.parametrize(
    ("columns", "value", "colour"),
    [
        *((UP, value, colour) for value, colour in ((60, "green"), (59, "yellow"), (40, "yellow"))),
        *(
            (UP, value, colour)
            for value, colour in ((39, "orange"), (20, "orange"), (19, "red"), (-5, "red"))
        ),
        *(
            (DOWN, value, colour)
            for value, colour in ((40, "green"), (60, "yellow"), (80, "orange"), (81, "red"))
        ),
        ({**UP, "green": ""}, 90, ""),
        ({**UP, "red": ""}, 90, ""),
        # Worse than lower is red, even where green begins below it.
        ({"lower": 50, "red": 10, "green": 20, "upper": 100}, 30, "red"),
        ({"lower": 50, "red": 10, "green": 20, "upper": 100}, 50, "green"),
    ],
)
def test_an_indicator_is_coloured_by_its_thresholds(
    ask: Ask, columns: dict[str, object], value: float, colour: str
) -> None:
    assert ask([columns], {"A": value}).column("colour") == [colour]


@pytest.mark.parametrize(
    ("value", "colour"),
    [(95, "green"), (94, "yellow"), (66, "yellow"), (65, "orange"), (33, "orange"), (32, "red")],
)
def test_bands_colour_the_score_without_red_and_green(ask: Ask, value: float, colour: str) -> None:
    answer = ask([{}], {"A": value}, method='[colour]\nindicator = "bands"\n')
    assert (answer.column("colour"), answer.goal("A")["colour"]) == ([colour], colour)


def test_bands_use_the_unclipped_goalposts_score_whatever_the_kind(ask: Ask) -> None:
    method = '[normalise]\nkind = "rank"\n[colour]\nindicator = "bands"\n'
    answer = ask([{}], {"A": 97, "B": 40}, method=method)
    assert (answer.column("score"), answer.column("colour")) == (["2.0", "1.0"], ["green", "orange"])


def goal(ask: Ask, values: list[float], method: str = "", **columns: object) -> str:
    """Return the colour of a goal whose indicators have these values; UP puts 20 at 1 and 60 at 2."""
    indicators = [{**UP, **columns, "indicator": f"i{at}"} for at in range(len(values))]
    rows = [("A", f"i{at}", 2020, value) for at, value in enumerate(values)]
    colour: str = ask(indicators, rows, method=f"[colour]\n{method}\n").goal("A")["colour"]
    return colour


@pytest.mark.parametrize(
    ("values", "colour"),
    [
        ([60], "green"),  # one indicator: its own value, 2
        ([40], "yellow"),  # 1.5
        ([30], "orange"),  # 1.25
        ([10], "red"),  # 0.5
        ([60, 60, 90], "green"),
        ([60, 20, 90], "yellow"),  # (2 + 1)/2; the third does not count
        ([100, 50], "yellow"),  # (3 + 1.75)/2 = 2.375, but one is below 2
        ([0, 36], "orange"),  # (0 + 1.4)/2 = 0.7, but one is not below 1
        ([0, 10], "red"),
    ],
)
def test_two_worst_averages_the_two_lowest_and_asks_both(ask: Ask, values: list[float], colour: str) -> None:
    assert goal(ask, values) == colour


def test_without_both_rules_the_mean_of_the_two_decides(ask: Ask) -> None:
    assert goal(ask, [100, 50], "both_rules = false") == "green"
    assert goal(ask, [0, 36], "both_rules = false") == "red"


def test_a_goal_may_be_coloured_by_the_mean_of_all_or_not_at_all(ask: Ask) -> None:
    assert goal(ask, [60, 20, 100], 'goal = "mean"') == "green"  # (2 + 1 + 3)/3
    assert goal(ask, [100, 50], 'goal = "mean"') == "green"  # no both rules
    assert goal(ask, [60, 60], 'goal = "none"') == ""


def test_the_cuts_are_the_method_s(ask: Ask) -> None:
    assert goal(ask, [60], "goal_cuts = [2.5, 2.25, 2.0]") == "orange"


@pytest.mark.parametrize(
    ("least", "colour"), [("0.5", "green"), ("0.51", "grey"), ("0.0", "green"), ("1.0", "grey")]
)
def test_a_goal_with_too_few_values_is_grey(ask: Ask, least: str, colour: str) -> None:
    indicators = [UP, {**UP, "indicator": "y"}]
    answer = ask(indicators, {"A": 60}, method=f"[colour]\nmin_coverage = {least}\n")
    assert answer.goal("A")["colour"] == colour


def test_a_goal_without_any_value_is_grey_and_one_that_does_not_apply_has_no_colour(ask: Ask) -> None:
    rows = [("A", "x", 2020, "", "suppressed"), ("B", "x", 2020, 60)]
    places = [{"place": "A"}, {"place": "B"}, {"place": "C", "tags": "inland"}]
    answer = ask(
        [{**UP, "applies_to": "!inland"}], rows, places=places, method="[colour]\nmin_coverage = 0.0\n"
    )
    assert [answer.goal(place)["colour"] for place in "ABC"] == ["grey", "green", ""]
    assert [answer.goal(place)["coverage"] for place in "ABC"] == ["0.0", "1.0", ""]


def test_min_coverage_counts_only_indicators_that_can_be_coloured(ask: Ask) -> None:
    # y has no thresholds and z belongs elsewhere; x alone is all there is to colour. w weighs 0 and counts.
    plain = [{"indicator": "y"}, {**UP, "indicator": "z", "applies_to": "oecd"}]
    assert (
        ask([UP, *plain], {"A": 60}, method="[colour]\nmin_coverage = 1.0\n").goal("A")["colour"] == "green"
    )
    weightless = {**UP, "indicator": "w", "weight": 0}
    assert (
        ask([UP, *plain, weightless], {"A": 60}, method="[colour]\nmin_coverage = 1.0\n").goal("A")["colour"]
        == "grey"
    )


def test_a_goal_that_cannot_be_coloured_has_no_colour(ask: Ask) -> None:
    assert ask([{}], {"A": 60}).goal("A")["colour"] == ""


def test_weight_0_colours_its_goal(ask: Ask) -> None:
    indicators = [UP, {**UP, "indicator": "y", "weight": 0}]
    answer = ask(indicators, [("A", "x", 2020, 90), ("A", "y", 2020, 0)])
    assert answer.goal("A")["colour"] == "orange"  # (2.75 + 0)/2, and red asks for both


VALUES = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5}  # quartiles 2, 3, 4
COMPARED = {"lower": "", "upper": "", "direction": 1, "yardstick": "comparison"}


@pytest.mark.parametrize(
    ("direction", "colours"),
    [(1, ["red", "orange", "yellow", "green", "green"]), (-1, ["green", "green", "yellow", "orange", "red"])],
)
def test_a_comparison_colours_by_the_quartiles_of_the_ranked_places(
    ask: Ask, direction: int, colours: list[str]
) -> None:
    places = [*({"place": place} for place in VALUES), {"place": "Z", "ranked": 0}]
    answer = ask([{**COMPARED, "direction": direction}], VALUES | {"Z": 3.5}, places=places)
    assert answer.column("colour") == [*colours, "yellow" if direction == 1 else "orange"]
    used = answer.status.record.indicators[0]
    assert (used.red, used.yellow, used.green) == ((2, 3, 4) if direction == 1 else (4, 3, 2))


def test_a_comparison_uses_the_values_of_the_year_and_stated_bounds(ask: Ask) -> None:
    rows = [(place, "x", 2020, value) for place, value in VALUES.items()] + [("A", "x", 2030, 900)]
    answer = ask([{**COMPARED, "lower": 0, "upper": 10}], rows, year=2020)
    assert answer.column("score") == ["10.0", "20.0", "30.0", "40.0", "50.0"]
    assert answer.column("colour") == ["red", "orange", "yellow", "green", "green"]


def test_yellow_of_a_comparison_begins_at_the_median_not_halfway(ask: Ask) -> None:
    answer = ask([COMPARED], {"A": 0, "B": 10, "C": 11, "D": 50, "E": 90})  # quartiles 10, 11, 50
    assert answer.column("colour") == ["red", "orange", "yellow", "green", "green"]


def test_a_comparison_of_a_balance_compares_distances(ask: Ask) -> None:
    balance = {
        "lower": "",
        "upper": "",
        "direction": 0,
        "ideal_low": 10,
        "ideal_high": 10,
        "yardstick": "comparison",
    }
    answer = ask([balance], {"A": 9, "B": 12, "C": 7, "D": 14, "E": 5})  # d = 1 … 5
    assert answer.column("colour") == ["green", "green", "yellow", "orange", "red"]


def test_a_goal_is_coloured_by_its_targets_and_else_by_its_comparisons(ask: Ask) -> None:
    compared = {**COMPARED, "indicator": "y", "lower": 0, "upper": 10}
    rows = [(place, "y", 2020, value) for place, value in VALUES.items()]
    answer = ask([UP, compared], [*rows, ("A", "x", 2020, 90), ("B", "x", 2020, 10)])
    told = [(row["colour"], row["yardstick"]) for row in (answer.goal(place) for place in "ABCE")]
    assert told == [("green", "target"), ("red", "target"), ("yellow", "comparison"), ("green", "comparison")]
    assert answer.goal("C")["coverage"] == "0.5"


def test_a_goal_where_both_yardsticks_fall_short_is_grey(ask: Ask) -> None:
    compared = {**COMPARED, "indicator": "y"}
    row = ask([UP, compared], [("A", "x", 2020, "", "missing"), ("B", "y", 2020, 4)]).goal("A")
    assert (row["colour"], row["yardstick"]) == ("grey", "")


def test_scores_use_both_yardsticks(ask: Ask) -> None:
    compared = {**COMPARED, "indicator": "y", "lower": 0, "upper": 100}
    answer = ask([UP, compared], [("A", "x", 2020, 90), ("A", "y", 2020, 10)])
    assert answer.goal("A")["score"] == "50.0"
