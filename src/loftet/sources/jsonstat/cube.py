"""A statistical table as one block of numbers with named sides."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from loftet.invalid_input import InvalidInput
from loftet.text_files.rows import nearest

Floats = NDArray[np.float64]
Statuses = NDArray[np.uint8]


class DimensionRole(StrEnum):
    """The role of a side of the table."""

    TIME = "time"
    GEO = "geo"
    METRIC = "metric"
    OTHER = "other"


class CellStatus(IntEnum):
    """The status of a cell; arrays carry the number, studies the word.

    >>> CellStatus.NOT_POSSIBLE.word
    'not_possible'
    """

    REPORTED = 0
    MISSING = 1
    NOT_POSSIBLE = 2
    SUPPRESSED = 3
    NOT_APPLICABLE = 4
    PRELIMINARY = 5
    ESTIMATED = 6
    IMPUTED = 7

    @property
    def word(self) -> str:
        """Return the word that a study's observations carry."""
        return self.name.lower()


# A cell with one of these has no value, whatever number is there.
WITHOUT_VALUE = frozenset(
    {CellStatus.MISSING, CellStatus.NOT_POSSIBLE, CellStatus.SUPPRESSED, CellStatus.NOT_APPLICABLE}
)


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a category's numbers; `refperiod` and `measuring` are the source's words."""

    base: str = ""
    decimals: int | None = None
    refperiod: str = ""
    measuring: str = ""


@dataclass(frozen=True, slots=True)
class CubeDimension:
    """One side of a table: its codes in order, with a label and a unit for each.

    `elimination` tells that the source can leave the side out; `total` is the code that stands for all.
    """

    id: str
    label: str
    role: DimensionRole
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    units: tuple[Unit, ...]
    elimination: bool = False
    total: str | None = None

    def position(self, code: str) -> int:
        """Find where a code stands.

        Raises:
            InvalidInput: when the dimension does not have it; the nearest code is suggested.
        """
        try:
            return self.codes.index(code)
        except ValueError:
            cause = f"«{self.id}» has no code «{code}»{nearest(code, self.codes)}"
            raise InvalidInput.because(cause) from None


@dataclass(frozen=True, slots=True)
class TableNotes:
    """The source's notes on a table; `updated` is printed as the source prints it."""

    label: str = ""
    source: str = ""
    updated: str = ""
    table: str = ""
    language: str = ""
    discontinued: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """The sides of a table and what is said about it, without a single number."""

    dims: tuple[CubeDimension, ...]
    about: TableNotes


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """A table: `values` (float64, NaN where there is none) and `status` (CellStatus), one axis a dimension.

    Both arrays are row-major in the order of `dims`, and cannot be written to.
    """

    dims: tuple[CubeDimension, ...]
    values: Floats
    status: Statuses
    about: TableNotes

    def __post_init__(self) -> None:
        self.values.setflags(write=False)
        self.status.setflags(write=False)

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the number of codes on each side."""
        return tuple(len(dim.codes) for dim in self.dims)

    def axis(self, name: str) -> int:
        """Find which axis a dimension is, by its id.

        Raises:
            InvalidInput: when the table has no such dimension; the nearest is suggested.
        """
        ids = [dim.id for dim in self.dims]
        if name not in ids:
            raise InvalidInput.because(f"the table has no dimension «{name}»{nearest(name, ids)}")
        return ids.index(name)

    def with_role(self, role: DimensionRole) -> tuple[CubeDimension, ...]:
        """Return the dimensions that play a role."""
        return tuple(dim for dim in self.dims if dim.role is role)

    def at(self, **codes: str) -> tuple[float, CellStatus]:
        """Look a single cell up; a dimension with one code need not be named.

        Raises:
            InvalidInput: when a dimension or a code is unknown, or a dimension with several codes is not
                named.
        """
        for name in codes:
            self.axis(name)
        place = []
        for dim in self.dims:
            if dim.id not in codes and len(dim.codes) != 1:
                raise InvalidInput.because(f"«{dim.id}» has {len(dim.codes)} codes, and none is named")
            place.append(dim.position(codes.get(dim.id, dim.codes[0])))
        cell = tuple(place)
        return float(self.values[cell]), CellStatus(self.status[cell])
