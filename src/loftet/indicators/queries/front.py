"""Queries of indicators and goals for the front page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation

from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.geography.slugs import plain
from loftet.indicators.goals import Goal, Target, goals, targets_of

NEWEST = 6
# Shorter parts of a word are found in any text.
SHORTEST_PART, SHORTEST_WORD = 4, 3
# What a reader may call a goal and a target; a target only with its number, or there would be 169 of them.
OF_GOALS, OF_TARGETS = "bærekraftsmål berekraftsmål sdg goal", "delmål target"


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator and its newest year."""

    key: str
    name: str
    year: int
    municipalities: int


def newest_figures(store: EditionStore, edition: Edition | None) -> tuple[Figure, ...]:
    """Return the indicators with the newest figures."""
    if edition is None:
        return ()
    names = {one.key: one.name for one in store.indicators(edition, translation.get_language() or "nb")}
    return tuple(
        Figure(news.indicator, names[news.indicator], news.year, news.places)
        for news in store.news(edition)[:NEWEST]
    )


def search_indicators(store: EditionStore, edition: Edition | None, text: str) -> tuple[Indicator, ...]:
    """Find the indicators whose name or explanation holds every word, whatever its case or accents.

    Where none does, those that hold both parts of a word that is put together: who looks for
    «vannlekkasje» means «Lekkasje fra vannledninger».
    """
    words = plain(text).split()
    if edition is None or not words:
        return ()
    said = {
        one: plain(f"{one.name} {one.about}")
        for one in store.indicators(edition, translation.get_language() or "nb")
    }
    whole = tuple(one for one, own in said.items() if all(_holds_word(word, own) for word in words))
    return whole or tuple(one for one, own in said.items() if all(_holds_parts(word, own) for word in words))


def _holds_parts(word: str, text: str) -> bool:
    """Check whether a text holds a word, or two parts that make it up."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return _holds_word(word, text) or any(word[:cut] in text and word[cut:] in text for cut in cuts)


@dataclass(frozen=True, slots=True)
class GoalHit:
    """A goal that a search found, and those of its targets that hold the words."""

    goal: Goal
    targets: tuple[Target, ...]


def search_goals(text: str) -> tuple[GoalHit, ...]:
    """Find goals by number, name or topic, and by the names and numbers of their targets.

    A number alone is that of a goal or of a target, not a part of one: 3 is not 13.
    """
    words = plain(text).split()
    if not words:
        return ()
    of_targets = OF_TARGETS if any(word[0].isdigit() for word in words) else ""
    hits = []
    for goal in goals():
        own = _holds(words, goal.key, f"{OF_GOALS} {goal.name} {goal.about}")
        targets = tuple(
            one for one in targets_of(goal.key) if _holds(words, one.key, f"{of_targets} {one.name}")
        )
        if own or targets:
            hits.append(GoalHit(goal, targets))
    return tuple(hits)


def _holds(words: Sequence[str], key: str, text: str) -> bool:
    said = plain(text)
    return all(word.rstrip(".") == key if word[0].isdigit() else _holds_word(word, said) for word in words)


def _holds_word(word: str, text: str) -> bool:
    """Check whether a text holds a word; one of a letter or two stands alone, or it would be in any text."""
    return word in (text if len(word) >= SHORTEST_WORD else text.split())
