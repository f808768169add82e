"""Raw files, CSV or Excel, as rows of cells that remember their line."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from loftet.geography.rows import nearest
from loftet.refused import Problem, Refused
from loftet.sources.tables.recipe import FilePart

Cell = str | int | float | date
EXCEL = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and the line of the file on which it begins."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        """Tell whether nothing stands in the row."""
        return all(cell == "" for cell in self.cells)


def read_rows(file: Path, part: FilePart) -> list[Row]:
    """Read the rows of a raw file, header rows included and skipped rows left out.

    A text keeps its letters (in NFC) and loses the spaces around it; an Excel cell keeps its type.
    """
    rows = list(_excel(file, part) if file.suffix.lower() in EXCEL else _csv(file, part))
    rows = [row for row in rows if row.line > part.skip_rows]
    if part.until_blank_row:
        rows = _until_blank(rows, part.header_rows)
    rows = rows[: part.header_rows] + [row for row in rows[part.header_rows :] if not row.blank]
    if not rows:
        raise Refused.because("the file is empty", file=file)
    _demand_same_width(file, rows)
    if len(rows) <= part.header_rows:
        raise Refused.because("the file has a header and no rows", file=file, line=rows[-1].line)
    return rows


def _until_blank(rows: list[Row], header_rows: int) -> list[Row]:
    end = next((n for n, row in enumerate(rows) if n >= header_rows and row.blank), len(rows))
    return rows[:end]


def _demand_same_width(file: Path, rows: list[Row]) -> None:
    width = len(rows[0].cells)
    problems = [
        Problem(f"the row has {len(row.cells)} cells, the header {width}", file, row.line)
        for row in rows
        if len(row.cells) != width
    ]
    if problems:
        raise Refused(problems)


def text_of(cell: Cell) -> str:
    """Write a cell as the file prints it.

    >>> text_of("Skien"), text_of(4003), text_of(date(2024, 1, 1))
    ('Skien', '4003', '2024-01-01')
    """
    return cell if isinstance(cell, str) else str(cell)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


# --- CSV ------------------------------------------------------------------------------------------


def _csv(file: Path, part: FilePart) -> Iterator[Row]:
    reader = csv.reader(
        io.StringIO(_text(file, part.encoding), newline=""), delimiter=part.separator, strict=True
    )
    begins = 1
    try:
        for cells in reader:
            yield Row(begins, tuple(_clean(cell) for cell in cells) or ("",))
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise Refused.because(f"the row is not CSV: {fault}", file=file, line=begins) from None


def _text(file: Path, encoding: str) -> str:
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        neighbours = [other.name for other in file.parent.glob("*")] if file.parent.is_dir() else []
        raise Refused.because(f"the file is missing{nearest(file.name, neighbours)}", file=file) from None
    except OSError as fault:
        raise Refused.because(f"the file cannot be read: {fault.strerror}", file=file) from None
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        cause = f"the byte {raw[fault.start]:#04x} is not {encoding}; the recipe says encoding = «{encoding}»"
        raise Refused.because(cause, file=file, line=line) from None
    if "\0" in text:
        cause = f"holds a NUL character; is it written in another encoding than «{encoding}»?"
        raise Refused.because(cause, file=file, line=text.count("\n", 0, text.index("\0")) + 1)
    return text


# --- Excel ----------------------------------------------------------------------------------------


def _excel(file: Path, part: FilePart) -> Iterator[Row]:
    shown, written = _sheet(file, part.sheet, values=True), _sheet(file, part.sheet, values=False)
    for line, (cells, formulas) in enumerate(zip(shown, written, strict=True), start=1):
        for position, (cell, formula) in enumerate(zip(cells, formulas, strict=True), start=1):
            if cell is None and formula is not None:
                cause = f"the formula {formula} has no value; open the file in a spreadsheet and save it"
                raise Refused.because(cause, file=file, line=line, column=get_column_letter(position))
        yield Row(line, tuple(_cell(cell) for cell in cells) or ("",))


def _sheet(file: Path, name: str, *, values: bool) -> list[tuple[object, ...]]:
    try:
        book = load_workbook(file, read_only=True, data_only=values)
    except FileNotFoundError:
        raise Refused.because("the file is missing", file=file) from None
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as fault:
        raise Refused.because(f"the file cannot be read as Excel: {fault}", file=file) from None
    try:
        if name and name not in book.sheetnames:
            raise Refused.because(f"there is no sheet «{name}»{nearest(name, book.sheetnames)}", file=file)
        sheet = book[name] if name else book[book.sheetnames[0]]
        sheet.reset_dimensions()  # a file may state too small a size
        rows = list(sheet.iter_rows(values_only=True))
        width = max((len(row) for row in rows), default=0)
        return [(*row, *(None,) * (width - len(row))) for row in rows]
    finally:
        book.close()


def _cell(cell: object) -> Cell:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, int | float | date) and not isinstance(cell, bool):
        return cell
    return _clean(str(cell))
