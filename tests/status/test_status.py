"""A figure that does not differ from most is not dressed up as better."""

from dataclasses import replace

import pytest

from loftet.core.words import (
    BACKGROUND,
    COMPARISON_COLOURS,
    KEEPING_UP,
    NO_DIFFERENCE,
    NO_TREND,
    TARGET_COLOURS,
    TRENDS,
    trend_sign,
)
from loftet.editions.rows import Band, Colour, Indicator, Reading, ValueStatus, Yardstick
from loftet.status.signs import status_sign

WATER = Indicator(
    key="water", name="Water", about="", goal="6", target="6.1", unit="%", decimals=1, direction=1,
    yardstick=Yardstick.COMPARISON, influence=None, role="", quality="", source="", table="", contents="",
    licence="", url="", weight=1.0, lower=None, red=None, green=None, upper=None, ideal_low=None,
    ideal_high=None, trend_from=None, trend_to=None,
)  # fmt: skip
ALL = Reading(
    place="4003", indicator="water", year=2024, value=100.0, status=ValueStatus.REPORTED, score=100.0,
    colour=Colour.GREEN, trend=None, low=None, high=None, score_low=None, score_high=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("band", "expected"),
    [
        (Band(100.0, 100.0, 100.0, 17), NO_DIFFERENCE),
        (Band(99.96, 100.0, 100.0, 17), NO_DIFFERENCE),
        (Band(99.0, 100.0, 100.0, 17), NO_DIFFERENCE),  # half of them have it
        (Band(98.0, 99.0, 100.0, 17), COMPARISON_COLOURS["green"]),
        (None, COMPARISON_COLOURS["green"]),
    ],
)
def test_a_figure_that_most_places_have_is_not_better_than_most(band: Band | None, expected: object) -> None:
    assert status_sign(ALL, WATER, band) == expected


@pytest.mark.parametrize(
    ("band", "yes", "no"),
    [
        (Band(0.0, 1.0, 1.0, 17), NO_DIFFERENCE, COMPARISON_COLOURS["red"]),  # most say yes
        (Band(0.0, 0.0, 1.0, 17), COMPARISON_COLOURS["green"], NO_DIFFERENCE),  # most say no
        (Band(1.0, 1.0, 1.0, 17), NO_DIFFERENCE, COMPARISON_COLOURS["red"]),
    ],
)
def test_a_yes_is_better_than_most_only_where_most_say_no(band: Band, yes: object, no: object) -> None:
    plan = replace(WATER, unit="ja/nei", decimals=0)
    said, not_said = replace(ALL, value=1.0), replace(ALL, value=0.0, colour=Colour.RED)
    assert (status_sign(said, plan, band), status_sign(not_said, plan, band)) == (yes, no)


def test_a_figure_that_counts_for_nothing_is_background() -> None:
    assert status_sign(replace(ALL, colour=None), replace(WATER, weight=0.0), None) == BACKGROUND


def test_only_a_target_has_a_track_to_be_on() -> None:
    assert trend_sign("on_track", Yardstick.TARGET) == TRENDS["on_track"]
    assert trend_sign("on_track", Yardstick.COMPARISON) == KEEPING_UP
    assert trend_sign("worsening", Yardstick.COMPARISON) == TRENDS["worsening"]
    assert trend_sign(None, Yardstick.COMPARISON) == NO_TREND


def test_a_target_is_reached_however_many_reach_it() -> None:
    water = replace(WATER, yardstick=Yardstick.TARGET)
    assert status_sign(ALL, water, Band(100.0, 100.0, 100.0, 17)) == TARGET_COLOURS["green"]
