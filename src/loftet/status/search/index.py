"""The goals, targets and indicators by the words that lead to them.

`catalogue/search_words.csv` adds everyday words. Every language is searched at once, so that it does not
matter in which form somebody writes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.geography.slugs import plain
from loftet.invalid_input import InvalidInput
from loftet.status.edition import store_in
from loftet.status.goal_names import read_goals, read_targets
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import read_whole

SYNONYMS = "search_words.csv"
WORD = re.compile(r"[a-z0-9]+")
# Endings of Norwegian and English words, the longest first; so much of a word is left at least.
ENDINGS = ("enes", "anes", "ene", "ane", "ers", "ar", "er", "en", "et", "es", "a", "e", "s", "n", "t")
SHORTEST_STEM, SHORTEST_PART, SHORTEST_START = 4, 4, 3
# How good a hit is: the whole name, a synonym, a word of the name, its beginning, a part of it, the text.
WHOLE, SYNONYM, IN_NAME, BEGINS, INSIDE, PUT_TOGETHER, IN_TEXT = 20.0, 14.0, 10.0, 7.0, 4.0, 3.0, 2.0
# What a reader may call a goal and a target.
NUMBERED_GOAL = re.compile(r"(?:maal |mal |baerekraftsmal |berekraftsmal |sdg |goal )?(\d{1,2})\.?")
NUMBERED_TARGET = re.compile(r"(?:delmal |target )?(\d{1,2}\.[0-9a-e])\.?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A goal or an indicator, with the words of its names, of what is said about it, and of its targets."""

    kind: str
    key: str
    names: frozenset[str]
    words: frozenset[str]
    text: frozenset[str]
    order: int
    targets: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndexHit:
    """An entry that a search found, how good the hit is, and which targets of a goal it means."""

    kind: str
    key: str
    score: float
    is_whole: bool
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """All entries of an edition, and the synonyms that lead to them."""

    entries: tuple[Entry, ...]
    synonyms: Mapping[str, Sequence[tuple[str, str]]]

    def find(self, text: str) -> list[IndexHit]:
        """Return what a text leads to, the best first."""
        whole = " ".join(WORD.findall(plain(text)))
        dotted = plain(text).strip()
        if match := NUMBERED_TARGET.fullmatch(dotted):
            return list(self._of_target(match[1]))
        if match := NUMBERED_GOAL.fullmatch(dotted):
            return [IndexHit("goal", match[1], WHOLE, True)] if self._has("goal", match[1]) else []
        tokens = whole.split()
        if not tokens:
            return []
        hits = {(one.kind, one.key): one for one in self._scored(whole, tokens)}
        for at, (kind, key) in enumerate(self._synonyms_of(whole, tokens)):
            known = hits.get((kind, key))
            score = SYNONYM - at * 0.5
            if self._has(kind, key) and (known is None or known.score < score):
                hits[kind, key] = IndexHit(kind, key, score, is_whole=False)
        order = {(one.kind, one.key): one.order for one in self.entries}
        return sorted(hits.values(), key=lambda one: (-one.score, order[one.kind, one.key]))

    def _has(self, kind: str, key: str) -> bool:
        return any((one.kind, one.key) == (kind, key) for one in self.entries)

    def _of_target(self, key: str) -> Iterator[IndexHit]:
        goal = key.partition(".")[0]
        if any(key in one.targets for one in self.entries if one.kind == "goal" and one.key == goal):
            yield IndexHit("goal", goal, WHOLE, False, (key,))

    def _synonyms_of(self, whole: str, tokens: Sequence[str]) -> Sequence[tuple[str, str]]:
        """Return what a word means: the text as a whole, without its endings, or its longest word."""
        for word in (whole, stem(whole), *sorted(tokens, key=len, reverse=True)):
            for form in (word, stem(word)):
                if form in self.synonyms and (word in (whole, stem(whole)) or len(tokens) == 1):
                    return self.synonyms[form]
        return ()

    def _scored(self, whole: str, tokens: Sequence[str]) -> Iterator[IndexHit]:
        for entry in self.entries:
            if whole in entry.names:
                yield IndexHit(entry.kind, entry.key, WHOLE, True)
                continue
            scores = [_score(token, entry) for token in tokens]
            targets = tuple(
                key for key, said in entry.targets.items() if all(_within(token, said) for token in tokens)
            )
            if all(scores):
                yield IndexHit(entry.kind, entry.key, sum(scores) / len(scores), False, targets)
            elif targets:
                yield IndexHit(entry.kind, entry.key, IN_TEXT, False, targets)


@lru_cache(maxsize=4_096)  # a query asks for the stem of the same pieces at each entry
def stem(word: str) -> str:
    """Return a word without the ending of its form.

    >>> [stem(word) for word in ("kommunene", "kommunane", "skoler", "vann")]
    ['kommun', 'kommun', 'skol', 'vann']
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _score(token: str, entry: Entry) -> float:
    """Return how well one word fits an entry; 0 is not at all."""
    if _within(token, entry.words):
        return IN_NAME
    if len(token) >= SHORTEST_START and any(word.startswith(token) for word in entry.words):
        return BEGINS
    if len(token) >= SHORTEST_PART and any(token in word for word in entry.words):
        return INSIDE
    if _is_put_together(token, entry.words):
        return PUT_TOGETHER
    if _within(token, entry.text):
        return IN_TEXT
    return 0.0


def _within(token: str, words: frozenset[str]) -> bool:
    return token in words or stem(token) in words


def _is_put_together(token: str, words: frozenset[str]) -> bool:
    """Check whether a word is put together of two others: «vannlekkasje» of «lekkasje fra vann…»."""
    for cut in range(SHORTEST_PART, len(token) - SHORTEST_PART + 1):
        first, second = stem(token[:cut]), stem(token[cut:])
        if any(one.startswith(first) for one in words) and any(one.startswith(second) for one in words):
            return True
    return False


def words_in(*texts: str) -> frozenset[str]:
    """Return the words of texts, each also without its ending."""
    found = {word for text in texts for word in WORD.findall(plain(text))}
    return frozenset(found | {stem(word) for word in found})


@lru_cache(maxsize=4)
def index_of(root: Path, edition: Edition | None, catalogue: Path) -> SearchIndex:
    """Return the index of an edition; without one it holds the goals alone."""
    entries = [*_goals(catalogue), *(_indicators(store_in(root), edition) if edition else ())]
    return SearchIndex(tuple(entries), read_synonyms(catalogue / SYNONYMS))


def _goals(catalogue: Path) -> Iterator[Entry]:
    by_language = [read_goals(catalogue / "goals.csv", language) for language in LANGUAGES]
    targets = [read_targets(catalogue / "targets.csv", language) for language in LANGUAGES]
    for order, of_goal in enumerate(zip(*by_language, strict=True)):
        key = of_goal[0].key
        yield Entry(
            "goal",
            key,
            _phrases(one.name for one in of_goal),
            words_in(*(one.name for one in of_goal)),
            words_in(*(one.about for one in of_goal), "bærekraftsmål berekraftsmål sdg goal"),
            order,
            {
                of_target[0].key: words_in(*(one.name for one in of_target))
                for of_target in zip(*targets, strict=True)
                if of_target[0].goal == key
            },
        )


def _indicators(store: EditionStore, edition: Edition) -> Iterator[Entry]:
    by_language = [store.indicators(edition, language) for language in LANGUAGES]
    for order, of_one in enumerate(zip(*by_language, strict=True)):
        yield Entry(
            "indicator",
            of_one[0].key,
            _phrases(one.name for one in of_one),
            words_in(*(one.name for one in of_one)),
            words_in(*(one.about for one in of_one)),
            100 + order,
        )


def _phrases(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(WORD.findall(plain(text))) for text in texts)


@lru_cache
def read_synonyms(file: Path) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Read what everyday words lead to, by the word; each leads to goals or indicators, the nearest first.

    Raises:
        InvalidInput: when a word leads neither to a goal nor to an indicator, or is there twice.
    """
    synonyms: dict[str, Sequence[tuple[str, str]]] = {}
    for row in read_whole(file, ("words", "leads_to")):
        leads = [one.strip().partition(":") for one in row.cells["leads_to"].split(";")]
        if wrong := [kind for kind, _colon, key in leads if kind not in ("goal", "indicator") or not key]:
            raise InvalidInput([row.problem("leads_to", f"«{wrong[0]}» is neither goal nor indicator")])
        for phrase in _phrases(row.cells["words"].split(";")):
            if phrase in synonyms:
                raise InvalidInput([row.problem("words", f"«{phrase}» is there twice")])
            synonyms[phrase] = [(kind, key) for kind, _colon, key in leads]
    return {stem(phrase): leads for phrase, leads in synonyms.items()} | synonyms
