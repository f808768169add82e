"""Raw files, CSV or Excel, as rows of cells that remember their line."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.faults import RecipeFault
from loftet.sources.tables.raw_text import demand_separator, demand_true_name, is_excel, opened_text
from loftet.sources.tables.recipe import FilePart
from loftet.sources.workbook import MOST_CELLS, column_letters, demand_workbook, read_sheet
from loftet.sources.workbook_layout import SheetEntry, percent_cells, sheets_of
from loftet.text_files.rows import nearest, numbered_lines

Cell = str | int | float | date
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # signs that no one sees in a table
MOST_KEPT = 500_000  # different cells of a file


class ShownAsPercent(float):
    """A number that Excel shows as per cent: it holds 0.16 and shows 16 %."""


class SheetRow(NamedTuple):
    """The cells of one row and the line of the file on which it begins; a file has millions of them."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        """Check whether the row is empty."""
        return self.cells.count("") == len(self.cells)


class IdleWord(NamedTuple):
    """A word of the recipe that leaves out no row of a file: its key, its column, and what is like it."""

    key: str
    column: str
    word: str
    nearest: str

    def fault(self, file: Path) -> RecipeFault:
        """Return what is told of it where no other file has the word either."""
        cause = f"no row of {file} has «{self.word}» in the column «{self.column}»"
        return RecipeFault(cause + self.nearest, self.key)


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a raw file, header first, and what was not read of it."""

    rows: tuple[SheetRow, ...]
    sheet: SheetEntry | None = None
    other_sheets: tuple[SheetEntry, ...] = ()
    ends: int = 0  # the blank row that ends the table
    below: tuple[int, ...] = ()  # the lines below it that hold something
    left_out: tuple[SheetRow, ...] = ()
    idle: tuple[IdleWord, ...] = ()


def read_rows(file: Path, part: FilePart, sheet: str = "") -> Reading:
    """Read the rows of a raw file, header rows included and skipped rows left out.

    A text keeps its letters (in NFC) and loses the spaces around it; an Excel cell keeps its type.

    Raises:
        RecipeFault: when the recipe says of the file what is plainly not so.
        InvalidInput: when the file cannot be read.
    """
    demand_true_name(file)
    reading = read_excel(file, sheet) if is_excel(file) else _read_csv(file, part)
    if part.skip_rows:
        reading = replace(reading, rows=tuple(row for row in reading.rows if row.line > part.skip_rows))
    if part.turned:
        reading = replace(reading, rows=turned(reading.rows))
    if part.until_blank_row:
        reading = _until_blank(reading, part.header_rows)
    if part.sheet_column:
        rows = with_sheet(reading.rows, part.sheet_column, sheet, part.header_rows)
        reading = replace(reading, rows=rows)
    header, body = reading.rows[: part.header_rows], reading.rows[part.header_rows :]
    body = tuple(row for row in body if any(row.cells) or not row.blank)  # `any` is fast, and 0 is a cell
    if not header and not body:
        raise InvalidInput.because("the file is empty", file=file)
    names = header_names(header, part)
    body, left_out, idle = _leave_out(file, names, body, part)
    _demand_same_width(file, header, body)
    if not body:
        raise InvalidInput.because(_no_rows(reading), file=file, line=header[-1].line)
    body = _filled_down(file, names, body, part)
    return replace(reading, rows=(*header, *body), left_out=left_out, idle=idle)


def turned(rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """Return the columns of a table as rows, for one with a row for each year and a column for each place.

    The line of such a row is the number of its column.
    """
    kept = [row for row in rows if not row.blank]
    width = max((len(row.cells) for row in kept), default=0)
    return tuple(
        SheetRow(n + 1, tuple(row.cells[n] if n < len(row.cells) else "" for row in kept))
        for n in range(width)
    )


def with_sheet(rows: Sequence[SheetRow], name: str, sheet: str, headers: int) -> tuple[SheetRow, ...]:
    """Return rows with one column more, of a name, that holds the name of the sheet in each row of data."""
    more = [name, *[""] * (headers - 1)]
    return tuple(
        row if row.blank else SheetRow(row.line, (*row.cells, more[n] if n < headers else sheet))
        for n, row in enumerate(rows)
    )


def _no_rows(reading: Reading) -> str:
    if reading.sheet is None:
        return "the file has a header and no rows"
    others = ", ".join(map(str, reading.other_sheets))
    return f"the sheet {reading.sheet} has a header and no rows" + (
        f"; its other sheets: {others}" if others else ""
    )


def _until_blank(reading: Reading, header_rows: int) -> Reading:
    rows = reading.rows
    end = next((n for n, row in enumerate(rows) if n >= header_rows and row.blank), len(rows))
    below = tuple(row.line for row in rows[end:] if not row.blank)
    return replace(reading, rows=rows[:end], below=below, ends=rows[end].line if below else 0)


def header_names(header: tuple[SheetRow, ...], part: FilePart) -> list[str]:
    """Return the name of each column: the cells of the header rows joined, or of a wide file the first.

    A column that the file gives no name is called by its letter: «(A)».
    """
    columns = [
        [text_of(row.cells[n]) for row in header if n < len(row.cells) and row.cells[n] != ""]
        for n in range(max(len(row.cells) for row in header))
    ]
    if part.wide is not None:
        return [cells[0] if cells else nameless(n) for n, cells in enumerate(columns)]
    return [" / ".join(cells) or nameless(n) for n, cells in enumerate(columns)]


def nameless(column: int) -> str:
    """Return what a column without a name is called: its letter in a spreadsheet.

    >>> nameless(0), nameless(27)
    ('(A)', '(AB)')
    """
    return f"({column_letters(column + 1)})"


def lettered(name: str, column: int) -> str:
    """Return a name of a column with its letter in a spreadsheet, for words that point at it.

    >>> lettered("Andel", 2), lettered("(C)", 2)
    ('Andel (C)', '(C)')
    """
    letter = nameless(column)
    return name if name == letter else f"{name} {letter}"


def spaced(name: str) -> str:
    """Return a name of a column with single plain spaces, for those that the eye cannot tell apart.

    >>> spaced("Antall\\u00a0personer")
    'Antall personer'
    """
    return " ".join(name.split())


# --- rows that are left out, and cells that mean the one above -------------------------------------


def _leave_out(
    file: Path, names: list[str], body: tuple[SheetRow, ...], part: FilePart
) -> tuple[tuple[SheetRow, ...], tuple[SheetRow, ...], tuple[IdleWord, ...]]:
    """Return the rows that are kept, those left out, and the words of the recipe that leave out none."""
    if not part.leave_out and not part.leave_out_starting:
        return body, (), ()
    out: set[SheetRow] = set()
    idle: list[IdleWord] = []
    for key, asked in (("leave_out", part.leave_out), ("leave_out_starting", part.leave_out_starting)):
        for column, words in asked.items():
            position = _position(file, names, column, key)
            cells = {row: text_of(row.cells[position]) for row in body if position < len(row.cells)}
            for word in words:
                starting = key == "leave_out_starting"
                found = {
                    row for row, cell in cells.items() if cell == word or (starting and _starts(cell, word))
                }
                if not found:
                    idle.append(IdleWord(key, column, word, nearest(word, sorted(set(cells.values())))))
                out |= found
    kept = tuple(row for row in body if row not in out)
    return kept, tuple(row for row in body if row in out), tuple(idle)


def _starts(cell: str, word: str) -> bool:
    return bool(word) and cell.startswith(word)


def _position(file: Path, names: list[str], column: str, key: str) -> int:
    found = [n for n, name in enumerate(names) if spaced(name) == spaced(column)]
    if not found:
        raise RecipeFault(f"{file} has no column «{column}»{nearest(column, names)}", key)
    return found[0]


def _filled_down(
    file: Path, names: list[str], body: tuple[SheetRow, ...], part: FilePart
) -> tuple[SheetRow, ...]:
    """Copy the cell of the first row of a block into its other rows."""
    if not part.fill_down:
        return body
    positions = [_position(file, names, column, "fill_down") for column in part.fill_down]
    above: dict[int, Cell] = {}
    filled = []
    for row in body:
        cells = list(row.cells)
        for position in positions:
            if cells[position] != "":
                above[position] = cells[position]
            elif position not in above:
                cause = "the first row has nothing to fill down"
                name = names[position]
                column = lettered(name, position) if is_excel(file) else name
                raise InvalidInput.because(cause, file=file, line=row.line, column=column)
            cells[position] = above[position]
        filled.append(SheetRow(row.line, tuple(cells)))
    return tuple(filled)


def _demand_same_width(file: Path, header: tuple[SheetRow, ...], body: tuple[SheetRow, ...]) -> None:
    width = len(header[0].cells)
    widths = Counter(map(len, map(itemgetter(1), body)))
    if set(widths) <= {width} and all(len(row.cells) == width for row in header):
        return
    wrong = [row for row in (*header, *body) if len(row.cells) != width]
    common, count = widths.most_common(1)[0] if body else (width, 0)
    if common > width and count > 1 and count * 2 > len(body):
        first = next(row.line for row in (*header, *body) if len(row.cells) == common)
        cause = f"line {header[0].line} of {file} has {width} cells as header, and {count} rows have {common}"
        raise RecipeFault(
            f"{cause}; if line {first} is the header, write skip_rows = {first - 1}", "skip_rows"
        )
    if wrong:
        raise InvalidInput(Problem(_width(row, width), file, row.line) for row in wrong)


def _width(row: SheetRow, width: int) -> str:
    told = f"the row has {len(row.cells)} cells, the header {width}"
    if len(row.cells) > 1:
        return told
    return f"{told}; leave_out_starting leaves a note out: its first cell is «{text_of(row.cells[0])}»"


def text_of(cell: Cell) -> str:
    """Write a cell as the file prints it.

    >>> text_of("Skien"), text_of(4003), text_of(date(2024, 1, 1))
    ('Skien', '4003', '2024-01-01')
    """
    return cell if isinstance(cell, str) else str(cell)


def without_signs(text: str, before: str, behind: Sequence[str]) -> str:
    """Return a printed text without the words before it and the signs of notes behind it.

    >>> without_signs("K-Skien 1)*", "K-", ["*", "1)"])
    'Skien'
    """
    text, last = text.removeprefix(before).strip(), ""
    while text != last:
        last = text
        for sign in behind:
            text = text.removesuffix(sign).rstrip()
    return text


def clean(text: str) -> str:
    """Return a printed text in one form of its letters, without what no one sees."""
    return unicodedata.normalize("NFC", text.translate(UNSEEN)).strip()


# --- CSV ------------------------------------------------------------------------------------------


def _read_csv(file: Path, part: FilePart) -> Reading:
    clean = _CleanCells().__getitem__
    with opened_text(file, part.encoding) as (text, lines):
        demand_separator(file, text, part)
        return Reading(
            tuple(
                SheetRow(line, tuple(map(clean, cells)) or ("",))
                for line, cells in numbered_lines(lines, file, part.separator)
            )
        )


class _CleanCells(dict[str, str]):
    """Cells by what is printed: the same few stand in most rows, and each is kept once."""

    def __missing__(self, printed: str) -> str:
        cell = clean(printed)
        if len(self) < MOST_KEPT:
            self[printed] = cell
        return cell


# --- Excel ----------------------------------------------------------------------------------------


def read_excel(file: Path, name: str, most_cells: int = MOST_CELLS) -> Reading:
    """Read a sheet, the first that is not hidden where none is named."""
    demand_workbook(file)
    sheets = sheets_of(file)
    name = name or next((sheet.name for sheet in sheets if not sheet.hidden), "")
    if sheets and not name:
        raise InvalidInput.because("all sheets are hidden; name the one that is meant with sheet", file=file)
    read = read_sheet(file, name, most_cells)
    percent = percent_cells(file, name)
    rows = tuple(
        SheetRow(line, tuple(_cell(cell, percent, line, n) for n, cell in enumerate(cells)) or ("",))
        for line, cells in read.rows(1)
    )
    return Reading(
        rows,
        next((sheet for sheet in sheets if sheet.name == name), None),
        tuple(sheet for sheet in sheets if sheet.name != name),
    )


def _cell(cell: object, percent: frozenset[tuple[int, int]], row: int, column: int) -> Cell:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, int | float | date) and not isinstance(cell, bool):
        if percent and (row, column) in percent and isinstance(cell, int | float):
            return ShownAsPercent(cell)
        return cell
    return clean(str(cell))
