"""Result tables: typed columns, ready for CSV and Parquet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class ColumnKind(Enum):
    """The type of a column; the value is its type in Parquet."""

    TEXT = "VARCHAR"
    INTEGER = "INTEGER"
    DOUBLE = "DOUBLE"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: text (empty = no value), or numbers as doubles (NaN = no value)."""

    kind: ColumnKind
    cells: NDArray[np.object_] | NDArray[np.float64]

    def printed(self) -> list[str]:
        """Write the cells as CSV holds them: doubles as `repr`, no value as nothing."""
        if self.kind is ColumnKind.DOUBLE:
            return print_doubles(np.asarray(self.cells, dtype=np.float64))
        cells: list[Any] = self.cells.tolist()
        if self.kind is ColumnKind.TEXT:
            return cells
        return [str(int(cell)) if cell == cell else "" for cell in cells]


def print_doubles(cells: Floats) -> list[str]:
    """Write doubles as `repr` does, NaN as nothing.

    orjson finds the same shortest digits ten times as fast; only very small and very large numbers, where the
    two set the exponent differently, are left to `repr`.

    >>> print_doubles(np.array([0.1 + 0.2, 50.0, np.nan, 1e-05, -1e+16]))
    ['0.30000000000000004', '50.0', '', '1e-05', '-1e+16']
    """
    size = np.abs(cells)
    alike = ((size >= 1e-4) & (size < 1e16)) | (size == 0)
    text = orjson.dumps(np.where(alike, cells, 0.0), option=orjson.OPT_SERIALIZE_NUMPY)
    printed = text[1:-1].decode().split(",") if len(cells) else []
    for at in np.flatnonzero(~alike):
        printed[at] = "" if np.isnan(cells[at]) else repr(float(cells[at]))
    return printed


def text(cells: Sequence[str] | NDArray[np.object_]) -> Column:
    """Build a column of text."""
    return Column(ColumnKind.TEXT, np.array(cells, dtype=object))


def integers(cells: NDArray[np.generic]) -> Column:
    """Build a column of whole numbers from any array; NaN = no value."""
    return Column(ColumnKind.INTEGER, cells.astype(np.float64).ravel())


def doubles(cells: NDArray[np.float64]) -> Column:
    """Build a column of doubles from an array of any shape, in C order."""
    return Column(ColumnKind.DOUBLE, np.ascontiguousarray(cells).ravel() + 0.0)


def words(codes: NDArray[np.integer], vocabulary: Sequence[str]) -> Column:
    """Build a column of words from codes that point into a vocabulary."""
    return Column(ColumnKind.TEXT, np.array(vocabulary, dtype=object)[codes.ravel()])


@dataclass(frozen=True, slots=True)
class Frame:
    """A result table with its name (the file's stem) and its columns in order."""

    name: str
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())).cells)
