"""What would change a colour does change it, and nothing less would."""

import numpy as np
import pytest
import xarray as xr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loftet.methods.bounds import Bounds
from loftet.methods.colour import Thresholds, by_thresholds, colour_of, rescale
from loftet.methods.colour_steps import (
    ColourStep,
    Limits,
    goal_colour,
    indicator_colour,
    next_better,
    next_worse,
    place_on_scale,
    value_on_scale,
    what_lifts_a_goal,
)
from loftet.methods.rules import ColourRule, GoalColour
from loftet.methods.verdicts import Colour
from tests.property_examples import examples

LITTLE = 1e-6
UP = Limits(1, 0.0, 10.0, 15.0, 20.0, 40.0)

numbers = st.integers(-100, 100).map(float)
on_scale = st.integers(0, 300).map(lambda number: number / 100)
rules = st.builds(
    ColourRule, goal=st.sampled_from([GoalColour.TWO_WORST, GoalColour.MEAN]), both_rules=st.booleans()
)


@st.composite
def limits(draw: st.DrawFn) -> Limits:
    direction = draw(st.sampled_from([1, -1]))
    knots = sorted(draw(st.lists(numbers, min_size=4, max_size=4, unique=True)), reverse=direction < 0)
    low, red, green, high = knots
    lower = draw(st.sampled_from([low, None]))
    return Limits(direction, lower, red, (red + green) / 2, green, high)


def one(number: float | None) -> xr.DataArray:
    return xr.DataArray([np.nan if number is None else number], dims="indicator")


@settings(deadline=None)
@given(numbers, limits())
def test_one_value_is_coloured_and_placed_as_all_of_them_are(x: float, known: Limits) -> None:
    cells = xr.DataArray([[x]], dims=("place", "indicator"))
    thresholds = Thresholds(one(known.red), one(known.yellow), one(known.green))
    assert indicator_colour(x, known) == by_thresholds(
        cells, one(known.direction), one(known.lower), thresholds
    )
    placed = rescale(
        cells, one(known.direction), Bounds(one(known.lower), one(known.upper)), thresholds
    ).item()
    assert placed == pytest.approx(np.nan if known.lower is None else place_on_scale(x, known), nan_ok=True)


@given(numbers, limits())
def test_a_step_to_a_better_colour_gives_it_and_nothing_less_does(x: float, known: Limits) -> None:
    own, step = indicator_colour(x, known), next_better(x, known)
    if step is None:
        assert own is Colour.GREEN
        return
    assert indicator_colour(step.value, known) is step.colour > own
    assert step.change == step.value - x
    short = step.value - known.direction * LITTLE
    assume(abs(step.change) > LITTLE)
    assert indicator_colour(short, known) <= own


@given(numbers, limits())
def test_a_step_to_a_worse_colour_keeps_it_up_to_there_and_not_beyond(x: float, known: Limits) -> None:
    own, step = indicator_colour(x, known), next_worse(x, known)
    if step is None:
        assert own is Colour.RED
        return
    assert indicator_colour(step.value, known) >= own
    assert indicator_colour(step.value - known.direction * LITTLE, known) is step.colour < own


@given(on_scale, limits())
def test_a_place_on_the_scale_is_that_of_its_value(place: float, known: Limits) -> None:
    value = value_on_scale(place, known)
    if known.lower is None:
        assert value is None
    else:
        assert value is not None
        assert place_on_scale(value, known) == pytest.approx(place, abs=1e-9)


def test_knots_that_cross_have_no_way_back() -> None:
    assert value_on_scale(1.5, Limits(1, 0.0, 20.0, 15.0, 10.0, 40.0)) is None


@given(st.lists(on_scale, min_size=1, max_size=6), rules)
def test_one_goal_is_coloured_as_all_of_them_are(places: list[float], rule: ColourRule) -> None:
    worst, second = (sorted(places)[:2] * 2)[:2]
    level = (worst + second) / 2 if rule.goal is GoalColour.TWO_WORST else sum(sorted(places)) / len(places)
    assume(min(abs(level - cut) for cut in rule.goal_cuts) > LITTLE or level in rule.goal_cuts)
    expected = colour_of(np.array([worst]), np.array([second]), np.array([level]), rule).item()
    assert goal_colour(places, rule) == expected


@settings(max_examples=examples(300))
@given(st.dictionaries(st.sampled_from("abcdef"), on_scale, min_size=1), rules)
def test_what_lifts_a_goal_lifts_it_and_nothing_less_or_else_does(
    places: dict[str, float], rule: ColourRule
) -> None:
    own = goal_colour(list(places.values()), rule)
    lifts = what_lifts_a_goal(places, rule)
    for key in places:
        if key in lifts:
            assert goal_colour(list((places | {key: lifts[key]}).values()), rule) > own
            assert goal_colour(list((places | {key: lifts[key] - LITTLE}).values()), rule) <= own
        else:
            assert goal_colour(list((places | {key: 3.0}).values()), rule) <= own or places[key] == 3.0


def test_the_steps_of_a_value_are_told_in_raw_units() -> None:
    assert next_better(12.0, UP) == ColourStep(Colour.YELLOW, 15.0, 3.0)
    assert next_worse(12.0, UP) == ColourStep(Colour.RED, 10.0, -2.0)
    assert (next_better(20.0, UP), next_worse(9.0, UP)) == (None, None)
