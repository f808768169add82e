"""Words as search compares them: in plain letters, without endings, in both forms of Norwegian and English.

A query is cut into units: a word, or several that stand in the table of forms together («heat recovery»).
Each has ways in which it may be written; a way is one piece of a text, or several where a compound is cut.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

from loftet.geography.slugs import plain
from loftet.invalid_input import InvalidInput
from loftet.status.search.index import SHORTEST_PART, WORD, stem
from loftet.status.search.queries import KINDS, LONGEST, SMALL
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import read_whole

FORMS = "search_forms.csv"
NORWEGIAN = 2
OfLanguages = tuple[frozenset[str], frozenset[str], frozenset[str]]
Forms = Mapping[str, OfLanguages]
NO_FORMS: OfLanguages = (frozenset(), frozenset(), frozenset())
MOST_UNITS, MOST_WAYS, LONGEST_FORM = 8, 12, 3
SHORTEST_FIRST = 3  # letters of the first part of a compound that has another form
SHORT = 2  # letters of a word that no trigram finds
SHORTEST_TYPED, LONGEST_TYPED = 5, 24  # letters of a word in which an error is looked for
# How much a way counts, of 1.
AS_TYPED, WITHOUT_ENDING, OTHER_FORM, MISSPELT, CUT = 1.0, 0.95, 0.85, 0.6, 0.5
# Words that say nothing of what is looked for, beside those of the search of places and goals.
EMPTY = SMALL | {
    *("a", "an", "are", "at", "av", "be", "by", "de", "dei", "den", "det", "dette", "eg", "ein", "ei", "eit"),
    *("en", "er", "et", "ett", "har", "hvor", "i", "is", "ikke", "ikkje", "jeg", "kan", "kor", "med", "men"),
    *(
        "mot",
        "nar",
        "no",
        "og",
        "on",
        "or",
        "our",
        "seg",
        "skal",
        "som",
        "to",
        "ut",
        "ved",
        "vi",
        "vil",
        "with",
    ),
}
# Written without the letters of Norwegian: «aa» is å, and «oe» ø.
TYPED = (("aa", "a"), ("oe", "o"))


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a unit may be written: pieces of a text, all of which are there; `weight` is of 1."""

    pieces: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a query as it was typed, in plain letters, and the ways to write it, the best first."""

    typed: str
    ways: tuple[Way, ...]

    @property
    def is_short(self) -> bool:
        """Check whether it is too short for trigrams."""
        return len(self.typed) <= SHORT


def folded(text: str) -> str:
    """Return a text in plain letters, its words apart by one blank, with one before and one after.

    >>> folded("Ålesund: «Grønn skyss»")
    ' alesund gronn skyss '
    """
    return f" {' '.join(WORD.findall(plain(text)))} "


def words_of(query: str) -> tuple[str, ...]:
    """Return the words of a query that say something, or else all; those after the eighth are left out.

    >>> words_of("Strømrekninga i symjehallen i Gol kommune")
    ('stromrekninga', 'symjehallen', 'gol')
    """
    words = tuple(dict.fromkeys(WORD.findall(plain(query[:LONGEST]))))
    return tuple(one for one in words if one not in EMPTY | KINDS)[:MOST_UNITS] or words[:MOST_UNITS]


def units_of(
    words: Sequence[str], forms: Forms, is_known: "Known", *, loosely: bool = False
) -> tuple[Unit, ...]:
    """Return the units of a query; `loosely` adds words that differ by a letter and cuts compounds."""
    return tuple(_unit(phrase, forms, is_known, loosely) for phrase in _phrases(words, forms))


class Known:
    """The words of the index, as far as a query needs them; without an index there are none."""

    def has(self, word: str) -> bool:
        """Check whether a word, or one with its stem, is in a text."""
        return not word

    def alike(self, word: str) -> Sequence[str]:
        """Return the words that differ from one by a letter."""
        return [word][:0]


def _phrases(words: Sequence[str], forms: Forms) -> Iterator[str]:
    at = 0
    while at < len(words):
        lengths = range(min(LONGEST_FORM, len(words) - at), 1, -1)
        longest = next((one for one in lengths if " ".join(words[at : at + one]) in forms), 1)
        yield " ".join(words[at : at + longest])
        at += longest


def _unit(word: str, forms: Forms, known: Known, loosely: bool) -> Unit:
    ways: dict[tuple[str, ...], float] = {(word,): AS_TYPED}
    if len(word) <= SHORT:
        ways |= {(form,): OTHER_FORM for form in _other_forms(word, forms) if form != word}
    else:
        for text in _typed(word):
            ways.setdefault((text,), AS_TYPED)
            ways.setdefault((stem(text),), WITHOUT_ENDING)
            for form in _other_forms(text, forms):
                ways.setdefault((stem(form),), OTHER_FORM)
        if loosely and SHORTEST_TYPED <= len(word) <= LONGEST_TYPED:
            for alike in known.alike(word):
                ways.setdefault((alike,), MISSPELT)
                for form in _other_forms(alike, forms):
                    ways.setdefault((stem(form),), MISSPELT * OTHER_FORM)
        for first, second in _cuts(word) if loosely else ():
            if known.has(first) and known.has(second):
                ways.setdefault((first, second), CUT)
    best = sorted(ways.items(), key=lambda one: -one[1])
    sure = [one for one in best if one[1] > MISSPELT][:MOST_WAYS]
    # Words that are only alike are all kept: else those of hidden texts could push out those that show.
    alike_only = [one for one in best if one[1] <= MISSPELT]
    return Unit(word, tuple(Way(pieces, weight) for pieces, weight in (*sure, *alike_only)))


def _typed(word: str) -> Iterator[str]:
    """Return a word and what it is where its writer lacks å and ø."""
    yield word
    plainer = word
    for typed, meant in TYPED:
        if typed in plainer:
            plainer = plainer.replace(typed, meant)
            yield plainer


def _other_forms(word: str, forms: Forms) -> Iterator[str]:
    """Return a word in the other form of Norwegian and in English; put together, in both of Norwegian."""
    for of_language in _forms_of(word, forms):
        yield from sorted(of_language)
    for first, second in _cuts(word, SHORTEST_FIRST):
        before, after = _forms_of(first, forms), _forms_of(second, forms)
        if before != NO_FORMS or after != NO_FORMS:
            for one, other in zip(before[:NORWEGIAN], after[:NORWEGIAN], strict=True):
                for begin, end in product(sorted(one) or [first], sorted(other) or [second]):
                    yield begin + end


def _forms_of(word: str, forms: Forms) -> OfLanguages:
    return forms.get(word) or forms.get(stem(word)) or NO_FORMS


def _cuts(word: str, shortest: int = SHORTEST_PART) -> Iterator[tuple[str, str]]:
    """Return the two parts of a word, cut at each place; an «s» or «e» that joins them is left out.

    >>> list(_cuts("dagsverk", 4)), ("heim", "hjelp") in _cuts("heimehjelp")
    ([('dags', 'verk')], True)
    """
    if " " in word:
        return
    for cut in range(shortest, len(word) - SHORTEST_PART + 1):
        yield word[:cut], word[cut:]
        if word[cut - 1] in "se" and cut > shortest:
            yield word[: cut - 1], word[cut:]


@lru_cache
def read_forms(file: Path) -> Forms:
    """Return the forms of each word in bokmål, nynorsk and English, in plain letters; by its stem, too.

    Raises:
        InvalidInput: when a row names one word alone.
    """
    found: dict[str, OfLanguages] = {}
    for row in read_whole(file, LANGUAGES):
        told = [row.cells[name].split(";") for name in LANGUAGES]
        nb, nn, en = (frozenset(" ".join(WORD.findall(plain(one))) for one in words) - {""} for words in told)
        if len(nb | nn | en) < 2:
            raise InvalidInput([row.problem("nb", "a row names two words or more that mean the same")])
        for one in nb | nn | en:
            for key in {one, stem(one)}:
                known = found.get(key, NO_FORMS)
                found[key] = (known[0] | nb, known[1] | nn, known[2] | en)
    return found


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of folded texts in which a typing error is looked for."""
    words = {word for text in texts for word in text.split()}
    return frozenset(one for one in words if SHORTEST_PART <= len(one) <= LONGEST_TYPED)


def shortened(word: str) -> Iterator[str]:
    """Return a word, and the word without each of its letters: two with one in common differ by a letter.

    >>> sorted(set(shortened("flom")) & set(shortened("folm")))
    ['flm', 'fom']
    """
    yield word
    yield from {word[:at] + word[at + 1 :] for at in range(len(word))}
