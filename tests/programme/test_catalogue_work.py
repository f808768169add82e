"""The yearly dates and the measures of the catalogue: read, and refused with file, line and column."""

from datetime import date
from pathlib import Path

import pytest

from loftet.invalid_input import InvalidInput
from loftet.programme.calendar.catalogue import Rule, months_later, read_rule, read_yearly_dates, turns
from loftet.programme.measures.catalogue import COUNTED_HERE, Counted, read_measures

YEARLY = "yearly_dates.csv"


def test_the_catalogue_of_the_checkout_is_read_whole(catalogue: Path) -> None:
    entries, elections = read_yearly_dates(catalogue / "programme")
    assert [one.key for one in entries] == [
        "kostra_first",
        "kostra_revised",
        "region_august",
        "budget",
        "planning_strategy",
    ]
    assert elections == (date(2027, 9, 13),)
    found = {one.key: one.counted for one in read_measures(catalogue / "programme" / "measures.csv")}
    assert {key for key, counted in found.items() if counted is Counted.HERE} == set(COUNTED_HERE)
    assert [key for key, counted in found.items() if counted is Counted.TOLD] == [
        "needs",
        "dialogues",
        "contracts",
        "jobs",
        "export",
    ]


def test_a_day_that_is_verified_names_where_it_was_read(catalogue: Path) -> None:
    entries, _elections = read_yearly_dates(catalogue / "programme")
    assert {one.key: "." in one.source for one in entries if one.verified is not None} == {
        "kostra_first": True,
        "kostra_revised": True,
        "budget": True,
    }


def test_the_year_goes_from_kostra_by_the_region_to_the_budget() -> None:
    since, until = date(2026, 6, 1), date(2026, 12, 31)
    found = [(one.entry.key, one.day) for one in turns(since, until, unverified=True)]
    assert found == [
        ("kostra_revised", date(2026, 6, 15)),
        ("region_august", date(2026, 8, 31)),
        ("budget", date(2026, 12, 31)),
    ]
    assert [one.entry.key for one in turns(since, until)] == ["kostra_revised", "budget"]


def test_the_planning_strategy_follows_the_election() -> None:
    found = {one.entry.key: one.day for one in turns(date(2028, 1, 1), date(2029, 12, 31), unverified=True)}
    assert found["planning_strategy"] == date(2028, 9, 13)


def test_rules_are_read_and_others_refused() -> None:
    assert read_rule("08") == Rule(month=8)
    assert read_rule("06-15") == Rule(month=6, day=15)
    assert read_rule("2028-09-13") == Rule(dated=date(2028, 9, 13))
    assert read_rule("election+12m") == Rule(months_after_election=12)
    for wrong in ("", "13", "02-29", "6-15", "election", "june", "2028-13-01", "08-32"):
        with pytest.raises(ValueError, match=r"is not a (rule|day that every year has|date)"):
            read_rule(wrong)


def test_a_month_later_than_the_last_of_january_is_the_last_of_february() -> None:
    assert months_later(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_later(date(2027, 12, 13), 12) == date(2028, 12, 13)


@pytest.mark.parametrize(
    ("file", "text", "other", "why"),
    [
        (YEARLY, "06-15", "15. juni", r"yearly_dates\.csv, line 3, column rule: «15\. juni» is not a rule"),
        (YEARLY, "statistics sust", "statistiker sust", "column roles: «statistiker» is not known"),
        (YEARLY, "kostra_revised", "kostra_first", "column key: «kostra_first» is in line 2"),
        ("elections.csv", "2027-09-13", "september", r"elections\.csv, line 2, column day"),
        ("measures.csv", "needs,told", "needs,here", "«needs» cannot be counted here"),
        ("measures.csv", "hours,here,0", "hours,here,up", "column direction"),
    ],
)
def test_a_fault_is_refused_where_it_stands(
    catalogue: Path, tmp_path: Path, file: str, text: str, other: str, why: str
) -> None:
    for name in (YEARLY, "elections.csv", "measures.csv"):
        (tmp_path / name).write_bytes((catalogue / "programme" / name).read_bytes())
    content = (tmp_path / file).read_text(encoding="utf-8")
    assert text in content
    (tmp_path / file).write_text(content.replace(text, other, 1), encoding="utf-8")
    with pytest.raises(InvalidInput, match=why):
        read_measures(tmp_path / file) if file == "measures.csv" else read_yearly_dates(tmp_path)
