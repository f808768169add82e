"""Projections: against slow, obvious code; how often they hold; and what widens them."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.columns import Floats
from loftet.methods.projection import Fit, Projected, chance_between, fit, project
from loftet.methods.rolling import (
    FEWEST_ERRORS,
    HORIZONS,
    WIDENING,
    Errors,
    rolling_errors,
    widening,
    widening_at,
)
from tests.property_examples import examples

NAN = np.nan
# Of the fit `one(10, 2, 1.5)` four years ahead: its steps, the doubt of its pace, and a quarter of the pace.
SCALE = np.sqrt(1.5**2 * 4 + (0.5**2 + 0.5**2) * 16)
Numbers = Sequence[float]


def slow_spread(series: list[tuple[float, float]]) -> tuple[float, int]:
    """Return the own variance of a year's step, and the number of steps."""
    slopes = [(b - a) / (t - s) for i, (s, a) in enumerate(series) for t, b in series[i + 1 :]]
    pace = float(np.median(slopes))
    parts = [(b - a - pace * (t - s)) ** 2 / (t - s) for (s, a), (t, b) in pairwise(series)]
    return sum(parts) / (len(parts) - 1), len(parts)


@given(st.lists(st.lists(st.integers(-50, 50) | st.none(), min_size=9, max_size=9), min_size=1, max_size=5))
@settings(max_examples=examples(60), deadline=None)
def test_pace_and_spread_are_those_of_slow_and_obvious_code(rows: list[list[int | None]]) -> None:
    years = np.array([2010.0, 2011, 2013, 2014, 2015, 2016, 2018, 2019, 2020])
    cells = np.array([[NAN if cell is None else cell for cell in row] for row in rows], dtype=float)
    found = fit(cells, years, np.zeros(len(cells), dtype=np.int64))
    whole = [[(t, x) for t, x in zip(years, row, strict=True) if not np.isnan(x)] for row in cells]
    own = {at: slow_spread(series) for at, series in enumerate(whole) if len(series) >= 5}
    every = [variance for variance, _ in own.values()]
    middle = (np.median(every) or np.mean(every)) if every else NAN
    for at, series in enumerate(whole):
        if at not in own:
            assert np.isnan([found.last[at], found.pace[at], found.spread[at]]).all()
            continue
        variance, steps = own[at]
        spread = np.sqrt(((steps - 1) * variance + 2 * middle) / (steps + 1))
        assert (found.last[at], found.year[at], found.freedom[at]) == (
            series[-1][1],
            series[-1][0],
            steps + 1,
        )
        assert found.spread[at] == pytest.approx(spread, abs=1e-9)
        assert found.pace_error[at] == pytest.approx(spread / np.sqrt(series[-1][0] - series[0][0]), abs=1e-9)


def test_what_has_stood_still_may_move_yet_where_others_have_moved() -> None:
    cells = np.full((20, 6), 1.0)
    cells[0, 3:] = 0.0
    years = np.arange(2019.0, 2025)
    found = fit(cells, years, np.zeros(20, dtype=np.int64))
    assert (found.spread > 0).all()
    assert (fit(cells[1:], years, np.zeros(19, dtype=np.int64)).spread == 0).all()


def one(last: float, pace: float, spread: float, freedom: float = 5.0, pace_error: float = 0.5) -> Fit:
    return Fit(*(np.array([number]) for number in (last, 2024.0, pace, pace_error, spread, freedom)))


def test_the_interval_is_that_of_student_s_t() -> None:
    projected = project(one(10, 2, 1.5), np.array([4.0]), np.array([1.1]))
    low, high = projected.interval(0.9)
    expected = scipy.stats.t(5, loc=14.5, scale=1.1 * SCALE).interval(0.9)
    assert (low.item(), high.item()) == pytest.approx(expected)


@pytest.mark.parametrize(("low", "high"), [(15, NAN), (NAN, 12), (13, 16)])
def test_the_chance_of_a_range_is_that_of_student_s_t(low: float, high: float) -> None:
    projected = project(one(10, 2, 1.5), np.array([4.0]), np.array([1.1]))
    law = scipy.stats.t(5, loc=14.5, scale=1.1 * SCALE)
    ends = [law.cdf(end) if not np.isnan(end) else other for end, other in ((low, 0.0), (high, 1.0))]
    found = chance_between(projected, np.array([low]), np.array([high]))
    assert found.item() == pytest.approx(ends[1] - ends[0])


@pytest.mark.parametrize(
    ("pace", "middle"),
    [
        (0.0, 10.0),
        (0.9, 10.0),  # within two standard errors nothing is sure of a pace
        (-1.0, 10.0),
        (2.0, 10 + 0.75 * (1 - 1 / 4) * 2 * 4),
        (-4.0, 10 - 0.75 * (1 - 1 / 16) * 4 * 4),
    ],
)
def test_a_pace_counts_as_far_as_it_is_beyond_doubt(pace: float, middle: float) -> None:
    projected = project(one(10, pace, 1.5), np.array([4.0]), np.array([1.0]))
    assert projected.middle.item() == pytest.approx(middle)


def test_what_never_moves_is_certain_and_a_limit_belongs_to_its_range() -> None:
    still = Projected(np.array([95.0]), np.array([0.0]), np.array([5.0]))
    chances = [
        chance_between(still, np.array([low]), np.array([high])).item()
        for low, high in ((95.0, NAN), (NAN, 95.0), (96.0, NAN), (NAN, 94.0))
    ]
    assert chances == [1.0, 1.0, 0.0, 0.0]


def test_without_a_target_or_a_projection_there_is_no_chance() -> None:
    projected = project(one(10, 2, 1.5), np.array([4.0]), np.array([1.0]))
    nothing = project(one(NAN, NAN, NAN, NAN), np.array([4.0]), np.array([1.0]))
    limit, none = np.array([15.0]), np.array([NAN])
    assert np.isnan(chance_between(projected, none, none)).all()
    assert np.isnan(chance_between(nothing, limit, none)).all()


def walks(places: int, years: int, seed: int, drift: float = 0.2) -> Floats:
    generator = np.random.default_rng(seed)
    return np.cumsum(generator.normal(drift, 1.0, (places, years)), axis=1) + 100


def test_no_projection_knows_what_came_after_its_origin() -> None:
    cells, years = walks(40, 12, 1), np.arange(2010.0, 2022)
    spans, groups = np.ones(40, dtype=np.int64), np.zeros(40, dtype=np.int64)
    other = cells.copy()
    other[:, 9:] += 1000  # from 2019 on all is different
    plain, changed = (rolling_errors(one, years, spans, groups) for one in (cells, other))
    early = plain.origin + plain.horizon < 2019
    assert np.array_equal(plain.ratio[early], changed.ratio[early])
    assert early.any()


def test_one_origin_is_what_a_reader_of_that_year_would_have_projected() -> None:
    cells, years = walks(30, 11, 2), np.arange(2010.0, 2021)
    groups = np.arange(30) % 3
    errors = rolling_errors(cells, years, np.ones(30, dtype=np.int64), groups)
    found = fit(cells[:, :8], years[:8], groups)
    low, high = project(found, np.full(30, 3.0), np.ones(30)).interval()
    chosen = (errors.origin == 2017) & (errors.horizon == 3)
    assert errors.series[chosen].tolist() == list(range(30))
    outside = (cells[:, 10] < low) | (cells[:, 10] > high)
    assert (errors.ratio[chosen] > 1).tolist() == outside.tolist()


def test_periods_that_overlap_are_neither_fitted_nor_compared() -> None:
    years = np.arange(2000.0, 2021)
    cells = walks(20, 21, 3)
    errors = rolling_errors(cells, years, np.full(20, 3), np.zeros(20, dtype=np.int64))
    assert set(errors.horizon.tolist()) == {3}  # at one and two years the averages share years
    assert errors.origin.min() == 2012  # the fifth separate average ends in 2000 + 4·3


def test_a_walk_with_normal_steps_stays_inside_as_often_as_it_says_and_not_always() -> None:
    errors = rolling_errors(
        walks(400, 12, 4), np.arange(2010.0, 2022), np.ones(400, dtype=np.int64), np.arange(400) % 4
    )
    held = [float((errors.ratio[errors.horizon == horizon] <= 1).mean()) for horizon in HORIZONS]
    assert held == pytest.approx([0.97] * 3, abs=0.02)


def test_where_projections_missed_the_factor_makes_the_next_hold() -> None:
    generator = np.random.default_rng(5)
    pace = np.cumsum(generator.normal(0, 1, (600, 16)), axis=1)  # the pace itself wanders: misses grow
    cells, years = np.cumsum(pace, axis=1), np.arange(2005.0, 2021)
    spans, groups = np.ones(600, dtype=np.int64), np.zeros(600, dtype=np.int64)
    errors = rolling_errors(cells, years, spans, groups)
    for horizon in HORIZONS:
        known = errors.where(errors.origin + errors.horizon <= 2017)
        factor = widening(known, 1)[0, horizon - 1]
        then = errors.ratio[(errors.origin == 2017) & (errors.horizon == horizon)]
        assert (then <= 1).mean() < 0.85
        assert (then <= factor).mean() == pytest.approx(0.95, abs=0.04)


def counted(ratio: Numbers, group: int, horizon: int) -> Errors:
    whole = np.ones(len(ratio), dtype=np.int64)
    return Errors(whole, whole * group, whole * 2020, whole * horizon, np.array(ratio, dtype=float))


def joined(*parts: Errors) -> Errors:
    return Errors(*(np.concatenate([getattr(part, name) for part in parts]) for name in Errors.__slots__))


def test_an_indicator_with_enough_errors_is_judged_by_its_own() -> None:
    errors = joined(counted([3.0] * FEWEST_ERRORS, 0, 1), counted([0.5] * 200, 1, 1))
    assert widening(errors, 3)[:, 0].tolist() == [3.0, 1.0, 3.0]  # the third by all: 50 of 250 are 3


def test_without_errors_the_measured_factors_stand_in() -> None:
    errors = counted([9.0] * (FEWEST_ERRORS - 1), 0, 1)
    assert widening(errors, 2).tolist() == [list(WIDENING)] * 2


def test_no_interval_is_made_narrower_and_none_shrinks_with_time() -> None:
    errors = joined(counted([2.0] * 60, 0, 1), counted([0.1] * 60, 0, 2), counted([0.1] * 60, 0, 3))
    assert widening(errors, 1).tolist() == [[2.0, 2.0, 2.0]]


def test_beyond_what_is_tested_the_factor_goes_on_growing() -> None:
    factors = np.array([[1.2, 1.3, 1.8]] * 5)
    found = widening_at(factors, np.array([0.5, 1.0, 2.0, 3.0, 9.0])).tolist()
    assert found == pytest.approx([1.2, 1.2, 1.3, 1.8, 1.8 * 1.5])
