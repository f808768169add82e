"""Corners of the formulas: where bounds and thresholds coincide or cross, and where there is nothing."""

import numpy as np
import pytest
import xarray as xr

from loftet.methods.aggregate import weighted_mean
from loftet.methods.bounds import Bounds, data_bounds
from loftet.methods.colour import Thresholds, by_bands, rescale, rescale_bands, stated_thresholds
from loftet.methods.impute import group_means
from loftet.methods.normalise import ScoreField, normalise, round_half_up
from loftet.methods.rules import (
    QUANTILE_METHODS,
    BoundsRule,
    Kind,
    LowerBound,
    Mean,
    NormaliseRule,
    UpperBound,
)
from loftet.methods.treat import coin
from loftet.methods.values import used_values


def column(*values: float) -> xr.DataArray:
    return xr.DataArray([[float(value)] for value in values], dims=("place", "indicator"))


def one(number: float) -> xr.DataArray:
    return xr.DataArray([number], dims="indicator")


def everyone(x: xr.DataArray) -> xr.DataArray:
    return xr.DataArray(np.ones(x.sizes["place"], dtype=bool), dims="place")


@pytest.mark.parametrize(
    ("lower", "red", "green", "upper", "expected"),
    [
        # values 0, 10, 15, 20, 30, 40
        (0, 10, 20, 30, [0, 1, 1.5, 2, 3, 3]),
        (10, 10, 20, 30, [0, 1, 1.5, 2, 3, 3]),  # lower = red: at it 1, below it 0
        (0, 20, 20, 30, [0, 0.5, 0.75, 2, 3, 3]),  # red = green
        (0, 10, 20, 20, [0, 1, 1.5, 3, 3, 3]),  # green = upper
        (15, 10, 20, 30, [0, 0, 1.5, 2, 3, 3]),  # lower beyond red: 0 below lower
        (0, 10, 20, 15, [0, 1, 3, 3, 3, 3]),  # upper below green: 3 from upper on
        (0, 30, 20, 40, [0, 1 / 3, 0.5, 2, 2.5, 3]),  # red beyond green: green decides first
    ],
)
@pytest.mark.parametrize("direction", [1, -1])
def test_rescaling_takes_the_first_that_holds_where_knots_coincide_or_cross(
    lower: float, red: float, green: float, upper: float, expected: list[float], direction: int
) -> None:
    knots = [one(direction * knot) for knot in (lower, red, green, upper)]
    thresholds = stated_thresholds(knots[1], knots[2])
    x = direction * column(0, 10, 15, 20, 30, 40)
    found = rescale(x, one(direction), Bounds(knots[0], knots[3]), thresholds)
    assert found.values.ravel().tolist() == pytest.approx(expected)


def test_a_missing_knot_or_value_is_not_rescaled() -> None:
    whole = Thresholds(one(1), one(1.5), one(2))
    assert np.isnan(rescale(column(1), one(1), Bounds(one(0), one(np.nan)), whole).item())
    assert np.isnan(rescale(column(np.nan), one(1), Bounds(one(0), one(3)), whole).item())


def test_bands_and_their_rescaling_agree_at_every_cut() -> None:
    score = xr.DataArray([0.0, 33, 66, 95, 100, np.nan])
    assert rescale_bands(score).values[:5].tolist() == [0, 1, 1.5, 2, 3]
    assert by_bands(score).values.tolist() == [2, 3, 4, 5, 5, 0]


@pytest.mark.parametrize("method", QUANTILE_METHODS)
def test_every_quantile_of_numpy_is_known_by_its_name(method: str) -> None:
    x = column(1, 2, 4, 8, 16, 32)
    rule = BoundsRule(lower_quantile=0.2, upper=UpperBound.MAX, quantile_method=method)
    found = data_bounds(x, one(1), everyone(x), rule)
    expected = np.quantile(x.values.ravel(), 0.2, method=method)  # type: ignore[call-overload]
    assert (found.lower.item(), found.upper.item()) == (expected, 32)


def test_the_worst_tail_of_an_indicator_where_less_is_better_is_the_upper_one() -> None:
    x = column(1, 2, 4, 8, 16, 32)
    rule = BoundsRule(lower_quantile=0.2, quantile_method="inverted_cdf")
    assert data_bounds(x, one(-1), everyone(x), rule).lower.item() == 16


def test_equal_values_have_no_spread_whatever_their_last_digit_does() -> None:
    x = column(*[0.1] * 7)
    found = data_bounds(x, one(1), everyone(x), BoundsRule(lower=LowerBound.MIN))
    assert found.lower.item() == found.upper.item() == 0.1
    scores = normalise(x, ScoreField(one(1), found, everyone(x)), NormaliseRule(kind=Kind.ZSCORE))
    assert np.isnan(scores.values).all()


def test_an_indicator_without_values_has_no_bounds_and_no_scores() -> None:
    x = column(np.nan, np.nan)
    found = data_bounds(x, one(1), everyone(x), BoundsRule())
    assert np.isnan([found.lower.item(), found.upper.item()]).all()
    for kind in Kind:
        scores = normalise(x, ScoreField(one(1), found, everyone(x)), NormaliseRule(kind=kind))
        assert np.isnan(scores.values).all()


@pytest.mark.parametrize("mean", list(Mean))
def test_a_mean_never_leaves_the_scores_it_is_a_mean_of(mean: Mean) -> None:
    weights = xr.DataArray([0.1, 0.2, 0.3, 0.7, 1e-3], dims="goal")
    for level in (100.0, 33.3, 0.1, 1e-9):
        scores = xr.DataArray([[level] * 5], dims=("place", "goal"))
        assert weighted_mean(scores, weights, mean, "goal").item() == level


def test_a_mean_of_nothing_is_nothing() -> None:
    scores = xr.DataArray([[np.nan, 50.0]], dims=("place", "goal"))
    assert np.isnan(
        weighted_mean(scores, xr.DataArray([1.0, 0.0], dims="goal"), Mean.ARITHMETIC, "goal").item()
    )


def test_a_group_without_ranked_members_has_no_mean() -> None:
    groups, ranked = (
        xr.DataArray(["a", "a", ""], dims="place"),
        xr.DataArray([False, False, True], dims="place"),
    )
    assert np.isnan(group_means(column(1, 2, 3), groups, ranked).values).all()


def test_winsorising_everything_away_leaves_the_values_untreated() -> None:
    x = column(*[0.0] * 9, 100)
    treated = coin(x)
    assert treated.values.values.ravel().tolist() == [0.0] * 9 + [100.0]
    assert (treated.winsorised.item(), treated.logged.item()) == (0, False)


def test_a_low_outlier_takes_the_next_higher_value() -> None:
    treated = coin(column(-500, *range(1, 10)))
    assert treated.values.values.ravel().tolist() == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("score", "decimals", "expected"),
    [(2.5, 0, 3), (3.5, 0, 4), (-2.5, 0, -2), (0.125, 2, 0.13), (99.96, 1, 100)],
)
def test_halves_go_upwards(score: float, decimals: int, expected: float) -> None:
    assert round_half_up(xr.DataArray([score]), decimals).item() == pytest.approx(expected, abs=1e-12)


def test_no_year_at_all_is_no_value() -> None:
    cube = xr.DataArray(
        np.empty((1, 1, 0)), {"year": np.array([], dtype=int)}, ("place", "indicator", "year")
    )
    used = used_values(cube, 2020)
    assert np.isnan([used.value.item(), used.year.item()]).all()
