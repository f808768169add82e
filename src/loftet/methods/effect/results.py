"""The findings of a method about a panel: pooled, place by place, and year by year."""

from dataclasses import dataclass, field
from enum import StrEnum
from math import inf, isinf

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDING = 1e-12
POOR_AMONG = 20  # the fewer the never-treated places, the less the largest of them tells


class Method(StrEnum):
    """The ways to say what would have been expected."""

    PATH = "path"
    SYNTHETIC = "synthetic"
    DID = "did"


class Verdict(StrEnum):
    """The words for what may be said at a level."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    TOO_EARLY = "too_early"
    POOR_FIT = "poor_fit"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean effect with its interval and p; None for what cannot be told, such as an end without bound."""

    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    rank: int | None = None
    of: int | None = None
    pre_rmspe: float | None = None


@dataclass(frozen=True, slots=True)
class PlaceYear:
    """A treated place in a year: observed less expected, with the interval of that difference."""

    place: str
    year: int
    observed: float
    expected: float
    low: float | None
    high: float | None

    @property
    def effect(self) -> float:
        """Return observed less expected."""
        return self.observed - self.expected


@dataclass(frozen=True, slots=True)
class Result:
    """The findings of one method; `poor` names the treated places that it cannot fit."""

    method: Method
    pooled: Estimate
    places: tuple[tuple[str, Estimate], ...] = ()
    years: tuple[PlaceYear, ...] = ()
    poor: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    def verdict(self, level: float) -> Verdict:
        """Return what may be said: `found` where p is at most 1 − level and 0 is outside the interval."""
        pooled = self.pooled
        if pooled.estimate is None:
            return Verdict.TOO_EARLY
        if self.poor:
            return Verdict.POOR_FIT
        small = pooled.p is not None and pooled.p <= 1 - level + ROUNDING
        above, below = pooled.low is not None and pooled.low > 0, pooled.high is not None and pooled.high < 0
        return Verdict.FOUND if small and (above or below) else Verdict.NOT_FOUND


def around(estimate: float, margin: float) -> tuple[float | None, float | None]:
    """Return the ends of an interval; None for an end without bound.

    >>> around(2.0, 0.5), around(2.0, inf)
    ((1.5, 2.5), (None, None))
    """
    return (None, None) if isinf(margin) else (estimate - margin, estimate + margin)


def is_poor(own: float, others: Floats) -> bool:
    """Check whether a place is fitted worse than every never-treated one, by a factor 1 + 20/n.

    >>> is_poor(3.0, np.ones(20)), is_poor(1.5, np.ones(20)), is_poor(1.5, np.ones(200))
    (True, False, True)
    """
    return bool(own > others.max(initial=-inf) * (1 + POOR_AMONG / others.size))
