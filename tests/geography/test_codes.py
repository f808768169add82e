"""Codes over time."""

from datetime import date

import pytest

from loftet.geography.codes import ChangeKind, ChangeTable, CodePeriod, CodeStep

FIRST, SECOND = date(2020, 1, 1), date(2024, 1, 1)


@pytest.fixture
def table() -> ChangeTable:
    """Two merge into one, which is renumbered; another is split."""
    return ChangeTable(
        [
            CodeStep("0711", "3803", FIRST, ChangeKind.MERGED),
            CodeStep("0704", "3803", FIRST, ChangeKind.MERGED),
            CodeStep("3803", "3905", SECOND, ChangeKind.RENUMBERED),
            CodeStep("1507", "1508", SECOND, ChangeKind.SPLIT),
            CodeStep("1507", "1580", SECOND, ChangeKind.SPLIT),
        ]
    )


def test_a_code_is_followed_over_several_changes(table: ChangeTable) -> None:
    assert table.after("0704", date(2019, 1, 1)) == ("0704",)
    assert table.after("0704", FIRST) == ("3803",)
    assert table.after("0704", SECOND) == ("3905",)
    assert table.after("1507", SECOND) == ("1508", "1580")


def test_a_code_is_followed_backwards_over_several_changes(table: ChangeTable) -> None:
    assert table.before("3905", SECOND) == ("3905",)
    assert table.before("3905", date(2023, 12, 31)) == ("3803",)
    assert table.before("3905", date(2019, 12, 31)) == ("0704", "0711")


def test_a_code_without_changes_stays(table: ChangeTable) -> None:
    assert table.after("0301", SECOND) == table.before("0301", date(2019, 1, 1)) == ("0301",)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (CodePeriod(FIRST, SECOND), CodePeriod(SECOND), False),
        (CodePeriod(FIRST), CodePeriod(SECOND), True),
        (CodePeriod(SECOND), CodePeriod(FIRST, SECOND), False),
        (CodePeriod(FIRST, SECOND), CodePeriod(FIRST, SECOND), True),
        (CodePeriod(FIRST, date(2024, 1, 2)), CodePeriod(SECOND), True),
    ],
)
def test_periods_share_a_day_or_not(one: CodePeriod, other: CodePeriod, shared: bool) -> None:
    assert one.overlaps(other) is other.overlaps(one) is shared


def test_a_code_that_takes_others_in_is_followed_both_ways() -> None:
    day = date(2020, 1, 1)
    table = ChangeTable(CodeStep(old, "1103", day, ChangeKind.MERGED) for old in ("1103", "1141", "1142"))
    assert table.after("1141", day) == ("1103",)
    assert table.after("1103", day) == ("1103",)
    assert table.before("1103", date(2019, 12, 31)) == ("1103", "1141", "1142")


def test_a_part_of_a_split_goes_into_a_merger() -> None:
    day = date(2020, 1, 1)
    steps = [
        ("5012", "5055", ChangeKind.SPLIT),
        ("5012", "5056", ChangeKind.SPLIT),
        ("5013", "5056", ChangeKind.MERGED),
    ]
    table = ChangeTable(CodeStep(old, new, day, kind) for old, new, kind in steps)
    assert table.after("5012", day) == ("5055", "5056")
    assert table.before("5056", date(2019, 1, 1)) == ("5012", "5013")
