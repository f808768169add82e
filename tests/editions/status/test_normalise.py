"""Scores: nine kinds, clipping, rounding, bounds from the data, treatment."""

from collections.abc import Callable
from math import log
from typing import Any

import pytest

Ask = Callable[..., Any]

FREE = {"lower": "", "upper": "", "direction": 1}


def scores(answer: Any) -> list[float]:
    return [float(cell) if cell else float("nan") for cell in answer.column("score")]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ('"minmax"', [0, 25, 100, 250]),
        ('"minmax"\nrange = [1, 101]', [1, 26, 101, 251]),
        # mean 16/3, squared distances 100/9, 16/9 and 196/9 over n − 1 = 2: sd = √(52/3)
        ('"zscore"', [(value - 16 / 3) / (52 / 3) ** 0.5 for value in (2, 4, 10, 22)]),
        ('"scaled"', [2, 4, 10, 22]),
        ('"distance_to_max"', [0, 0.25, 1, 2.5]),
        ('"fraction_of_max"', [0.2, 0.4, 1, 2.2]),
    ],
)
def test_a_kind_measures_every_place_against_the_ranked_ones(
    ask: Ask, kind: str, expected: list[float]
) -> None:
    places = [{"place": "A"}, {"place": "B"}, {"place": "C"}, {"place": "D", "ranked": 0}]
    answer = ask(
        [FREE], {"A": 2, "B": 4, "C": 10, "D": 22}, places=places, method=f"[normalise]\nkind = {kind}\n"
    )
    assert scores(answer) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("rank", ["1.0", "2.0", "2.0", "4.0", ""]),
        ("borda", ["0.0", "1.0", "1.0", "3.0", ""]),
        ("percentile_rank", ["0.0", repr(1 / 3), repr(1 / 3), "1.0", ""]),
    ],
)
def test_ranks_ascend_with_the_lowest_for_ties_and_none_for_the_unranked(
    ask: Ask, kind: str, expected: list[str]
) -> None:
    places = [{"place": place} for place in "ABCD"] + [{"place": "E", "ranked": 0}]
    values = {"A": 9, "B": 5, "C": 5, "D": 1, "E": 3}
    answer = ask([FREE | {"direction": -1}], values, places=places, method=f'[normalise]\nkind = "{kind}"\n')
    assert answer.column("score") == expected


@pytest.mark.parametrize("kind", ["minmax", "zscore", "distance_to_max", "goalposts"])
def test_without_spread_there_is_no_score(ask: Ask, kind: str) -> None:
    method = f'[normalise]\nkind = "{kind}"\n'
    assert ask([FREE], {"A": 0.1, "B": 0.1, "C": 0.1}, method=method).column("score") == ["", "", ""]


def test_with_one_place_there_is_no_percentile_rank_and_with_a_best_of_zero_no_fraction(ask: Ask) -> None:
    assert ask([FREE], {"A": 3}, method='[normalise]\nkind = "percentile_rank"\n').column("score") == [""]
    answer = ask([FREE], {"A": 0, "B": -5}, method='[normalise]\nkind = "fraction_of_max"\n')
    assert answer.column("score") == ["", ""]


@pytest.mark.parametrize(
    ("clip", "expected"), [("true", ["0.0", "50.0", "100.0"]), ("false", ["-20.0", "50.0", "130.0"])]
)
def test_goalposts_are_clipped_when_asked(ask: Ask, clip: str, expected: list[str]) -> None:
    answer = ask([{}], {"A": -20, "B": 50, "C": 130}, method=f"[normalise]\nclip = {clip}\n")
    assert answer.column("score") == expected


@pytest.mark.parametrize(
    ("decimals", "expected"),
    [('""', "12.5"), ("0", "13.0"), ("1", "12.5"), ("2", "12.5")],
)
def test_scores_are_rounded_half_up_before_they_are_averaged(ask: Ask, decimals: str, expected: str) -> None:
    rows = [("A", "x", 2020, 12.5), ("A", "y", 2020, 20)]
    answer = ask([{}, {"indicator": "y"}], rows, method=f"[normalise]\ndecimals = {decimals}\n")
    assert answer.indicator("A")["score"] == expected
    assert float(answer.goal("A")["score"]) == (float(expected) + 20) / 2


@pytest.mark.parametrize(
    ("bounds", "direction", "low", "high"),
    [
        ('lower = "min"\nupper = "max"', 1, 1, 11),
        ('lower = "min"\nupper = "max"', -1, 11, 1),
        ('lower = "min"\nupper = "best_mean"\nupper_best = 2', 1, 1, 10),
        ('lower = "min"\nupper = "best_mean"\nupper_best = 2', -1, 11, 2),
        ('lower = "min"\nupper = "best_mean"\nupper_best = 99', 1, 1, 6),
        ('lower_quantile = 0.1\nupper = "max"', 1, 2, 11),
        ('lower_quantile = 0.1\nupper = "max"', -1, 10, 1),
        # Weibull: position 0.25·(6 + 1) = 1.75 of 1, 3, 5, 7, 9, 11.
        ('lower_quantile = 0.25\nquantile_method = "weibull"\nupper = "max"', 1, 2.5, 11),
        ('lower_quantile = 0.25\nquantile_method = "inverted_cdf"\nupper = "max"', 1, 3, 11),
    ],
)
def test_empty_bounds_are_taken_from_the_ranked_places(
    ask: Ask, bounds: str, direction: int, low: float, high: float
) -> None:
    values = dict(zip("ABCDEF", (1, 3, 5, 7, 9, 11), strict=True)) | {"Z": 1000}
    places = [{"place": place, "ranked": int(place != "Z")} for place in values]
    method = f"[bounds]\n{bounds}\n[normalise]\nclip = false\n"
    answer = ask([FREE | {"direction": direction}], values, places=places, method=method)
    assert scores(answer) == pytest.approx([(x - low) / (high - low) * 100 for x in values.values()])
    (used,) = answer.status.record.indicators
    assert (used.lower, used.upper) == pytest.approx((low, high))


def test_a_stated_bound_stands_beside_one_from_the_data(ask: Ask) -> None:
    answer = ask([FREE | {"lower": 0}], {"A": 5, "B": 20}, method='[bounds]\nupper = "max"\n')
    assert answer.column("score") == ["25.0", "100.0"]


VALUES = {f"p{at}": value for at, value in enumerate([1, 2, 3, 4, 5, 6, 7, 8, 9, 500])}


def test_coin_lets_an_outlier_take_the_next_value(ask: Ask) -> None:
    method = '[treat]\nkind = "coin"\n[normalise]\nkind = "scaled"\n'
    answer = ask([FREE], VALUES, method=method)
    assert scores(answer) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert answer.column("value")[-1] == "500.0"
    (used,) = answer.status.record.indicators
    assert (used.winsorised, used.logged) == (1, False)


def test_coin_takes_the_logarithm_where_winmax_is_not_enough(ask: Ask) -> None:
    method = '[treat]\nkind = "coin"\nwinmax = 0\n[normalise]\nkind = "scaled"\n'
    answer = ask([FREE], VALUES, method=method)
    assert scores(answer) == pytest.approx([log(x - 1 + 0.01 * 499) for x in VALUES.values()])
    assert answer.status.record.indicators[0].logged


def test_coin_counts_all_values_at_a_moved_end(ask: Ask) -> None:
    # The first move brings 1000 down to the pair at 900; the second moves all three to 30.
    values = {f"p{at:02}": value for at, value in enumerate([*range(1, 31), 900, 900, 1000])}
    method = '[treat]\nkind = "coin"\nwinmax = {}\n[normalise]\nkind = "scaled"\n'
    enough = ask([FREE], values, method=method.format(2))
    assert (max(scores(enough)), enough.status.record.indicators[0].winsorised) == (30, 3)
    assert ask([FREE], values, method=method.format(1)).status.record.indicators[0].logged


def test_coin_looks_at_unranked_places_too_and_leaves_few_values_alone(ask: Ask) -> None:
    method = '[treat]\nkind = "coin"\n[normalise]\nkind = "scaled"\n'
    places = [{"place": place, "ranked": int(place != "p9")} for place in VALUES]
    assert scores(ask([FREE], VALUES, places=places, method=method))[-1] == 9
    assert scores(ask([FREE], {"A": 1, "B": 2, "C": 900}, method=method)) == [1, 2, 900]


def test_treat_none_leaves_an_outlier(ask: Ask) -> None:
    method = '[treat]\nkind = "none"\n[normalise]\nkind = "scaled"\n'
    assert scores(ask([FREE], VALUES, method=method))[-1] == 500


def test_colours_and_trends_use_raw_values_where_scores_use_treated_ones(ask: Ask) -> None:
    rows = [(place, "x", 2020, value) for place, value in VALUES.items()] + [("p9", "x", 2015, 4)]
    method = '[treat]\nkind = "coin"\n[bounds]\nlower = "min"\nupper = "max"\n'
    answer = ask([FREE | {"red": 100, "green": 400}], rows, method=method)
    assert answer.indicator("p9")["colour"] == "green"
    assert (answer.indicator("p8")["score"], answer.indicator("p8")["colour"]) == ("100.0", "red")
    assert answer.indicator("p9")["trend"] == "on_track"


def test_stated_bounds_go_through_the_same_logarithm_as_the_values(ask: Ask) -> None:
    method = '[treat]\nkind = "coin"\nwinmax = 0\n[normalise]\nclip = false\n'
    answer = ask([{"lower": 1, "upper": 500}], VALUES, method=method)
    low, high = log(0.01 * 499), log(499 + 0.01 * 499)
    assert scores(answer) == pytest.approx(
        [(log(x - 1 + 0.01 * 499) - low) / (high - low) * 100 for x in VALUES.values()]
    )
