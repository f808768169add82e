"""The meaning of two texts compared by vectors that a language model makes of them.

What is subtracted from the vectors is data that stands still (`MeaningStatistics`): the mean of needs and of
solutions in each language. Without that, texts in one language are more alike than texts on one subject, and
with a mean of the texts that are compared, one strange text would move the ranks of all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
MOST_WHOLE = 2_000  # characters of a text that its whole-text vector is made of
MOST_SENTENCES = 16  # sentences of a text that get a vector
BLOCK = 512  # solutions that are compared at a time


class Encoder(Protocol):
    """A language model, named with its version: stored vectors of another name are not compared with it."""

    name: str
    size: int
    sparse_size: int

    def dense(self, texts: Sequence[str]) -> Vectors:
        """Return a vector of length 1 for each text (texts × size)."""
        ...

    def sparse(self, texts: Sequence[str]) -> Vectors:
        """Return the latent terms of each text (texts × sparse_size), most of them 0."""
        ...


class Side(IntEnum):
    """The two kinds of texts, which are written in different ways."""

    NEED = 0
    SOLUTION = 1


@dataclass(frozen=True, slots=True)
class MeaningStatistics:
    """The means of a model's vectors and its rare terms, by side and by language (Norwegian, English).

    `whole` and `sentence` are means (2 × 2 × size), `terms` the weights of latent terms (sparse_size), and
    `term_means` the means of weighed terms (2 × 2 × sparse_size).
    """

    model: str
    whole: Vectors
    sentence: Vectors
    terms: Vectors
    term_means: Vectors


@dataclass(frozen=True, slots=True)
class TextMeaning:
    """The vectors of texts: whole and latent terms by text, sentences with the text that each belongs to."""

    whole: Vectors
    terms: Vectors
    sentences: tuple[Vectors, ...]


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class TextVectors:
    """The vectors of one text as a model gives them: to be stored, and centred before they are compared.

    `whole` is one vector, `terms` its latent terms and their weights, `sentences` a vector each.
    """

    whole: Vectors
    terms: tuple[NDArray[np.int64], Vectors]
    sentences: Vectors


def encode(texts: Sequence[Sequence[str]], encoder: Encoder) -> list[TextVectors]:
    """Return the vectors of texts, each given as its sentences."""
    wholes = [" ".join(sentences)[:MOST_WHOLE] for sentences in texts]
    whole, terms = encoder.dense(wholes), encoder.sparse(wholes)
    capped = [list(some[:MOST_SENTENCES]) for some in texts]
    flat = encoder.dense([sentence for some in capped for sentence in some])
    parts = np.split(flat, np.cumsum([len(some) for some in capped])[:-1]) if capped else []
    found = [np.flatnonzero(row) for row in terms]
    return [
        TextVectors(one, (at, row[at]), part)
        for one, at, row, part in zip(whole, found, terms, parts, strict=True)
    ]


def centred_wholes(
    vectors: Sequence[TextVectors], languages: Sequence[str], side: Side, statistics: MeaningStatistics
) -> Vectors:
    """Return the vectors of whole texts, with the mean of their side and language taken off."""
    whole = np.array([one.whole for one in vectors], dtype=np.float32)
    return _unit(whole - statistics.whole[side][_spoken(languages)])


def centre(
    vectors: Sequence[TextVectors], languages: Sequence[str], side: Side, statistics: MeaningStatistics
) -> TextMeaning:
    """Return all vectors of texts of one side, with the mean of their side and language taken off."""
    spoken = _spoken(languages)
    terms = np.zeros((len(vectors), len(statistics.terms)), dtype=np.float32)
    for row, one in zip(terms, vectors, strict=True):
        row[one.terms[0]] = one.terms[1]
    return TextMeaning(
        centred_wholes(vectors, languages, side, statistics),
        _unit(terms * statistics.terms - statistics.term_means[side][spoken]),
        tuple(
            _unit(one.sentences - statistics.sentence[side][said])
            for one, said in zip(vectors, spoken, strict=True)
        ),
    )


def _spoken(languages: Sequence[str]) -> NDArray[np.int64]:
    return np.array([int(language == "en") for language in languages], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class MeaningParts:
    """The similarity of texts by whole text, by latent terms and by sentences (needs × solutions)."""

    whole: NDArray[np.float64]
    terms: NDArray[np.float64]
    sentences: NDArray[np.float64]


def compare_meaning(needs: TextMeaning, solutions: TextMeaning) -> MeaningParts:
    """Return how alike the meaning of each need and each solution is.

    By sentences it is the mean, over the sentences of the need, of the most similar sentence of the solution:
    what a supplier writes about itself is not held against it.
    """
    whole = (needs.whole @ solutions.whole.T).astype(np.float64)
    terms = (needs.terms @ solutions.terms.T).astype(np.float64)
    by_sentence = np.zeros_like(whole)
    counts = [len(some) for some in solutions.sentences]
    for first in range(0, len(counts), BLOCK):
        block = solutions.sentences[first : first + BLOCK]
        starts = np.cumsum([0, *(len(some) for some in block)])[:-1]
        stacked = np.vstack(block).T
        for at, some in enumerate(needs.sentences):
            best = np.maximum.reduceat(some @ stacked, starts, axis=1)
            by_sentence[at, first : first + BLOCK] = best.mean(axis=0)
    return MeaningParts(whole, terms, by_sentence)


def most_alike(need: Vectors, solution: Vectors) -> tuple[int, int]:
    """Return which sentences of a need and a solution are most alike; a title where there is no other."""
    first, second = int(len(need) > 1), int(len(solution) > 1)
    table = np.round(need[first:] @ solution[second:].T, 4)
    at = int(np.argmax(table))
    return first + at // table.shape[1], second + at % table.shape[1]
