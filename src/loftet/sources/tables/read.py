"""Raw files, CSV or Excel, as rows of cells that remember their line."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from loftet.geography.rows import nearest, numbered_records
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.recipe import FilePart
from loftet.sources.workbook import read_sheet

Cell = str | int | float | date
EXCEL = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of one row and the line of the file on which it begins."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        """Check whether the row is empty."""
        return all(cell == "" for cell in self.cells)


def read_rows(file: Path, part: FilePart) -> list[SheetRow]:
    """Read the rows of a raw file, header rows included and skipped rows left out.

    A text keeps its letters (in NFC) and loses the spaces around it; an Excel cell keeps its type.
    """
    rows = list(_excel(file, part) if file.suffix.lower() in EXCEL else _csv(file, part))
    rows = [row for row in rows if row.line > part.skip_rows]
    if part.until_blank_row:
        rows = _until_blank(rows, part.header_rows)
    rows = rows[: part.header_rows] + [row for row in rows[part.header_rows :] if not row.blank]
    if not rows:
        raise InvalidInput.because("the file is empty", file=file)
    _demand_same_width(file, rows)
    if len(rows) <= part.header_rows:
        raise InvalidInput.because("the file has a header and no rows", file=file, line=rows[-1].line)
    return rows


def _until_blank(rows: list[SheetRow], header_rows: int) -> list[SheetRow]:
    end = next((n for n, row in enumerate(rows) if n >= header_rows and row.blank), len(rows))
    return rows[:end]


def _demand_same_width(file: Path, rows: list[SheetRow]) -> None:
    width = len(rows[0].cells)
    problems = [
        Problem(f"the row has {len(row.cells)} cells, the header {width}", file, row.line)
        for row in rows
        if len(row.cells) != width
    ]
    if problems:
        raise InvalidInput(problems)


def text_of(cell: Cell) -> str:
    """Write a cell as the file prints it.

    >>> text_of("Skien"), text_of(4003), text_of(date(2024, 1, 1))
    ('Skien', '4003', '2024-01-01')
    """
    return cell if isinstance(cell, str) else str(cell)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


# --- CSV ------------------------------------------------------------------------------------------


def _csv(file: Path, part: FilePart) -> Iterator[SheetRow]:
    for line, cells in numbered_records(_text(file, part.encoding), file, part.separator):
        yield SheetRow(line, tuple(_clean(cell) for cell in cells) or ("",))


def _text(file: Path, encoding: str) -> str:
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        neighbours = [other.name for other in file.parent.glob("*")] if file.parent.is_dir() else []
        raise InvalidInput.because(
            f"the file is missing{nearest(file.name, neighbours)}", file=file
        ) from None
    except OSError as fault:
        raise InvalidInput.because(f"the file cannot be read: {fault.strerror}", file=file) from None
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        cause = f"the byte {raw[fault.start]:#04x} is not {encoding}; the recipe says encoding = «{encoding}»"
        raise InvalidInput.because(cause, file=file, line=line) from None
    if "\0" in text:
        cause = f"holds a NUL character; is it written in another encoding than «{encoding}»?"
        raise InvalidInput.because(cause, file=file, line=text.count("\n", 0, text.index("\0")) + 1)
    return text


# --- Excel ----------------------------------------------------------------------------------------


def _excel(file: Path, part: FilePart) -> Iterator[SheetRow]:
    for line, cells in read_sheet(file, part.sheet).rows(1):
        yield SheetRow(line, tuple(map(_cell, cells)) or ("",))


def _cell(cell: object) -> Cell:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, int | float | date) and not isinstance(cell, bool):
        return cell
    return _clean(str(cell))
