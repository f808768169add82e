"""Published studies come out to the digits that independent programs give."""

from pathlib import Path

import numpy as np
import pytest

from loftet.methods.effect.answer import Asked, DonorPool, Options, find_effect
from loftet.methods.effect.staggered import Average, averages, group_times
from tests.methods.effect.panels import published

pytestmark = pytest.mark.shared

POOLS = {
    DonorPool.WITH_TREATED: "treated_place_in_the_donor_pool_of_placebos",
    DonorPool.WITHOUT_TREATED: "treated_place_left_out_of_placebo_pools",
}


@pytest.mark.parametrize("name", ["prop99", "germany"])
def test_the_weights_and_gaps_are_the_exact_optimum(shared: Path, name: str) -> None:
    panel, expected = published(shared, name)
    answer = find_effect(panel, Options(Asked.SYNTHETIC))
    exact, (fit,) = expected["exact_outcome_only"], answer.fits
    assert fit.pre_rmspe <= exact["pre_rmspe"] * (1 + 1e-6)
    weights = {panel.places[at]: w for at, w in zip(fit.donors, fit.weights, strict=True) if w > 1e-9}
    assert weights == pytest.approx(exact["weights"], abs=1e-4)
    near = 1e-4 * panel.values[fit.place, fit.before].mean()
    assert fit.gaps == pytest.approx(list(exact["gaps"].values()), abs=near)
    assert answer.result.pooled.estimate == pytest.approx(exact["mean_post_gap"], abs=near)
    assert fit.ratio == pytest.approx(exact["rmspe_ratio"], rel=1e-4)


@pytest.mark.parametrize("name", ["prop99", "germany"])
@pytest.mark.parametrize("pool", list(DonorPool))
def test_the_placebos_rank_the_treated_place_as_they_should(shared: Path, name: str, pool: DonorPool) -> None:
    panel, expected = published(shared, name)
    answer = find_effect(panel, Options(Asked.SYNTHETIC, pool=pool))
    exact = expected["placebo_outcome_only"][POOLS[pool]]
    fits = [*answer.fits, *answer.placebos[0].fits]
    ratios = {panel.places[fit.place]: fit.ratio for fit in fits}
    assert ratios == pytest.approx(exact["rmspe_ratios"], rel=1e-3)
    assert {panel.places[fit.place]: fit.pre_rmspe for fit in fits} == pytest.approx(
        exact["pre_rmspe"], rel=1e-5
    )
    pooled = answer.result.pooled
    assert (pooled.rank, pooled.of) == (exact["rank"], exact["of"])
    assert pooled.p == pytest.approx(exact["p"], abs=1e-6)


def test_group_time_effects_and_their_errors_are_those_of_did(shared: Path) -> None:
    panel, expected = published(shared, "mpdta")
    exact = expected["no_covariates"]["never_treated"]
    found = {(int(one.group), one.year): one for one in group_times(panel)}
    assert set(found) == {(row["group"], row["year"]) for row in exact["att_gt"]}
    for row in exact["att_gt"]:
        one = found[row["group"], row["year"]]
        assert one.att == pytest.approx(row["estimate"], abs=1e-6)
        assert one.error == pytest.approx(row["std_error"], abs=1e-6)


def test_the_averages_are_those_of_did(shared: Path) -> None:
    panel, expected = published(shared, "mpdta")
    exact = expected["no_covariates"]["never_treated"]
    found = averages(panel, group_times(panel))
    assert found is not None
    pairs: list[tuple[Average, dict[str, float]]] = [(found.simple, exact["simple"])]
    for name, overall, parts in (
        ("event_study", found.event_overall, found.event),
        ("group", found.group_overall, found.group),
        ("calendar", found.calendar_overall, found.calendar),
    ):
        assert [f"{key:.0f}" for key, _ in parts] == sorted(set(exact[name]) - {"overall"}, key=int)
        pairs += [
            (overall, exact[name]["overall"]),
            *((one, exact[name][f"{key:.0f}"]) for key, one in parts),
        ]
    ours = np.array([(one.estimate, one.error) for one, _ in pairs])
    assert ours == pytest.approx(
        np.array([(row["estimate"], row["std_error"]) for _, row in pairs]), abs=1e-6
    )


def test_the_published_p_of_another_variant_is_not_printed(shared: Path) -> None:
    panel, expected = published(shared, "prop99")
    answer = find_effect(panel, Options(Asked.SYNTHETIC))
    assert answer.result.pooled.p != pytest.approx(expected["published"]["placebo"]["p"], abs=0.01)
