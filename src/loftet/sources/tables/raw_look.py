"""Raw files looked at without a recipe: in which encoding, with which separator, under which header."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loftet.geography.rows import numbered_records
from loftet.invalid_input import InvalidInput
from loftet.sources.tables.raw_file import YEAR_IN_NAME
from loftet.sources.tables.raw_text import SEPARATORS, UTF_16, demand_true_name, is_excel
from loftet.sources.tables.read import SheetRow, read_excel
from loftet.sources.workbook import demand_workbook
from loftet.sources.workbook_layout import sheets_of

LOOKED_AT = 5000  # rows; a proposal needs no more
MOST_HEADERS = 3


@dataclass(frozen=True, slots=True)
class RawLook:
    """The rows of a raw file and the keys of a recipe that were needed to see them."""

    file: Path
    rows: tuple[SheetRow, ...]
    keys: dict[str, str | int]
    year_in_sheet: bool = False


def look(file: Path) -> RawLook:
    """Read a raw file as a person would open it.

    Raises:
        InvalidInput: when it is no table at all.
    """
    demand_true_name(file)
    if is_excel(file):
        return _workbook(file)
    try:
        raw = file.read_bytes()
    except OSError as fault:
        raise InvalidInput.because(f"the file cannot be read: {fault.strerror}", file=file) from None
    encoding = _encoding(raw)
    text = raw.decode(encoding, errors="replace").removeprefix("\ufeff")
    separator, rows = max(
        ((sign, _records(text, file, sign)) for sign in SEPARATORS), key=lambda one: _table_likeness(one[1])
    )
    keys: dict[str, str | int] = {} if encoding == "utf-8" else {"encoding": encoding}
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


def _records(text: str, file: Path, sign: str) -> tuple[SheetRow, ...]:
    try:
        return tuple(
            SheetRow(line, tuple(cell.strip() for cell in cells) or ("",))
            for line, cells in numbered_records(text, file, sign)
        )
    except InvalidInput:
        return ()


def _table_likeness(rows: Sequence[SheetRow]) -> int:
    """Return how many rows have the commonest number of cells, if that is more than one."""
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    return max(widths.values(), default=0)


def _workbook(file: Path) -> RawLook:
    demand_workbook(file)
    visible = [sheet.name for sheet in sheets_of(file) if not sheet.hidden]
    yearly = [name for name in visible if len(YEAR_IN_NAME.findall(name)) == 1]
    if len(yearly) > 1:
        pattern = _pattern(yearly, visible)
        return RawLook(file, read_excel(file, yearly[0]).rows[:LOOKED_AT], {"sheet": pattern}, True)
    readings = {name: read_excel(file, name).rows for name in visible}
    name = max(readings, key=lambda one: sum(not row.blank for row in readings[one]), default="")
    keys: dict[str, str | int] = {"sheet": name} if len(visible) > 1 else {}
    return RawLook(file, readings.get(name, ())[:LOOKED_AT], keys)


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
    while count < min(MOST_HEADERS, first) and _is_header(rows[first - count - 1]):
        count += 1
    return first - count, count


def _is_header(row: SheetRow) -> bool:
    return sum(cell != "" for cell in row.cells) > 1
