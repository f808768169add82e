"""Where a formula of ours has a twin in scipy, both give the same number."""

import numpy as np
import pytest
import scipy.stats
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.rank import rank
from loftet.methods.rules import Ties
from loftet.methods.treat import kurtosis, skewness
from loftet.methods.trend import theil_sen
from tests.property_examples import examples

SCORES = st.lists(st.integers(0, 12), min_size=5, max_size=14)


@given(st.lists(st.integers(-1000, 1000), min_size=5, max_size=30))
@settings(max_examples=examples(40), deadline=None)
def test_skewness_and_kurtosis_are_the_bias_corrected_ones(values: list[int]) -> None:
    x = np.array(values, dtype=float)
    if x.min() == x.max():
        return
    assert skewness(x) == pytest.approx(scipy.stats.skew(x, bias=False), abs=1e-9)
    assert kurtosis(x) == pytest.approx(scipy.stats.kurtosis(x, bias=False), abs=1e-9)


@given(SCORES, st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
@settings(max_examples=examples(60), deadline=None)
def test_theil_sen_and_its_interval_are_those_of_scipy(values: list[int], level: float) -> None:
    years = np.arange(2000, 2000 + len(values))
    years[1:] += 2  # years need not follow each other
    y = np.array(values, dtype=float)
    series = xr.DataArray(y[None, None, :], {"year": years}, ("place", "indicator", "year"))
    line, low, high = theil_sen(series, level)
    expected = scipy.stats.theilslopes(y, years, level)
    ends = expected.intercept + expected.slope * years[[0, -1]]
    ours = [part.item() for part in (line.growth, low, high, line.first_score, line.last_score)]
    assert ours == pytest.approx([expected.slope, expected.low_slope, expected.high_slope, *ends], abs=1e-9)
    assert (line.first_year.item(), line.last_year.item()) == (years[0], years[-1])


def test_theil_sen_skips_the_years_that_are_absent() -> None:
    full = np.array([40.0, 43, 41, 47, 50, 48])
    years = np.array([2010, 2012, 2013, 2015, 2018, 2019])
    gaps = np.full((1, 1, 10), np.nan)
    gaps[0, 0, years - 2010] = full
    labels = ("place", "indicator", "year")
    line, low, high = theil_sen(xr.DataArray(gaps, {"year": np.arange(2010, 2020)}, labels), 0.9)
    expected = scipy.stats.theilslopes(full, years, 0.9)
    assert (line.growth.item(), low.item(), high.item()) == pytest.approx(
        (expected.slope, expected.low_slope, expected.high_slope)
    )


@given(SCORES, st.sampled_from(list(Ties)))
@settings(max_examples=examples(40), deadline=None)
def test_ranks_are_those_of_scipy_turned_round(values: list[int], ties: Ties) -> None:
    scores = xr.DataArray(np.array(values, dtype=float), dims="place")
    everyone = xr.ones_like(scores, dtype=bool)
    expected = scipy.stats.rankdata([-value for value in values], method=ties.value)
    assert rank(scores, everyone, ties).values.tolist() == expected.tolist()
