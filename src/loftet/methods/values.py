"""The value that is used in a year, and the distance of a balance from its ideal."""

from dataclasses import dataclass

import numpy as np
import xarray as xr


@dataclass(frozen=True, slots=True)
class Used:
    """The values used in year Y and the years they are from, both place × indicator, NaN = none."""

    value: xr.DataArray
    year: xr.DataArray


def used_values(values: xr.DataArray, year: int, max_age: int | None = None) -> Used:
    """Return each place's and indicator's newest value with year ≤ Y (and ≥ Y − max_age, when set).

    Shapes: `values` place × indicator × year, years ascending; both results place × indicator.
    Units: raw units and calendar years. Errors: none; no value gives NaN in both.
    Source: the contract of a study (`docs/reference/study.md`).

    >>> cube = xr.DataArray([[[5.0, 7.0, np.nan]]], dims=("place", "indicator", "year"),
    ...                     coords={"year": [2015, 2018, 2020]})
    >>> used_values(cube, 2020).value.item(), used_values(cube, 2020).year.item()
    (7.0, 2018.0)
    >>> used_values(cube, 2020, max_age=1).value.item()
    nan
    """
    years = values["year"].values
    oldest = years.min(initial=year) if max_age is None else year - max_age
    window = values.isel(year=np.flatnonzero((years <= year) & (years >= oldest)))
    if not window.sizes["year"]:
        nothing = xr.full_like(values.isel(year=[]).sum("year"), np.nan)
        return Used(nothing, nothing)
    at = last_present(window.notnull())
    found = at >= 0
    value = window.isel(year=at.clip(0)).drop_vars("year").where(found)
    when = xr.DataArray(window["year"].values.astype(float)[at.clip(0).values], at.coords, at.dims)
    return Used(value, when.where(found))


def last_present(present: xr.DataArray) -> xr.DataArray:
    """Return the position along year of the last true cell, −1 where there is none.

    Shapes: place × indicator × year → place × indicator. Errors: none.

    >>> last_present(xr.DataArray([[[True, True, False]]], dims=("place", "indicator", "year"))).item()
    1
    """
    backwards = present.isel(year=slice(None, None, -1))
    last = present.sizes["year"] - 1 - backwards.argmax("year")
    return last.where(present.any("year"), -1).astype(int)


def distance_from_ideal(values: xr.DataArray, low: xr.DataArray, high: xr.DataArray) -> xr.DataArray:
    """Return how far a balance is outside its ideal range: d = max(low − x, x − high, 0).

    Shapes: `values` with an indicator dimension, `low` and `high` indicator; the shape of `values` stays.
    Units: those of x. Errors: none; where an indicator has no ideal range, x is given back as it is.

    >>> x = xr.DataArray([[30.0, 45.0, 62.0]], dims=("place", "indicator"))
    >>> low, high = (xr.DataArray([limit] * 3, dims="indicator") for limit in (40.0, 60.0))
    >>> distance_from_ideal(x, low, high).values
    array([[10.,  0.,  2.]])
    """
    if not (low.notnull() & high.notnull()).any():
        return values
    below, above = low - values, values - high
    outside = below.where(below > above, above).clip(0)
    distance = outside.where(low.notnull() & high.notnull(), values)
    return distance.transpose(*values.dims)
