"""The word for a direction is borne out by the years, or said with what contradicts it."""

from dataclasses import replace

import pytest

from loftet.editions.rows import Point, Series, Trend, ValueStatus
from loftet.status.direction import first_and_last, shows_its_direction, turned_in


def scored(*scores: float | None, first: int = 2020) -> Series:
    points = (
        Point(
            year, score, ValueStatus.MISSING if score is None else ValueStatus.REPORTED, None, None, score, ""
        )
        for year, score in enumerate(scores, start=first)
    )
    return Series("3324", "leakage", tuple(points))


@pytest.mark.parametrize(
    ("trend", "moved", "shows"),
    [
        (Trend.IMPROVING, 5.0, True),
        (Trend.ON_TRACK, 4.9, False),
        (Trend.IMPROVING, -20.0, False),
        (Trend.WORSENING, -5.0, True),
        (Trend.WORSENING, -4.9, False),
        (Trend.WORSENING, 20.0, False),
    ],
)
def test_two_years_that_hardly_differ_or_contradict_the_direction_do_not_show_it(
    trend: Trend, moved: float, shows: bool
) -> None:
    assert shows_its_direction(trend, scored(None, 50.0, 70.0, 50.0 + moved)) is shows


def test_years_without_a_score_show_no_direction() -> None:
    points = (Point(year, 40.0, ValueStatus.REPORTED, None, None, None, "") for year in (2020, 2021))
    years = Series("3324", "leakage", tuple(points))
    assert shows_its_direction(Trend.IMPROVING, years) is False
    assert turned_in(Trend.IMPROVING, years) is None


@pytest.mark.parametrize(
    ("trend", "scores", "year"),
    [
        (Trend.WORSENING, (60.0, 50.0, 30.0, 33.0, 40.0), 2022),
        (Trend.WORSENING, (60.0, 50.0, 30.0, None, 33.0, 40.0), 2022),
        (Trend.IMPROVING, (30.0, 60.0, 55.0, 50.0), 2021),
        (Trend.ON_TRACK, (30.0, 90.0, 85.0, 84.0), 2021),
        (Trend.WORSENING, (60.0, 50.0, 30.0, 40.0), None),  # one year is no turn
        (Trend.WORSENING, (60.0, 50.0, 30.0, 32.0, 34.0), None),  # too little
        (Trend.WORSENING, (60.0, 50.0, 40.0, 30.0), None),
        (Trend.UNCLEAR, (60.0, 50.0, 30.0, 33.0, 40.0), None),
        (Trend.STAGNATING, (60.0, 50.0, 30.0, 33.0, 40.0), None),
        (None, (60.0, 50.0, 30.0, 33.0, 40.0), None),
        (Trend.WORSENING, (), None),
    ],
)
def test_a_figure_that_goes_the_other_way_for_some_years_has_turned(
    trend: Trend | None, scores: tuple[float | None, ...], year: int | None
) -> None:
    assert turned_in(trend, scored(*scores)) == year


def test_years_of_a_series_that_was_replaced_do_not_count() -> None:
    years = replace(scored(20.0, 30.0, 80.0, 79.0), since=2022)
    assert [point.year for point in first_and_last(years)] == [2022, 2023]
    assert shows_its_direction(Trend.IMPROVING, years) is False
    assert turned_in(Trend.WORSENING, replace(scored(60.0, 20.0, 30.0, 40.0), since=2022)) is None
