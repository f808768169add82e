"""Which value is used, what its row says, and which indicators belong to a place."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]


def test_the_newest_value_not_after_the_year_is_used(ask: Ask) -> None:
    rows = [("A", "x", 2015, 10), ("A", "x", 2018, 30), ("A", "x", 2021, 70)]
    used = {year: ask([{}], rows, year=year).indicator("A") for year in (2014, 2015, 2020, 2030)}
    assert [(row["year"], row["value"], row["score"]) for row in used.values()] == [
        ("", "", ""),
        ("2015", "10.0", "10.0"),
        ("2018", "30.0", "30.0"),
        ("2021", "70.0", "70.0"),
    ]


def test_without_a_year_the_newest_in_the_study_is_taken_and_stands_in_goals_and_index(ask: Ask) -> None:
    answer = ask([{}], [("A", "x", 2015, 10), ("B", "x", 2019, "", "suppressed")])
    assert (answer.indicator("A")["year"], answer.goal("A")["year"], answer.index("A")["year"]) == (
        "2015",
        "2019",
        "2019",
    )


@pytest.mark.parametrize(("max_age", "value"), [('""', "10.0"), ("5", "10.0"), ("4", ""), ("0", "")])
def test_a_value_older_than_max_age_is_not_used(ask: Ask, max_age: str, value: str) -> None:
    rows = [("A", "x", 2015, 10), ("B", "x", 2020, 20)]
    answer = ask([{}], rows, method=f"[values]\nmax_age = {max_age}\n")
    assert (answer.indicator("A")["value"], answer.indicator("B")["value"]) == (value, "20.0")
    assert answer.indicator("A")["status"] == ("reported" if value else "missing")


def test_a_row_without_a_value_does_not_hide_an_older_value(ask: Ask) -> None:
    answer = ask([{}], [("A", "x", 2018, 40, "estimated"), ("A", "x", 2019, "", "missing")])
    assert answer.indicator("A") == {
        "place": "A",
        "indicator": "x",
        "year": "2018",
        "value": "40.0",
        "status": "estimated",
        "score": "40.0",
        "colour": "",
        "trend": "",
    }


@pytest.mark.parametrize("status", ["missing", "not_possible", "suppressed", "not_applicable"])
def test_without_a_value_the_status_of_the_newest_row_is_told(ask: Ask, status: str) -> None:
    rows = [("A", "x", 2017, "", "missing"), ("A", "x", 2019, "", status), ("A", "x", 2021, "", "missing")]
    row = ask([{}], [*rows, ("B", "x", 2020, 5)], year=2020).indicator("A")
    assert (row["value"], row["status"], row["score"]) == ("", status, "")


@pytest.mark.parametrize("status", ["", "reported", "preliminary", "estimated", "imputed"])
def test_these_statuses_may_carry_a_value(ask: Ask, status: str) -> None:
    row = ask([{}], [("A", "x", 2020, 5, status)]).indicator("A")
    assert (row["value"], row["status"]) == ("5.0", status or "reported")


def test_a_suppressed_value_never_becomes_zero(ask: Ask) -> None:
    answer = ask([{}], [("A", "x", 2020, "", "suppressed"), ("B", "x", 2020, 50)])
    assert answer.goal("A")["score"] == ""
    assert answer.index("A") == {"place": "A", "year": "2020", "score": "", "rank": "", "coverage": "0.0"}


def test_a_place_without_any_row_is_missing_or_not_applicable(ask: Ask) -> None:
    indicators = [{}, {"indicator": "fish", "applies_to": "!inland"}]
    places = [{"place": "A", "tags": "inland"}, {"place": "B"}]
    answer = ask(indicators, [("B", "x", 2020, 5)], places=places)
    told = {(place, key): answer.indicator(place, key)["status"] for place in "AB" for key in ("x", "fish")}
    assert told == {
        ("A", "x"): "missing",
        ("A", "fish"): "not_applicable",
        ("B", "x"): "reported",
        ("B", "fish"): "missing",
    }


@pytest.mark.parametrize(
    ("applies_to", "places"),
    [("", "ABC"), ("oecd", "A"), ("oecd eu", "AB"), ("!eu", "AC"), ("oecd !eu", "A"), ("none", "")],
)
def test_applies_to_decides_colours_and_coverage_but_a_value_is_scored(
    ask: Ask, applies_to: str, places: str
) -> None:
    answer = ask(
        [{"applies_to": applies_to, "red": 20, "green": 40}],
        {"A": 50, "B": 50, "C": 50},
        places=[{"place": "A", "tags": "oecd"}, {"place": "B", "tags": "eu"}, {"place": "C"}],
    )
    assert answer.column("score") == ["50.0"] * 3
    assert answer.column("colour") == ["green" if place in places else "" for place in "ABC"]
    assert [answer.goal(place)["coverage"] for place in "ABC"] == [
        "1.0" if place in places else "" for place in "ABC"
    ]
    assert [answer.index(place)["score"] for place in "ABC"] == ["50.0"] * 3


def test_a_balance_is_scored_by_its_distance_from_the_ideal_and_shows_its_value(ask: Ask) -> None:
    # d is 10, 0 and 5; with lower 20 and upper 0 the score is (20 − d)/20.
    balance = {
        "direction": 0,
        "ideal_low": 40,
        "ideal_high": 60,
        "lower": 20,
        "upper": 0,
        "red": 8,
        "green": 2,
    }
    answer = ask([balance], {"A": 30, "B": 50, "C": 65})
    assert answer.column("value") == ["30.0", "50.0", "65.0"]
    assert answer.column("score") == ["50.0", "100.0", "75.0"]
    assert answer.column("colour") == ["red", "green", "yellow"]


def test_a_balance_without_bounds_takes_them_from_the_distances(ask: Ask) -> None:
    balance = {"direction": 0, "ideal_low": 40, "ideal_high": 60, "lower": "", "upper": ""}
    method = '[bounds]\nlower = "min"\nupper = "max"\n'
    assert ask([balance], {"A": 30, "B": 50, "C": 65}, method=method).column("score") == [
        "0.0",
        "100.0",
        "50.0",
    ]


@pytest.mark.parametrize(
    ("columns", "scores"),
    [
        ({"lower": 0, "upper": 10}, ["20.0", "80.0"]),
        ({"lower": 10, "upper": 0, "direction": 1}, ["80.0", "20.0"]),  # both bounds outdo the column
        ({"lower": "", "upper": "", "direction": 1, "red": 9, "green": 1}, ["0.0", "100.0"]),
        ({"lower": "", "upper": "", "direction": -1}, ["100.0", "0.0"]),
        ({"lower": "", "upper": "", "red": 9, "green": 1}, ["100.0", "0.0"]),
        ({"lower": 0, "upper": "", "red": 1, "green": 9}, ["25.0", "100.0"]),
    ],
)
def test_the_direction_comes_from_bounds_then_its_column_then_thresholds(
    ask: Ask, columns: dict[str, object], scores: list[str]
) -> None:
    method = '[bounds]\nlower = "min"\nupper = "max"\n'
    assert ask([columns], {"A": 2, "B": 8}, method=method).column("score") == scores


def test_a_bound_from_the_data_that_crosses_a_stated_one_gives_no_score(ask: Ask) -> None:
    answer = ask([{"lower": 50, "upper": "", "direction": 1}], {"A": 10, "B": 20})
    assert answer.column("score") == ["", ""]
    whys = [item.why for item in answer.status.record.left_out if item.key == "x"]
    assert any("cross" in why for why in whys)
