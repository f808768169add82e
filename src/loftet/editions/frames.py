"""Result tables: typed columns, ready for CSV and Parquet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Kind(Enum):
    """What a column holds; the value is its type in Parquet."""

    TEXT = "VARCHAR"
    INTEGER = "INTEGER"
    DOUBLE = "DOUBLE"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: text (empty = no value), or numbers as doubles (NaN = no value)."""

    kind: Kind
    cells: NDArray[np.object_] | NDArray[np.float64]

    def printed(self) -> list[str]:
        """Write the cells as CSV holds them: doubles as `repr`, no value as nothing."""
        cells: list[Any] = self.cells.tolist()
        match self.kind:
            case Kind.TEXT:
                return cells
            case Kind.INTEGER:
                return [str(int(cell)) if cell == cell else "" for cell in cells]
            case Kind.DOUBLE:
                return [repr(cell) if cell == cell else "" for cell in cells]


def text(cells: Sequence[str] | NDArray[np.object_]) -> Column:
    """Make a column of text."""
    return Column(Kind.TEXT, np.array(cells, dtype=object))


def integers(cells: NDArray[np.generic]) -> Column:
    """Make a column of whole numbers from any array; NaN = no value."""
    return Column(Kind.INTEGER, cells.astype(np.float64).ravel())


def doubles(cells: NDArray[np.float64]) -> Column:
    """Make a column of doubles from an array of any shape, in C order."""
    return Column(Kind.DOUBLE, np.ascontiguousarray(cells).ravel() + 0.0)


def words(codes: NDArray[np.integer], vocabulary: Sequence[str]) -> Column:
    """Make a column of words from codes that point into a vocabulary."""
    return Column(Kind.TEXT, np.array(vocabulary, dtype=object)[codes.ravel()])


@dataclass(frozen=True, slots=True)
class Frame:
    """A result table with its name (the file's stem) and its columns in order."""

    name: str
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())).cells)
