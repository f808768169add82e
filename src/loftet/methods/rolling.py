"""A test of projections: made again from every earlier year, and compared with the figures that came."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from loftet.methods.lines import FEWEST_YEARS
from loftet.methods.projection import LEVEL, Fit, fit, project
from loftet.methods.series import apart

Floats = NDArray[np.float64]
Group = NDArray[np.int64]

HORIZONS = (1, 2, 3)
FEWEST_ERRORS = 50
# Where neither the indicator nor the study has enough errors: what Telemark's series needed, rounded up.
WIDENING = (1.1, 1.1, 1.1)
LARGEST = 1e6


@dataclass(frozen=True, slots=True)
class Errors:
    """One entry for each projection that can be checked.

    `series` and `group` tell whose it is, `origin` the year it was made from, `horizon` how many years ahead;
    `ratio` is its error over the half-width of its interval as it stood: above 1 it missed.
    """

    series: NDArray[np.int64]
    group: Group
    origin: NDArray[np.int64]
    horizon: NDArray[np.int64]
    ratio: Floats

    def __len__(self) -> int:
        return len(self.ratio)

    def where(self, chosen: NDArray[np.bool_]) -> "Errors":
        """Select some of the errors."""
        return Errors(*(getattr(self, part)[chosen] for part in self.__slots__))


def rolling_errors(
    cells: Floats, years: Floats, span: Group, group: Group, horizons: tuple[int, ...] = HORIZONS
) -> Errors:
    """Project every series from each of its years by what was known then, and take the errors.

    Shapes: `cells` series × year on the scale of lines (NaN = no value), `years` year, `span` series: the
    years that each value covers, `group` series: the indicator. Units: years; errors in half-widths of the
    interval at 95 %. Formula: |x − middle| / (t₀.₉₇₅ · scale). A value is compared only when its period does
    not overlap the one that it was projected from. Errors: none.
    Source: L. J. Tashman (2000), International Journal of Forecasting 16, 437–450, on rolling origins.

    >>> cells, years = np.array([[10.0, 12, 13, 17, 18, 19, 60]]), np.arange(2018.0, 2025)
    >>> found = rolling_errors(cells, years, np.array([1]), np.array([0]))
    >>> found.origin.tolist(), found.horizon.tolist(), (found.ratio > 1).tolist()
    ([2022, 2022, 2023], [1, 2, 1], [False, True, True])
    """
    found = [
        _errors_from(cells[:, : at + 1], years, _Ahead(cells, years, horizons), span, group)
        for at in range(FEWEST_YEARS - 1, len(years) - 1)
    ]
    parts = [part for parts in found for part in parts]
    empty = np.zeros(0, dtype=np.int64)
    if not parts:
        return Errors(empty, empty, empty, empty, np.zeros(0))
    return Errors(*(np.concatenate([getattr(part, name) for part in parts]) for name in Errors.__slots__))


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The figures that came afterwards."""

    cells: Floats
    years: Floats
    horizons: tuple[int, ...]

    def after(self, year: float, horizon: int) -> Floats | None:
        at = np.flatnonzero(self.years == year + horizon)
        return self.cells[:, at[0]] if at.size else None


def _errors_from(known: Floats, years: Floats, ahead: _Ahead, span: Group, group: Group) -> list[Errors]:
    """Project from the newest of the known years."""
    origin = years[known.shape[1] - 1]
    rows = np.flatnonzero(~np.isnan(known[:, -1]))
    found = fit(apart(known[rows], years[: known.shape[1]], span[rows]), years[: known.shape[1]], group[rows])
    told = np.flatnonzero(~np.isnan(found.pace))
    rows, found = rows[told], found.take(told)
    errors = []
    for horizon in ahead.horizons:
        came = ahead.after(origin, horizon)
        if came is None or not rows.size:
            continue
        ratio = _ratio(found, came[rows], horizon)
        kept = ~np.isnan(ratio) & (span[rows] <= horizon)
        own = rows[kept]
        whole = (np.full(own.size, int(origin)), np.full(own.size, horizon))
        errors.append(Errors(own, group[own], *whole, ratio[kept]))
    return errors


def _ratio(found: Fit, came: Floats, horizon: int) -> Floats:
    projected = project(found, np.full(len(came), float(horizon)), np.ones(len(came)))
    half = projected.scale * stdtrit(projected.freedom, (1 + LEVEL) / 2)
    off = np.abs(came - projected.middle)
    ratio = np.divide(off, half, out=np.full(len(off), LARGEST), where=half > 0)
    return np.where(off <= 1e-12, 0.0, np.minimum(ratio, LARGEST)) + 0 * came


def widening(errors: Errors, groups: int) -> Floats:
    """Return the factor by which intervals must be made wider, for as many of them to hold as they say.

    Shapes: the result is group × horizon (1, 2 and 3 years). Unit: a factor of at least 1: no interval is
    made narrower. Formula: the ⌈0.95·(n + 1)⌉-th smallest of n ratios of the indicator, where there are 50;
    else of all indicators together, where there are 50; else what Telemark's series needed. A longer horizon
    never gets a smaller factor. Errors: none.
    Source: J. Lei et al. (2018), Journal of the American Statistical Association 113, 1094–1111, on
    intervals that are calibrated by earlier errors.

    >>> ratio = np.arange(1.0, 101) / 50
    >>> same = np.zeros(100, dtype=np.int64)
    >>> widening(Errors(same, same, same, same + 1, ratio), 2).tolist()
    [[1.92, 1.92, 1.92], [1.92, 1.92, 1.92]]
    """
    result = np.empty((groups, len(HORIZONS)))
    for at, horizon in enumerate(HORIZONS):
        here = errors.horizon == horizon
        ratios, group = errors.ratio[here], errors.group[here]
        before = result[:, at - 1] if at else np.ones(groups)
        pooled = _quantile(ratios)
        fallback = pooled if pooled is not None else WIDENING[at]
        result[:, at] = np.maximum(fallback, 1.0)
        order = np.argsort(group, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if order.size else []:
            own = _quantile(ratios[rows])
            if own is not None:
                result[group[rows[0]], at] = own
        result[:, at] = np.maximum(result[:, at], before)
    return result


def _quantile(ratios: Floats) -> float | None:
    if len(ratios) < FEWEST_ERRORS:
        return None
    place = int(np.ceil(LEVEL * (len(ratios) + 1))) - 1
    return float(np.sort(ratios)[min(place, len(ratios) - 1)])


def widening_at(factors: Floats, ahead: Floats) -> Floats:
    """Return the factor for any number of years ahead.

    Shapes: `factors` series × horizon (1, 2 and 3), `ahead` series; the result is series. Units: years; a
    factor. Formula: to 3 years that of the horizon, rounded up; beyond, f₃·(ahead/3)^b with
    b = ln(f₃/f₁)/ln 3: the factor goes on growing as it did. Errors: none; NaN for no years ahead.

    >>> factors = np.array([[1.0, 1.5, 2.0]] * 3)
    >>> widening_at(factors, np.array([1.0, 3.0, 6.0])).round(3).tolist()
    [1.0, 2.0, 3.097]
    """
    longest = len(HORIZONS)
    at = np.clip(np.nan_to_num(np.ceil(ahead), nan=1), 1, longest).astype(int) - 1
    tested = factors[np.arange(len(factors)), at]
    power = np.log(factors[:, -1] / factors[:, 0]) / np.log(longest)
    beyond = factors[:, -1] * np.power(np.maximum(ahead, longest) / longest, power)
    return np.where(np.isnan(ahead), np.nan, np.where(ahead > longest, beyond, tested))
