"""Tables of a file: text in columns, with the line each row came from. CSV and Parquet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from loftet.editions.plain_csv import plain_columns
from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.rows import numbered_records, read_text, without_collector

Floats = NDArray[np.float64]

NUMERIC_SIGNS = re.compile(r"[0-9.eE+\-\n]*")


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table as text, unknown extra ones included; `lines` tells where each row stood."""

    columns: Mapping[str, tuple[str, ...]]
    file: Path
    lines: Sequence[int]
    _floats: dict[str, Floats | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.lines)

    def line_of(self, row: int) -> int:
        """Return the physical line of a row (in Parquet: its number)."""
        return self.lines[row]

    def column(self, name: str) -> tuple[str, ...]:
        """Return a column; one that is absent is empty all the way down."""
        return self.columns[name] if name in self.columns else ("",) * len(self)

    def floats(self, name: str) -> Floats | None:
        """Return a column as numbers, NaN where it is empty; None where a cell needs a closer look.

        A column is read so once, for the checks, for the hash and for the edition.
        """
        if name not in self._floats:
            self._floats[name] = _floats(self.column(name))
        found = self._floats[name]
        return None if found is None else found.copy()

    def in_order(self, rows: Sequence[int]) -> "Table":
        """Return the same table with its rows in another order."""
        columns = {name: tuple(map(cells.__getitem__, rows)) for name, cells in self.columns.items()}
        return Table(MappingProxyType(columns), self.file, tuple(map(self.lines.__getitem__, rows)))


def _floats(cells: tuple[str, ...]) -> Floats | None:
    if not any(cells):
        return np.full(len(cells), np.nan)
    if not NUMERIC_SIGNS.fullmatch("\n".join(cells)):
        return None
    try:
        result = np.array([float(cell) if cell else np.nan for cell in cells], dtype=float)
    except ValueError:
        return None
    return None if np.isinf(result).any() else result


def find_table(folder: Path, name: str) -> Path:
    """Find the one file of a table in a study: CSV or Parquet."""
    found = [file for suffix in ("csv", "parquet") if (file := folder / f"{name}.{suffix}").is_file()]
    if not found:
        raise InvalidInput.because(f"the study has no {name}.csv", file=folder / f"{name}.csv")
    if len(found) > 1:
        raise InvalidInput.because(f"there is {name}.parquet too: which one counts?", file=found[0])
    return found[0]


def read_table(file: Path, required: Iterable[str]) -> Table:
    """Read a table strictly: all required columns, rows as long as the header, UTF-8 (a BOM is skipped)."""
    table = _read_parquet(file) if file.suffix == ".parquet" else _read_csv(file)
    if problems := _missing_columns(table, required):
        raise InvalidInput(problems)
    return table


def _missing_columns(table: Table, required: Iterable[str]) -> list[Problem]:
    problems = []
    for name in required:
        if name in table.columns:
            continue
        cause = f"the column «{name}» is missing"
        if near := get_close_matches(name, table.columns, n=1):
            cause += f" (is «{near[0]}» meant?)"
        elif any(";" in column or "\t" in column for column in table.columns):
            cause += " (columns are separated by commas)"
        problems.append(Problem(cause, table.file, 1, name))
    return problems


def _read_csv(file: Path) -> Table:
    text = read_text(file)
    if "\0" in text:
        raise InvalidInput.because(
            "holds a NUL character", file=file, line=text.count("\n", 0, text.index("\0")) + 1
        )
    if columns := plain_columns(text):
        header = [cells[0] for cells in columns]
        if problems := _header_problems(header, file):
            raise InvalidInput(problems)
        named = {cells[0]: cells[1:] for cells in columns}
        return Table(MappingProxyType(named), file, range(2, len(columns[0]) + 1))
    rows, lines = _records(text, file)
    if not rows:
        raise InvalidInput.because("the file is empty", file=file)
    header = rows[0]
    problems = [*_header_problems(header, file), *_ragged_rows(rows, lines, file)]
    if problems:
        raise InvalidInput(problems)
    cells = list(zip(*rows[1:], strict=True)) or [()] * len(header)
    return Table(MappingProxyType(dict(zip(header, cells, strict=True))), file, tuple(lines[1:]))


def _records(text: str, file: Path) -> tuple[list[list[str]], Sequence[int]]:
    """Split a text into records, with the line each one begins on; empty lines are skipped."""
    with without_collector():
        records = [(line, cells) for line, cells in numbered_records(text, file) if cells]
    return [cells for _line, cells in records], [line for line, _cells in records]


def _header_problems(header: Sequence[str], file: Path) -> list[Problem]:
    problems = [Problem("a column has no name", file, 1) for name in header if not name.strip()]
    twice = {name for name in header if name.strip() and header.count(name) > 1}
    return problems + [Problem("the column stands twice", file, 1, name) for name in sorted(twice)]


def _ragged_rows(rows: Sequence[Sequence[str]], lines: Sequence[int], file: Path) -> list[Problem]:
    wide = len(rows[0])
    if set(map(len, rows)) == {wide}:
        return []
    return [
        Problem(f"has {len(row)} fields where the header has {wide}", file, line)
        for row, line in zip(rows, lines, strict=True)
        if len(row) != wide
    ]


def _read_parquet(file: Path) -> Table:
    # DuckDB costs a sixth of a second that a study in CSV need not pay.
    from loftet.editions.parquet import read_parquet

    names, cells, number = read_parquet(file)
    return Table(MappingProxyType(dict(zip(names, cells, strict=True))), file, range(1, number + 1))
