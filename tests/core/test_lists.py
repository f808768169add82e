"""A list shows some of the columns of its file, in an order of its own, and as readers meet them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from loftet.core.pages import Column, ListPage
from loftet.core.pages.lists import amount_text, day_text
from loftet.core.states import StateTag
from loftet.core.verdicts import anybody


@dataclass
class Row:
    title: str
    state: str
    owner: str

    def get_absolute_url(self) -> str:
        return "/row/"


OPEN = StateTag("open", "Ope", "check")
COLUMNS = (
    Column("title", "Tittel", link=True, note=lambda row: row.owner),
    Column("owner", "Eigar"),
    Column("state", "Tilstand", on_page=lambda row: OPEN),
)


class Whole(ListPage):
    rule = anybody
    columns = COLUMNS


class Some(Whole):
    shown = ("state", "title")


def cells(page: type[ListPage]) -> list[tuple[Any, Any, Any, bool]]:
    rows: Any = [Row("Vatn", "open", "Gol")]
    (line,) = page().lines(rows)
    return [(one.heading, one.value, one.note, one.tag is not None) for one in line]


def test_a_page_shows_all_columns_of_its_list_where_it_names_none() -> None:
    assert cells(Whole) == [
        ("Tittel", "Vatn", "Gol", False),
        ("Eigar", "Gol", "", False),
        ("Tilstand", OPEN, "", True),
    ]


def test_a_page_shows_the_columns_that_it_names_and_the_file_holds_all_of_them() -> None:
    assert [one[0] for one in cells(Some)] == ["Tilstand", "Tittel"]
    assert [one.of(Row("Vatn", "open", "Gol")) for one in Some.columns] == ["Vatn", "Gol", "open"]


def test_a_page_that_names_a_column_that_is_not_there_fails() -> None:
    class Wrong(Whole):
        shown = ("titel",)

    with pytest.raises(KeyError, match="titel"):
        cells(Wrong)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (amount_text(None, "km"), "–"),
        (amount_text(Decimal("0.00"), "km"), "0 km"),
        (day_text(None), "–"),
    ],
)
def test_what_is_not_there_is_a_dash_and_zero_is_not(text: str, shown: str) -> None:
    assert text == shown


def test_amounts_and_days_are_written_in_the_language_of_the_page() -> None:
    with translation.override("nn"):
        assert amount_text(Decimal("12400.50"), "km") == "12\xa0400,50 km"
        assert day_text(date(2026, 12, 10)) == "10. des. 2026"
