"""Raw files looked at without a recipe: in which encoding, with which separator, under which header."""

import codecs
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.sources.tables.raw_file import years_in
from loftet.sources.tables.raw_text import SEPARATORS, UTF_16, demand_true_name, is_excel
from loftet.sources.tables.read import SheetRow, clean, read_excel, turned, with_sheet
from loftet.sources.workbook import MOST_CELLS, demand_workbook
from loftet.sources.workbook_layout import hidden_parts, sheets_of
from loftet.text_files.rows import numbered_records

LOOKED_AT = 5000  # rows; a proposal needs no more
LARGE = 2_000_000  # bytes; of what is larger the beginning and the end are read
END = 64_000  # bytes, for the notes below a table
MOST_HEADERS = 3
SHEET_COLUMN = "Ark"


KeyValue = str | int | bool | Sequence[str]


@dataclass(frozen=True, slots=True)
class RawLook:
    """The rows of a raw file and the keys of a recipe that were needed to see them.

    `others` are the rows of the other sheets where there is a sheet for each year. Hidden columns count from
    0, hidden rows are lines.
    """

    file: Path
    rows: tuple[SheetRow, ...]
    keys: dict[str, KeyValue]
    year_in_sheet: bool = False
    others: tuple[tuple[SheetRow, ...], ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()  # the names of those that are read
    title: str = ""  # the name of the sheet, where each is a table of its own


def look(file: Path) -> RawLook:
    """Read a raw file as a person would open it.

    Raises:
        InvalidInput: when it is no table at all.
    """
    demand_true_name(file)
    if is_excel(file):
        return look_at_workbook(file)
    try:
        if file.stat().st_size > LARGE:
            return _look_at_large(file)
        raw = file.read_bytes()
    except OSError as fault:
        raise InvalidInput.because(f"the file cannot be read: {fault.strerror}", file=file) from None
    return look_at_text(raw, file)


def _look_at_large(file: Path) -> RawLook:
    """Look at the first and the last rows of a text, which may be larger than the memory."""
    encoding = _encoding_of_large(file)
    with file.open("rb") as stream:
        begins = stream.read(LARGE)
        stream.seek(-END, os.SEEK_END)
        ends = stream.read()
    first = begins.decode(encoding, errors="replace").rpartition("\n")[0]
    seen = _best(first, file, encoding, whole=False)
    last = ends.decode("utf-16-le" if encoding == "utf-16" else encoding, errors="replace").partition("\n")[2]
    separator = str(seen.keys.get("separator", ","))
    return replace(seen, rows=seen.rows[:LOOKED_AT] + _records(last, file, separator, whole=False))


def _encoding_of_large(file: Path) -> str:
    """Return the encoding of a text; the letter that tells may stand far down."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open("rb") as stream:
        if stream.read(2).startswith(UTF_16):
            return "utf-16"
        stream.seek(0)
        try:
            while piece := stream.read(LARGE):
                decoder.decode(piece, final=len(piece) < LARGE)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def look_at_text(raw: bytes, file: Path) -> RawLook:
    """Read a text as a table, in the encoding and with the separator that fit it best."""
    encoding = _encoding(raw)
    return _best(raw.decode(encoding, errors="replace"), file, encoding, whole=True)


def _best(text: str, file: Path, encoding: str, *, whole: bool) -> RawLook:
    """Return the rows of a text with the separator that fits it best."""
    text = text.removeprefix("\ufeff")
    separator, rows = max(
        ((sign, _records(text, file, sign, whole=whole)) for sign in SEPARATORS),
        key=lambda one: _table_likeness(one[1]),
    )
    keys: dict[str, KeyValue] = {} if encoding == "utf-8" else {"encoding": encoding}
    if separator != ",":
        keys["separator"] = separator
    return RawLook(file, rows[:LOOKED_AT], keys)


def _encoding(raw: bytes) -> str:
    if raw.startswith(UTF_16):
        return "utf-16"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _records(text: str, file: Path, sign: str, *, whole: bool) -> tuple[SheetRow, ...]:
    """Return the rows of a text; none where it is no CSV and no part of one, cut within a cell."""
    rows: list[SheetRow] = []
    try:
        for line, cells in numbered_records(text, file, sign):
            rows.append(SheetRow(line, tuple(map(clean, cells)) or ("",)))
    except InvalidInput:
        return () if whole else tuple(rows)
    return tuple(rows)


def _table_likeness(rows: Sequence[SheetRow]) -> int:
    """Return how many rows have the commonest number of cells, if that is more than one."""
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    return max(widths.values(), default=0)


def look_at_workbook(file: Path, most_cells: int = MOST_CELLS) -> RawLook:
    """Read the sheet of a workbook that holds most, or the first of those named by years."""
    demand_workbook(file)
    visible = [sheet.name for sheet in sheets_of(file) if not sheet.hidden]
    yearly = [name for name in visible if len(years_in(name)) == 1]
    if len(yearly) > 1:
        first, *others = (read_excel(file, name, most_cells).rows[:LOOKED_AT] for name in yearly)
        hidden = hidden_parts(file, yearly[0])
        return RawLook(
            file, first, {"sheet": _pattern(yearly, visible)}, True, tuple(others), *hidden, tuple(yearly)
        )
    readings = {name: read_excel(file, name, most_cells).rows for name in visible}
    name = max(readings, key=lambda one: sum(not row.blank for row in readings[one]), default="")
    keys: dict[str, KeyValue] = {"sheet": name} if len(visible) > 1 else {}
    return RawLook(file, readings.get(name, ())[:LOOKED_AT], keys, False, (), *hidden_parts(file, name))


def look_at_sheet(file: Path, name: str, most_cells: int = MOST_CELLS) -> RawLook:
    """Read one sheet of several that are tables of their own."""
    rows = read_excel(file, name, most_cells).rows[:LOOKED_AT]
    return RawLook(file, rows, {"sheet": name}, False, (), *hidden_parts(file, name), title=name)


def turned_round(seen: RawLook, first: int) -> RawLook:
    """Return a table the other way round, from the row with its places on; its hidden parts are not known."""
    skipped = seen.rows[first].line - 1
    keys = {**seen.keys, **({"skip_rows": skipped} if skipped else {}), "turned": True}
    return RawLook(seen.file, turned(seen.rows[first:]), keys)


def look_at_sheets(file: Path, names: Sequence[str]) -> RawLook:
    """Read the sheets of a workbook as one table, with a column more for the name of the sheet."""
    readings = [read_excel(file, name).rows[:LOOKED_AT] for name in names]
    first = next((n for n, row in enumerate(readings[0]) if filled_cells(row) > 1), 0)
    tables = [
        with_sheet(rows[first:], SHEET_COLUMN, name, 1) for name, rows in zip(names, readings, strict=True)
    ]
    keys: dict[str, KeyValue] = {"sheet": tuple(names), "sheet_column": SHEET_COLUMN}
    return RawLook(file, tables[0], keys, False, tuple(tables[1:]))


def visible_sheets(file: Path) -> list[str]:
    """Return the names of the sheets of a workbook that a person sees; none of another file."""
    return [sheet.name for sheet in sheets_of(file) if not sheet.hidden] if is_excel(file) else []


def _pattern(wanted: Sequence[str], visible: Sequence[str]) -> str:
    """Return «*» where all sheets are wanted, else what they begin with."""
    if len(wanted) == len(visible):
        return "*"
    begins = wanted[0]
    while begins and not all(name.startswith(begins) for name in wanted):
        begins = begins[:-1]
    return f"{begins}*"


def header_above(rows: Sequence[SheetRow], first: int) -> tuple[int, int]:
    """Return where the header begins and how many rows it has, above the first row of data."""
    count = 0
    if first > 1 and is_unit(rows[first - 1]) and filled_cells(rows[first - 2]) > 1:
        count = 1
    while count < min(MOST_HEADERS, first) and filled_cells(rows[first - count - 1]) > 1:
        count += 1
    return first - count, count


def is_unit(row: SheetRow) -> bool:
    """Check whether a row has one cell, which is not the first: the unit below the names of columns."""
    return filled_cells(row) == 1 and row.cells[0] == ""


def filled_cells(row: SheetRow) -> int:
    """Return how many cells of a row hold something."""
    return len(row.cells) - row.cells.count("")
