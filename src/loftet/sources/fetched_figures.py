"""The figures of one indicator out of a fetched table: one a municipality and year, with where it stood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.refused import Refused
from loftet.sources.catalogue import Indicator
from loftet.sources.jsonstat import CellStatus, Cube, Dimension, Role, zero_when_invalid
from loftet.sources.jsonstat.validity import year_of
from loftet.sources.pxweb import FetchedTable, Vintage


@dataclass(frozen=True, slots=True)
class Figure:
    """A municipality's figure of a year; `code` is the one that the source printed it under."""

    place: Place
    year: int
    value: float | None
    status: str
    period: str
    code: str
    vintage: str


@dataclass(frozen=True, slots=True)
class _Grid:
    """The indicator's cells, region × time."""

    cube: Cube
    vintage: Vintage
    regions: Mapping[str, int]
    times: tuple[tuple[int, str, int], ...]

    def cell(self, code: str, at: int) -> tuple[float, CellStatus] | None:
        """Give the cell of a code, or none where the table does not have the code."""
        if code not in self.regions:
            return None
        row = self.regions[code]
        return float(self.cube.values[row, at]), CellStatus(self.cube.status[row, at])


def figures_of(
    indicator: Indicator, fetched: FetchedTable, municipalities: Sequence[Place], places: Gazetteer
) -> tuple[Figure, ...]:
    """Give every figure of an indicator that the table has, a municipality's years in order.

    Raises:
        Refused: when the table has no regions or years, or a variable of which the catalogue names no code.
    """
    grid = _grid(indicator, fetched, places)
    return tuple(figure for place in municipalities for figure in _of_place(grid, place, places))


def _of_place(grid: _Grid, place: Place, places: Gazetteer) -> Iterator[Figure]:
    for year, period, at in grid.times:
        own = places.series_code(place, year)
        if own is None:
            continue  # the place did not exist, and a figure is never cast back
        found = [(code, *cell) for code in _codes(place, own) if (cell := grid.cell(code, at)) is not None]
        if found:
            code, value, status = next((one for one in found if not np.isnan(one[1])), found[0])
            word = _word(status, np.isnan(value), grid.vintage.is_preliminary(year))
            told = None if np.isnan(value) else value
            yield Figure(place, year, told, word, period, code, str(grid.vintage))


def _codes(place: Place, own: str) -> tuple[str, ...]:
    """Give the code of the year, and then the others: some sources print old years under the new code."""
    return (own, *sorted({dated.code for dated in place.codes} - {own}, reverse=True))


def _word(status: CellStatus, empty: bool, preliminary: bool) -> str:
    if empty:
        return (CellStatus.MISSING if status is CellStatus.REPORTED else status).word
    return CellStatus.PRELIMINARY.word if preliminary and status is CellStatus.REPORTED else status.word


# -- one indicator's cells -------------------------------------------------------------------------


def _grid(indicator: Indicator, fetched: FetchedTable, places: Gazetteer) -> _Grid:
    cube = zero_when_invalid(fetched.cube, places)
    selection = dict(indicator.source.selection)
    region, time = _only(cube, Role.GEO, "region"), _only(cube, Role.TIME, "time")
    index: list[int | slice] = []
    for dim in cube.dims:
        if dim.id in (region.id, time.id):
            index.append(slice(None))
        elif dim.role is Role.METRIC:
            index.append(dim.position(indicator.source.contents))
        else:
            index.append(dim.position(_code(dim, selection)))
    values, status = cube.values[tuple(index)], cube.status[tuple(index)]
    if cube.axis(time.id) < cube.axis(region.id):
        values, status = values.T, status.T
    flat = Cube((region, time), np.array(values), np.array(status), cube.about)
    regions = {code: at for at, code in enumerate(region.codes)}
    return _Grid(flat, fetched.vintage, regions, _years(time))


def _only(cube: Cube, role: Role, name: str) -> Dimension:
    found = cube.with_role(role)
    if len(found) != 1:
        raise Refused.because(f"the table has {len(found)} variables of {name}, and one is needed")
    return found[0]


def _code(dim: Dimension, selection: Mapping[str, str]) -> str:
    """Give the code that is meant: the one named, else the only one, else the one that stands for all."""
    code = selection.get(dim.id) or (dim.codes[0] if len(dim.codes) == 1 else dim.total)
    if code is None:
        raise Refused.because(
            f"the table has a variable «{dim.id}» of {len(dim.codes)} codes, and the catalogue names none"
        )
    return code


def _years(time: Dimension) -> tuple[tuple[int, str, int], ...]:
    found = [(year, period, at) for at, period in enumerate(time.codes) if (year := year_of(period))]
    if len({year for year, _, _ in found}) < len(found):
        raise Refused.because(f"«{time.id}» has several periods a year, and yearly figures are needed")
    return tuple(sorted(found))
