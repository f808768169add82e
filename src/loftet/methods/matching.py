"""Solutions that answer needs: in what order, and for which reason.

Two stages: hard conditions, which a solution passes or not, and a score of named parts. Where a need comes
from is a condition and never a part of the score. Every score rests on the two texts and on data that stands
still (`catalogue/matching`): what others write, however much, moves nobody's place in relation to a third.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from loftet.methods.match_meaning import (
    Encoder,
    MeaningStatistics,
    Side,
    TextMeaning,
    TextVectors,
    Vectors,
    centre,
    centred_wholes,
    compare_meaning,
    encode,
    most_alike,
)
from loftet.methods.match_reasons import Reason, subjects_of
from loftet.methods.match_text import PreparedText, prepare, quote
from loftet.methods.match_words import Lexicon, TextWords, dot, read_words, shared_words

COUNTRY = "NO"
SAME_GOAL = 0.4  # what a target of the same goal counts, beside the same target
DEEPEST = 5  # digits of a CPV code that tell of a subject; what follows is detail
TAGS = 20  # a text with more tags than this says less by each
PICKED = 500  # of more solutions, so many are read sentence by sentence: those whose whole texts are nearest
# A score from which a match is good or doubtful, chosen on the tuning half; below it nothing is known.
GOOD, DOUBTFUL = {True: 12.0, False: 9.0}, {True: 8.0, False: 5.0}  # with a language model, and without
Table = NDArray[np.float64]
Vectored = tuple[Sequence[TextVectors], Sequence[TextVectors]]
One = TypeVar("One")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Need:
    """A need: `place` is the code of its municipality, empty where it may be anywhere.

    `volume` is how much is wanted, in `unit`; 0 where that is not said.
    """

    id: str
    language: str
    title: str
    text: str
    targets: frozenset[str] = frozenset()
    cpv: frozenset[str] = frozenset()
    place: str = ""
    volume: float = 0.0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Solution:
    """A solution: `delivers_to` has codes of municipalities and counties or `NO`; empty is everywhere.

    `evidence` is from 0 (stated by the supplier) to 1 (independently assessed), `least_volume` the least that
    is delivered, in `unit`. The files of `loftet match` say neither of these nor of how ready it is: all are
    0 there.
    """

    id: str
    language: str
    title: str
    text: str
    targets: frozenset[str] = frozenset()
    cpv: frozenset[str] = frozenset()
    delivers_to: frozenset[str] = frozenset()
    maturity: float = 0.0
    evidence: float = 0.0
    least_volume: float = 0.0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PartRule:
    """The rule of a part of the score: its weights with and without a language model, and its usual values.

    `usual` is the mean and the standard deviation over texts that have nothing to do with each other, first
    for texts in one language, then for Norwegian beside English, where the same likeness means more.
    """

    weight: float
    weight_without: float
    usual: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 1.0), (0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The knowledge of matching before it reads a text: words, rules of parts, a language model if any."""

    lexicon: Lexicon
    rules: Mapping[str, PartRule]
    encoder: Encoder | None = None
    statistics: MeaningStatistics | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A solution that may answer a need: its rank from 1, its score, the parts of it, and the reason."""

    need: str
    rank: int
    solution: str
    score: float
    parts: Mapping[str, float]
    reason: Reason


def delivers(solution: Solution, place: str) -> bool:
    """Check whether a solution is delivered in a municipality; a need without a place fits everywhere.

    >>> gol = Solution("a", "nb", "", "", delivers_to=frozenset({"33"}))
    >>> [delivers(gol, place) for place in ("3324", "4601", "")]
    [True, False, True]
    """
    to = solution.delivers_to
    return not to or not place or COUNTRY in to or place in to or place[:2] in to


def target_overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how far two sets of targets meet, 0 to 1: the same target counts 1, another of its goal less.

    >>> target_overlap(frozenset({"7.3"}), frozenset({"7.3", "11.6"}))
    0.7071067811865475
    >>> target_overlap(frozenset({"7.3"}), frozenset({"7.2"}))
    0.4
    """
    if not one or not other:
        return 0.0
    goals = {target.partition(".")[0] for target in other}
    met = sum(
        1.0 if target in other else SAME_GOAL if target.partition(".")[0] in goals else 0.0 for target in one
    )
    return float(min(1.0, met / (len(one) * len(other)) ** 0.5))


def cpv_overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how far down the tree of CPV two sets of codes meet, 0 to 1; many codes say less by each.

    >>> cpv_overlap(frozenset({"39150000"}), frozenset({"39152000"}))
    0.8
    >>> cpv_overlap(frozenset({"39150000"}), frozenset({"45000000"}))
    0.0
    """
    best = max((_shared_digits(a, b) for a in one for b in other), default=0)
    return best / DEEPEST / max(1.0, len(one) / TAGS, len(other) / TAGS) if best >= 2 else 0.0


def _shared_digits(one: str, other: str) -> int:
    first, second = (code.rstrip("0").ljust(2, "0")[:DEEPEST] for code in (one, other))
    pairs = zip(first, second, strict=False)
    apart = next((at for at, (a, b) in enumerate(pairs) if a != b), None)
    return min(len(first), len(second)) if apart is None else apart


def volume_fit(volume: float, unit: str, least: float, least_unit: str) -> float:
    """Return 1 where a need is as large as the least that is delivered, -1 where it is less, else 0.

    Nothing is known where one of them does not say, or the two are in different units. Of a unit its first
    word is read: «km leidning» and «km ledning» are both km.

    >>> [volume_fit(km, "km ledning", 40, "km") for km in (60, 30, 0)]
    [1.0, -1.0, 0.0]
    """
    units = {one.casefold().partition(" ")[0] for one in (unit, least_unit)}
    if not volume or not least or len(units) > 1:
        return 0.0
    return 1.0 if volume >= least else -1.0


def rank(
    needs: Sequence[Need],
    solutions: Sequence[Solution],
    knowledge: Knowledge,
    top: int = 10,
    *,
    passes: Callable[[Need, Solution], bool] = lambda need, solution: delivers(solution, need.place),
    vectors: Vectored | None = None,
) -> list[Match]:
    """Return the best solutions of each need in the order of the needs, the best first.

    A need without a solution that `passes` is in no match. Ties go by the id of the solution. With a language
    model, the `PICKED` solutions whose whole texts are nearest are compared further. What is read of one text
    is capped (`match_text`). `vectors` are those of both sides where they are stored.
    """
    if not needs or not solutions:
        return []
    texts = Texts(needs, solutions, knowledge, vectors)
    picks = [
        texts.picked(at, [to for to, one in enumerate(solutions) if passes(need, one)])
        for at, need in enumerate(needs)
    ]
    found: list[Match] = []
    is_small = texts.vectors is None or len(solutions) <= PICKED
    everything = texts.scored(range(len(needs)), range(len(solutions))) if is_small else None
    for at, (need, picked) in enumerate(zip(needs, picks, strict=True)):
        if not picked:
            continue
        parts, scores = everything or texts.scored([at], picked)
        row, columns = (at, picked) if everything else (0, range(len(picked)))
        pairs = zip(columns, picked, strict=True)
        best = sorted((-scores[row, column], solutions[to].id, column, to) for column, to in pairs)
        for place, (_score, _id, column, to) in enumerate(best[:top], start=1):
            told = {name: round(float(table[row, column]), 4) for name, table in parts.items()}
            score = float(scores[row, column])
            found.append(Match(need.id, place, solutions[to].id, score, told, texts.reason(at, to)))
    return found


class Texts:
    """The texts of both sides: each is cleaned once, and its words are read once, when they are asked for."""

    def __init__(
        self,
        needs: Sequence[Need],
        solutions: Sequence[Solution],
        knowledge: Knowledge,
        vectors: Vectored | None = None,
    ) -> None:
        self.needs, self.solutions, self.knowledge = needs, solutions, knowledge
        self.read = tuple(
            [prepare(one.title, one.text, one.language) for one in side] for side in (needs, solutions)
        )
        self.vectors = None if knowledge.statistics is None else vectors or self._encoded()
        self._words: tuple[dict[int, TextWords], ...] = ({}, {})
        self._wholes: Vectors | None = None

    def _encoded(self) -> Vectored | None:
        encoder = self.knowledge.encoder
        if encoder is None:
            return None
        needs, solutions = ([text.sentences for text in side] for side in self.read)
        return encode(needs, encoder), encode(solutions, encoder)

    def words(self, side: Side, at: int) -> TextWords:
        """Return the words of a text."""
        if at not in self._words[side]:
            self._words[side][at] = read_words(self.read[side][at], self.knowledge.lexicon)
        return self._words[side][at]

    def meaning(self, side: Side, some: Sequence[int]) -> TextMeaning:
        """Return the meaning of some texts of a side; there is a language model."""
        assert self.vectors is not None
        assert self.knowledge.statistics is not None
        told = self.vectors[side]
        languages = [self.read[side][at].language for at in some]
        return centre([told[at] for at in some], languages, side, self.knowledge.statistics)

    def picked(self, at: int, passing: Sequence[int]) -> Sequence[int]:
        """Return the solutions that are compared further: all, or those whose whole texts are nearest."""
        statistics = self.knowledge.statistics
        if self.vectors is None or statistics is None or len(passing) <= PICKED:
            return passing
        if self._wholes is None:
            languages = [text.language for text in self.read[Side.SOLUTION]]
            told = self.vectors[Side.SOLUTION]
            self._wholes = centred_wholes(told, languages, Side.SOLUTION, statistics)
        own, language = self.vectors[Side.NEED][at], self.read[Side.NEED][at].language
        need = centred_wholes([own], [language], Side.NEED, statistics)[0]
        near = np.round(self._wholes[list(passing)] @ need, 5)
        best = sorted(range(len(passing)), key=lambda to: (-near[to], self.solutions[passing[to]].id))
        return sorted(passing[to] for to in best[:PICKED])

    def scored(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[Mapping[str, Table], Table]:
        """Return the parts of the score by name, and the scores (rows × columns)."""
        parts, crossing = self.parts(rows, columns), self.crossing(rows, columns)
        total = np.zeros(crossing.shape)
        for name, table in parts.items():
            rule = self.knowledge.rules[name]
            weight = rule.weight if self.knowledge.encoder else rule.weight_without
            (mean, spread), (mean_across, spread_across) = rule.usual
            usual = np.where(crossing, mean_across, mean)
            total += weight * (table - usual) / np.where(crossing, spread_across, spread)
        return parts, np.round(total, 4) + 0.0  # no -0.0

    def crossing(self, rows: Sequence[int], columns: Sequence[int]) -> NDArray[np.bool_]:
        """Return where one of two texts is in English and the other in Norwegian."""
        needs, solutions = (
            np.array([self.read[side][at].language == "en" for at in some], dtype=np.bool_)
            for side, some in ((Side.NEED, rows), (Side.SOLUTION, columns))
        )
        return np.asarray(needs[:, None] != solutions[None, :])

    def parts(self, rows: Sequence[int], columns: Sequence[int]) -> dict[str, Table]:
        """Return the parts of the score by name (rows × columns)."""
        first = [self.words(Side.NEED, at) for at in rows]
        second = [self.words(Side.SOLUTION, to) for to in columns]
        needs, solutions = [self.needs[at] for at in rows], [self.solutions[to] for to in columns]
        parts = {
            "words": _table(first, second, lambda one, other: dot(one.grams, other.grams)),
            "subjects": _table(first, second, lambda one, other: dot(one.concepts, other.concepts)),
            "subjects_of_a_sentence": _table(first, second, _best_sentence),
            "targets": _table(
                needs, solutions, lambda one, other: target_overlap(one.targets, other.targets)
            ),
            "cpv": _table(needs, solutions, lambda one, other: cpv_overlap(one.cpv, other.cpv)),
            "maturity": _table(needs, solutions, lambda _one, other: other.maturity),
            "evidence": _table(needs, solutions, lambda _one, other: other.evidence),
            "volume": _table(
                needs,
                solutions,
                lambda one, other: volume_fit(one.volume, one.unit, other.least_volume, other.unit),
            ),
        }
        if self.vectors is not None:
            compared = compare_meaning(self.meaning(Side.NEED, rows), self.meaning(Side.SOLUTION, columns))
            parts["meaning"] = compared.whole
            parts["latent_terms"] = compared.terms
            parts["sentences"] = compared.sentences
        return parts

    def reason(self, at: int, to: int) -> Reason:
        """Return why a solution is shown: the sentences of both that are most alike, and their subjects."""
        need, solution = self.read[Side.NEED][at], self.read[Side.SOLUTION][to]
        words = self.words(Side.NEED, at), self.words(Side.SOLUTION, to)
        if self.vectors is not None:
            sentences = (
                self.meaning(Side.NEED, [at]).sentences[0],
                self.meaning(Side.SOLUTION, [to]).sentences[0],
            )
            mine, theirs = most_alike(*sentences)
        else:
            mine, theirs = _most_shared(*words, need, solution)
        return Reason(
            quote(need.sentences[mine]),
            quote(solution.sentences[theirs]),
            subjects_of(
                (need.words[0], need.words[mine]),
                (solution.words[0], solution.words[theirs]),
                self.knowledge.lexicon,
            ),
            shared_words(need.words[mine], solution.words[theirs], self.knowledge.lexicon),
        )


def band(score: float, *, with_model: bool) -> str:
    """Return whether a match is `good` or `doubtful`; empty where the two have little in common."""
    if score >= GOOD[with_model]:
        return "good"
    return "doubtful" if score >= DOUBTFUL[with_model] else ""


def _table(first: Sequence[One], second: Sequence[Other], compare: Callable[[One, Other], float]) -> Table:
    return np.array([[compare(one, other) for other in second] for one in first], dtype=np.float64)


def _best_sentence(need: TextWords, solution: TextWords) -> float:
    return max((dot(need.concepts, found) for found in solution.by_sentence), default=0.0)


def _most_shared(
    need: TextWords, solution: TextWords, mine: PreparedText, theirs: PreparedText
) -> tuple[int, int]:
    def shared(one: int, other: int) -> float:
        common = set(mine.words[one]) & set(theirs.words[other])
        return dot(need.by_sentence[one], solution.by_sentence[other]) + 0.1 * sum(
            len(word) > 4 for word in common
        )

    first, second = int(len(mine.words) > 1), int(len(theirs.words) > 1)  # a title only where all is title
    pairs = [
        (one, other) for one in range(first, len(mine.words)) for other in range(second, len(theirs.words))
    ]
    return max(pairs, key=lambda pair: (round(shared(*pair), 6), -pair[0], -pair[1]))
