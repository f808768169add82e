"""What is written into a record without a form is checked as a form does."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from loftet.core.records import set_values
from loftet.invalid_input import InvalidInput
from loftet.programme.models import CalendarEntry

pytestmark = pytest.mark.django_db

DAY: Mapping[str, Any] = {"kind": "gathering", "title": "Samling", "day": date(2026, 3, 2)}


def entry() -> CalendarEntry:
    return CalendarEntry()  # its cohort is set by its action, and is not among the values


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "x" * 1_000), ("title", "  "), ("day", None), ("day", "soon"), ("kind", "made-up")],
)
def test_a_value_that_its_field_does_not_hold_is_refused_with_the_field(field: str, value: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        set_values(entry(), {**DAY, field: value})
    assert [problem.field for problem in refused.value.problems] == [field]


def test_texts_are_stripped() -> None:
    row = entry()
    set_values(row, {**DAY, "title": "  Samling \n"})
    assert row.title == "Samling"


def test_fields_that_are_not_given_are_not_checked() -> None:
    row = entry()
    set_values(row, {"title": "Samling"})
    assert [row.title, row.serializable_value("day")] == ["Samling", None]
