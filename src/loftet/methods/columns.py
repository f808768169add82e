"""Reductions over places that give the same bytes in whatever order the places stand."""

from collections.abc import Callable

import numpy as np
import xarray as xr
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def reduce_places(
    values: xr.DataArray, included: xr.DataArray, statistic: Callable[[Floats], float]
) -> xr.DataArray:
    """Return one number per indicator, from the ascending values of the included places.

    Shapes: `values` place × indicator, `included` place (true or false); the result is indicator.
    Units: those of the statistic. Sorting first makes a sum independent of the places' order.
    Errors: none; an indicator without any value gives NaN, and the statistic is not asked.

    >>> values = xr.DataArray([[3.0], [1.0], [9.0]], dims=("place", "indicator"))
    >>> included = xr.DataArray([True, True, False], dims="place")
    >>> reduce_places(values, included, max).item()
    3.0
    """
    reduced: xr.DataArray = xr.apply_ufunc(
        lambda rows, mask: _each(rows, mask, statistic),
        values,
        included,
        input_core_dims=[["place"], ["place"]],
        join="exact",
    )
    return reduced


def _each(rows: Floats, mask: NDArray[np.bool_], statistic: Callable[[Floats], float]) -> Floats:
    result = np.full(rows.shape[:-1], np.nan)
    for at in np.ndindex(result.shape):
        row = rows[at][mask]
        row = np.sort(row[~np.isnan(row)])
        if row.size:
            result[at] = statistic(row)
    return result


def quotient(above: xr.DataArray, below: xr.DataArray) -> xr.DataArray:
    """Divide, and give NaN where the divisor is 0.

    Shapes: any that broadcast by name. Formula: above / below. Errors: none.

    >>> quotient(xr.DataArray([1.0, 1.0]), xr.DataArray([2.0, 0.0])).values
    array([0.5, nan])
    """
    return above / below.where(below != 0)


def choose(condition: xr.DataArray, yes: object, no: object) -> xr.DataArray:
    """Choose one or the other, cell by cell.

    Shapes: any that broadcast by name; the dimensions of the condition come first. Errors: none.

    >>> choose(xr.DataArray([True, False]), 1.0, 2.0).values
    array([1., 2.])
    """
    chosen: xr.DataArray = xr.where(condition, yes, no)  # type: ignore[no-untyped-call]
    return chosen


def running_total(values: Floats, axis: int) -> Floats:
    """Add along an axis one by one, in order: the bytes do not depend on memory layout or size.

    Shapes: any; the axis goes. Errors: none; NaN spreads. Source: `numpy.sum` adds in pairs on contiguous
    data and one by one elsewhere, so its last digit moves with the layout.

    >>> running_total(np.array([[1.0, 2.0], [3.0, 4.0]]), axis=1)
    array([3., 7.])
    """
    if not values.shape[axis]:
        return np.zeros(np.delete(values.shape, axis))
    total: Floats = np.take(np.cumsum(values, axis=axis), -1, axis=axis)
    return total
