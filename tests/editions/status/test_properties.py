"""What holds for every study: order, weight 0, names, and better values."""

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loftet.editions.build import Status, compute_status
from loftet.editions.status import Format, write_status
from loftet.editions.study import Study
from tests.property_examples import examples

MakeStudy = Callable[..., Study]
Row = dict[str, object]

METHODS = (
    "",
    '[normalise]\nkind = "minmax"\n[treat]\nkind = "coin"\n[aggregate]\nindicators = "geometric"\n',
    '[normalise]\nkind = "zscore"\n[impute]\nindicator_group_mean = ["1"]\ngoal_group_mean = true\n',
    '[normalise]\nkind = "percentile_rank"\n[colour]\ngoal = "mean"\n[trend]\nkind = "theil_sen"\n',
    '[colour]\nindicator = "bands"\n[impute]\ngoal_group_mean = true\nblank_goals = { inland = ["2"] }\n',
)
QUICK = settings(
    max_examples=examples(6),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def world(seed: int) -> dict[str, Any]:
    """Make a small study by chance: groups, tags, gaps, weights, yardsticks."""
    chance = Random(seed)
    places: list[Row] = [
        {"place": f"p{at:02}", "group": chance.choice("ab"), "tags": chance.choice(["", "inland"])}
        | {"ranked": int(chance.random() < 0.8)}
        for at in range(12)
    ]
    indicators: list[Row] = [
        {"indicator": f"i{at}", "goal": str(at % 3 + 1), "weight": chance.choice([0, 0.5, 1, 2])}
        | {"lower": chance.choice(["", 0]), "upper": chance.choice(["", 120]), "direction": 1}
        | chance.choice([{"red": 30, "green": 70}, {"yardstick": "comparison"}, {}])
        | {"applies_to": chance.choice(["", "", "!inland"])}
        for at in range(9)
    ]
    observations = [
        (place["place"], indicator["indicator"], year, round(chance.gauss(50, 25), 1))
        for place in places
        for indicator in indicators
        for year in range(2014, 2021)
        if chance.random() < 0.7
    ]
    return {"places": places, "indicators": indicators, "observations": observations}


def cells(status: Status) -> dict[str, dict[str, list[str]]]:
    return {
        frame.name: {name: column.printed() for name, column in frame.columns.items()}
        for frame in status.frames
    }


def numbers(status: Status, table: str, keys: tuple[str, ...], column: str) -> dict[tuple[str, ...], float]:
    columns = cells(status)[table]
    told = zip(*(columns[key] for key in keys), columns[column], strict=True)
    return {row[:-1]: float(row[-1] or "nan") for row in told}


SCORED = (
    ("indicator_scores", ("place", "indicator"), "score"),
    ("goal_scores", ("place", "goal"), "score"),
    ("index", ("place",), "score"),
    ("index", ("place",), "rank"),
)


@pytest.mark.parametrize("method", METHODS)
@given(seed=st.integers(0, 10**6))
@QUICK
def test_the_order_of_rows_never_matters(
    make_study: MakeStudy, tmp_path: Path, method: str, seed: int
) -> None:
    parts = world(seed)
    written = []
    for name in ("first", "second"):
        study = make_study(**parts, method=method)
        write_status(compute_status(study), tmp_path / name, Format.CSV)
        written.append({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()})
        for rows in parts.values():
            Random(seed + 1).shuffle(rows)
    assert written[0] == written[1]


@pytest.mark.parametrize("method", METHODS)
@given(seed=st.integers(0, 10**6))
@QUICK
def test_an_indicator_of_weight_0_changes_no_score_goal_index_or_rank(
    make_study: MakeStudy, method: str, seed: int
) -> None:
    parts, chance = world(seed), Random(seed)
    before = compute_status(make_study(**parts, method=method))
    goal = chance.choice("123")
    parts["indicators"].append({"indicator": "extra", "goal": goal, "weight": 0, "upper": 120})
    parts["observations"] += [
        (place["place"], "extra", 2020, chance.gauss(50, 25))
        for place in parts["places"]
        if chance.random() < 0.7
    ]
    after = compute_status(make_study(**parts, method=method), before.year)
    for table, keys, column in SCORED:
        told, expected = numbers(after, table, keys, column), numbers(before, table, keys, column)
        np.testing.assert_array_equal([told[key] for key in expected], list(expected.values()))


@pytest.mark.parametrize("method", METHODS)
@given(seed=st.integers(0, 10**6))
@QUICK
def test_other_names_for_the_places_permute_the_results(
    make_study: MakeStudy, method: str, seed: int
) -> None:
    parts = world(seed)
    before = compute_status(make_study(**parts, method=method))
    codes = [str(place["place"]) for place in parts["places"]]
    named = dict(zip(codes, Random(seed).sample(codes, len(codes)), strict=True))
    parts["places"] = [{**place, "place": named[str(place["place"])]} for place in parts["places"]]
    parts["observations"] = [(named[place], *rest) for place, *rest in parts["observations"]]
    after = compute_status(make_study(**parts, method=method))
    for table, keys, column in SCORED:
        told, expected = numbers(after, table, keys, column), numbers(before, table, keys, column)
        moved = [told[(named[place], *others)] for place, *others in expected]
        np.testing.assert_array_equal(moved, list(expected.values()))


@given(seed=st.integers(0, 10**6))
@QUICK
def test_scores_stay_within_their_bounds(make_study: MakeStudy, seed: int) -> None:
    status = compute_status(make_study(**world(seed), method=METHODS[4]))
    for table, keys, _ in SCORED[:3]:
        found = np.array(list(numbers(status, table, keys, "score").values()))
        found = found[~np.isnan(found)]
        assert found.size > 0
        assert (found.min(), found.max()) >= (0, 0)
        assert found.max() <= 100


@given(seed=st.integers(0, 10**6))
@QUICK
def test_a_better_value_never_lowers_a_score(make_study: MakeStudy, seed: int) -> None:
    parts: Mapping[str, Any] = world(seed)
    for indicator in parts["indicators"]:
        indicator |= {"lower": 0, "upper": 120}
    before = compute_status(make_study(**parts))
    place, key, year, value = parts["observations"][0]
    parts["observations"][0] = (place, key, year, value + 10)
    after = compute_status(make_study(**parts))
    for table, keys, column in SCORED[:3]:
        one, two = numbers(before, table, keys, column), numbers(after, table, keys, column)
        assert all(two[at] >= one[at] for at in one if at[0] == place and one[at] == one[at])


@given(seed=st.integers(0, 10**6), scale=st.sampled_from([0.1, 3.0, 7.0, 1000.0]))
@QUICK
def test_weights_have_no_scale(make_study: MakeStudy, seed: int, scale: float) -> None:
    parts = world(seed)
    before = compute_status(make_study(**parts))
    for indicator in parts["indicators"]:
        indicator["weight"] *= scale
    after = compute_status(make_study(**parts))
    for table, keys, column in SCORED[:3]:
        told, expected = numbers(after, table, keys, column), numbers(before, table, keys, column)
        np.testing.assert_allclose(list(told.values()), list(expected.values()), rtol=1e-12)
