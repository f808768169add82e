"""All municipalities on each goal: their shares of strong figures, and how many have each word."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from loftet.editions.rows import Edition, GoalWord
from loftet.editions.store import EditionStore
from loftet.editions.visibility import Codes, Visibility
from loftet.status.edition import store_in


@dataclass(frozen=True, slots=True)
class GoalSpread:
    """The ranked municipalities on a goal: the share of strong figures of each, and counts of the words."""

    shares: tuple[float, ...]
    words: Mapping[GoalWord, int]

    @property
    def judged(self) -> int:
        """Count the municipalities with a word of their own."""
        return sum(count for word, count in self.words.items() if word is not GoalWord.TOO_FEW)


def spread_by_goal(store: EditionStore, edition: Edition) -> Mapping[str, GoalSpread]:
    """Return the spread of each goal, read once for an edition; nothing for one from before marks."""
    return _spread(store.root, edition, store.hidden_in(edition))


@lru_cache(maxsize=8)
def _spread(root: Path, edition: Edition, hidden: Codes) -> Mapping[str, GoalSpread]:
    store = store_in(root).seen_by(Visibility(lambda _edition, _places: hidden))
    ranked = {place.code for place in store.places(edition) if place.ranked}
    shares: dict[str, list[float]] = {}
    words: dict[str, Counter[GoalWord]] = {}
    for one in store.every_goal(edition):
        if one.wording is None or one.place not in ranked:
            continue
        words.setdefault(one.goal, Counter())[one.wording.word] += 1
        if one.wording.share is not None:
            shares.setdefault(one.goal, []).append(one.wording.share)
    return {goal: GoalSpread(tuple(shares.get(goal, ())), counts) for goal, counts in words.items()}
