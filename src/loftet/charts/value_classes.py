"""Five classes of values on a map, with round limits between them."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10

CLASSES = 5
STEPS = (1.0, 2.0, 2.5, 5.0)
FEW = 2  # so many different values, such as yes and no, have a class each


@dataclass(frozen=True, slots=True)
class ValueClasses:
    """The limits between classes, the lowest first; a value on a limit belongs to the upper class.

    `kinds` are the colour tokens of the classes, one more than there are limits.
    """

    limits: tuple[float, ...]
    kinds: tuple[str, ...]

    def kind(self, value: float | None) -> str:
        """Return the colour token of a value, and that of nothing known.

        >>> ValueClasses((4, 6), ("v1", "v3", "v5")).kind(6)
        'v5'
        """
        return "no" if value is None else self.kinds[bisect_right(self.limits, value)]


def value_classes(values: Iterable[float], decimals: int = 1) -> ValueClasses:
    """Choose the round limits that share values most evenly among five classes.

    >>> value_classes(range(101), 0).limits
    (20.0, 40.0, 60.0, 80.0)
    >>> value_classes([0, 1, 1, 0])
    ValueClasses(limits=(1,), kinds=('v1', 'v5'))
    """
    ordered = sorted(values)
    different = sorted(set(ordered))
    if len(different) <= FEW:
        return ValueClasses(tuple(different[1:]), ("v1", "v5")[: max(len(different), 1)])
    least = 10.0**-decimals
    limits = max(_candidates(ordered, least), key=lambda one: _evenness(ordered, one))
    kinds = tuple(f"v{at}" for at in range(1, CLASSES + 1))
    return ValueClasses(limits, kinds)


def _candidates(ordered: Sequence[float], least: float) -> Iterable[tuple[float, ...]]:
    """Return limits that are multiples of a round step, from the lowest that holds some values."""
    low, high = ordered[len(ordered) // 20], ordered[-1 - len(ordered) // 20]
    spread = max(high - low, least)
    power = floor(log10(spread))
    steps = {max(part * 10.0**at, least) for part in STEPS for at in range(power - 2, power + 1)}
    for step in sorted(steps, reverse=True):
        first = floor(low / step)
        for start in range(first, first + CLASSES * 8):
            limits = tuple(round((start + at) * step, 6) for at in range(CLASSES - 1))
            if limits[0] > ordered[-1]:
                break
            if limits[0] > ordered[0]:
                yield limits
    yield tuple(round(ordered[-1] + at * least, 6) for at in range(1, CLASSES))


def _evenness(ordered: Sequence[float], limits: Sequence[float]) -> float:
    """Return how evenly values are shared: minus the sum of squares of the classes' sizes."""
    ends = [0, *(bisect_left(ordered, limit) for limit in limits), len(ordered)]
    return -float(sum((after - before) ** 2 for before, after in itertools.pairwise(ends)))
