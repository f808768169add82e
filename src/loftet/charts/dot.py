"""The numbers of a dot on its scale from 0 to 100, drawn by `charts/dot.svg`."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the scale, in percent of its length."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Return how much of the scale it covers."""
        return round(self.end - self.start, 2)


@dataclass(frozen=True, slots=True)
class DotScale:
    """A score, its interval, the peers' middle half and the target, each where it is known."""

    dot: float | None
    interval: Span | None
    band: Span | None
    target: float | None


def dot_scale(
    score: float | None,
    low: float | None = None,
    high: float | None = None,
    band_low: float | None = None,
    band_high: float | None = None,
    target: float | None = None,
) -> DotScale:
    """Place a score on its scale; what is not known is left out.

    What lies beyond an end, as an unclipped score may, is drawn at that end: the number itself is in
    words beside. Scores on another scale (z-scores, ranks) do not belong here.

    >>> dot_scale(62.5, 55.0, 70.0, 40.0, 58.0, 100.0)
    DotScale(dot=62.5, interval=Span(start=55.0, end=70.0), band=Span(start=40.0, end=58.0), target=100.0)
    """
    return DotScale(
        _place(score, "the score"),
        _span(low, high, "the interval") if score is not None else None,
        _span(band_low, band_high, "the peers' middle half"),
        _place(target, "the target"),
    )


def _span(start: float | None, end: float | None, what: str) -> Span | None:
    low, high = _place(start, what), _place(end, what)
    if low is None or high is None:
        return None
    if low > high:
        raise ValueError(f"{what} ends at {end}, before its start {start}")
    return Span(low, high)


def _place(number: float | None, what: str) -> float | None:
    if number is None:
        return None
    if not math.isfinite(number):
        raise ValueError(f"{what} is not a number")
    return round(min(max(number, 0.0), 100.0), 2)
