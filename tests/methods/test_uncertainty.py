"""Replicates of made-up worlds whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest

from loftet.methods.columns import Floats
from loftet.methods.rules import ColourRule, Mean, Ties, UncertaintyRule
from loftet.methods.uncertainty.draws import Factor, Streams, choose
from loftet.methods.uncertainty.intervals import ahead, alike, interval, interval_of_choices, ranks
from loftet.methods.uncertainty.replicate import Replicates, in_threads, replicate
from loftet.methods.uncertainty.sobol import sensitivity, split_spread
from loftet.methods.uncertainty.world import (
    BOUND_CHOICES,
    Curve,
    Draw,
    SampledCells,
    UncertainIndicator,
    World,
)

WORKERS = in_threads(1)
RULE = UncertaintyRule(replicates=400)


def indicator(key: str, goal: int, values: Floats, denominator: Floats | None = None) -> UncertainIndicator:
    """Make an indicator whose score is its value."""
    cells = None
    if denominator is not None:
        count = values / 100 * denominator
        kind = np.full(len(values), Draw.BINOMIAL, dtype=np.int8)
        cells = SampledCells(kind, count, denominator, values, values, values, per=100.0)
    curve = Curve(np.zeros(1), np.full(1, 100.0))
    return UncertainIndicator(
        key, goal, 1.0, values[:, None], curve, np.ones(len(values), dtype=bool), cells=cells
    )


def world(*indicators: UncertainIndicator) -> World:
    places, goals = len(indicators[0].scores), max(one.goal for one in indicators) + 1
    yes = np.ones(places, dtype=bool)
    return World(
        indicators=indicators,
        goals=tuple(str(goal) for goal in range(goals)),
        goal_weight=np.ones(goals),
        kept=np.ones((places, goals), dtype=bool),
        fillable=np.zeros((places, goals), dtype=bool),
        colour=np.zeros((places, goals), dtype=np.int8),
        group=np.full(places, ""),
        ranked=yes,
        included=yes,
        means=(Mean.ARITHMETIC, Mean.ARITHMETIC),
        ties=Ties.MIN,
        colouring=ColourRule(),
    )


def true_worlds(number: int, rng: np.random.Generator, noise: float) -> tuple[World, Floats]:
    """Make worlds of one place each with three goals of two indicators, and the true index of each."""
    truth = rng.uniform(15, 85, (6, number))
    denominator = rng.integers(150, 1500, (6, number)).astype(float)
    seen = rng.binomial(denominator.astype(int), truth / 100) / denominator * 100
    own, goal = (rng.uniform(1 - noise, 1 + noise, (rows, number)) for rows in (6, 3))
    goals = np.stack(
        [(truth[at : at + 2] * own[at : at + 2]).sum(0) / own[at : at + 2].sum(0) for at in (0, 2, 4)]
    )
    index = (goals * goal).sum(0) / goal.sum(0)
    parts = (indicator(f"i{at}", at // 2, seen[at], denominator[at]) for at in range(6))
    return world(*parts), index


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_intervals_hold_the_truth_as_often_as_they_say(noise: float) -> None:
    rng = np.random.default_rng(11)
    made, truth = true_worlds(500, rng, noise)
    held = []
    for level in (0.5, 0.9):
        low, high = replicate(made, replace(RULE, weights=noise, level=level), WORKERS).index
        held.append(np.mean((low <= truth) & (truth <= high)))
    # Three standard errors of a binomial share of 500.
    assert held == pytest.approx([0.5, 0.9], abs=0.067)
    assert held[1] == pytest.approx(0.9, abs=0.041)


def test_the_first_replicates_stay_when_more_are_asked_for() -> None:
    made = world(*(indicator(f"i{at}", at, np.array([10.0 * at, 50.0])) for at in range(3)))
    few, many = (replicate(made, replace(RULE, replicates=number), WORKERS).scores for number in (50, 300))
    assert few.tolist() == many[:, :50].tolist()


def test_an_indicators_draws_do_not_depend_on_the_other_indicators() -> None:
    values, denominator = np.array([30.0, 60.0]), np.array([100.0, 200.0])
    one, two = indicator("one", 0, values, denominator), indicator("two", 0, values, denominator)

    def ends(*parts: UncertainIndicator) -> list[float]:
        low_and_high: list[float] = replicate(world(*parts), RULE, WORKERS).indicator[:, :, -1].tolist()
        return low_and_high

    assert ends(one) == ends(two, one) != ends(one, two)


def test_another_seed_gives_another_answer_and_the_same_seed_the_same() -> None:
    made = world(indicator("a", 0, np.array([10.0, 50.0])), indicator("b", 0, np.array([90.0, 20.0])))

    def scores(seed: int) -> bytes:
        return replicate(made, replace(RULE, seed=seed), WORKERS).scores.tobytes()

    assert scores(1) == scores(1) != scores(2)


def test_choices_are_drawn_within_their_limits_and_all_of_them() -> None:
    made = world(*(indicator(f"i{at}", at % 2, np.array([50.0])) for at in range(4)))
    rule = replace(RULE, replicates=2000, weights=0.3, aggregation=(Mean.ARITHMETIC, Mean.HARMONIC))
    drawn = choose(made, rule, Streams(5))
    assert (drawn.weight.min(), drawn.weight.max()) == pytest.approx((0.7, 1.3), abs=0.002)
    assert np.abs(np.corrcoef(np.concatenate([drawn.weight, drawn.goal_weight])) - np.eye(6)).max() < 0.08
    assert drawn.bound_counts.min() > 2000 / BOUND_CHOICES * 0.7
    assert np.bincount(drawn.mean).tolist() == pytest.approx([1000, 1000], abs=100)


def test_an_interval_is_numpys_quantile_over_what_is_present() -> None:
    rng = np.random.default_rng(2)
    values = rng.normal(size=(20, 101))
    values[3, :40], values[4] = np.nan, np.nan
    expected = np.stack([np.nanquantile(values[[0, 1, 2, 3]], share, axis=1) for share in (0.05, 0.95)])
    found = interval(values.copy(), 0.9)
    assert found[:, :4] == pytest.approx(expected)
    assert np.isnan(found[:, 4]).all()
    counts = rng.integers(0, 9, 16)
    few = rng.normal(size=(20, 16))
    many = np.repeat(few, counts, axis=1)
    assert interval_of_choices(few, counts, 0.8) == pytest.approx(interval(many, 0.8))


def test_the_chance_to_be_ahead_is_that_of_the_replicates() -> None:
    index = np.array([[50.0, 60, 70, 70], [40, 40, 80, 70], [np.nan] * 4])
    assert [ahead(index, 0, 1), ahead(index, 1, 0)] == [0.625, 0.375]
    assert np.isnan(ahead(index, 0, 2))
    assert ranks(index.T, Ties.MAX)[:, :2].tolist() == [[1, 2], [1, 2], [2, 1], [2, 2]]


def test_places_that_overlap_form_groups_from_the_best_down() -> None:
    rng = np.random.default_rng(4)
    index = np.array([[80.0], [79.5], [60.0], [59.8], [10.0]]) + rng.normal(size=(5, 500))
    assert alike(index, [0, 1, 2, 3, 4], 0.9).tolist() == [1, 1, 2, 2, 3]


def test_the_spread_is_split_into_where_it_comes_from() -> None:
    values = np.array([40.0, 60.0, 20.0, 80.0, np.nan])
    sampled = indicator("s", 0, np.full(5, 50.0), np.full(5, 100.0))
    gaps = indicator("g", 1, values)
    spread = split_spread(world(sampled, gaps), replace(RULE, replicates=4000), WORKERS)
    # The index is the mean of two goals: half of the 5 points of 50 of 100; alone, s is all of the last one.
    assert spread.sampling == pytest.approx([2.5, 2.5, 2.5, 2.5, 5.0], rel=0.05)
    assert spread.missing[:4].tolist() == [0, 0, 0, 0]
    # Its gap takes 40, 60, 20 or 80, whose standard deviation is 22.4, and counts half.
    assert spread.missing[4] == pytest.approx(np.std(values[:4]) / 2, rel=0.05)
    assert (spread.method[4], spread.missing[0]) == (0, 0)
    assert spread.method[1] > 0


def sensitive(made: World) -> tuple[list[float], list[Factor | None]]:
    found = sensitivity(made, replace(RULE, replicates=2000), WORKERS)
    return [float(found.index[factor][0]) for factor in (Factor.WEIGHTS, Factor.SAMPLING)], found.moves_most()


def test_first_order_indices_tell_which_choice_moves_whom() -> None:
    apart = [indicator("a", 0, np.array([20.0])), indicator("b", 1, np.array([80.0]))]
    shares, most = sensitive(world(*apart))
    assert shares == pytest.approx([1, 0], abs=0.06)
    assert most == [Factor.WEIGHTS]
    alike_but_sampled = [
        indicator(key, at, np.array([50.0]), np.array([100.0])) for at, key in enumerate("ab")
    ]
    shares, most = sensitive(world(*alike_but_sampled))
    assert shares == pytest.approx([0, 1], abs=0.1)
    assert most == [Factor.SAMPLING]
    assert sensitive(world(indicator("a", 0, np.array([20.0]))))[1] == [None]


def test_bootstrap_intervals_hold_their_index() -> None:
    parts = [indicator(key, at, np.array([20.0 + 60 * at]), np.array([60.0])) for at, key in enumerate("ab")]
    found = sensitivity(world(*parts), RULE, WORKERS)
    for factor, index in found.index.items():
        assert found.low[factor][0] <= index[0] <= found.high[factor][0]
    assert [found.index[factor][0] for factor in (Factor.BOUNDS, Factor.AGGREGATION)] == [0, 0]
    assert 0.6 < sum(float(index[0]) for index in found.index.values()) < 1.2


def test_threads_and_blocks_give_the_same_bytes() -> None:
    rng = np.random.default_rng(8)
    parts = [indicator(f"i{at}", at % 3, rng.uniform(0, 100, 200), np.full(200, 90.0)) for at in range(7)]

    def answer(threads: int) -> list[bytes]:
        found = replicate(world(*parts), replace(RULE, replicates=100), in_threads(threads))
        return [getattr(found, part).tobytes() for part in Replicates.__slots__]

    assert answer(1) == answer(2) == answer(4)
