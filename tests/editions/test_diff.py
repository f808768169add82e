"""What moved between two editions is told with the largest move first."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from loftet.editions.diff import Diff, KeyChange, MethodMove, NumberMove, WordMove, diff_editions
from loftet.editions.folder import build_edition

DAY = date(2026, 11, 24)
NOBODY = KeyChange((), ())

WriteStudy = Callable[..., Path]


@pytest.fixture
def compare(study: Path, root: Path, write_study: WriteStudy) -> Callable[..., Diff]:
    """Compare the small study with a changed one."""

    def compare(*changes: tuple[str, str, str], method: str = "") -> Diff:
        changed = write_study(*changes)
        (changed / "method.toml").write_text(method, encoding="utf-8")
        before, after = build_edition(study, root, DAY), build_edition(changed, root, DAY)
        return diff_editions(root, before, after)

    return compare


def test_nothing_moved_between_an_edition_and_itself(study: Path, root: Path) -> None:
    edition_id = build_edition(study, root, DAY)
    diff = diff_editions(root, edition_id, edition_id)
    assert diff.lines() == [f"{edition_id} → {edition_id}", "Nothing moved."]


def test_revised_values_stand_in_the_order_of_their_size(compare: Callable[..., Diff]) -> None:
    diff = compare(
        ("observations.csv", "3324,waste,2024,400", "3324,waste,2024,390"),
        ("observations.csv", "3324,leakage,2024,30", "3324,leakage,2024,15"),
    )
    assert diff.values == (
        NumberMove("3324", "Gol", "leakage", 2024, 30.0, 15.0),
        NumberMove("3324", "Gol", "waste", 2024, 400.0, 390.0),
    )
    assert diff.statuses == ()
    # Gol's lesser waste moves the quartile that the country is held against.
    assert diff.indicator_colours == (
        WordMove("3324", "Gol", "leakage", 2024, "orange", "green"),
        WordMove("NO", "Norge", "waste", 2024, "orange", "red"),
    )
    assert diff.goal_colours == (
        WordMove("3324", "Gol", "6", 2024, "orange", "green"),
        WordMove("NO", "Norge", "12", 2024, "orange", "red"),
    )
    assert diff.goal_scores == (
        NumberMove("3324", "Gol", "6", 2024, 60.0, 90.0),
        NumberMove("3324", "Gol", "12", 2024, 50.0, 52.5),
    )
    assert diff.index == (NumberMove("3324", "Gol", "", 2024, 160 / 3, 192.5 / 3),)
    assert (diff.places, diff.indicators, diff.method) == (NOBODY, NOBODY, ())


def test_a_value_that_came_or_went_is_a_changed_status(compare: Callable[..., Diff]) -> None:
    diff = compare(
        ("observations.csv", "3328,leakage,2024,,missing", "3328,leakage,2024,25,"),
        ("observations.csv", "3324,leakage,2024,30,preliminary", "3324,leakage,2024,30,"),
    )
    assert diff.statuses == (
        WordMove("3328", "Ål", "leakage", 2024, "missing", "reported"),
        WordMove("3324", "Gol", "leakage", 2024, "preliminary", "reported"),
    )
    assert diff.values == ()
    assert diff.goal_scores == (NumberMove("3328", "Ål", "6", 2024, None, 70.0),)
    assert diff.goal_colours == (WordMove("3328", "Ål", "6", 2024, "grey", "yellow"),)


def test_a_lost_series_takes_its_trend_and_its_rows_along(compare: Callable[..., Diff]) -> None:
    diff = compare(("observations.csv", "3324,leakage,2023,40,,,,38,42,Vannverket,2023,7\n", ""))
    assert (diff.years_added, diff.years_removed) == (0, 1)
    assert diff.trends == (WordMove("3324", "Gol", "leakage", 2024, "on_track", None),)


def test_places_and_indicators_come_and_go(compare: Callable[..., Diff]) -> None:
    diff = compare(
        ("places.csv", "3328,Ål,", "3330,Hol,"),
        ("observations.csv", "3328,", "3330,"),
        ("indicators.csv", "\nneet,", "\nneet2,"),
        ("observations.csv", ",neet,", ",neet2,"),
    )
    assert diff.places == KeyChange(added=("3330",), removed=("3328",))
    assert diff.indicators == KeyChange(added=("neet2",), removed=("neet",))
    assert diff.lines()[1:5] == [
        "places added (1): 3330",
        "places removed (1): 3328",
        "indicators added (1): neet2",
        "indicators removed (1): neet",
    ]


def test_a_changed_rule_of_the_method_is_told_by_its_key(compare: Callable[..., Diff]) -> None:
    diff = compare(method="[values]\nmax_age = 0\n[trend]\ncuts = [1.0, 0.4, 0.0]\n")
    assert diff.method == (
        MethodMove("trend.cuts", "[1.0, 0.5, 0.0]", "[1.0, 0.4, 0.0]"),
        MethodMove("values.max_age", '""', "0"),
    )


def test_the_lines_show_the_largest_moves_and_count_the_rest(compare: Callable[..., Diff]) -> None:
    diff = compare(("observations.csv", ",2024,", ",2025,"))
    assert diff.lines()[1:3] == ["observations added (14)", "observations removed (14)"]
    moved = compare(("indicators.csv", "leakage,Lekkasje,6,6.4,1,60,", "leakage,Lekkasje,6,6.4,1,85,"))
    assert moved.lines()[1:] == [
        "scores of goals moved (3):",
        "  0301 Oslo · 6 · 2024: 50 → 66.6667",
        "  3324 Gol · 6 · 2024: 60 → 73.3333",
        "  NO Norge · 6 · 2024: 70 → 80",
        "scores of the index moved (3):",
        "  0301 Oslo · 2024: 50.8333 → 56.3889",
        "  3324 Gol · 2024: 53.3333 → 57.7778",
        "  NO Norge · 2024: 55 → 58.3333",
        "why they moved, in points (3):",
        "  0301 Oslo: bounds +5.556 (most: leakage +5.556)",
        "  3324 Gol: bounds +4.444 (most: leakage +4.444)",
        "  NO Norge: bounds +3.333 (most: leakage +3.333)",
    ]


def test_the_causes_of_a_move_are_told_with_the_indicator_that_did_most(compare: Callable[..., Diff]) -> None:
    diff = compare(
        ("observations.csv", "3324,leakage,2024,30", "3324,leakage,2024,15"),
        ("observations.csv", "3324,neet,2024,10,,10,100,,,,,\n", ""),
    )
    # Without Gol's figure of young people the goal is gone; it was below the mean of the two that stay.
    assert [str(cause) for cause in diff.causes] == [
        "3324 Gol: data +15 (most: leakage +15), basket +1.667 (most: 8 +1.667)",
    ]
