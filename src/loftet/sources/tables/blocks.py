"""Several tables on one sheet, below or beside each other: where each of them stands."""

import re
from collections.abc import Callable, Iterator, Sequence

from loftet.sources.tables.convert import KNOWN_MARKS
from loftet.sources.tables.guess import TOTAL, guess_numbers, guess_prefixed_period
from loftet.sources.tables.raw_look import MOST_HEADERS, filled_cells
from loftet.sources.tables.read import Cell, SheetRow, text_of
from loftet.sources.workbook import Grid

LOOKED_AT = 50  # rows of a table that may be beside another
FEWEST_PASTED = 3  # lines
IN_ONE_CELL = re.compile(r"^((?:\d{4} )?\D+?)(?:\s+[-−]?\d[\d.,]*%?)+$", re.ASCII)
FEWEST_ROWS = 2  # of a table under a header without years side by side

IsPlace = Callable[[str], bool]


def tables_on(rows: Sequence[SheetRow], is_place: IsPlace, *, with_places: bool) -> tuple[Grid, ...]:
    """Return where each of several tables on a sheet stands, its header first; nothing where there is one.

    Tables that are beside each other have the same first row. `with_places` asks each table for a
    cell that `is_place`.
    """
    found = _below_each_other(rows, is_place)
    found = found if len(found) > 1 else _beside_each_other(rows)
    if with_places:
        found = [one for one in found if _names_a_place(rows, one, is_place)]
    return tuple(found) if len(found) > 1 else ()


def pasted_line(rows: Sequence[SheetRow], separator: str, is_place: IsPlace) -> str:
    """Return the first line of a table pasted from a PDF: each is one cell, a place, then figures."""
    lines = [separator.join(map(text_of, row.cells)) for row in rows]
    found = [line for line in lines if (match := IN_ONE_CELL.match(line)) and is_place(match[1])]
    return found[0] if len(found) >= FEWEST_PASTED else ""


def _below_each_other(rows: Sequence[SheetRow], is_place: IsPlace) -> list[Grid]:
    starts: list[int] = []
    for n, row in enumerate(rows):
        if filled_cells(row) < 2:
            continue
        if not starts or (_is_after_a_gap(rows, n) and _is_header(row, is_place) and _has_figures(rows, n)):
            starts.append(n)
    ends = [*starts[1:], len(rows)]
    return [_grid(rows[first:last]) for first, last in zip(starts, ends, strict=False)]


def _is_after_a_gap(rows: Sequence[SheetRow], n: int) -> bool:
    return n > 0 and filled_cells(rows[n - 1]) < 2


def _is_header(row: SheetRow, is_place: IsPlace) -> bool:
    """Check whether a row has words and years alone, and is no row of a place, a total or a mark."""
    first, *others = [cell for cell in row.cells if cell != ""]
    if row.cells[0] != "" and (_is_period(first) or is_place(text_of(first)) or TOTAL.search(text_of(first))):
        return False
    if row.cells[0] != "" and not _is_word(first):
        return False
    return all(_is_word(cell) or _is_period(cell) for cell in others)


def _has_figures(rows: Sequence[SheetRow], n: int) -> bool:
    """Check whether rows of figures follow on a header; one is enough under years side by side."""
    years = sum(map(_is_period, rows[n].cells))
    fewest, found = (1 if years > 1 else FEWEST_ROWS), 0
    for row in rows[n + 1 :]:
        if row.blank or found >= fewest:
            break
        found += _is_data(row)
        if not found and row.line > rows[n].line + MOST_HEADERS:
            break
    return found >= fewest


def _is_data(row: SheetRow) -> bool:
    """Check whether a row has a number behind its first cell that is more than a year."""
    numbers = [cell for cell in row.cells[1:] if cell != "" and guess_numbers([cell]).share]
    return bool(numbers) and not all(map(_is_period, numbers))


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and cell not in KNOWN_MARKS and not guess_numbers([cell]).share


def _is_period(cell: Cell) -> bool:
    return cell != "" and guess_prefixed_period([cell]) is not None


def _beside_each_other(rows: Sequence[SheetRow]) -> list[Grid]:
    wide = [row for row in rows if filled_cells(row) > 1][:LOOKED_AT]
    if len(wide) < FEWEST_ROWS:
        return []
    groups = [columns for columns in _groups(wide) if _is_table(wide, columns)]
    line, last = wide[0].line, [row for row in rows if filled_cells(row) > 1][-1].line
    return [Grid(line, columns[0] + 1, last, columns[-1] + 1) for columns in groups]


def _groups(rows: Sequence[SheetRow]) -> Iterator[list[int]]:
    """Yield the columns between empty ones; where the first name comes again, a new group begins."""
    width = max(len(row.cells) for row in rows)
    name = next((cell for cell in rows[0].cells if cell != ""), "")
    group: list[int] = []
    for n in range(width):
        is_empty = all(_cell(row, n) == "" for row in rows)
        comes_again = bool(group) and _cell(rows[0], n) == name and not _is_period(name)
        if (is_empty or comes_again) and group:
            yield group
            group = []
        if not is_empty:
            group.append(n)
    if group:
        yield group


def _is_table(rows: Sequence[SheetRow], columns: Sequence[int]) -> bool:
    """Check whether columns begin with words or years under a name, and have numbers behind them."""
    first, *others = [[_cell(row, n) for row in rows[1:]] for n in columns]
    keys = [cell for cell in first if cell != ""]
    named = sum(_is_word(cell) or _is_period(cell) for cell in keys)
    numeric = any(guess_numbers(cells).share > 1 / 2 for cells in others if any(c != "" for c in cells))
    return len(keys) >= FEWEST_ROWS and named * 2 > len(keys) and numeric


def _names_a_place(rows: Sequence[SheetRow], grid: Grid, is_place: IsPlace) -> bool:
    inside = [row for row in rows if grid.top < row.line <= grid.bottom][:LOOKED_AT]
    return any(is_place(text_of(cell)) for row in inside for cell in row.cells[grid.left - 1 : grid.right])


def _grid(rows: Sequence[SheetRow]) -> Grid:
    wide = [row for row in rows if filled_cells(row) > 1]
    columns = [n for row in wide for n, cell in enumerate(row.cells) if cell != ""]
    return Grid(wide[0].line, min(columns) + 1, wide[-1].line, max(columns) + 1)


def _cell(row: SheetRow, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else ""
