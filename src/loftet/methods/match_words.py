"""The words of two texts compared: character n-grams, parts of compounds, and a glossary in three languages.

The weights of words and concepts are data that stands still (`Lexicon`): what one text says never changes
how two others are compared.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from loftet.methods.match_text import PreparedText

GRAM = 4  # letters; shorter ones meet by chance, longer ones miss inflected forms
SHORTEST_PART = 4  # letters of a part of a compound
EVERYDAY = 0.7  # weight of words by which people tell of a concept without naming it
PART = 0.7  # weight of what is found inside a compound
MOST_GRAMS = 4_000  # of one text
SELDOM = 0.5  # the weight of a word from which it is marked where two sentences share it

_SUFFIXES = (
    "enes", "anes", "ene", "ane", "ens", "ets", "ers", "ars", "ing", "er", "ar", "en", "et", "ed", "es",
    "as", "a", "e", "s",
)  # fmt: skip


def stem(word: str) -> str:
    """Return a word without its ending, by one list for bokmål, nynorsk and English.

    >>> [stem(word) for word in ("hallene", "hallane", "halls", "bad", "sykler")]
    ['hall', 'hall', 'hall', 'bad', 'sykl']
    """
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


@dataclass(frozen=True, slots=True)
class Concept:
    """A row of the glossary: its key, what it is called in three languages, and how people tell of it.

    `weight` is 1 for a subject; words that belong to no subject weigh less. `names` are what it is called
    in each language.
    """

    key: str
    terms: tuple[str, ...]
    everyday: tuple[str, ...] = ()
    weight: float = 1.0
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lexicon:
    """The glossary, and the shares of common words and concepts.

    `shares` is the share of texts that hold a common word, by word; `concept_shares` the same by concept.
    """

    concepts: tuple[Concept, ...]
    shares: Mapping[str, float] = field(default_factory=dict)
    concept_shares: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def by_first(self) -> dict[str, tuple[tuple[tuple[str, ...], str, float], ...]]:
        """Return by their first stem the terms, each with its concept and weight, the longest first."""
        found: dict[str, list[tuple[tuple[str, ...], str, float]]] = defaultdict(list)
        for concept in self.concepts:
            for terms, weight in ((concept.terms, 1.0), (concept.everyday, EVERYDAY)):
                for term in terms:
                    stems = tuple(stem(word) for word in term.casefold().replace("-", " ").split())
                    if stems:
                        found[stems[0]].append((stems, concept.key, weight))
        return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}

    @cached_property
    def single(self) -> frozenset[str]:
        """Return the stems that are terms alone: the known parts of compounds."""
        return frozenset(
            first
            for first, rows in self.by_first.items()
            if len(first) >= SHORTEST_PART and any(len(stems) == 1 for stems, _key, _weight in rows)
        )

    def weight(self, word: str) -> float:
        """Return how telling a word is: from 0 (in every text) to 1 (rare, or never seen)."""
        return _telling(self.shares.get(word, 0.0))

    def concept_weight(self, key: str) -> float:
        """Return how telling a concept is, as `weight`."""
        return self.own_weights[key] * _telling(self.concept_shares.get(key, 0.0))

    def name(self, key: str, language: str) -> str:
        """Return what a concept is called in a language."""
        return self.by_key[key].names.get(language) or self.by_key[key].terms[0]

    @cached_property
    def by_key(self) -> dict[str, Concept]:
        """Return the concepts by key."""
        return {concept.key: concept for concept in self.concepts}

    @cached_property
    def own_weights(self) -> dict[str, float]:
        """Return the weights of the glossary by concept."""
        return {concept.key: concept.weight for concept in self.concepts}


def _telling(share: float) -> float:
    rarest = 0.003
    return min(1.0, math.log(1 / max(share, rarest)) / math.log(1 / rarest))


def parts_of(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the known stems with which a compound begins or ends.

    >>> parts_of("vannmåleravlesning", frozenset({"vann", "måler", "avlesn"}))
    ('vann', 'avlesn')
    >>> parts_of("idrettshaller", frozenset({"idrett", "hall"}))
    ('idrett', 'hall')
    """
    root = stem(word)
    if len(root) < 2 * SHORTEST_PART - 1:
        return ()
    starts = [root[:at] for at in range(len(root) - 3, SHORTEST_PART - 1, -1) if root[:at] in known]
    ends = [root[at:] for at in range(3, len(root) - SHORTEST_PART + 1) if root[at:] in known]
    return tuple(dict.fromkeys((*starts[:1], *ends[:1])))


def concepts_of(words: Sequence[str], lexicon: Lexicon) -> dict[str, float]:
    """Return the concepts that a sentence tells of, with their weights (0 to 1)."""
    stems = [stem(word) for word in words]
    found: dict[str, float] = {}

    def add(key: str, weight: float) -> None:
        found[key] = max(found.get(key, 0.0), weight)

    for at, first in enumerate(stems):
        for term, key, weight in lexicon.by_first.get(first, ()):
            if tuple(stems[at : at + len(term)]) == term:
                add(key, weight)
        for part in parts_of(words[at], lexicon.single):
            for term, key, weight in lexicon.by_first[part]:
                if len(term) == 1:
                    add(key, weight * PART)
    return found


def shared_words(
    one: Sequence[str], other: Sequence[str], lexicon: Lexicon
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of two sentences that say the same: by concept, or alike and seldom."""
    concepts = [
        {key for key in concepts_of(words, lexicon) if lexicon.own_weights[key] == 1}
        for words in (one, other)
    ]
    both = concepts[0] & concepts[1]
    stems = {stem(word) for word in one} & {stem(word) for word in other}

    def says(word: str) -> bool:
        if both & concepts_of([word], lexicon).keys():
            return True
        return len(word) >= SHORTEST_PART and stem(word) in stems and lexicon.weight(word) >= SELDOM

    return frozenset(filter(says, one)), frozenset(filter(says, other))


def gram_weights(words: Iterable[str], lexicon: Lexicon) -> dict[str, float]:
    """Return the n-grams of words with their weights, at length 1; a repeated word counts little more.

    The n-grams of a word share its weight, so that a long one does not weigh more than a short one.
    """
    counts: dict[str, int] = defaultdict(int)
    for word in words:
        counts[word] += 1
    grams: dict[str, float] = defaultdict(float)
    for word, count in counts.items():
        if (weight := lexicon.weight(word)) <= 0 or len(word) < 2:
            continue
        marked = f"<{word}>"
        pieces = {marked[at : at + GRAM] for at in range(max(1, len(marked) - GRAM + 1))}
        for piece in sorted(pieces):
            grams[piece] += weight * (1 + math.log(count)) / math.sqrt(len(pieces))
        if len(grams) > MOST_GRAMS:
            break
    return _unit(grams)


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {key: weight / length for key, weight in weights.items()} if length > 0 else {}


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the sum of products over what two tables share, in an order that does not depend on them."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return math.fsum(weight * large[key] for key, weight in small.items() if key in large)


@dataclass(frozen=True, slots=True)
class TextWords:
    """The words of a text as they are compared: n-grams, concepts of the whole and of each sentence."""

    grams: Mapping[str, float]
    concepts: Mapping[str, float]
    by_sentence: tuple[Mapping[str, float], ...]


def read_words(text: PreparedText, lexicon: Lexicon) -> TextWords:
    """Return the n-grams and concepts of a text."""
    sentences = [concepts_of(words, lexicon) for words in text.words]
    whole: dict[str, float] = {}
    for found in sentences:
        for key, weight in found.items():
            whole[key] = max(whole.get(key, 0.0), weight)
    grams = gram_weights((word for words in text.words for word in words), lexicon)
    return TextWords(grams, _weighed(whole, lexicon), tuple(_weighed(found, lexicon) for found in sentences))


def _weighed(found: Mapping[str, float], lexicon: Lexicon) -> dict[str, float]:
    return _unit({key: weight * lexicon.concept_weight(key) for key, weight in found.items()})
