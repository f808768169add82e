"""The values that may set goalposts: only those that are the place's own more than luck of small numbers."""

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from loftet.editions.arrays import Arrays
from loftet.editions.frames import Floats
from loftet.editions.panel import panel_of
from loftet.editions.sampled import sampled_cells
from loftet.editions.study import Study
from loftet.methods.projection import fit
from loftet.methods.reliability import rate_variance, reliability, share_variance
from loftet.methods.series import apart
from loftet.methods.uncertainty.world import STATED_Z, Draw, SampledCells
from loftet.methods.values import distance_from_ideal, used_values


def goalposts_of(study: Study, arrays: Arrays, year: int) -> xr.DataArray:
    """Check which values may set bounds (place × indicator): those whose reliability reaches the rule's.

    How much luck is in a value is read off its count, else off the interval that its source states, else off
    how it swings from year to year; where none of them is known, the value keeps its say.
    """
    method = study.method
    used = used_values(arrays.value, year, method.values.max_age)
    variance = _swings(study, year)
    for at, cells in sampled_cells(study, used.year.values).items():
        own = _sampling(cells)
        variance[:, at] = np.where(np.isnan(own), variance[:, at], own)
    x = distance_from_ideal(used.value, arrays.ideal_low, arrays.ideal_high)
    found = reliability(x.values, variance, arrays.ranked.values)
    return x.copy(data=~(found < method.bounds.min_reliability))


def _sampling(cells: SampledCells) -> Floats:
    """Return the variance of each place's value as its count or its stated interval tells."""
    by_kind = {
        Draw.BINOMIAL: cells.per**2 * share_variance(cells.count, cells.denominator),
        Draw.POISSON: cells.per**2 * rate_variance(cells.count, cells.denominator),
        Draw.INTERVAL: np.square((cells.below + cells.above) / 2 / STATED_Z),
    }
    variance: NDArray[np.float64] = np.full(len(cells.kind), np.nan)
    for kind, own in by_kind.items():
        variance = np.where(cells.kind == kind, own, variance)
    return variance


def _swings(study: Study, year: int) -> Floats:
    """Return the variance of each value as its steps from year to year tell: each holds the luck of two."""
    panel = panel_of(study, year)
    found = fit(apart(panel.cells, panel.years, panel.span), panel.years, panel.indicator)
    variance = np.full((len(study.places), len(study.indicators)), np.nan)
    variance[panel.place, panel.indicator] = np.square(found.spread) / 2
    return variance
