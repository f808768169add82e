"""Round numbers for axes, and where a value lies between them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, pairwise

MANTISSAS = (1, 2, 2.5, 5)


@dataclass(frozen=True, slots=True)
class Axis:
    """The ticks of an axis, its ends, and the decimals that its labels need."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    def part(self, value: float) -> float:
        """Return a value's place as a share of the axis, from 0 at its low end to 1 at its high end."""
        return (value - self.low) / (self.high - self.low)

    def value(self, part: float) -> float:
        """Return the value at a share of the axis."""
        return self.low + part * (self.high - self.low)


def value_axis(values: Iterable[float], *, most: int = 6, decimals: int | None = None) -> Axis:
    """Choose round ticks that hold every value, from zero where zero is near.

    `decimals` is the precision of the values: no tick is finer. Zero is near when the lowest value lies
    under half of the highest: a share of 2 to 8 % starts at 0, a mass of 400 to 480 kg does not.

    >>> value_axis([2.0, 7.5]).ticks
    (0.0, 2.0, 4.0, 6.0, 8.0)
    >>> value_axis([405.0, 478.0]).ticks
    (400.0, 420.0, 440.0, 460.0, 480.0)
    """
    low, high = _ends(values, decimals)
    step = next(s for s in _steps(high - low, decimals) if _tick_count(low, high, s) <= most)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(round(i * step, _decimals(step)) for i in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks, _decimals(step))


def close_axis(values: Iterable[float], *, most: int = 4, decimals: int | None = None) -> Axis:
    """Choose an axis for a small drawing: it ends where the values do, and its round ticks lie inside.

    >>> close_axis([28.0, 92.0])
    Axis(low=24.8, high=95.2, ticks=(40.0, 60.0, 80.0), decimals=0)
    """
    low, high = _spread(*_extremes(values), decimals)
    margin = (high - low) / 20
    ends = (0.0 if low == 0 else low - margin, 0.0 if high == 0 else high + margin)
    step = next(s for s in _steps(high - low, decimals) if len(_inside(*ends, s)) <= most)
    ticks = tuple(round(i * step, _decimals(step)) for i in _inside(*ends, step))
    return Axis(*ends, ticks, _decimals(step))


def _inside(low: float, high: float, step: float) -> range:
    """Return the multiples of a step from one end to the other, as how many times it they are."""
    return range(math.ceil(low / step), math.floor(high / step) + 1)


def year_ticks(first: int, last: int, most: int) -> tuple[int, ...]:
    """Choose at most `most` years, evenly apart, counted back from the newest.

    >>> year_ticks(2014, 2025, 6)
    (2015, 2017, 2019, 2021, 2023, 2025)
    """
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (last - first) // s + 1 <= most)
    return tuple(reversed(range(last, first - 1, -step)))


def runs(years: Sequence[int], *, apart: int = 1, breaks: Iterable[int] = ()) -> tuple[tuple[int, ...], ...]:
    """Split years into stretches that a line may join; a stretch ends at a gap and before a break.

    >>> runs([2018, 2019, 2021, 2022, 2023], breaks=[2022])
    ((2018, 2019), (2021,), (2022, 2023))
    """
    parts: list[list[int]] = []
    for year in sorted(years):
        joined = parts and year - parts[-1][-1] <= apart
        if not joined or any(parts[-1][-1] < b <= year for b in breaks):
            parts.append([])
        parts[-1].append(year)
    return tuple(map(tuple, parts))


def _ends(values: Iterable[float], decimals: int | None) -> tuple[float, float]:
    """Return the lowest and the highest value that the axis must hold, never the same."""
    low, high = _extremes(values)
    if 0 <= low < high / 2:
        low = 0.0
    elif low / 2 < high <= 0:
        high = 0.0
    return _spread(low, high, decimals)


def _extremes(values: Iterable[float]) -> tuple[float, float]:
    held = tuple(values)
    return min(held), max(held)


def _spread(low: float, high: float, decimals: int | None) -> tuple[float, float]:
    """Return two ends, with a margin about them where they are the same."""
    if low < high:
        return low, high
    margin = max(abs(low) / 10, 1.0 if decimals is None else 10.0**-decimals)
    return (max(0.0, low - margin) if low >= 0 else low - margin), high + margin


def _steps(span: float, decimals: int | None) -> Iterable[float]:
    """Return round steps from small to large, none finer than the values."""
    power = math.floor(math.log10(span)) - 2
    while True:
        for mantissa in MANTISSAS:
            step = float(f"{mantissa}e{power}")
            if decimals is None or _decimals(step) <= decimals:
                yield step
        power += 1


@cache
def _decimals(step: float) -> int:
    """Count the decimals that a round step needs."""
    return next(n for n in count() if math.isclose(step, round(step, n), rel_tol=1e-9))


def _tick_count(low: float, high: float, step: float) -> int:
    return math.ceil(high / step) - math.floor(low / step) + 1


def common_step(years: Iterable[int]) -> int:
    """Return how many years lie between figures: a table every fourth year has no gaps between.

    >>> common_step([2013, 2017, 2025]), common_step([2024])
    (4, 1)
    """
    return min((later - earlier for earlier, later in pairwise(sorted(set(years)))), default=1)
