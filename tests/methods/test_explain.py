"""The parts of a score, a change or a gap add up, whatever the means, and are laid at the right door."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.explain import (
    Cause,
    ExplainedFigure,
    ExplainedGoal,
    ExplainedTotal,
    Part,
    Ruler,
    explain_change,
    explain_figure,
    explain_goal,
    explain_score,
)
from loftet.methods.rules import Mean
from tests.property_examples import examples

EXACT = 1e-9


def mean_of(scores: list[float], weights: list[float], mean: Mean) -> float:
    """Take a mean as `weighted_mean` does, which is slow for one place."""
    number, weight = np.array(scores), np.array(weights)
    if mean is Mean.ARITHMETIC:
        return float((number * weight).sum() / weight.sum())
    if (number == 0).any():
        return 0.0
    if mean is Mean.GEOMETRIC:
        return float(np.exp((np.log(number) * weight).sum() / weight.sum()))
    return float(weight.sum() / (weight / number).sum())


# As scores are: 0, 100, or with no more digits than a measurement can bear.
scores = st.one_of(st.just(0.0), st.just(100.0), st.floats(0, 100).map(lambda score: round(score, 6)))


@st.composite
def rulers(draw: st.DrawFn) -> Ruler:
    lower = round(draw(st.floats(-50, 50)), 3)
    upper = lower + draw(st.sampled_from([-1, 1])) * round(draw(st.floats(1, 100)), 3)
    ideal = draw(st.sampled_from([None, (20.0, 40.0)]))
    return Ruler(lower, upper, ideal, clip=True, decimals=draw(st.sampled_from([None, None, 0, 2])))


@st.composite
def figures(draw: st.DrawFn, key: str) -> ExplainedFigure:
    weight = draw(st.floats(0.1, 5))
    if draw(st.booleans()):
        ruler, value = draw(rulers()), round(draw(st.floats(-100, 100)), 6)
        return ExplainedFigure(key, weight, ruler.score(value), value, ruler)
    return ExplainedFigure(key, weight, draw(scores))


@st.composite
def totals(draw: st.DrawFn) -> ExplainedTotal:
    of_indicators, of_goals = draw(st.sampled_from(Mean)), draw(st.sampled_from(Mean))
    goals = []
    for goal in draw(st.lists(st.sampled_from("abcd"), min_size=1, unique=True)):
        keys = draw(st.lists(st.sampled_from("uvwxyz"), max_size=5, unique=True))
        inside = tuple(draw(figures(key)) for key in keys)
        score = draw(scores)
        if inside:
            score = mean_of([one.score for one in inside], [one.weight for one in inside], of_indicators)
        goals.append(ExplainedGoal(goal, draw(st.floats(0.1, 3)), score, inside))
    score = mean_of([goal.score for goal in goals], [goal.weight for goal in goals], of_goals)
    return ExplainedTotal(score, tuple(goals), of_indicators, of_goals, draw(st.sampled_from(["", "other"])))


def total_of(parts: tuple[Part, ...]) -> float:
    return sum(part.points for part in parts)


def rounding_of(parts: tuple[Part, ...]) -> float:
    """Return how exact a sum can be: large parts of scores near 0 cancel, and leave what floats round."""
    return EXACT + 1e-15 * sum(abs(part.points) for part in parts)


@settings(max_examples=examples(200), deadline=None)
@given(totals(), totals())
def test_the_parts_of_any_change_add_up_to_it(before: ExplainedTotal, after: ExplainedTotal) -> None:
    parts = explain_change(before, after)
    assert total_of(parts) == pytest.approx(after.score - before.score, abs=rounding_of(parts))


@settings(max_examples=examples(200), deadline=None)
@given(totals())
def test_nothing_is_to_be_explained_between_a_total_and_itself(total: ExplainedTotal) -> None:
    assert explain_change(total, total) == ()


@settings(max_examples=examples(200), deadline=None)
@given(totals(), st.sampled_from([100.0, 50.0]))
def test_the_parts_of_a_score_add_up_to_it(total: ExplainedTotal, base: float) -> None:
    parts = explain_score(total, base)
    assert base + total_of(parts) == pytest.approx(total.score, abs=rounding_of(parts))


@settings(max_examples=examples(200), deadline=None)
@given(totals(), totals())
def test_the_way_back_has_the_same_parts_with_the_other_sign(
    before: ExplainedTotal, after: ExplainedTotal
) -> None:
    there, back = (by_door(explain_change(*pair)) for pair in ((before, after), (after, before)))
    for door in there.keys() | back.keys():
        assert there[door] == pytest.approx(-back[door], abs=1e-6)


def by_door(parts: tuple[Part, ...]) -> dict[tuple[str, str, Cause], float]:
    doors: dict[tuple[str, str, Cause], float] = defaultdict(float)
    for part in parts:
        doors[part.goal, part.indicator, part.cause] += part.points
    return doors


def simple(
    leakage: ExplainedFigure, supply: ExplainedFigure | None = None, **other: object
) -> ExplainedTotal:
    inside = tuple(filter(None, [leakage, supply]))
    score = mean_of([one.score for one in inside], [one.weight for one in inside], Mean.ARITHMETIC)
    return ExplainedTotal(score, (ExplainedGoal("6", 1.0, score, inside),), **other)  # type: ignore[arg-type]


RULER = Ruler(60.0, 10.0)
LEAKAGE, SUPPLY = ExplainedFigure("leakage", 1.0, 60.0, 30.0, RULER), ExplainedFigure("supply", 1.0, 100.0)


def measured(value: float, ruler: Ruler, weight: float = 1.0) -> ExplainedFigure:
    return ExplainedFigure("leakage", weight, ruler.score(value), value, ruler)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (simple(measured(20.0, RULER), SUPPLY), {("leakage", Cause.DATA): 10.0}),
        (simple(measured(30.0, Ruler(50.0, 10.0)), SUPPLY), {("leakage", Cause.BOUNDS): -5.0}),
        (
            simple(measured(20.0, Ruler(50.0, 10.0)), SUPPLY),
            {("leakage", Cause.DATA): 11.25, ("leakage", Cause.BOUNDS): -3.75},
        ),
        (simple(measured(30.0, RULER)), {("supply", Cause.BASKET): -20.0}),
        (
            simple(measured(30.0, RULER, weight=3.0), SUPPLY),
            {("leakage", Cause.BASKET): -3.75, ("supply", Cause.BASKET): -6.25},
        ),
        (
            simple(ExplainedFigure("leakage", 1.0, 70.0, 30.0), SUPPLY, method="ranks"),
            {("leakage", Cause.METHOD): 5.0},
        ),
        (
            simple(measured(30.0, Ruler(60.0, 11.0, decimals=0)), SUPPLY),
            {("leakage", Cause.BOUNDS): 0.5561224, ("leakage", Cause.METHOD): -0.0561224},
        ),
    ],
)
def test_each_cause_is_laid_at_its_door(
    after: ExplainedTotal, expected: dict[tuple[str, Cause], float]
) -> None:
    parts = explain_change(simple(LEAKAGE, SUPPLY), after)
    found = {(part.indicator, part.cause): part.points for part in parts}
    assert found == pytest.approx(expected, abs=1e-3)


def test_where_the_borders_moved_the_data_are_not_blamed() -> None:
    parts = explain_change(simple(LEAKAGE), simple(measured(20.0, RULER)), same_borders=False)
    assert [part.cause for part in parts] == [Cause.BORDERS]
    assert total_of(parts) == pytest.approx(20.0)


def test_another_mean_is_the_method_s() -> None:
    before, after = simple(LEAKAGE, SUPPLY), simple(LEAKAGE, SUPPLY)
    score = mean_of([60.0, 100.0], [1.0, 1.0], Mean.GEOMETRIC)
    after = ExplainedTotal(
        score, (ExplainedGoal("6", 1.0, score, after.goals[0].figures),), of_indicators=Mean.GEOMETRIC
    )
    parts = explain_change(before, after)
    assert [part.cause for part in parts] == [Cause.METHOD]
    assert total_of(parts) == pytest.approx(score - 80.0)


def test_a_goal_that_came_is_the_basket_s_and_one_that_is_imputed_is_one_part() -> None:
    whole, other = (
        ExplainedGoal("6", 1.0, 60.0, (LEAKAGE,)),
        ExplainedGoal("13", 1.0, 20.0, (ExplainedFigure("gas", 1.0, 20.0),)),
    )
    before, after = ExplainedTotal(60.0, (whole,)), ExplainedTotal(40.0, (whole, other))
    assert explain_change(before, after) == (Part("13", "", Cause.BASKET, -20.0),)
    imputed, later = ExplainedGoal("13", 1.0, 50.0, ()), ExplainedGoal("13", 1.0, 55.0, ())
    assert explain_goal(imputed, later) == (Part("13", "", Cause.DATA, 5.0),)
    assert explain_goal(imputed, other) == (Part("13", "", Cause.BASKET, -30.0),)


def test_a_balance_that_moved_within_its_ideal_range_did_nothing() -> None:
    ruler = Ruler(20.0, 0.0, ideal=(40.0, 60.0))
    before, after = measured(45.0, ruler), measured(55.0, ruler)
    assert explain_figure(before, after) == ((Cause.DATA, 0.0),)


def test_a_score_of_zero_in_a_geometric_mean_takes_all_that_it_takes() -> None:
    inside = (ExplainedFigure("leakage", 1.0, 0.0), ExplainedFigure("supply", 1.0, 80.0))
    total = ExplainedTotal(0.0, (ExplainedGoal("6", 1.0, 0.0, inside),), of_indicators=Mean.GEOMETRIC)
    parts = by_door(explain_score(total))
    assert sum(parts.values()) == pytest.approx(-100, abs=EXACT)
    assert parts["6", "leakage", Cause.DATA] < -95
    assert not np.isnan(list(parts.values())).any()
