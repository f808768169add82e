"""Why a solution is shown for a need: the two sentences that made it, and what both texts are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from loftet.methods.match_words import SHORTEST_PART, Lexicon, concepts_of

MOST_SUBJECTS = 2
Told = tuple[Sequence[str], Sequence[str]]  # the words of a title, and of a sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason of a match: the two sentences that made it, and the subjects that both texts are about.

    `shared` are the words of each sentence, in small letters, that say what the other one says.
    """

    need: str
    solution: str
    subjects: tuple[str, ...] = ()
    shared: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    def sentence(self, language: str, lexicon: Lexicon) -> str:
        """Return the reason in one sentence, as the need's people read it."""
        named = [lexicon.name(key, language) for key in self.subjects]
        return _sentence(language, self.need, self.solution, named)


def subjects_of(need: Told, solution: Told, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the keys of subjects that both a need and a solution tell of; those of a title come first."""

    def found(words: Sequence[str]) -> dict[str, float]:
        return concepts_of([word for word in words if len(word) >= SHORTEST_PART], lexicon)

    titles = [found(title) for title, _said in (need, solution)]
    first, second = (found((*title, *said)) for title, said in (need, solution))
    weights = {
        key: (1 + sum(key in title for title in titles))
        * first[key]
        * second[key]
        * lexicon.concept_weight(key)
        for key in first.keys() & second.keys()
        if lexicon.own_weights[key] == 1
    }
    return tuple(sorted(weights, key=lambda key: (-weights[key], key))[:MOST_SUBJECTS])


def _sentence(language: str, need: str, solution: str, subjects: Sequence[str]) -> str:
    named = [subject for subject, _same in groupby(subjects)]
    if language == "en":
        about = f"Both are about {' and '.join(named)}: " if named else ""
        lead = "the supplier writes" if named else "The supplier writes"
        return f"{about}{lead} «{solution}» where you write «{need}»."
    both = "Begge handlar om" if language == "nn" else "Begge handler om"
    about = f"{both} {' og '.join(named)}: " if named else ""
    lead = "leverandøren" if named else "Leverandøren"
    if language == "nn":
        return f"{about}{lead} skriv «{solution}» der de skriv «{need}»."
    return f"{about}{lead} skriver «{solution}» der dere skriver «{need}»."
