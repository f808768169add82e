"""Conversion of an interval of counts to one of the value, and of that to one of the score."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from loftet.methods.exact import exact_rate_interval, exact_share_interval

Interval = tuple[float | None, float | None]
UNKNOWN: Interval = (None, None)
SCORES = (0.0, 100.0)


@dataclass(frozen=True, slots=True)
class IndicatorScale:
    """The scale of an indicator: its count per how many, and the line from value to score, if any."""

    per: float | None = None
    draw: str | None = None
    slope: float | None = None
    intercept: float | None = None

    def value_interval(
        self, low: float | None, high: float | None, count: float | None, denominator: float | None
    ) -> Interval:
        """Return the interval that the source states, else the exact one that its counts give, else none.

        >>> low, high = IndicatorScale(per=100, draw="binomial").value_interval(None, None, 10, 100)
        >>> round(low, 2), round(high, 2)
        (4.9, 17.62)
        """
        if low is not None or high is not None:
            return low, high
        if count is None or not denominator or self.per is None:
            return UNKNOWN
        if self.draw == "binomial" and count <= denominator:
            low, high = exact_share_interval(count, denominator)
        elif self.draw == "poisson":
            low, high = exact_rate_interval(count, denominator)
        else:
            return UNKNOWN
        return self.per * low, self.per * high

    def score_interval(self, interval: Interval) -> Interval:
        """Convert an interval of the value to the scale from 0 to 100.

        >>> IndicatorScale(slope=-2.0, intercept=110.0).score_interval((20.0, 30.0))
        (50.0, 70.0)
        """
        low, high = interval
        if low is None or high is None or self.slope is None or self.intercept is None:
            return UNKNOWN
        ends = sorted(self.slope * end + self.intercept for end in (low, high))
        start, end = (min(max(one, SCORES[0]), SCORES[1]) for one in ends)
        return start, end


# An indicator that counts nothing, and whose score is no straight line.
UNSCALED = IndicatorScale()


def read_scales(record: Mapping[str, Any], rows: Iterable[tuple[Any, ...]]) -> dict[str, IndicatorScale]:
    """Return the scale of every indicator, from the record of the run and the rows of SCALES.

    Only an untreated goalposts score is a straight line of the value, and not that of a balance.
    """
    straight = record["method"]["normalise"]["kind"] == "goalposts"
    uses = {use["indicator"]: use for use in record["indicators"]}
    return {
        key: IndicatorScale(per, draw, *(_line(uses[key]) if straight and not balance else UNKNOWN))
        for key, per, draw, balance in rows
    }


def _line(use: Mapping[str, Any]) -> Interval:
    """Return slope and intercept of the line through the bounds."""
    lower, upper = use["lower"], use["upper"]
    if lower is None or upper is None or lower == upper or use["winsorised"] or use["logged"]:
        return UNKNOWN
    slope = 100 / (upper - lower)
    return slope, -slope * lower
