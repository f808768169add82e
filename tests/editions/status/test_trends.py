"""Trends of indicators."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

Ask = Callable[..., Any]

PLAIN = {"lower": 0, "red": 50, "green": 80, "upper": 100}


def trend(
    ask: Ask, values: Mapping[int, float], method: str = "", year: int | None = None, **columns: object
) -> str:
    rows = [("A", "x", when, value) for when, value in values.items()]
    answer = ask([{**PLAIN, **columns}], rows, method=method, year=year)
    told: str = answer.indicator("A")["trend"]
    return told


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (60, "on_track"),  # need (80 − 40)/(2030 − 2010) = 2 a year, growth 20/10
        (59, "improving"),
        (50, "improving"),
        (49, "stagnating"),
        (40, "stagnating"),
        (39, "worsening"),
        (80, "on_track"),
    ],
)
def test_two_points_are_judged_against_the_growth_that_the_target_year_asks_for(
    ask: Ask, last: float, told: str
) -> None:
    assert trend(ask, {2010: 40, 2015: 0, 2020: last}) == told


def test_at_green_a_decline_is_still_on_track(ask: Ask) -> None:
    assert trend(ask, {2010: 99, 2020: 80}) == "on_track"
    assert trend(ask, {2010: 99, 2020: 60}) == "worsening"


def test_where_less_is_better_a_fall_is_growth(ask: Ask) -> None:
    down: dict[str, Any] = {"lower": 100, "red": 50, "green": 20, "upper": 0}
    assert trend(ask, {2010: 60, 2020: 40}, **down) == "on_track"
    assert trend(ask, {2010: 60, 2020: 61}, **down) == "worsening"


def test_scores_of_a_trend_are_neither_clipped_nor_rounded(ask: Ask) -> None:
    method = "[normalise]\ndecimals = 0\n"
    assert trend(ask, {2010: -10, 2020: -9.9}, method) == "stagnating"
    assert trend(ask, {2010: -10, 2020: -10.1}, method) == "worsening"


@pytest.mark.parametrize(
    ("target_year", "told"), [(2030, "improving"), (2050, "on_track"), (2020, ""), (2021, "improving")]
)
def test_the_target_year_is_the_method_s_and_after_the_last_value(
    ask: Ask, target_year: int, told: str
) -> None:
    values = {2010: 40.0, 2020: 58.0} if target_year != 2021 else {2010: 40.0, 2020: 75.0}
    assert trend(ask, values, f"[trend]\ntarget_year = {target_year}\n") == told


def test_toward_upper_asks_for_more(ask: Ask) -> None:
    method = '[trend]\ntoward = "{}"\n'
    assert trend(ask, {2010: 40, 2020: 60}, method.format("green")) == "on_track"
    assert trend(ask, {2010: 40, 2020: 60}, method.format("upper")) == "improving"
    assert trend(ask, {2010: 40, 2020: 60}, method.format("upper"), red="", green="") == "improving"
    assert trend(ask, {2010: 40, 2020: 60}, method.format("green"), red="", green="") == ""


def test_with_bands_green_is_the_band_of_95(ask: Ask) -> None:
    method = '[colour]\nindicator = "bands"\n'
    assert trend(ask, {2010: 75, 2020: 85}, method, red="", green="") == "on_track"  # need 20/20
    assert trend(ask, {2010: 75, 2020: 84}, method, red="", green="") == "improving"


def test_the_cuts_are_shares_of_the_growth_that_is_needed(ask: Ask) -> None:
    method = "[trend]\ncuts = [0.5, 0.25, -0.25]\n"
    told = {last: trend(ask, {2010: 40, 2020: last}, method) for last in (50, 45, 44, 35, 34)}
    assert told == {50: "on_track", 45: "improving", 44: "stagnating", 35: "stagnating", 34: "worsening"}


def test_one_year_has_no_trend(ask: Ask) -> None:
    assert trend(ask, {2020: 60}) == ""


def test_the_window_is_the_indicator_s(ask: Ask) -> None:
    values = {2008: 90, 2010: 40, 2020: 60, 2022: 10}
    assert trend(ask, values) == "worsening"
    assert trend(ask, values, trend_from=2009, trend_to=2021) == "on_track"
    assert trend(ask, values, trend_from=2010, trend_to=2020) == "on_track"
    assert trend(ask, values, trend_from=2009) == "worsening"
    assert trend(ask, values, trend_to=2008) == ""


def test_a_year_that_is_asked_for_does_not_see_later_ones(ask: Ask) -> None:
    assert trend(ask, {2010: 40, 2020: 60, 2022: 10}, year=2021) == "on_track"


def test_a_comparison_aims_at_the_better_quartile(ask: Ask) -> None:
    compared = {"yardstick": "comparison", "lower": 0, "upper": 100, "red": "", "green": ""}
    rows = [(place, "x", 2020, value) for place, value in zip("BCDE", (50, 60, 80, 90), strict=True)]
    answer = ask([compared], [("A", "x", 2010, 40), ("A", "x", 2020, 60), *rows])  # better quartile 80
    assert answer.indicator("A")["trend"] == "on_track"


def test_an_indicator_that_does_not_apply_still_has_its_trend(ask: Ask) -> None:
    rows = [("A", "x", 2010, 40), ("A", "x", 2020, 60)]
    row = ask([{**PLAIN, "applies_to": "oecd"}], rows).indicator("A")
    assert (row["colour"], row["trend"]) == ("", "on_track")


THEIL_SEN = '[trend]\nkind = "theil_sen"\n'


def test_theil_sen_is_not_led_by_a_single_year(ask: Ask) -> None:
    values = {2010: 40, 2012: 44, 2014: 48, 2016: 52, 2018: 56, 2020: 20}
    assert trend(ask, values) == "worsening"
    assert trend(ask, {**values, 2020: 60}, THEIL_SEN) == "on_track"
    # The median slope stays 2; its line starts at 46 − 2·5 = 36, so (80 − 36)/20 = 2.2 is needed.
    assert trend(ask, values, THEIL_SEN) == "improving"


def test_theil_sen_asks_for_five_years(ask: Ask) -> None:
    values = {2010: 40, 2012: 44, 2014: 48, 2016: 52}
    assert trend(ask, values, THEIL_SEN) == ""
    assert trend(ask, {**values, 2018: 56}, THEIL_SEN) == "on_track"


def test_theil_sen_judges_the_slope_with_the_same_cuts(ask: Ask) -> None:
    def line(slope: float) -> dict[int, float]:
        return {2010 + step: 40 + slope * step for step in range(11)}

    told = {slope: trend(ask, line(slope), THEIL_SEN) for slope in (2, 1, 0.5, 0, -0.5)}
    assert told == {2: "on_track", 1: "improving", 0.5: "stagnating", 0: "stagnating", -0.5: "worsening"}


def test_theil_sen_is_unclear_when_its_interval_holds_both_ends(ask: Ask) -> None:
    # scipy.stats.theilslopes: slope 4/3, interval −1 to 5 at 0.9 and 0.2 to 1.67 at 0.5; needed are 1.5.
    noisy = dict(zip(range(2010, 2024, 2), (50, 60, 48, 58, 70, 52, 66), strict=True))
    assert trend(ask, noisy, THEIL_SEN) == "unclear"
    assert trend(ask, noisy, THEIL_SEN + "[uncertainty]\nlevel = 0.5\n") == "improving"
