"""Places together are their counts together; one hidden place hides the sum."""

import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from loftet.methods.pooled_places import Part, pooled_measure, too_few

PARTS = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 200)), min_size=1, max_size=6)


@given(PARTS, st.booleans())
def test_the_figure_is_that_of_all_the_people_and_not_the_mean_of_the_places(
    drawn: list[tuple[int, int]], share: bool
) -> None:
    parts = [Part(k, k + rest) for k, rest in drawn]
    k, n = sum(k for k, _ in drawn), sum(sum(pair) for pair in drawn)
    found = pooled_measure(parts, per=1000, share=share)
    if k < 5 or (share and n - k < 5):
        assert found is None
        return
    assert found is not None
    assert found.value == pytest.approx(1000 * k / n)
    expected = (
        scipy.stats.binomtest(k, n).proportion_ci(method="exact")
        if share
        else [scipy.stats.chi2.ppf(0.025, 2 * k) / 2 / n, scipy.stats.chi2.ppf(0.975, 2 * k + 2) / 2 / n]
    )
    assert [found.low, found.high] == pytest.approx([1000 * end for end in expected], rel=1e-8)


@pytest.mark.parametrize("other", [Part(None, None, hidden=True), Part(3, 40, hidden=True), Part(None, 40)])
def test_one_place_that_is_hidden_or_unknown_hides_the_sum(other: Part) -> None:
    assert pooled_measure([Part(30, 400), Part(25, 300)], per=100, share=True) is not None
    assert pooled_measure([Part(30, 400), other, Part(25, 300)], per=100, share=True) is None


def test_nobody_together_is_no_figure() -> None:
    assert pooled_measure([], per=100, share=True) is None
    assert pooled_measure([Part(0, 0)], per=100, share=False) is None


@pytest.mark.parametrize(
    ("count", "denominator", "told"),
    [(0, None, True), (4, None, True), (5, None, False), (5, 9, True), (5, 10, False), (96, 100, True)],
)
def test_few_are_not_told_on_either_side(count: float, denominator: float | None, told: bool) -> None:
    assert too_few(count, denominator) is told
