"""A table as long rows, one a cell, in the words of a study."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import isnan

from loftet.sources.jsonstat import CellStatus, Cube, DimensionRole
from loftet.sources.jsonstat.validity import year_of
from loftet.sources.pxweb.vintage import Vintage


@dataclass(frozen=True, slots=True)
class LongRow:
    """One cell: the place's code as printed, contents, period and its last year, value or none, status.

    `others` are the remaining variables with their codes, in the order of the table.
    """

    code: str
    contents: str
    period: str
    year: int | None
    value: float | None
    status: str
    others: tuple[tuple[str, str], ...] = ()


def long_rows(cube: Cube, vintage: Vintage) -> Iterator[LongRow]:
    """Return every cell as a row; figures that the source will revise are preliminary.

    A variable without a role of its own is among the `others`; a role without a variable gives no text.
    """
    main = {
        role: next((dim.id for dim in cube.with_role(role)), "")
        for role in (DimensionRole.GEO, DimensionRole.METRIC, DimensionRole.TIME)
    }
    names = [dim.id for dim in cube.dims]
    values, statuses = cube.values.ravel().tolist(), cube.status.ravel().tolist()
    for codes, value, number in zip(
        product(*(dim.codes for dim in cube.dims)), values, statuses, strict=True
    ):
        at = dict(zip(names, codes, strict=True))
        period = at.get(main[DimensionRole.TIME], "")
        year, status = year_of(period), CellStatus(number)
        if status is CellStatus.REPORTED and vintage.is_preliminary(year):
            status = CellStatus.PRELIMINARY
        yield LongRow(
            code=at.get(main[DimensionRole.GEO], ""),
            contents=at.get(main[DimensionRole.METRIC], ""),
            period=period,
            year=year,
            value=None if isnan(value) else value,
            status=status.word,
            others=tuple((name, code) for name, code in at.items() if name not in main.values()),
        )
