"""Years are pooled by a rule that anyone can follow, and nothing small or hidden is told."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.columns import Floats
from loftet.methods.exact import exact_rate_interval, exact_share_interval
from loftet.methods.pooling import (
    CountedYears,
    Pool,
    Pooled,
    PoolRule,
    count_intervals,
    pool_counts,
    pool_means,
)
from tests.property_examples import examples

NAN = np.nan
RULE = PoolRule()
# A year of a series: what was counted among how many; None = no row, "hidden" = suppressed.
Year = tuple[int, int] | None | str


def counted(series: list[list[Year]], span: int = 1, *, share: bool = True) -> CountedYears:
    def part(at: int) -> Floats:
        cells = [[year[at] if isinstance(year, tuple) else NAN for year in row] for row in series]
        return np.array(cells, dtype=float)

    hidden = np.array([[year == "hidden" for year in row] for row in series])
    return CountedYears(part(0), part(1), hidden, np.full(len(series), span), np.full(len(series), share))


def pooled(series: list[Year], span: int = 1, *, share: bool = True) -> tuple[object, ...]:
    years = np.arange(2025.0 - len(series), 2025)
    pool = pool_counts(counted([series], span, share=share), years, RULE)
    numbers = [getattr(pool, name)[0] for name in ("first_year", "last_year", "count", "denominator")]
    return *(None if np.isnan(number) else int(number) for number in numbers), Pooled(pool.rule[0]).word


def slowly(series: list[Year], span: int, *, share: bool) -> tuple[object, ...]:
    """Follow the rule with a pencil, year by year."""
    taken: list[tuple[int, int, int]] = []
    for back, year in enumerate(reversed(series)):
        when = 2024 - back
        if year == "hidden":
            if not taken:
                return None, None, None, None, "suppressed"
            break
        if not isinstance(year, tuple) or not year[1]:
            continue
        if taken and (when > taken[-1][0] - span or taken[0][0] - when >= 5 * span):
            continue
        k, n = sum(one[1] for one in taken), sum(one[2] for one in taken)
        if taken and ((min(k, n - k) if share else k) >= 20 or len(taken) == 5):
            break
        taken.append((when, *year))
    if not taken:
        return None, None, None, None, ""
    k, n = sum(one[1] for one in taken), sum(one[2] for one in taken)
    fewest = min(k, n - k) if share else k
    if fewest < 5:
        return None, None, None, None, "suppressed"
    word = "still_few" if fewest < 20 else "one_year" if len(taken) == 1 else "years"
    return taken[-1][0], taken[0][0], k, n, word


YEARS = st.one_of(
    st.none(),
    st.just("hidden"),
    st.tuples(st.integers(0, 14), st.integers(0, 30)).map(lambda t: (t[0], sum(t))),
)


@given(st.lists(YEARS, min_size=1, max_size=12), st.integers(1, 3), st.booleans())
@settings(max_examples=examples(300))
def test_pools_are_those_of_a_pencil(series: list[Year], span: int, share: bool) -> None:
    assert pooled(series, span, share=share) == slowly(series, span, share=share)


@pytest.mark.parametrize(
    ("series", "told"),
    [
        ([(9, 90), (11, 90), (12, 90)], (2023, 2024, 23, 180, "years")),
        ([(9, 90), (11, 90), (25, 90)], (2024, 2024, 25, 90, "one_year")),
        ([(2, 40), (1, 40), (3, 40)], (2022, 2024, 6, 120, "still_few")),
        ([(2, 40), (1, 40), (1, 40)], (None, None, None, None, "suppressed")),
        ([(38, 40), (39, 40), (40, 40)], (None, None, None, None, "suppressed")),  # three who are not
        ([(9, 90), (11, 90), "hidden"], (None, None, None, None, "suppressed")),
        ([(25, 90), "hidden", (12, 90)], (2024, 2024, 12, 90, "still_few")),
        ([(25, 90), None, (12, 90)], (2022, 2024, 37, 180, "years")),
        ([None, None], (None, None, None, None, "")),
    ],
)
def test_the_rule_by_examples(series: list[Year], told: tuple[object, ...]) -> None:
    assert pooled(series) == told


def test_events_are_counted_on_one_side_only() -> None:
    assert pooled([(40, 41)], share=False) == (2024, 2024, 40, 41, "one_year")
    assert pooled([(40, 41)], share=True)[-1] == "suppressed"


def test_many_series_are_pooled_each_by_itself() -> None:
    rows: list[list[Year]] = [[(9, 90), (12, 90)], [(30, 90), (30, 90)], ["hidden", "hidden"]]
    pool = pool_counts(counted(rows), np.array([2023.0, 2024]), RULE)
    assert [Pooled(word).word for word in pool.rule] == ["years", "one_year", "suppressed"]
    assert np.array_equal(pool.count, [21, 30, NAN], equal_nan=True)


def test_exact_intervals_of_pools_are_those_of_pages() -> None:
    k, n = np.array([0.0, 3, 40, 12, 0, NAN]), np.array([30.0, 40, 40, 700, 9, NAN])
    share = np.array([True, True, True, False, False, True])
    nothing = np.full(6, NAN)
    low, high = count_intervals(Pool(nothing, nothing, nothing, k, n, np.zeros(6, dtype=np.int8)), share)
    expected = [
        exact_share_interval(count, of) if one else exact_rate_interval(count, of)
        for count, of, one in zip(k[:5].tolist(), n[:5].tolist(), share, strict=False)
    ]
    assert list(zip(low[:5], high[:5], strict=True)) == [pytest.approx(pair, rel=1e-9) for pair in expected]
    assert np.isnan([low[5], high[5]]).all()


@pytest.mark.parametrize(
    ("cells", "hidden", "span", "told"),
    [
        ([1, 5, 6, 7], [], 1, (6.0, 2022, 2024, "mean")),
        ([1, NAN, 6, 8], [], 1, (7.0, 2023, 2024, "mean")),  # 2021 is too old
        ([1, 5, 6, 7], [1], 1, (6.5, 2023, 2024, "mean")),
        ([1, 5, 6, NAN], [3], 1, (NAN, NAN, NAN, "suppressed")),
        ([1, 5, 6, 7], [], 3, (4.0, 2021, 2024, "mean")),
        ([NAN, NAN, NAN, 7], [], 1, (7.0, 2024, 2024, "one_year")),
    ],
)
def test_means_are_of_the_newest_separate_values(
    cells: list[float], hidden: list[int], span: int, told: tuple[float, float, float, str]
) -> None:
    flags = np.isin(np.arange(4), hidden)[None, :]
    pool, mean = pool_means(np.array([cells]), np.arange(2021.0, 2025), flags, np.array([span]), RULE)
    numbers = [mean[0], pool.first_year[0], pool.last_year[0]]
    assert np.array_equal(numbers, told[:3], equal_nan=True)
    assert Pooled(pool.rule[0]).word == told[3]
