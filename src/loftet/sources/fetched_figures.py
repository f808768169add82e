"""One series out of a fetched table: a figure a place and year, with where it stood."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.catalogue import SourceSeries
from loftet.sources.figures import SourceFigure
from loftet.sources.jsonstat import CellStatus, Cube, CubeDimension, DimensionRole
from loftet.sources.jsonstat.cube import Floats, Statuses
from loftet.sources.jsonstat.validity import length_of, year_of
from loftet.sources.pxweb import Vintage
from loftet.sources.region_codes import printed_forms, stands_for_a_place
from loftet.text_files.rows import nearest

EVERY = ("*",)
Chosen = Mapping[str, tuple[str, ...]]


def chosen_codes(series: SourceSeries, dims: Sequence[CubeDimension]) -> Chosen:
    """Return the codes that a series takes of each variable, regions and periods apart.

    Of a variable that is not named: its only code, else the one that stands for all.

    Raises:
        InvalidInput: when the table has not what is named, or several codes where none is named.
    """
    named = dict(series.selection)
    problems = [
        Problem(f"the table has no variable «{name}»{nearest(name, [dim.id for dim in dims])}")
        for name in named
        if name not in {dim.id for dim in dims}
    ]
    chosen: dict[str, tuple[str, ...]] = {}
    for dim in dims:
        if dim.role in (DimensionRole.GEO, DimensionRole.TIME):
            continue
        save_settings = (series.contents,) if dim.role is DimensionRole.METRIC else named.get(dim.id, ())
        try:
            chosen[dim.id] = _codes(dim, save_settings)
        except InvalidInput as refused:
            problems.extend(refused.problems)
    if problems:
        raise InvalidInput(problems)
    return chosen


def _codes(dim: CubeDimension, save_settings: tuple[str, ...]) -> tuple[str, ...]:
    if save_settings == EVERY:
        if dim.total:
            raise InvalidInput.because(
                f"«{dim.id}» has a code for all, «{dim.total}»: name it, do not add it up"
            )
        return dim.codes
    if save_settings:
        return tuple(dim.codes[dim.position(code)] for code in save_settings)
    if len(dim.codes) == 1:
        return dim.codes
    if dim.total:
        return (dim.total,)
    shown = ", ".join(dim.codes[:5]) + (" …" if len(dim.codes) > 5 else "")
    told = f"the table has a variable «{dim.id}» of {len(dim.codes)} codes ({shown})"
    raise InvalidInput.because(f"{told}, and the catalogue names none")


# -- the series' cells -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of a series, region × time."""

    cube: Cube
    vintage: Vintage
    regions: Mapping[str, int]
    times: tuple[tuple[int, str, int], ...]

    def cell(self, code: str, at: int) -> tuple[float, CellStatus] | None:
        """Return the cell of a code, or none where the table does not have the code."""
        if code not in self.regions:
            return None
        row = self.regions[code]
        return float(self.cube.values[row, at]), CellStatus(self.cube.status[row, at])


def figures_of(
    series: SourceSeries, cube: Cube, vintage: Vintage, wanted: Sequence[Place], places: Gazetteer
) -> tuple[SourceFigure, ...]:
    """Return every figure of a series that the table has, a place's years in order.

    Raises:
        InvalidInput: when the table has no regions or years, or a variable of which the catalogue names
            no code.
    """
    grid = _grid(series, cube, vintage)
    return tuple(figure for place in wanted for figure in _of_place(grid, place, places))


def _of_place(grid: _Grid, place: Place, places: Gazetteer) -> Iterator[SourceFigure]:
    for year, period, at in grid.times:
        own = places.series_code(place, year)
        if own is None:
            continue  # the place did not exist, and a figure is never cast back
        found = [(code, *cell) for code in _tried(place, own) if (cell := grid.cell(code, at)) is not None]
        if found:
            code, value, status = next((one for one in found if not np.isnan(one[1])), found[0])
            word = _word(status, np.isnan(value), grid.vintage.is_preliminary(year))
            told = None if np.isnan(value) else value
            yield SourceFigure(place, year, told, word, period, code, str(grid.vintage))


def _tried(place: Place, own: str) -> Iterator[str]:
    """Return the code of the year, and then the others: some sources print old years under the new code."""
    for code in (own, *sorted({dated.code for dated in place.codes} - {own}, reverse=True)):
        yield from printed_forms(place, code)


def _word(status: CellStatus, empty: bool, preliminary: bool) -> str:
    if empty:
        return (CellStatus.MISSING if status is CellStatus.REPORTED else status).word
    return CellStatus.PRELIMINARY.word if preliminary and status is CellStatus.REPORTED else status.word


def _grid(series: SourceSeries, cube: Cube, vintage: Vintage) -> _Grid:
    chosen = chosen_codes(series, cube.dims)
    region, time = _only(cube, DimensionRole.GEO, "region"), _only(cube, DimensionRole.TIME, "time")
    kept = [
        range(len(dim.codes)) if dim.id not in chosen else [dim.position(code) for code in chosen[dim.id]]
        for dim in cube.dims
    ]
    others = tuple(axis for axis, dim in enumerate(cube.dims) if dim.id in chosen)
    values, status = _sum(cube, np.ix_(*kept), others)
    if cube.axis(time.id) < cube.axis(region.id):
        values, status = values.T, status.T
    flat = Cube((region, time), values, status, cube.about)
    regions = {
        code: at
        for at, (code, label) in enumerate(zip(region.codes, region.labels, strict=True))
        if stands_for_a_place(code, label)
    }
    return _Grid(flat, vintage, regions, _years(time, dict(series.selection).get(time.id, ("",))))


def _sum(cube: Cube, corner: tuple[NDArray[np.intp], ...], axes: tuple[int, ...]) -> tuple[Floats, Statuses]:
    """Add cells up; a sum lacks what one of its parts lacks, and is as doubtful as the most doubtful."""
    values, status = cube.values[corner], cube.status[corner]
    lacking = np.isnan(values)
    why = np.where(lacking, status, np.uint8(0)).max(axis=axes)
    doubt = status.max(axis=axes)
    return values.sum(axis=axes), np.where(lacking.any(axis=axes), why, doubt)


def mixed_periods(time: CubeDimension) -> str:
    """Return which periods are read of a table that has shorter and longer ones, empty where it has not."""
    read, *left_out = _lengths(time.codes) or [0]
    if not left_out:
        return ""
    others = " and ".join(map(str, sorted(left_out)))
    return (
        f"has periods of {read} and of {others} years; those of {read} are read, for there are most of them"
    )


def _lengths(periods: Iterable[str]) -> list[int]:
    """Return the lengths of the periods in years, the one with most periods first; a series has one."""
    counted = Counter(length_of(period) for period in periods if year_of(period))
    return sorted(counted, key=lambda length: (-counted[length], length))


def _only(cube: Cube, role: DimensionRole, name: str) -> CubeDimension:
    found = cube.with_role(role)
    if len(found) != 1:
        raise InvalidInput.because(f"the table has {len(found)} variables of {name}, and one is needed")
    return found[0]


def _years(time: CubeDimension, endings: tuple[str, ...]) -> tuple[tuple[int, str, int], ...]:
    """Return year, period and position of the periods with one of the endings, such as K4 for a quarter."""
    found = [
        (year, period, at)
        for at, period in enumerate(time.codes)
        if period.endswith(endings) and (year := year_of(period))
    ]
    if lengths := _lengths(period for _, period, _ in found):
        found = [one for one in found if length_of(one[1]) == lengths[0]]
    if len({year for year, _, _ in found}) < len(found):
        raise InvalidInput.because(f"«{time.id}» has several periods a year, and yearly figures are needed")
    return tuple(sorted(found))
