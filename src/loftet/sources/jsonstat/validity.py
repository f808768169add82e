"""Zeros that only say that a municipality's code was not in use that year."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from loftet.geography.codes import CodePeriod
from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind, Place
from loftet.sources.jsonstat.cube import CellStatus, Cube, CubeDimension, DimensionRole

YEARS = re.compile(r"(\d{4})(?:[-_/–](\d{4}))?(?:[KMQTUVW]\d+)?", re.ASCII)


def zero_when_invalid(cube: Cube, places: Gazetteer) -> Cube:
    """Replace 0, «.» and the like by missing where the municipality's code was not valid in that year.

    Sources print 0 as well as «.» for a code that was not in use, so the code decides and not the
    number: a zero of a valid code stays. Codes that are no municipality's, and years before the codes
    are known from, are left alone; so is any other number, which a source has then given on purpose.
    """
    regions, times = cube.with_role(DimensionRole.GEO), cube.with_role(DimensionRole.TIME)
    if not regions or not times:
        return cube
    region, time = regions[0], times[0]
    invalid = _invalid(region, time, places)
    axes = cube.axis(region.id), cube.axis(time.id)
    grid = invalid if axes[0] < axes[1] else invalid.T
    spread = np.expand_dims(grid, tuple(axis for axis in range(len(cube.dims)) if axis not in axes))
    without = spread & ((cube.values == 0) | np.isnan(cube.values))
    values, status = cube.values.copy(), cube.status.copy()
    values[without] = np.nan
    status[without] = CellStatus.MISSING
    return replace(cube, values=values, status=status)


def year_of(period: str) -> int | None:
    """Return the last year of a period as sources print it.

    >>> [year_of(period) for period in ("2024", "2024K1", "2024M01", "2022_2024", "2023-2024", "all")]
    [2024, 2024, 2024, 2024, 2024, None]
    """
    found = YEARS.fullmatch(period.strip())
    return int(found[2] or found[1]) if found else None


def length_of(period: str) -> int:
    """Return how many years a period covers, 0 for a part of a year.

    >>> [length_of(period) for period in ("2024", "2024_2024", "2020_2024", "2024K1")]
    [1, 1, 5, 0]
    """
    found = YEARS.fullmatch(period.strip())
    if found is None or not period.strip()[-4:].isdecimal():
        return 0
    return int(found[2] or found[1]) - int(found[1]) + 1


def _invalid(region: CubeDimension, time: CubeDimension, places: Gazetteer) -> NDArray[np.bool_]:
    """Check for each code and period whether the code is known and was not valid in that year."""
    known: dict[str, list[Place]] = {}
    for place in places.places:
        if place.kind is Kind.MUNICIPALITY:
            for code in {dated.code for dated in place.codes}:
                known.setdefault(code, []).append(place)
    years = [year_of(period) for period in time.codes]
    return np.array(
        [
            [code in known and not _valid(code, year, known[code], places) for year in years]
            for code in region.codes
        ],
        dtype=bool,
    ).reshape(len(region.codes), len(years))


def _valid(code: str, year: int | None, holders: list[Place], places: Gazetteer) -> bool:
    if year is None or year < places.known_from.year:
        return True
    asked = CodePeriod(date(year, 1, 1), date(year + 1, 1, 1))
    return any(
        dated.code == code and dated.valid.overlaps(asked) for place in holders for dated in place.codes
    )
