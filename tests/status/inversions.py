"""Counting inversions: pairs of places of which the one with better marks has the worse word, or is below."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from loftet.editions.rows import Edition, GoalReading
from loftet.editions.store import EditionStore

STEP = {"t3": 4, "c3": 4, "t2": 3, "c2": 3, "un": 2, "t1": 1, "c1": 1, "t0": 0, "c0": 0}
WORDS = {"mostly_weak": 0, "mixed": 1, "mostly_strong": 2}


@dataclass(frozen=True, slots=True)
class Inversions:
    """The pairs that have words and can be compared, and those whose word or order is inverted."""

    pairs: int
    comparable: int
    word: int
    order: int


def count_inversions(store: EditionStore, edition: Edition, goal: str) -> Inversions:
    """Count the inversions of a goal over all pairs of ranked places.

    Of a pair the first is better where the share of marks at least at a step is at no step smaller than that
    of the second and at one step larger.
    """
    ranked = {place.code for place in store.places(edition) if place.ranked}
    marks: dict[str, Counter[int]] = {}
    for indicator in store.indicators(edition, "nb"):
        if indicator.goal == goal:
            for one in store.indicator_table(edition, indicator.key):
                if one.place in ranked and one.mark in STEP:
                    marks.setdefault(one.place, Counter())[STEP[one.mark]] += 1
    said = [one for one in store.goal_table(edition, goal) if one.place in ranked and _word(one) is not None]
    if not said:
        return Inversions(0, 0, 0, 0)
    shares = np.array([_cumulated(marks[one.place]) for one in said])
    better = (shares[:, None] >= shares[None] - 1e-12).all(2) & (shares[:, None] > shares[None] + 1e-12).any(
        2
    )
    word = np.array([_word(one) for one in said])
    ranks = sorted({one.wording.rank for one in said if one.wording and one.wording.rank})
    order = np.array([ranks.index(one.wording.rank) for one in said if one.wording and one.wording.rank])
    return Inversions(
        pairs=len(said) * (len(said) - 1) // 2,
        comparable=int(better.sum()),
        word=int((better & (word[:, None] < word[None])).sum()),
        order=int((better & (order[:, None] <= order[None])).sum()),
    )


def _word(reading: GoalReading) -> int | None:
    return WORDS.get(reading.wording.word) if reading.wording else None


def _cumulated(marks: Counter[int]) -> list[float]:
    every = marks.total()
    return [sum(many for step, many in marks.items() if step >= least) / every for least in (4, 3, 2, 1)]
