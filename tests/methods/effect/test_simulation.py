"""On simulated panels the pages' method errs as seldom as it says; 400 of a kind: `benchmarks/effect.py`."""

from math import sqrt

import numpy as np
import pytest

from benchmarks.effect import ALLOWED, COVERED, Kind, answer, draw, run
from loftet.methods.effect.compare import Paths
from loftet.methods.effect.measure import measure_path

NIGHTLY = 40


@pytest.mark.nightly
@pytest.mark.parametrize("kind", list(ALLOWED))
def test_false_findings_are_few_and_intervals_cover(kind: Kind) -> None:
    found = run(kind, NIGHTLY, seed=2)
    chance = 2 * sqrt(ALLOWED[kind] * (1 - ALLOWED[kind]) / NIGHTLY)
    assert found.false <= ALLOWED[kind] + chance
    assert min(found.covered, found.covered_shifted) >= COVERED - 2 * sqrt(COVERED * (1 - COVERED) / NIGHTLY)
    assert found.power[-1] > 0.7
    assert sorted(found.power) == list(found.power)


@pytest.mark.parametrize("kind", list(Kind))
def test_an_added_effect_moves_estimate_and_interval_by_as_much(kind: Kind) -> None:
    world = draw(kind, 5)
    moved, effect = world.shifted(2.0)
    still, shifted = answer(world.panel).pooled, answer(moved).pooled
    for key in ("estimate", "low", "high"):
        assert getattr(shifted, key) == pytest.approx(getattr(still, key) + effect, abs=1e-9)


def test_nothing_depends_on_the_order_of_places() -> None:
    panel = draw(Kind.ANY, 3).panel
    turned = type(panel)(panel.places[::-1], panel.years, panel.values[::-1], panel.treated_from[::-1])
    one, other = measure_path(Paths(panel)), measure_path(Paths(turned))
    assert other.pooled.estimate == pytest.approx(one.pooled.estimate)
    assert {place: found.p for place, found in other.places} == pytest.approx(
        {place: found.p for place, found in one.places}
    )


def test_a_small_noisy_place_gets_a_wider_interval() -> None:
    panel = draw(Kind.ANY, 7).panel
    values = panel.values.copy()
    rng = np.random.default_rng(1)
    at = int(panel.treated[0])
    values[at] += 5 * rng.normal(size=panel.years.size)
    noisy = measure_path(Paths(type(panel)(panel.places, panel.years, values, panel.treated_from)))
    widths = [dict(one.places)[panel.places[at]] for one in (measure_path(Paths(panel)), noisy)]
    spans = [one.high - one.low for one in widths if one.high is not None and one.low is not None]
    assert spans[1] > 2 * spans[0]
