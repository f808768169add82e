"""An axis across a drawing: even steps, or steps of ten times for counts that differ by thousands."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from loftet.charts.numbers import NumberStyle, number_text
from loftet.charts.scale import value_axis

MARGIN = 0.03  # of the axis, on either side of what lies outermost
NEAR = 0.07  # a label closer to another than so much of the axis is left out


@dataclass(frozen=True, slots=True)
class Across:
    """The ends of an axis, its labelled steps, and whether each step is ten times the one before."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int
    is_log: bool

    def part(self, value: float) -> float:
        """Return a value's place as a share of the axis, from 0 at its low end to 1 at its high end."""
        if self.is_log:
            value = log10(value)
        return (value - self.low) / (self.high - self.low)

    def labels(self, style: NumberStyle) -> tuple[tuple[float, str], ...]:
        """Return each step as a share of the axis and a text."""
        return tuple((self.part(tick), number_text(tick, self.decimals, style)) for tick in self.ticks)


def across(values: Iterable[float], *, decimals: int, is_log: bool, most: int = 6) -> Across:
    """Choose an axis that holds every value; one of tens shows the least and the greatest, too.

    >>> across([190, 717_710], decimals=0, is_log=True).ticks
    (200.0, 1000.0, 10000.0, 100000.0, 700000.0)
    """
    held = tuple(values)
    if is_log:
        return _of_tens(min(held), max(held))
    found = value_axis(held, most=most, decimals=decimals)
    return Across(found.low, found.high, found.ticks, found.decimals, is_log=False)


def _of_tens(least: float, greatest: float) -> Across:
    if least <= 0:
        raise ValueError(f"an axis of tens holds no {least:g}")
    low, high = log10(least), log10(greatest)
    margin = MARGIN * (high - low) or 0.5
    low, high = low - margin, high + margin
    tens = [10.0**power for power in range(ceil(low), floor(high) + 1)]
    ends = [one for one in (_round(least), _round(greatest)) if low <= log10(one) <= high]
    for end in ends:
        if all(abs(log10(end) - log10(one)) > NEAR * (high - low) for one in tens):
            tens.append(end)
    return Across(low, high, tuple(sorted(tens)), 0, is_log=True)


def _round(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return round(value / power) * power
