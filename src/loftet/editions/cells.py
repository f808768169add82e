"""The cells of a table as numbers, years and words; what cannot be read is collected, not guessed."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from loftet.editions.tables import Floats, Table
from loftet.invalid_input import Problem

Word = TypeVar("Word")

NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
# Beyond it the fourth power, which kurtosis asks for, would come near what a double can hold.
LARGEST = 1e50
MOST_COUNTED = 1e15  # whole numbers up to it are exact
DECIMAL_COMMA = re.compile(r"[+-]?[0-9 ]*,[0-9]+")


@dataclass(frozen=True, slots=True)
class TableReader:
    """A table being read, and the problems found on the way."""

    table: Table
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, cause: str, row: int, column: str) -> None:
        """Add a problem with one cell."""
        self.problems.append(Problem(cause, self.table.file, self.table.line_of(row), column))

    def numbers(
        self, column: str, *, least: float | None = None, most: float = LARGEST, needed: bool = False
    ) -> Floats:
        """Read a column of numbers; an empty field is NaN."""
        cells = self.table.column(column)
        result = self.table.floats(column)
        if result is None:
            result = np.array([self._number(cell, row, column) for row, cell in enumerate(cells)])
        if least is not None:
            for row in rows_where(result < least):
                self.refuse(f"«{cells[row]}» is below {least:g}", row, column)
        for row in rows_where(np.abs(result) > most):
            self.refuse(f"«{cells[row]}» is larger than {most:g}", row, column)
            result[row] = np.nan
        if needed:
            for row in (row for row, cell in enumerate(cells) if not cell):
                self.refuse("a number is missing", row, column)
        return result

    def _number(self, cell: str, row: int, column: str) -> float:
        if not cell:
            return np.nan
        if NUMBER.fullmatch(cell) and np.isfinite(number := float(cell)):
            return number
        cause = f"«{cell}» is not a number"
        if DECIMAL_COMMA.fullmatch(cell):
            cause += " (decimals stand after a dot)"
        self.refuse(cause, row, column)
        return np.nan

    def years(self, column: str, *, needed: bool = False) -> Floats:
        """Read a column of years; an empty field is NaN."""
        cells = self.table.column(column)
        known = {cell: _year(cell) for cell in set(cells)}
        wrong = {cell for cell, year in known.items() if np.isnan(year) and (cell or needed)}
        for row in (row for row, cell in enumerate(cells) if wrong and cell in wrong):
            self.refuse(f"«{cells[row]}» is not a year" if cells[row] else "a year is missing", row, column)
        return np.array(list(map(known.__getitem__, cells)), dtype=float)

    def words(self, column: str, meanings: Mapping[str, Word]) -> list[Word]:
        """Read a column that holds one of a few words; the empty field is one of them, when it is allowed."""
        cells = self.table.column(column)
        if strange := set(cells) - meanings.keys():
            for row in (row for row, cell in enumerate(cells) if cell in strange):
                self.refuse(unknown(cells[row], meanings), row, column)
        fallback = next(iter(meanings.values()))
        known = {**dict.fromkeys(strange, fallback), **meanings}
        return list(map(known.__getitem__, cells))

    def keys(self, column: str, wrong: Callable[[str], str | None]) -> tuple[str, ...]:
        """Read a column of keys: each there, sound, and once."""
        cells = self.table.column(column)
        first: dict[str, int] = {}
        for row, cell in enumerate(cells):
            if cause := wrong(cell):
                self.refuse(cause, row, column)
            elif cell in first:
                line = self.table.line_of(first[cell])
                self.refuse(f"«{cell}» is on line {line} already", row, column)
            first.setdefault(cell, row)
        return cells

    def positions(self, column: str, known: Mapping[str, int], what: str) -> NDArray[np.int64]:
        """Read a column of keys of another table as positions there."""
        cells = self.table.column(column)
        place = {cell: known.get(cell, -1) for cell in set(cells)}
        found = np.array(list(map(place.__getitem__, cells)), dtype=np.int64)
        for row in rows_where(found < 0):
            self.refuse(unknown(cells[row], known, what), row, column)
        return found


def rows_where(condition: NDArray[np.bool_]) -> list[int]:
    """Return the rows for which a condition holds."""
    rows: list[int] = np.flatnonzero(condition).tolist()
    return rows


def _year(cell: str) -> float:
    if cell.isascii() and cell.isdigit() and len(cell) <= 4 and int(cell):
        return int(cell)
    return np.nan


def unknown(word: str, known: Iterable[str], what: str = "") -> str:
    """Return a message that a word is not among the known ones, and which one is nearest.

    >>> unknown("sdg1_wcp", ["sdg1_wpc", "sdg2_x"], "indicator")
    '«sdg1_wcp» is not a known indicator (is «sdg1_wpc» meant?)'
    >>> unknown("2", ["1", "0"])
    '«2» is none of «1», «0»'
    """
    known = [name for name in known if name]
    near = get_close_matches(word, known, n=1)
    if what:
        cause = f"«{word}» is not a known {what}" if word else f"the {what} is missing"
    else:
        cause = f"«{word}» is none of {', '.join(f'«{name}»' for name in known)}"
    return cause + (f" (is «{near[0]}» meant?)" if near else "")


def spaced(cell: str) -> str | None:
    """Return what is wrong with a key that is empty or has spaces around it."""
    if not cell.strip():
        return "a key is missing"
    return f"«{cell}» has spaces around it" if cell != cell.strip() else None
