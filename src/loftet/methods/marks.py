"""The mark of a figure, as certain as its interval allows, and the word of a goal, counted from marks."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loftet.methods.columns import Floats
from loftet.methods.verdicts import FEWEST, Colour, GoalWord

Kinds = NDArray[np.int8]
Flags = NDArray[np.bool_]

# The numbers that arrays carry: no mark, unknown, the four steps from the weakest, on the line.
NONE, UNKNOWN, UNCERTAIN = 0, 1, 6
_STEP = {Colour.RED: 2, Colour.ORANGE: 3, Colour.YELLOW: 4, Colour.GREEN: 5}
_TARGET = ("", "no", "t0", "t1", "t2", "t3", "un")
_COMPARISON = ("", "no", "c0", "c1", "c2", "c3", "un")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that a value is compared with, per indicator, all rising with what is better."""

    red: Floats
    middle: Floats
    green: Floats
    comparison: Flags


def mark_steps(colour: Kinds, low: Floats, high: Floats, limits: Limits, alike: Flags) -> Kinds:
    """Return the marks of figures as numbers: 0 none, 1 unknown, 2 weakest to 5 strongest, 6 on the line.

    Shapes: `colour`, `low`, `high` and `alike` place × indicator, `limits` indicator. Units: raw, rising with
    what is better; `low` and `high` are the value itself where no interval is known. Errors: none.
    Formula: on the line where the interval contains the middle or, against a target, the target, or where a
    compared figure is written like the middle (`alike`); else the step nearest the middle in the interval.

    >>> limits = Limits(*(np.array([x]) for x in (10.0, 15.0, 20.0)), np.array([False]))
    >>> marks = [(Colour.GREEN, 21, 23), (Colour.GREEN, 19, 23), (Colour.RED, 8, 12), (Colour.NONE, 9, 9)]
    >>> colour, low, high = (np.array([[one[at]] for one in marks], dtype=float) for at in range(3))
    >>> mark_steps(colour.astype(np.int8), low, high, limits, np.zeros((4, 1), dtype=bool)).ravel().tolist()
    [5, 6, 3, 0]
    """
    step = np.zeros(colour.shape, dtype=np.int8)
    for name, number in _STEP.items():
        step[colour == name] = number
    known = step > 0
    step[(step == _STEP[Colour.GREEN]) & (low < limits.green)] = _STEP[Colour.YELLOW]
    step[(step == _STEP[Colour.RED]) & (high >= limits.red)] = _STEP[Colour.ORANGE]
    unsure = _contains(low, high, limits.middle) | alike
    unsure |= _contains(low, high, limits.green) & ~limits.comparison
    step[known & unsure] = UNCERTAIN
    return step


def _contains(low: Floats, high: Floats, limit: Floats) -> Flags:
    inside: Flags = (low < limit) & (high >= limit) & (low < high)
    return inside


def mark_words(steps: Kinds, comparison: Flags) -> NDArray[np.object_]:
    """Return marks as the words of `MarkKind`, none as an empty text.

    Shapes: `steps` place × indicator, `comparison` indicator. Errors: none.

    >>> mark_words(np.array([[5, 2], [0, 6]], dtype=np.int8), np.array([False, True])).tolist()
    [['t3', 'c0'], ['', 'un']]
    """
    target, others = np.array(_TARGET, dtype=object), np.array(_COMPARISON, dtype=object)
    words: NDArray[np.object_] = np.where(comparison, others[steps], target[steps])
    return words


@dataclass(frozen=True, slots=True)
class Composition:
    """The composition of goals: counts of strong, level, weak and unknown marks, word, and order.

    `share` is strong / (strong + weak); `order` is the mean step of the known marks, 0 weakest to 1. Places
    are put in order by `share` and then `order`. Both are NaN where there is no word.
    """

    strong: NDArray[Any]
    level: NDArray[Any]
    weak: NDArray[Any]
    unknown: NDArray[Any]
    word: NDArray[np.object_]
    share: Floats
    order: Floats


def compose(steps: Kinds, membership: Flags) -> Composition:
    """Count the marks of every goal and say its word.

    Shapes: `steps` place × indicator, `membership` goal × indicator; the results are place × goal.
    Formula: with s strong and w weak, mostly strong where s > 2w, mostly weak where w > 2s, else mixed; too
    few where s + w is below 2 or below half of all marks; an empty text without marks. Errors: none.
    A place whose shares of steps are cumulatively better has no worse word: s / (s + w) rises with the share
    of strong marks and falls with that of weak ones.

    >>> steps = np.array([[5, 4, 4, 2], [5, 2, 2, 2], [5, 5, 1, 1], [5, 1, 1, 1]], dtype=np.int8)
    >>> found = compose(steps, np.ones((1, 4), dtype=bool))
    >>> found.word.ravel().tolist(), found.share.ravel().tolist()
    (['mostly_strong', 'mostly_weak', 'mostly_strong', 'too_few'], [0.75, 0.25, 1.0, nan])
    """
    of = membership.T.astype(np.int64)
    strong, weak = ((steps >= 4) & (steps <= 5)) @ of, ((steps == 2) | (steps == 3)) @ of
    level, unknown = (steps == UNCERTAIN) @ of, (steps == UNKNOWN) @ of
    certain, known = strong + weak, strong + weak + level
    every = known + unknown
    word = np.select(
        [every == 0, (certain < FEWEST) | (2 * certain < every), strong > 2 * weak, weak > 2 * strong],
        ["", GoalWord.TOO_FEW.value, GoalWord.STRONG.value, GoalWord.WEAK.value],
        GoalWord.MIXED.value,
    ).astype(object)
    said = ~np.isin(word, ("", GoalWord.TOO_FEW.value))
    height = np.array([0, 0, 0, 1, 2, 3, 1.5])[steps] @ of / 3
    share, order = (
        np.divide(part, whole, out=np.full(part.shape, np.nan), where=said)
        for part, whole in ((strong.astype(float), certain), (height, known))
    )
    return Composition(strong, level, weak, unknown, word, share, order)
