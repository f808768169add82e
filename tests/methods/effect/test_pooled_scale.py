"""Scales lean on each other as far as the places are alike."""

import numpy as np
import pytest
import scipy.special

from loftet.methods.effect.pooled_scale import digamma, inverse_trigamma, pooled_scale, trigamma

NUMBERS = (0.01, 0.3, 1.0, 2.5, 11.9, 12.0, 300.0)


@pytest.mark.parametrize("x", NUMBERS)
def test_derivatives_of_the_gamma_function_are_those_of_scipy(x: float) -> None:
    assert digamma(x) == pytest.approx(scipy.special.digamma(x), rel=1e-11)
    assert trigamma(x) == pytest.approx(scipy.special.polygamma(1, x), rel=1e-11)
    assert inverse_trigamma(trigamma(x)) == pytest.approx(x, rel=1e-9)


def test_places_alike_share_one_scale_and_unlike_ones_keep_their_own() -> None:
    rng = np.random.default_rng(1)
    alike = rng.chisquare(12, 400) / 12
    assert np.ptp(pooled_scale(alike, alike, 12)) < 0.2 * np.ptp(np.sqrt(alike))
    unlike = alike * np.exp(rng.normal(0, 3, 400))
    off = np.log(pooled_scale(unlike, unlike, 12)) - np.log(unlike) / 2
    assert np.abs(np.median(off)) < 0.1


def test_the_scale_of_many_places_is_found() -> None:
    rng = np.random.default_rng(2)
    squares = 4 * rng.chisquare(12, 20_000) / 12
    assert pooled_scale(squares[:1], squares, 12)[0] == pytest.approx(2.0, rel=0.02)


def test_places_that_never_stray_do_not_break_the_scale() -> None:
    assert np.isfinite(pooled_scale(np.array([1.0]), np.array([0.0, 1.0, 1.0]), 12)).all()
    assert np.isfinite(pooled_scale(np.array([0.0]), np.zeros(3), 12)).all()
    with pytest.raises(ValueError, match="there is no other place"):
        pooled_scale(np.ones(1), np.zeros(0), 12)
