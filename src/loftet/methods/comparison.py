"""Comparison of two figures: they differ only when their intervals say so. Plain Python, for pages."""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot


class Difference(StrEnum):
    """The possible results of comparing two figures."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_SURE = "not_sure"
    NO_INTERVAL = "no_interval"


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its interval, all in one unit; None = not known."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def has_interval(self) -> bool:
        """Check whether both ends are known."""
        return self.value is not None and self.low is not None and self.high is not None


def difference(first: Measured, second: Measured) -> Difference:
    """Return how the first figure compares with the second.

    Formula: higher when all of its interval lies above the other's, lower when all lies below, else not sure;
    without both intervals nothing is claimed. Intervals at 95 % that do not touch differ by more than chance
    at well below 5 %, so the rule is on the careful side, and agrees with what a reader sees drawn.
    Unit: any, the same for both. Errors: none.
    Source: N. Schenker and J. F. Gentleman (2001), The American Statistician 55, 182–186.

    >>> difference(Measured(12.0, 10.0, 14.0), Measured(7.0, 5.0, 9.0)).value
    'higher'
    >>> difference(Measured(12.0, 9.0, 15.0), Measured(7.0, 4.0, 10.0)).value
    'not_sure'
    >>> difference(Measured(12.0), Measured(7.0, 5.0, 9.0)).value
    'no_interval'
    """
    if not (first.has_interval and second.has_interval):
        return Difference.NO_INTERVAL
    assert first.low is not None
    assert first.high is not None
    assert second.low is not None
    assert second.high is not None
    if first.low > second.high:
        return Difference.HIGHER
    return Difference.LOWER if first.high < second.low else Difference.NOT_SURE


def gap(first: Measured, second: Measured) -> Measured:
    """Return how far the first figure lies above the second, with an interval of the distance.

    Formula: d = a − b, from d − √((a − a_low)² + (b_high − b)²) to d + √((a_high − a)² + (b − b_low)²);
    without both intervals only d. Unit: that of the figures. Errors: none; without both figures nothing.
    Source: G. Y. Zou and A. Donner (2008), Statistics in Medicine 27, 1693–1702.

    >>> gap(Measured(12.0, 9.0, 15.0), Measured(7.0, 3.0, 11.0))
    Measured(value=5.0, low=0.0, high=10.0)
    >>> gap(Measured(12.0), Measured(7.0, 3.0, 11.0))
    Measured(value=5.0, low=None, high=None)
    """
    if first.value is None or second.value is None:
        return Measured(None)
    apart = first.value - second.value
    if not (first.has_interval and second.has_interval):
        return Measured(apart)
    assert first.low is not None
    assert first.high is not None
    assert second.low is not None
    assert second.high is not None
    below = hypot(first.value - first.low, second.high - second.value)
    above = hypot(first.high - first.value, second.value - second.low)
    return Measured(apart, apart - below, apart + above)
