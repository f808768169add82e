"""A shared challenge is found when it is there, and rarely when it is not."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from benchmarks.challenges import Null, challenged, draw, run
from loftet.methods.challenges import (
    ChallengeFinding,
    Examples,
    FigureField,
    Rule,
    State,
    Why,
    correlated_groups,
    find_challenges,
    in_groups,
    who_to_learn_from,
)
from loftet.methods.false_discovery import benjamini_hochberg
from loftet.methods.normal_scores import normal_scores
from loftet.methods.random_sets import random_sets
from loftet.methods.strata import strata
from loftet.methods.stratified import stratified_test
from tests.property_examples import examples

Floats = NDArray[np.float64]

SEEDS = 8
ALL_ALIKE = np.zeros(60, dtype=np.int64)
MEMBERS = np.arange(6)
NAN = float("nan")


@pytest.mark.parametrize("null", list(Null))
@pytest.mark.parametrize("together", [True, False])
def test_planted_challenges_are_found_and_few_findings_are_false(null: Null, together: bool) -> None:
    # All 200 seeds: `python -m benchmarks.challenges`.
    outcome = run(null, 10, together, SEEDS)
    assert outcome.found >= 0.9
    assert outcome.false <= 0.05 + outcome.error


def test_without_strata_structure_that_members_share_is_taken_for_challenges() -> None:
    with_strata = without = 0
    for seed in range(5):
        world = draw(Null.STRATA, 0, together=True, seed=seed)
        with_strata += int(challenged(world, Rule()).sum())
        everywhere = replace(world, strata=np.zeros_like(world.strata))
        without += int(challenged(everywhere, Rule()).sum())
    assert (with_strata, without) == (0, 6)


def noise(columns: int, seed: int = 1) -> Floats:
    return np.random.default_rng(seed).normal(size=(60, columns))


def field_of(worse: Floats, improving: float = NAN) -> FigureField:
    return FigureField(worse, (worse > 0).astype(float), np.full(worse.shape, improving))


def found(field: FigureField, **rule: float) -> tuple[ChallengeFinding, ...]:
    return find_challenges(field, ALL_ALIKE, MEMBERS, Rule(times=999, **rule))  # type: ignore[arg-type]


def state_of(field: FigureField) -> tuple[State, Why]:
    finding = found(field)[0]
    return finding.state, finding.why


def shifted(by: float) -> Floats:
    worse = noise(1)
    worse[MEMBERS] += by
    return worse


def test_what_gets_better_is_no_challenge_though_the_set_is_behind() -> None:
    assert state_of(field_of(shifted(3), improving=0)) == (State.CHALLENGE, Why.FOUND)
    assert state_of(field_of(shifted(3), improving=1)) == (State.NEITHER, Why.IMPROVING)


def test_what_is_near_the_target_is_no_challenge_though_the_set_is_behind() -> None:
    worse = shifted(3)
    nobody_short = FigureField(worse, np.zeros(worse.shape), np.full(worse.shape, NAN))
    everybody_short = FigureField(worse, np.ones(worse.shape), np.full(worse.shape, NAN))
    assert state_of(nobody_short) == (State.NEITHER, Why.NOT_SHORT)
    assert state_of(everybody_short) == (State.CHALLENGE, Why.FOUND)


def test_a_strength_is_better_than_its_like_and_near_the_target() -> None:
    worse = shifted(-3)
    assert state_of(field_of(worse)) == (State.STRENGTH, Why.FOUND)
    everybody_short = FigureField(worse, np.ones(worse.shape), np.full(worse.shape, NAN))
    assert state_of(everybody_short) == (State.NEITHER, Why.NOT_NEAR)


def test_a_gap_is_no_value_and_those_who_have_one_decide() -> None:
    worse = shifted(3)
    worse[4:6] = NAN
    finding = found(field_of(worse))[0]
    assert (finding.state, finding.sharing, finding.unknown) == (State.CHALLENGE, (0, 1, 2, 3), (4, 5))
    worse[2:6] = NAN
    assert state_of(field_of(worse)) == (State.NOT_TESTED, Why.FEW_MEMBERS)
    assert state_of(field_of(np.full((60, 1), NAN))) == (State.NOT_TESTED, Why.NOT_ASKED)


def test_where_nearly_all_like_places_are_members_chance_cannot_be_told_apart() -> None:
    worse = shifted(3)
    worse[7:] = NAN
    assert state_of(field_of(worse)) == (State.NOT_TESTED, Why.FEW_OTHERS)


def test_a_place_without_a_stratum_is_nobody_s_like_and_no_member() -> None:
    worse = shifted(3)
    worse[10:30] = 100.0
    classes = ALL_ALIKE.copy()
    classes[[0, *range(10, 30)]] = -1
    finding = find_challenges(field_of(worse), classes, MEMBERS)[0]
    assert finding.sharing == (1, 2, 3, 4, 5)
    assert finding.others < 1


def test_the_middle_of_the_others_weighs_strata_as_the_members_do() -> None:
    classes = np.repeat([0, 1], 30)
    worse = np.where(classes == 0, 1.0, 9.0)[:, None] + noise(1) / 100
    few = find_challenges(field_of(worse), classes, np.array([0, 1, 2, 30]))[0]
    many = find_challenges(field_of(worse), classes, np.array([0, 30, 31, 32]))[0]
    assert (round(few.others), round(many.others)) == (1, 9)


def test_the_same_seed_gives_the_same_findings_whatever_else_is_asked_about() -> None:
    worse = noise(3)
    assert found(field_of(worse)) == found(field_of(worse))
    alone, beside = found(field_of(worse[:, :1]))[0], found(field_of(worse))[0]
    assert (alone.p, alone.p_strength) == (beside.p, beside.p_strength)


@settings(max_examples=examples(20), deadline=None)
@given(st.floats(0.1, 10), st.floats(-100, 100))
def test_units_and_the_order_of_members_do_not_matter(factor: float, zero: float) -> None:
    worse = noise(2, seed=5)
    first = find_challenges(field_of(worse), ALL_ALIKE, MEMBERS, Rule(times=199))
    turned = FigureField(worse * factor + zero, (worse > 0).astype(float), np.full(worse.shape, NAN))
    second = find_challenges(turned, ALL_ALIKE, MEMBERS[::-1], Rule(times=199))
    assert [(one.p, one.q, set(one.sharing)) for one in first] == [
        (one.p, one.q, set(one.sharing)) for one in second
    ]


def test_p_is_that_of_all_permutations_where_these_can_be_counted() -> None:
    scores = np.arange(8.0)[:, None] ** 2
    members = np.array([5, 6, 7])
    exact = stats.permutation_test(
        (scores[members, 0], scores[:5, 0]), lambda x, y: x.sum() - y.sum(), alternative="greater"
    ).pvalue
    chance = stratified_test(scores, np.zeros(8, dtype=np.int64), members, times=99_999, seed=1)
    assert chance.high[0] == pytest.approx(exact, abs=0.002)
    assert chance.sets == (56,)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_q_is_that_of_scipy(p: list[float]) -> None:
    assert benjamini_hochberg(np.array(p)) == pytest.approx(stats.false_discovery_control(p), abs=1e-12)


def test_every_set_is_as_likely_as_any_other() -> None:
    sets = random_sets(6, 2, 30_000, seed=(7,))
    counts = np.unique([hash(tuple(sorted(one))) for one in sets.tolist()], return_counts=True)[1]
    assert len(counts) == 15
    assert stats.chisquare(counts).pvalue > 0.001
    with pytest.raises(ValueError, match="3 of 2 cannot be chosen"):
        random_sets(2, 3, 1, seed=(1,))


def test_normal_scores_of_one_value_and_of_equal_ones_are_zero() -> None:
    scores = normal_scores(np.array([[7.0, 3.0, NAN], [NAN, 3.0, NAN]]))
    assert np.array_equal(scores, [[0.0, 0.0, NAN], [NAN, 0.0, NAN]], equal_nan=True)


def test_strata_are_of_like_size_and_split_by_centrality_where_there_are_enough() -> None:
    rng = np.random.default_rng(2)
    size, centrality = rng.normal(size=(2, 357))
    classes = strata(size, centrality)
    assert np.bincount(classes).tolist() == [59, 60, 59, 60, 59, 60]
    tops = [size[classes // 2 == third].max() for third in range(3)]
    assert all(low < high for low, high in pairwise(tops))
    assert strata(size[:17], centrality[:17]).tolist() == [0] * 17
    assert strata(np.ones(100), np.ones(100)).tolist() == [0] * 100


def test_the_indicators_of_a_target_are_tested_as_one() -> None:
    worse = noise(4)
    worse[MEMBERS, :3] += 1.2
    field = field_of(worse)
    groups = np.array([[True, True, True, False], [False, False, False, True]])
    whole = find_challenges(in_groups(field, groups), ALL_ALIKE, MEMBERS)
    assert [finding.state for finding in whole] == [State.CHALLENGE, State.NEITHER]
    assert in_groups(field, np.zeros((0, 4), dtype=bool)).worse.shape == (60, 0)


def test_half_of_a_target_must_be_known_before_it_says_anything_of_a_place() -> None:
    worse = noise(3)
    worse[0, :2] = NAN
    worse[1, :1] = NAN
    grouped = in_groups(field_of(worse), np.array([[True, True, True]]))
    assert np.isnan(grouped.worse[:, 0]).tolist() == [True, *[False] * 59]


def test_challenges_that_are_bad_in_the_same_places_are_told_together() -> None:
    worse = noise(4)
    worse[:, 2] = worse[:, 0] + noise(1, seed=9)[:, 0] / 4
    worse[:, 3] = worse[:, 2] + noise(1, seed=8)[:, 0] / 4
    assert correlated_groups(field_of(worse), ALL_ALIKE, (0, 1, 2, 3)) == ((0, 2, 3), (1,))
    assert correlated_groups(field_of(worse), ALL_ALIKE, ()) == ()


def test_what_goes_together_only_because_of_size_is_told_apart() -> None:
    classes = np.repeat([0, 1], 30)
    worse = noise(2) + np.where(classes == 0, 0.0, 50.0)[:, None]
    assert correlated_groups(field_of(worse), classes, (0, 1)) == ((0,), (1,))


def test_those_to_learn_from_are_the_best_among_the_members_and_among_their_like() -> None:
    worse = np.linspace(-1, 1, 60)[:, None]
    classes = ALL_ALIKE.copy()
    classes[[6, 7]] = 1
    examples = who_to_learn_from(field_of(worse), classes, np.array([3, 4, 50]), 0, most=3)
    assert examples == Examples(inside=(3, 4), outside=(0, 1, 2))
    other = who_to_learn_from(field_of(worse), classes, np.array([6]), 0, most=3)
    assert other == Examples(inside=(6,), outside=(7,))
