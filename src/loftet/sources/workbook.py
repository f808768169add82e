"""One sheet of an Excel workbook, read row by row with the cell of every fault.

All workbooks are read here. What is read is bounded: a small file may unpack to something that fills memory.
"""

import posixpath
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import unescape
from itertools import chain
from pathlib import Path
from string import ascii_uppercase

from defusedxml.common import DefusedXmlException
from tqdm import tqdm

from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.rows import nearest

OLD_EXCEL, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
SHEET_ENTRY = re.compile(r'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
PROPERTIES, SHARED = "docProps/core.xml", "xl/sharedStrings.xml"
SAVED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d{2}-\d{2})")
MOST_BYTES = 500_000_000  # unpacked
MOST_TIMES, SMALL_BYTES = 200, 20_000_000  # unpacked for each packed; below so many bytes it does not matter
MOST_TEXTS = 2_000_000  # shared strings, which are read before the first cell
MOST_CELLS = 20_000_000  # rows × the width of the widest
MOST_ROWS = 1_048_576  # as many as Excel has
MOST_PROBLEMS = 1_000
PIECE = 1 << 20  # read at a time
LONGEST_MERGED = 200  # bytes of an element that names merged cells

Row = tuple[object, ...]
# What openpyxl, the zip and the XML raise where a workbook is not what it should be.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError),
    *(LookupError, ValueError, TypeError, AttributeError, OverflowError, RuntimeError),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A block of cells, its rows and columns counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: "Grid") -> bool:
        """Check whether the two share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def __str__(self) -> str:
        first, last = (
            f"{column_letters(self.left)}{self.top}",
            f"{column_letters(self.right)}{self.bottom}",
        )
        return f"{first}:{last}"


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """The values of a sheet, all rows of one width; a formula without a stored value has been refused."""

    file: Path
    name: str
    values: tuple[Row, ...]

    def rows(self, first: int) -> Iterator[tuple[int, Sequence[object]]]:
        """Yield the rows from one on, with their numbers."""
        yield from enumerate(self.values[first - 1 :], start=first)

    def problem(self, cause: str, row: int | None = None, column: int | None = None) -> Problem:
        """Build a problem with its sheet and cell; the column is counted from 0, as in `values`."""
        cell = f"!{column_letters(column + 1)}{row}" if row and column is not None else ""
        return Problem(cause, self.file, row, f"{self.name}{cell}")


def column_letters(column: int) -> str:
    """Return the letters by which a spreadsheet names a column, counted from 1."""
    from openpyxl.utils import get_column_letter  # costs a web process what only readers of files need

    return get_column_letter(column)


def read_sheet(file: Path, name: str = "", most_cells: int = MOST_CELLS) -> WorkbookSheet:
    """Read a sheet, the first where none is named; formulas by their stored values.

    Raises:
        InvalidInput: when the file is no workbook, is too large, has not the sheet, or holds a formula
            that was never computed.
    """
    demand_workbook(file)
    with _rows_of(file, name, values=True) as (name, shown):
        sheet = WorkbookSheet(file, name, ())
        if _has_formulas(file, name):
            with _rows_of(file, name, values=False) as (_, told):
                rows = _read(sheet, shown, told, most_cells)
        else:
            rows = _read(sheet, shown, None, most_cells)
    width = max(map(len, rows), default=0)
    values = tuple(row if len(row) == width else (*row, *(None,) * (width - len(row))) for row in rows)
    return WorkbookSheet(file, name, values)


def demand_workbook(file: Path) -> None:
    """Refuse a file that is no workbook, or too large a one."""
    try:
        with file.open("rb") as stream:
            begins = stream.read(8)
    except FileNotFoundError:
        raise InvalidInput.because("the file is missing", file=file) from None
    except OSError as fault:
        raise InvalidInput.because(f"the file cannot be read: {fault.strerror}", file=file) from None
    if begins.startswith(OLD_EXCEL):
        raise InvalidInput.because("the file is an old .xls workbook; save it as .xlsx", file=file)
    if not begins.startswith(ZIP):
        told = "a web page" if begins.lstrip()[:1] == b"<" else "no .xlsx workbook"
        raise InvalidInput.because(f"the file is {told}", file=file)
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            size = sum(part.file_size for part in parts)
            if size > MOST_BYTES:
                cause = f"the workbook unpacks to {size:,} bytes; {MOST_BYTES:,} are read"
                raise InvalidInput.because(cause, file=file)
            for part in parts:
                _demand_plain_part(file, packed, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise InvalidInput.because("the workbook is not whole", file=file) from None


def _demand_plain_part(file: Path, packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that unpacks to far more than a spreadsheet's, and texts that no spreadsheet needs."""
    if part.file_size > max(SMALL_BYTES, MOST_TIMES * part.compress_size):
        times = part.file_size // max(1, part.compress_size)
        cause = f"«{part.filename}» unpacks to {times:,} times its size; {MOST_TIMES} are read"
        raise InvalidInput.because(cause, file=file)
    if part.filename == SHARED and part.file_size > SMALL_BYTES:
        with packed.open(part) as stream:
            texts = sum(piece.count(b"<si") for piece in iter(partial(stream.read, PIECE), b""))
        if texts > MOST_TEXTS:
            cause = f"the workbook has {texts:,} different texts; {MOST_TEXTS:,} are read"
            raise InvalidInput.because(cause, file=file)


@contextmanager
def _rows_of(file: Path, name: str, *, values: bool) -> Iterator[tuple[str, Iterator[Row]]]:
    """Open a sheet: its name, and its rows as they stand, each as wide as its last cell."""
    from openpyxl import load_workbook

    with file.open("rb") as stream:
        with _refusing(file):
            book = load_workbook(stream, read_only=True, data_only=values)
        try:
            with _refusing(file):
                name = name or book.sheetnames[0]
                if name not in book.sheetnames:
                    cause = f"there is no sheet «{name}»{nearest(name, book.sheetnames)}"
                    raise InvalidInput.because(cause, file=file)
                sheet = book[name]
                sheet.reset_dimensions()  # a file may state too small a size
            yield name, sheet.iter_rows(values_only=True)
        finally:
            book.close()


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    try:
        yield
    except InvalidInput:
        raise
    except BROKEN as fault:
        told = fault.__cause__ or fault  # openpyxl wraps some faults in many words of its own
        if isinstance(told, DefusedXmlException):
            cause = "the workbook defines XML entities; no spreadsheet does"
        else:
            cause = f"the file cannot be read as Excel: {told}"
        raise InvalidInput.because(cause, file=file) from None


def _read(
    sheet: WorkbookSheet, shown: Iterator[Row], told: Iterator[Row] | None, most_cells: int
) -> list[Row]:
    """Read the rows, while they are not too many; refuse formulas that were never computed.

    `told` are the same rows with their formulas, none where the sheet has no formula.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    width = 1
    pairs = zip(shown, told, strict=True) if told is not None else ((cells, cells) for cells in shown)
    progress = tqdm(pairs, sheet.file.name, unit=" rows", file=sys.stderr, disable=None, leave=False)
    with _refusing(sheet.file):
        for cells, formulas in progress:
            rows.append(cells)
            width = max(width, len(cells))
            _demand_bounded(sheet.file, len(rows), width, most_cells)
            if cells != formulas:
                problems += _never_computed(sheet, len(rows), cells, formulas)
            if len(problems) >= MOST_PROBLEMS:
                break
    if problems:
        raise InvalidInput(problems)
    return rows


def _demand_bounded(file: Path, rows: int, width: int, most_cells: int) -> None:
    if rows > MOST_ROWS:
        raise InvalidInput.because(f"the sheet has more than {MOST_ROWS:,} rows", file=file)
    if rows * width > most_cells:
        cause = f"the sheet has at least {rows:,} rows of {width:,} columns; {most_cells:,} cells are read"
        raise InvalidInput.because(cause, file=file)


def _never_computed(sheet: WorkbookSheet, row: int, cells: Row, formulas: Row) -> Iterator[Problem]:
    for column, (cell, formula) in enumerate(zip(cells, formulas, strict=True)):
        if cell is None and formula is not None:
            cause = f"the formula {formula} has no value; open the file in a spreadsheet and save it"
            yield sheet.problem(cause, row, column)


def last_saved(file: Path) -> date | None:
    """Return the day on which a workbook was saved, as it says itself; None when it does not say."""
    try:
        with zipfile.ZipFile(file) as packed:
            told = SAVED.search(packed.read(PROPERTIES))
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
    try:
        return date.fromisoformat(told[1].decode("ascii")) if told else None
    except ValueError:
        return None


# --- what a sheet that is read row by row does not tell -------------------------------------------


def merged_cells(file: Path, name: str) -> tuple[Grid, ...]:
    """Return the merged cells of a sheet, in their order."""
    found: dict[bytes, None] = {}
    for piece in sheet_pieces(file, name):
        found |= dict.fromkeys(MERGED.findall(piece))
    return tuple(_grid(one.decode("ascii")) for one in found)


def _has_formulas(file: Path, name: str) -> bool:
    """Check whether a sheet may have a formula: most have none, and need not be read a second time."""
    pieces = sheet_pieces(file, name)
    first = next(pieces, b"\0")
    if b"\0" in first:  # no sheet, or one in UTF-16, in which the pattern finds nothing
        return True
    return any(FORMULA.search(piece) for piece in chain([first], pieces))


def sheet_pieces(file: Path, name: str) -> Iterator[bytes]:
    """Yield the XML of a sheet in pieces, each with the end of the one before."""
    with _refusing(file), zipfile.ZipFile(file) as packed:
        part = _part(packed, name)
        if part not in packed.namelist():
            return
        with packed.open(part) as stream:
            before = b""
            while piece := stream.read(PIECE):
                yield before + piece
                before = (before + piece)[-LONGEST_MERGED:]


def _grid(written: str) -> Grid:
    from openpyxl.utils import column_index_from_string

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
