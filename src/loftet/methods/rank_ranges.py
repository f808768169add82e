"""The places in an order that each of many figures may have, as far as their intervals say. Plain Python."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from loftet.methods.comparison import Measured

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class RankRange:
    """The best and the worst place that a figure may have among `of` figures; 1 is the best."""

    best: int
    worst: int
    of: int

    def is_among_best(self, count: int) -> bool:
        """Check whether the figure is for certain one of so many best."""
        return self.worst <= count

    def is_among_worst(self, count: int) -> bool:
        """Check whether the figure is for certain one of so many worst."""
        return self.best > self.of - count


def rank_ranges(figures: Sequence[Measured], *, high_is_best: bool) -> tuple[RankRange | None, ...]:
    """Return the range of each figure; one whose uncertainty is not known has none, and counts in no other.

    Formula: each interval of 95 % is widened until all hold at once with 95 % (Šidák, both ends by the ratio
    of normal quantiles). Then a figure has at least as many better ones as have intervals wholly on the
    better side of its own, and as many worse ones. Unit: places in the order. Errors: none.
    Source: M. Klein, T. Wright and J. Wieczorek (2020), J. R. Statist. Soc. A 183, 589–606.

    >>> rank_ranges([Measured(9, 8.9, 9.1), Measured(5, 4, 6), Measured(5.5, 4, 7)], high_is_best=True)
    (RankRange(best=1, worst=1, of=3), RankRange(best=2, worst=3, of=3), RankRange(best=2, worst=3, of=3))
    """
    known = [(one.low, one.high) for one in figures if _is_measured(one)]
    factor = _widening(len(known))
    wide = [_widened(one, factor) if _is_measured(one) else None for one in figures]
    if not high_is_best:
        wide = [None if one is None else (-one[1], -one[0]) for one in wide]
    lows = sorted(one[0] for one in wide if one is not None)
    highs = sorted(one[1] for one in wide if one is not None)
    return tuple(
        None
        if one is None
        else RankRange(
            best=1 + len(lows) - bisect_right(lows, one[1]),
            worst=len(highs) - bisect_left(highs, one[0]),
            of=len(highs),
        )
        for one in wide
    )


def _is_measured(figure: Measured) -> bool:
    """Check whether the interval of a figure is known; one without any width is none."""
    return figure.low is not None and figure.high is not None and figure.low < figure.high


def _widening(count: int) -> float:
    if count < 2:
        return 1.0
    alone = NormalDist().inv_cdf((1 + LEVEL) / 2)
    return NormalDist().inv_cdf((1 + LEVEL ** (1 / count)) / 2) / alone


def _widened(figure: Measured, factor: float) -> tuple[float, float]:
    assert figure.value is not None
    assert figure.low is not None
    assert figure.high is not None
    return (
        figure.value - factor * (figure.value - figure.low),
        figure.value + factor * (figure.high - figure.value),
    )
