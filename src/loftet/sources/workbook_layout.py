"""The layout of a workbook beside its values: hidden sheets, and cells that show per cent."""

import re
import zipfile
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.sources.workbook import ATTRIBUTE, BROKEN, RELATION, sheet_pieces

SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
CELL_STYLES = re.compile(r"<(?:\w+:)?cellXfs.*?</(?:\w+:)?cellXfs>", re.DOTALL)
PER_CENT = re.compile(r'numFmtId="(?:9|10)"')
OWN_FORMAT = re.compile(r'formatCode="[^"]*%[^"]*"')
HIDDEN = re.compile(rb'<(?:\w+:)?(col|row)\s([^>]*hidden="[^>]*)>')
MOST_COLUMNS = 16_384  # as many as Excel has
STYLES = "xl/styles.xml"

Position = tuple[int, int]  # row from 1, column from 0


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet of a workbook, and whether a person who opens it sees it."""

    name: str
    hidden: bool

    def __str__(self) -> str:
        return f"«{self.name}» (hidden)" if self.hidden else f"«{self.name}»"


def sheets_of(file: Path) -> tuple[SheetEntry, ...]:
    """Return the sheets of a workbook in their order; sheets that hold a chart alone are left out."""
    try:
        with zipfile.ZipFile(file) as packed:
            listed = packed.read("xl/workbook.xml").decode()
            relations = packed.read("xl/_rels/workbook.xml.rels").decode()
    except BROKEN as fault:
        raise InvalidInput.because(f"the file cannot be read as Excel: {fault}", file=file) from None
    told = [dict(ATTRIBUTE.findall(one)) for one in RELATION.findall(relations)]
    charts = {one.get("Id") for one in told if "chartsheet" in one.get("Target", "")}
    sheets = [dict(ATTRIBUTE.findall(one)) for one in SHEET.findall(listed)]
    return tuple(
        SheetEntry(unescape(one["name"]), one.get("state", "visible") != "visible")
        for one in sheets
        if "name" in one and one.get("id") not in charts
    )


def hidden_parts(file: Path, sheet: str) -> tuple[frozenset[int], tuple[int, ...]]:
    """Return the columns of a sheet that nobody sees, counted from 0, and the rows, counted from 1."""
    columns, rows = set[int](), set[int]()
    for piece in sheet_pieces(file, sheet):
        for kind, inside in HIDDEN.findall(piece):
            told = dict(ATTRIBUTE.findall(inside.decode("ascii", errors="replace")))
            if told.get("hidden") not in {"1", "true"}:
                continue
            if kind == b"row":
                rows.add(int(told.get("r", 0)))
            else:
                columns.update(range(int(told["min"]) - 1, min(int(told["max"]), MOST_COLUMNS)))
    return frozenset(columns), tuple(sorted(rows))


def percent_cells(file: Path, sheet: str) -> frozenset[Position]:
    """Return the cells of a sheet that a spreadsheet shows as per cent: 0.16 as 16 %."""
    if not _has_percent_style(file):
        return frozenset()  # a second look at every cell takes as long as reading them
    from openpyxl import load_workbook

    try:
        book = load_workbook(file, read_only=True, data_only=True)
        try:
            return frozenset(
                (cell.row, cell.column - 1)
                for row in book[sheet].iter_rows()
                for cell in row
                if isinstance(cell.value, int | float) and "%" in (cell.number_format or "")
            )
        finally:
            book.close()
    except BROKEN as fault:
        raise InvalidInput.because(f"the file cannot be read as Excel: {fault}", file=file) from None


def _has_percent_style(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as packed:
            styles = packed.read(STYLES).decode() if STYLES in packed.namelist() else ""
    except BROKEN as fault:
        raise InvalidInput.because(f"the file cannot be read as Excel: {fault}", file=file) from None
    used = CELL_STYLES.search(styles)
    return bool(OWN_FORMAT.search(styles) or (used and PER_CENT.search(used[0])))
