"""The pace of a figure beside the pace that its target asks for, and the word for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.methods.verdicts import Trend

Floats = NDArray[np.float64]

# A change of less than this share of the way from worst to best, by the target year, is none.
LEAST_CHANGE = 0.05


@dataclass(frozen=True, slots=True)
class Aim:
    """The range where a figure should be, by series and in raw units: `low` to `high`, NaN = no limit there.

    `better` is 1 where more is better, −1 where less is, 0 for a balance, where the range itself tells;
    `target` is True where the range is a target (else it only has a balance's better side); `breadth` is
    the distance from worst to best (NaN = not known).
    """

    low: Floats
    high: Floats
    better: Floats
    target: NDArray[np.bool_]
    breadth: Floats


@dataclass(frozen=True, slots=True)
class Pace:
    """A pace a year with its interval, and the value and years ahead that it starts from, by series."""

    value: Floats
    pace: Floats
    low: Floats
    high: Floats
    ahead: Floats


def missing_to(value: Floats, low: Floats, high: Floats) -> Floats:
    """Return how far a value is from a range: above 0 where it must rise, below where it must fall.

    Shapes: all series. Units: raw. Formula: low − x below the range, high − x above it, 0 inside.
    Errors: none; NaN without a value or without any limit.

    >>> none = np.full(3, np.nan)
    >>> missing_to(np.array([80.0, 97.0, 40.0]), np.array([95.0, 95.0, np.nan]), none).tolist()
    [15.0, 0.0, nan]
    """
    below, above = low - value, high - value
    distance = np.where(below > 0, below, np.where(above < 0, above, 0.0))
    return np.where(np.isnan(value) | (np.isnan(low) & np.isnan(high)), np.nan, distance)


def needed_pace(missing: Floats, ahead: Floats) -> Floats:
    """Return the pace that reaches a target in time.

    Shapes: both series. Units: raw a year. Formula: what is missing over the years that are left; 0 where the
    target is reached. Errors: none; NaN without a target or when no year is left.

    >>> needed_pace(np.array([15.0, 0.0, -4.0]), np.array([5.0, 5.0, 0.0])).tolist()
    [3.0, 0.0, nan]
    """
    return missing / np.where(ahead > 0, ahead, np.nan)


def years_to(missing: Floats, pace: Floats, low: Floats, high: Floats) -> Floats:
    """Return the years until a target is reached at today's pace.

    Shapes: all series; `low` and `high` are the interval of the pace. Units: years.
    Formula: what is missing over the pace; 0 where the target is reached. Errors: none; NaN where the pace
    leads away, or its interval holds both directions: then nobody knows.

    >>> missing, pace, slow = np.array([15.0, 0, 15]), np.full(3, 2.0), np.array([1.0, 1, -1])
    >>> years_to(missing, pace, slow, pace + 1).tolist()
    [7.5, 0.0, nan]
    """
    sure = (low > 0) == (high > 0)
    leads_there = sure & (pace * missing > 0)
    years = np.divide(missing, pace, out=np.full(len(missing), np.nan), where=leads_there)
    return np.where(missing == 0, 0.0, years)


def wider(pace: Floats, low: Floats, high: Floats, factor: Floats) -> tuple[Floats, Floats]:
    """Widen the interval of a pace by a factor, as projections one year ahead needed it.

    Shapes: all series. Units: raw a year. Formula: pace − factor·(pace − low), pace + factor·(high − pace).
    Errors: none. Source: years that follow each other are alike, which an interval of slopes does not know.

    >>> one = np.array([2.0])
    >>> [end.item() for end in wider(one, one - 1, one + 2, np.array([1.5]))]
    [0.5, 5.0]
    """
    return pace - factor * (pace - low), pace + factor * (high - pace)


def pace_word(pace: Pace, aim: Aim) -> NDArray[np.int8]:
    """Classify a pace by its interval: it has a direction only when the whole interval says so.

    Shapes: all by series; the result holds `Trend` numbers. Formula, signed so that more is better:
    on_track when even the slow end is as fast as needed, or the target is reached and not surely left
    again by the target year; improving when the slow end is above 0; worsening when the fast end is below 0;
    stagnating when both ends together move less than a twentieth of the way from worst to best until the
    target year; else unclear. Nothing is on track without a target. Errors: none; no pace gives no word.

    >>> def series(*numbers): return np.array(numbers, dtype=float)
    >>> pace = Pace(series(80, 80, 80, 80), series(4, 2, 2, 0), series(3, 1, -1, -0.1), series(5, 3, 5, 0.1),
    ...             series(5, 5, 5, 5))
    >>> aim = Aim(np.full(4, 95.0), np.full(4, np.nan), np.ones(4), np.ones(4, dtype=bool), np.full(4, 50))
    >>> [Trend(number).word for number in pace_word(pace, aim)]
    ['on_track', 'improving', 'unclear', 'stagnating']
    """
    missing = missing_to(pace.value, aim.low, aim.high)
    inside = missing == 0
    toward = np.where(aim.better != 0, aim.better, np.sign(np.nan_to_num(missing)))
    slow, fast = _signed(pace.low, pace.high, toward)
    moves = LEAST_CHANGE * aim.breadth
    still = (np.abs(pace.low * pace.ahead) < moves) & (np.abs(pace.high * pace.ahead) < moves)
    word = np.full(len(slow), Trend.UNCLEAR)
    word = np.where(still, Trend.STAGNATING, word)
    word = np.where((fast < 0) & ~still, Trend.WORSENING, word)
    word = np.where((slow > 0) & ~still, Trend.IMPROVING, word)
    in_time = aim.target & ~inside & (slow >= np.abs(missing) / np.where(pace.ahead > 0, pace.ahead, np.nan))
    word = np.where(in_time, Trend.ON_TRACK, word)
    word = np.where(inside, _inside(pace, aim, word), word)
    return np.where(np.isnan(pace.low + pace.high) | np.isnan(pace.value), Trend.NONE, word).astype(np.int8)


def _signed(low: Floats, high: Floats, toward: Floats) -> tuple[Floats, Floats]:
    return np.where(toward < 0, -high, toward * low), np.where(toward < 0, -low, toward * high)


def _inside(pace: Pace, aim: Aim, word: NDArray[np.integer]) -> NDArray[np.integer]:
    """Classify series inside their range: only those that surely leave it again go the wrong way."""
    ends = [
        missing_to(pace.value + end * np.maximum(pace.ahead, 0), aim.low, aim.high)
        for end in (pace.low, pace.high)
    ]
    leaves = (ends[0] * ends[1]) > 0
    balance = np.where(leaves, Trend.WORSENING, Trend.STAGNATING)
    reached = np.where(leaves, Trend.WORSENING, Trend.ON_TRACK)
    return np.where(aim.target, reached, np.where(aim.better == 0, balance, word))
