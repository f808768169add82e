"""Miljødirektoratet's workbook of greenhouse gas emissions by municipality.

The whole history is calculated again every year, so an extract belongs to its vintage: figures of two
vintages are never put in one series. Only direct emissions (scope 1) are in it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from openpyxl.utils import get_column_letter

from loftet.geography.place import Kind, Place
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.printed_codes import PrintedCodes
from loftet.sources.workbook import Grid, WorkbookSheet, merged_cells, read_sheet

SHEET = "Oversikt - detaljert"
HEADER_ROW = 1
COLUMNS = {
    "code": re.compile(r"^kommune\s*\(?n(umme)?r\.?\)?$", re.IGNORECASE),
    "year": re.compile(r"^år$", re.IGNORECASE),
    "sector": re.compile(r"^sektor$", re.IGNORECASE),
    "origin": re.compile(r"^utslippskilde$", re.IGNORECASE),
    "gas": re.compile(r"^klimagass$", re.IGNORECASE),
    "tonnes": re.compile(r"^utslipp(\s*\(.*\))?$", re.IGNORECASE),
}
PRINTED = {
    "code": "Kommunenr",
    "year": "År",
    "sector": "Sektor",
    "origin": "Utslippskilde",
    "gas": "Klimagass",
    "tonnes": "Utslipp",
}
OPTIONAL = frozenset({"gas"})  # extracts of earlier years have one row a source, all gases together
FOUR_DIGITS = re.compile(r"^\d{4}$", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1990, 2100
MARKS = frozenset({"", "-", ".", "..", ":"})


@dataclass(frozen=True, slots=True)
class Emission:
    """The emissions of a source in a municipality and year, in tonnes of CO₂ equivalents; None = not told.

    A workbook with a column of gases has a row for each of them.
    """

    row: int
    code: str
    year: int
    sector: str
    origin: str
    tonnes: Decimal | None
    gas: str = ""


@dataclass(frozen=True, slots=True)
class EmissionsTotal:
    """All sources of a sector, or of all sectors, in a municipality and year; none when one is not told."""

    place: Place
    year: int
    sector: str
    tonnes: Decimal | None
    sources: int


@dataclass(frozen=True, slots=True)
class EmissionsExtract:
    """A workbook as it was on the day it was fetched: the vintage that every figure of it carries."""

    vintage: date
    checksum: str
    emissions: tuple[Emission, ...]


def read_emissions(file: Path, vintage: date, header_row: int = HEADER_ROW) -> EmissionsExtract:
    """Read the detailed sheet of the workbook.

    Raises:
        InvalidInput: when it is no workbook, has not the sheet or the columns, or a cell cannot be used; with
            sheet and cell of each fault.
    """
    sheet = read_sheet(file, SHEET)
    columns = _columns(sheet, header_row)
    problems = list(_merged(file, header_row, columns))
    if problems:  # the cells under a merged one look empty
        raise InvalidInput(problems)
    found = [
        one
        for number, cells in sheet.rows(header_row + 1)
        if (one := _emission(sheet, number, cells, columns, problems))
    ]
    _demand_once(sheet, found, columns, problems)
    if not found and not problems:
        problems.append(sheet.problem("the sheet has a header and no rows"))
    if problems:
        raise InvalidInput(problems)
    return EmissionsExtract(vintage, sha256(file.read_bytes()).hexdigest(), tuple(found))


# --- the header -----------------------------------------------------------------------------------


def _columns(sheet: WorkbookSheet, header_row: int) -> Mapping[str, int]:
    """Find where each column stands; a header that has moved is told and not guessed at."""
    header = next((cells for number, cells in sheet.rows(1) if number == header_row), ())
    found = {name: _where(header, pattern) for name, pattern in COLUMNS.items()}
    missing = [PRINTED[name] for name, places in found.items() if not places and name not in OPTIONAL]
    twice = [PRINTED[name] for name, places in found.items() if len(places) > 1]
    if missing:
        cause = f"row {header_row} has no column «{missing[0]}»{_moved(sheet, missing[0])}"
        raise InvalidInput([sheet.problem(cause)])
    if twice:
        raise InvalidInput([sheet.problem(f"row {header_row} has the column «{twice[0]}» more than once")])
    return {name: places[0] for name, places in found.items() if places}


def _where(cells: Sequence[object], pattern: re.Pattern[str]) -> list[int]:
    return [
        place for place, cell in enumerate(cells) if isinstance(cell, str) and pattern.match(cell.strip())
    ]


def _moved(sheet: WorkbookSheet, printed: str) -> str:
    """Return a hint on where the word is instead, if it is among the first rows."""
    pattern = next(COLUMNS[name] for name, word in PRINTED.items() if word == printed)
    for number, cells in sheet.rows(1):
        if number > 50:
            break
        if places := _where(cells, pattern):
            return f"; it is in {get_column_letter(places[0] + 1)}{number}, so the layout has changed"
    return ""


def _merged(file: Path, header_row: int, columns: Mapping[str, int]) -> Iterator[Problem]:
    used = Grid(header_row, min(columns.values()) + 1, 1_048_576, max(columns.values()) + 1)
    for grid in merged_cells(file, SHEET):
        if grid.meets(used):
            yield Problem(
                f"the cells {grid} are merged; a table has one cell a value", file, column=f"{SHEET}!{grid}"
            )


# --- one row --------------------------------------------------------------------------------------


def _emission(
    sheet: WorkbookSheet,
    number: int,
    cells: Sequence[object],
    columns: Mapping[str, int],
    problems: list[Problem],
) -> Emission | None:
    if all(cell is None or cell == "" for cell in cells):
        return None
    before = len(problems)
    got: dict[str, object] = {}
    for name, column in columns.items():
        try:
            got[name] = READERS[name](cells[column] if column < len(cells) else None)
        except ValueError as fault:
            problems.append(sheet.problem(str(fault), number, column))
    if len(problems) > before:
        return None
    return Emission(number, **got)  # type: ignore[arg-type]


def _code(cell: object) -> str:
    """Read a code; Excel keeps a code as a number at times, which has then lost nothing but its zero."""
    text = (
        f"{cell:04d}"
        if type(cell) is int and 0 <= cell <= 9999
        else str("" if cell is None else cell).strip()
    )
    if not FOUR_DIGITS.match(text):
        raise ValueError(f"«{text}» is not a municipality's code of four digits")
    return text


def _year(cell: object) -> int:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    if not FOUR_DIGITS.match(text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError(f"«{cell}» is not a year")
    return int(text)


def _name(cell: object) -> str:
    text = str("" if cell is None else cell).strip()
    if not text:
        raise ValueError("the cell is empty")
    return text


def _tonnes(cell: object) -> Decimal | None:
    if cell is None or (isinstance(cell, str) and cell.strip() in MARKS):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Decimal(repr(cell))
    raise ValueError(f"«{cell}» is not a number")


# The same few words stand in every row: each is read once, and kept once.
READERS: Mapping[str, Callable[[object], object]] = {
    "code": lru_cache(maxsize=2_000, typed=True)(_code),
    "year": lru_cache(maxsize=200, typed=True)(_year),
    "sector": lru_cache(maxsize=200)(_name),
    "origin": lru_cache(maxsize=1_000)(_name),
    "gas": lru_cache(maxsize=50)(_name),
    "tonnes": _tonnes,
}


def _demand_once(
    sheet: WorkbookSheet, found: Iterable[Emission], columns: Mapping[str, int], problems: list[Problem]
) -> None:
    first: dict[tuple[str, int, str, str, str], int] = {}
    for one in found:
        row = first.setdefault((one.code, one.year, one.sector, one.origin, one.gas), one.row)
        if row != one.row:
            named = ", ".join(filter(None, (one.code, str(one.year), one.sector, one.origin, one.gas)))
            cause = f"{named} is in row {row} already"
            problems.append(sheet.problem(cause, one.row, columns["tonnes"]))


# --- totals ---------------------------------------------------------------------------------------


def totals(
    extract: EmissionsExtract, codes: PrintedCodes, gases: Collection[str] = ()
) -> tuple[EmissionsTotal, ...]:
    """Sum the sources of each sector, and of all sectors (sector empty), by municipality and year.

    All gases are summed, for every row is told in CO₂ equivalents; `gases` chooses some of them. A sum with a
    source that is not told is not told either: what is missing never counts as zero. The workbook prints its
    whole history under the codes of its vintage.

    Raises:
        InvalidInput: when a code is no municipality's on the day of the vintage.
    """
    problems: list[Problem] = []
    places = {code: _municipality(code, extract.vintage, codes, problems) for code in sorted(_codes(extract))}
    if problems:
        raise InvalidInput(problems)
    parts: dict[tuple[str, int, str], list[Decimal | None]] = defaultdict(list)
    for one in extract.emissions:
        if gases and one.gas not in gases:
            continue
        parts[one.code, one.year, one.sector].append(one.tonnes)
        parts[one.code, one.year, ""].append(one.tonnes)
    return tuple(
        EmissionsTotal(place, year, sector, _sum(told), len(told))
        for (code, year, sector), told in sorted(parts.items())
        if (place := places[code])
    )


def _codes(extract: EmissionsExtract) -> frozenset[str]:
    return frozenset(one.code for one in extract.emissions)


def _municipality(code: str, vintage: date, codes: PrintedCodes, problems: list[Problem]) -> Place | None:
    try:
        place = codes.find(code, vintage.year)
    except InvalidInput as refused:
        problems.extend(refused.problems)
        return None
    assert place.kind is Kind.MUNICIPALITY
    return place


def _sum(told: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for one in told:
        if one is None:
            return None
        total += one
    return total
