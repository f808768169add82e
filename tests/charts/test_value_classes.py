"""Five classes of values with round limits."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.charts.value_classes import value_classes


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([one / 10 for one in range(21, 130)], (4.0, 6.0, 8.0, 10.0)),
        (range(-400, 500), (-200.0, 0.0, 200.0, 400.0)),
    ],
)
def test_limits_are_round_and_share_values_evenly(values: list[float], limits: tuple[float, ...]) -> None:
    assert value_classes(values).limits == limits


def test_yes_and_no_have_a_class_each() -> None:
    found = value_classes([0, 0, 1])
    assert [found.kind(one) for one in (0, 1, None)] == ["v1", "v5", "no"]


def test_one_value_everywhere_is_one_class() -> None:
    assert value_classes([3.0, 3.0]).kind(3.0) == "v1"


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_every_value_has_a_class_and_order_is_kept(values: list[float]) -> None:
    found = value_classes(values)
    assert list(found.limits) == sorted(found.limits)
    kinds = [found.kind(one) for one in sorted(values)]
    assert kinds == sorted(kinds)
    assert sum(Counter(kinds).values()) == len(values)
