"""One sheet of an Excel workbook, read row by row with the cell of every fault."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from string import ascii_uppercase

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from loftet.geography.rows import nearest
from loftet.refused import Problem, Refused

OLD_EXCEL, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
SHEET_ENTRY = re.compile(r'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
PROPERTIES = "docProps/core.xml"
SAVED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d{2}-\d{2})")
MOST_BYTES = 500_000_000  # unpacked; a small file may unpack to something that fills memory


@dataclass(frozen=True, slots=True)
class Grid:
    """A block of cells, its rows and columns counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: "Grid") -> bool:
        """Tell whether the two share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def __str__(self) -> str:
        first, last = (
            f"{get_column_letter(self.left)}{self.top}",
            f"{get_column_letter(self.right)}{self.bottom}",
        )
        return f"{first}:{last}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values of a sheet; a formula without a stored value has been refused."""

    file: Path
    name: str
    values: tuple[tuple[object, ...], ...]

    def rows(self, first: int) -> Iterator[tuple[int, Sequence[object]]]:
        """Give the rows from one on, with their numbers."""
        yield from enumerate(self.values[first - 1 :], start=first)

    def problem(self, cause: str, row: int | None = None, column: int | None = None) -> Problem:
        """Name a fault by sheet and cell; the column is counted from 0, as in `values`."""
        cell = f"!{get_column_letter(column + 1)}{row}" if row and column is not None else ""
        return Problem(cause, self.file, row, f"{self.name}{cell}")


def read_sheet(file: Path, name: str) -> Sheet:
    """Read a sheet, formulas by their stored values.

    Raises:
        Refused: when the file is no workbook, has not the sheet, or holds a formula that was never computed.
    """
    _demand_workbook(file)
    values, formulas = _values(file, name, values=True), _values(file, name, values=False)
    sheet = Sheet(file, name, values)
    problems = [
        sheet.problem(f"the formula {written} has no value; open the file in Excel and save it", row, column)
        for row, (shown, told) in enumerate(zip(values, formulas, strict=True), start=1)
        for column, (cell, written) in enumerate(zip(shown, told, strict=True))
        if cell is None and written is not None
    ]
    if problems:
        raise Refused(problems)
    return sheet


def _demand_workbook(file: Path) -> None:
    try:
        with file.open("rb") as stream:
            begins = stream.read(8)
    except OSError as fault:
        raise Refused.because(f"the file cannot be read: {fault.strerror}", file=file) from None
    if begins.startswith(OLD_EXCEL):
        raise Refused.because("the file is an old .xls workbook; save it as .xlsx", file=file)
    if not begins.startswith(ZIP):
        told = "a web page" if begins.lstrip()[:1] == b"<" else "no .xlsx workbook"
        raise Refused.because(f"the file is {told}", file=file)
    try:
        with zipfile.ZipFile(file) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise Refused.because("the workbook is not whole", file=file) from None
    if size > MOST_BYTES:
        raise Refused.because(f"the workbook unpacks to {size:,} bytes; {MOST_BYTES:,} are read", file=file)


def _values(file: Path, name: str, *, values: bool) -> tuple[tuple[object, ...], ...]:
    try:
        book = load_workbook(file, read_only=True, data_only=values)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as fault:
        raise Refused.because(f"the file cannot be read as Excel: {fault}", file=file) from None
    try:
        if name not in book.sheetnames:
            raise Refused.because(f"there is no sheet «{name}»{nearest(name, book.sheetnames)}", file=file)
        sheet = book[name]
        sheet.reset_dimensions()  # a file may state too small a size
        rows = list(sheet.iter_rows(values_only=True))
    finally:
        book.close()
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *(None,) * (width - len(row))) for row in rows)


def last_saved(file: Path) -> date | None:
    """Tell on which day a workbook was saved, as it says itself; none when it does not say."""
    try:
        with zipfile.ZipFile(file) as packed:
            told = SAVED.search(packed.read(PROPERTIES))
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
    try:
        return date.fromisoformat(told[1].decode("ascii")) if told else None
    except ValueError:
        return None


# --- merged cells, of which a sheet that is read row by row does not tell -------------------------


def merged_cells(file: Path, name: str) -> tuple[Grid, ...]:
    """Give the merged cells of a sheet."""
    with zipfile.ZipFile(file) as packed:
        part = _part(packed, name)
        raw = packed.read(part) if part in packed.namelist() else b""
    return tuple(_grid(found.decode("ascii")) for found in MERGED.findall(raw))


def _grid(written: str) -> Grid:
    (left, top), (right, bottom) = (
        (column_index_from_string(corner.rstrip("0123456789")), int(corner.lstrip(ascii_uppercase)))
        for corner in written.split(":")
    )
    return Grid(top, left, bottom, right)


def _part(packed: zipfile.ZipFile, name: str) -> str:
    """Find the file inside the workbook in which a sheet stands."""
    sheets = {unescape(one): key for one, key in SHEET_ENTRY.findall(packed.read("xl/workbook.xml").decode())}
    relations = packed.read("xl/_rels/workbook.xml.rels").decode()
    for relation in RELATION.findall(relations):
        told = dict(ATTRIBUTE.findall(relation))
        if told.get("Id") == sheets.get(name):
            return posixpath.normpath(posixpath.join("/xl", told["Target"])).lstrip("/")
    return ""
