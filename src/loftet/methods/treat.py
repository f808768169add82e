"""Outliers: winsorise a few values, and take the logarithm where that is not enough."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from loftet.methods.columns import Floats, running_total

SKEWNESS = 2.0
KURTOSIS = 3.5
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Treated:
    """Treated values (place × indicator) and, per indicator, what was done.

    `winsorised` counts the moved values, `logged` says where the logarithm stands instead, and `low` and
    `high` are the extremes of the untreated values, which the logarithm is taken from.
    """

    values: xr.DataArray
    winsorised: xr.DataArray
    logged: xr.DataArray
    low: xr.DataArray
    high: xr.DataArray


def coin(values: xr.DataArray, winmax: int = 5) -> Treated:
    """Winsorise up to `winmax` values while |skewness| ≥ 2 and kurtosis ≥ 3.5, else take the logarithm.

    Shapes: place × indicator → the same, and four per indicator. Units: raw, or ln of raw where `logged`.
    Formula: all values at the maximum (skewness ≥ 0) or at the minimum take the next value; the values at a
    moved end are counted. If the test still fails, the untreated x becomes `log_shift(x)`.
    Errors: none; fewer than 4 values, or values without spread (also after winsorising), stay untreated.
    Source: Becker et al. (2022), COINr, Journal of Open Source Software 7(78), 4567.

    >>> x = xr.DataArray([[v] for v in (1.0, 2, 3, 4, 5, 6, 7, 8, 9, 200)], dims=("place", "indicator"))
    >>> treated = coin(x)
    >>> treated.values.values.ravel()[-2:], treated.winsorised.item(), treated.logged.item()
    (array([9., 9.]), 1, False)
    >>> coin(x, winmax=0).logged.item()
    True
    """
    treated, winsorised, logged = xr.apply_ufunc(
        lambda rows: _treat_each(rows, winmax),
        values,
        input_core_dims=[["place"]],
        output_core_dims=[["place"], [], []],
    )
    return Treated(
        treated.transpose(*values.dims), winsorised, logged, values.min("place"), values.max("place")
    )


def log_shift(x: xr.DataArray, low: xr.DataArray, high: xr.DataArray) -> xr.DataArray:
    """Compute the logarithm from just below the minimum: ln(x − min + 0.01·(max − min)).

    Shapes: `x` with an indicator dimension or none, `low` and `high` indicator. Units: ln of raw.
    Errors: none; NaN where the argument is not above 0.
    Source: Becker et al. (2022), COINr, Journal of Open Source Software 7(78), 4567.

    >>> limits = (xr.DataArray([0.0], dims="indicator"), xr.DataArray([100.0], dims="indicator"))
    >>> round(log_shift(xr.DataArray([0.0], dims="indicator"), *limits).item(), 6)
    0.0
    """
    argument = x - low + 0.01 * (high - low)
    logarithm: xr.DataArray = xr.apply_ufunc(np.log, argument.where(argument > 0))
    return logarithm


def skewness(x: Floats) -> float:
    """Return the bias-corrected skewness (type 2): √(n(n − 1))/(n − 2) · m₃/m₂^1.5.

    Shapes: one dimension, at least 3 values with spread. Units: none. Errors: division by zero otherwise.
    Source: Joanes and Gill (1998), The Statistician 47, 183–189.

    >>> round(skewness(np.array([1.0, 2.0, 3.0, 10.0])), 6)
    1.763633
    """
    n = len(x)
    return sqrt(n * (n - 1)) / (n - 2) * _moment(x, 3) / sqrt(_moment(x, 2)) ** 3


def kurtosis(x: Floats) -> float:
    """Return the bias-corrected excess kurtosis (type 2): (n − 1)/((n − 2)(n − 3)) · ((n + 1)·g₂ + 6).

    Shapes: one dimension, at least 4 values with spread. Units: none. Errors: division by zero otherwise.
    Source: Joanes and Gill (1998), The Statistician 47, 183–189.

    >>> round(kurtosis(np.array([1.0, 2.0, 3.0, 10.0])), 6)
    3.228
    """
    n = len(x)
    excess = _moment(x, 4) / _moment(x, 2) ** 2 - 3
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6)


def _moment(x: Floats, order: int) -> float:
    ascending = np.sort(x)
    mean = float(running_total(ascending, 0)) / len(x)
    return float(running_total((ascending - mean) ** order, 0)) / len(x)


def _fails(x: Floats) -> bool:
    return abs(skewness(x)) >= SKEWNESS and kurtosis(x) >= KURTOSIS


def _treat_each(rows: Floats, winmax: int) -> tuple[Floats, NDArray[np.int64], NDArray[np.bool_]]:
    treated = rows.copy()
    winsorised = np.zeros(rows.shape[:-1], dtype=np.int64)
    logged = np.zeros(rows.shape[:-1], dtype=bool)
    for at in np.ndindex(winsorised.shape):
        present = ~np.isnan(rows[at])
        x = rows[at][present]
        if len(x) < FEWEST or x.min() == x.max() or not _fails(x):
            continue
        moved, count = _winsorise(x, winmax)
        if moved.min() == moved.max():
            continue
        if _fails(moved):
            low, high = x.min(), x.max()
            moved, count, logged[at] = np.log(x - low + 0.01 * (high - low)), 0, True
        treated[at][present] = moved
        winsorised[at] = count
    return treated, winsorised, logged


def _winsorise(x: Floats, winmax: int) -> tuple[Floats, int]:
    x = x.copy()
    moved_high = moved_low = 0
    while moved_high + moved_low < winmax and x.min() < x.max() and _fails(x):
        upwards = skewness(x) >= 0
        end = x == (x.max() if upwards else x.min())
        x[end] = x[~end].max() if upwards else x[~end].min()
        if upwards:
            moved_high = int(end.sum())
        else:
            moved_low = int(end.sum())
    return x, moved_high + moved_low
