"""An Excel workbook of typed cells, written by XlsxWriter row by row; the same cells give the same bytes.

openpyxl reads what recipes ask for; XlsxWriter only writes, is lighter, and bears no clock.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

# What XML cannot hold.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORMULA = ("=", "+", "-", "@")
LONGEST_NAME, LONGEST_TEXT = 31, 32_767
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
# A text stays a text, whatever it looks like.
TEXTS_STAY = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a look of its own: the number format of a number, or the bold of a header."""

    value: str | float
    number_format: str = ""
    is_header: bool = False


Row = Sequence[Cell | str | float | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows, the first of them a header, and the width of each column in letters.

    With `columns_kept` so many columns stay while one scrolls, as the first row always does.
    """

    name: str
    widths: Sequence[int]
    rows: Iterable[Row]
    columns_kept: int = 0
    is_filtered: bool = False


class _Looks:
    """The looks of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool, bool], Format] = {}

    def of(self, cell: Cell) -> Format | None:
        """Return the look of a cell; none where it is plain."""
        runs = isinstance(cell.value, str) and cell.value.startswith(FORMULA)
        key = (cell.number_format, cell.is_header, runs)
        if key == ("", False, False):
            return None
        if key not in self._made:
            look = {"num_format": cell.number_format} if cell.number_format else {}
            header = {"bold": True, "text_wrap": True, "valign": "top"} if cell.is_header else {}
            self._made[key] = self._book.add_format({**look, **header, "quote_prefix": runs})
        return self._made[key]


def write_workbook(title: str, sheets: Sequence[Sheet], day: date) -> bytes:
    """Write a workbook that bears a day.

    A text stays a text: what begins like a formula is marked so that no spreadsheet runs it.
    """
    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, **TEXTS_STAY})
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format knows no time zone
    book.set_properties({"title": CONTROLS.sub("", title), "author": "Løftet", "created": moment})
    looks = _Looks(book)
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet_name(sheet.name)), sheet, looks)
    book.close()
    return packed.getvalue()


def _write_sheet(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.freeze_panes(1, sheet.columns_kept)
    last = 0
    for last, row in enumerate(sheet.rows):
        for column, given in enumerate(row):
            _write_cell(
                page,
                last,
                column,
                given if isinstance(given, Cell) else Cell("" if given is None else given),
                looks,
            )
    if sheet.is_filtered:
        page.autofilter(0, 0, last, len(sheet.widths) - 1)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    """Write a cell; one without a value is left out."""
    if isinstance(cell.value, str):
        if cell.value:
            page.write_string(row, column, CONTROLS.sub("", cell.value)[:LONGEST_TEXT], looks.of(cell))
    else:
        page.write_number(row, column, cell.value, looks.of(cell))


def sheet_name(name: str) -> str:
    """Return a name that Excel takes for a sheet.

    >>> sheet_name("Tall: [nye]")
    'Tall nye'
    """
    return FORBIDDEN.sub("", name)[:LONGEST_NAME].replace("'", "")
