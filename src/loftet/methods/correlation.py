"""The relation of two figures over many places: a line where it is certain. Plain Python, for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist, fmean

FEWEST = 30  # fewer places bear no line
LEVEL = 0.001  # readers look at many pairs, so one in twenty would be no evidence
STRONG = 0.3  # below it less than a tenth of the differences go together


@dataclass(frozen=True, slots=True)
class Relation:
    """The line of least squares through many places; `spread` is the usual distance from it.

    `certain` is whether the line and the order of the places agree that it rises, or that it falls.
    """

    slope: float
    intercept: float
    correlation: float
    spread: float
    certain: bool

    @property
    def rises(self) -> bool:
        """Check whether the line rises."""
        return self.slope > 0

    @property
    def is_weak(self) -> bool:
        """Check whether the places lie far from the line."""
        return abs(self.correlation) < STRONG

    def expected(self, x: float) -> float:
        """Return the height of the line."""
        return self.intercept + self.slope * x


def relation(pairs: Sequence[tuple[float, float]]) -> Relation | None:
    """Return how the second figures of pairs follow the first.

    Formula: least squares; certain where |r| √((n − 2)/(1 − r²)) passes the normal quantile of 0.1 % for
    Pearson's r and for Spearman's, with the same sign: a few far places alone make no line. Unit: those of
    the pairs. Errors: none; with fewer than 30 pairs, or figures that are all alike, there is no relation.
    Source: C. Spearman (1904), The American Journal of Psychology 15, 72–101.

    >>> found = relation([(x, 2 * x + x % 3) for x in range(40)])
    >>> found.certain, round(found.slope, 2), found.rises
    (True, 2.0, True)
    """
    if len(pairs) < FEWEST:
        return None
    first, second = [x for x, _y in pairs], [y for _x, y in pairs]
    r = _correlation(first, second)
    rho = _correlation(_ranks(first), _ranks(second))
    if r is None or rho is None:
        return None
    middle, height = fmean(first), fmean(second)
    across = sum((x - middle) ** 2 for x in first)
    slope = sum((x - middle) * (y - height) for x, y in pairs) / across
    intercept = height - slope * middle
    spread = sqrt(sum((y - intercept - slope * x) ** 2 for x, y in pairs) / (len(pairs) - 2))
    limit = NormalDist().inv_cdf(1 - LEVEL / 2)
    certain = r * rho > 0 and min(_distance(r, len(pairs)), _distance(rho, len(pairs))) > limit
    return Relation(slope, intercept, r, spread, certain)


def _distance(r: float, pairs: int) -> float:
    return inf if abs(r) >= 1 else abs(r) * sqrt((pairs - 2) / (1 - r * r))


def _correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    one, other = fmean(first), fmean(second)
    across = sum((x - one) ** 2 for x in first)
    down = sum((y - other) ** 2 for y in second)
    if across == 0 or down == 0:
        return None
    together = sum((x - one) * (y - other) for x, y in zip(first, second, strict=True))
    return max(-1.0, min(1.0, together / sqrt(across * down)))


def _ranks(values: Sequence[float]) -> list[float]:
    """Return the place of each value in order; those that are alike share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for at in order[start:end]:
            ranks[at] = (start + end - 1) / 2
        start = end
    return ranks
