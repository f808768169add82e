"""Texts of needs and solutions made ready for matching: cleaned, capped, cut into sentences and words.

Everything here takes time in proportion to `MOST_CHARACTERS`, whatever is sent in.
"""

import re
import unicodedata
from dataclasses import dataclass

MOST_CHARACTERS = 12_000  # of one text; what comes after is not read
LONGEST_SENTENCE = 320  # characters; a longer one is cut between words
MOST_SENTENCES = 40
LONGEST_WORD = 40
QUOTED = 150  # characters of a sentence that a reason quotes

ENGLISH = frozenset(
    {
        *("the", "and", "of", "to", "is", "with", "that", "this"),
        *("we", "are", "our", "by", "from", "it", "be", "which"),
    }
)
NORWEGIAN = frozenset(
    {
        *("og", "i", "det", "som", "på", "er", "av", "vi", "me", "til", "en"),
        *("ein", "et", "eit", "med", "fra", "frå", "de", "dei", "ikke", "ikkje"),
    }
)

_END = re.compile(r"(?<=[.!?…])\s+|[\n\r]+|\s[–—•]\s|;\s")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A text as matching reads it: its language, its sentences (the title first), and the words of each."""

    language: str
    sentences: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]


def clean(text: str) -> str:
    """Return a text without invisible signs, with one kind of each letter and single spaces.

    Format characters (zero-width letters, direction marks, soft hyphens) and control characters go.

    >>> clean("sv\\u00adøm\\u200bme\\u202ehall  \\x07 og  bad")
    'svømmehall og bad'
    """
    kept = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS])[:MOST_CHARACTERS]
    seen = (sign for sign in kept if sign in "\n\r\t" or unicodedata.category(sign) not in {"Cf", "Cc", "Co"})
    lines = (" ".join(line.split()) for line in "".join(seen).splitlines())
    return "\n".join(line for line in lines if line)


def prepare(title: str, text: str, language: str) -> PreparedText:
    """Return a title and a text as matching reads them; a sentence that comes again counts once.

    >>> prepare("Varme", "Dusjene er kalde. Dusjene er kalde. Hva nå?", "nb").sentences
    ('Varme.', 'Dusjene er kalde.', 'Hva nå?')
    """
    heading = clean(title)
    if heading and heading[-1] not in ".!?…":
        heading += "."
    found: dict[str, None] = {}
    for part in (heading, *_END.split(clean(text))):
        for piece in _cut(part.strip()):
            found.setdefault(piece)
            if len(found) == MOST_SENTENCES:
                break
    sentences = tuple(list(found)[:MOST_SENTENCES])
    return PreparedText(language, sentences, tuple(words_of(sentence) for sentence in sentences))


def _cut(sentence: str) -> list[str]:
    pieces = []
    while len(sentence) > LONGEST_SENTENCE:
        at = sentence.rfind(" ", 1, LONGEST_SENTENCE)
        at = at if at > 0 else LONGEST_SENTENCE
        pieces.append(sentence[:at])
        sentence = sentence[at:].lstrip()
        if len(pieces) == MOST_SENTENCES:
            return pieces
    return [*pieces, sentence] if sentence else pieces


def words_of(sentence: str) -> tuple[str, ...]:
    """Return the words of a sentence in small letters, each cut to a bearable length.

    >>> words_of("LED-lys i 3 haller")
    ('led', 'lys', 'i', '3', 'haller')
    """
    folded = _WORD.findall(sentence.casefold())
    return tuple(part[:LONGEST_WORD] for word in folded for part in re.split(r"[-'’]", word) if part)


def language_of(text: str, otherwise: str) -> str:
    """Return `en` where the small words of a text are English, or else the language that is given.

    >>> language_of("The heat of the water goes into the ground", "nb"), language_of("Me vil spare", "nn")
    ('en', 'nn')
    """
    words = words_of(text[:MOST_CHARACTERS])
    english, norwegian = (sum(word in small for word in words) for small in (ENGLISH, NORWEGIAN))
    return "en" if english > norwegian else otherwise


def quote(sentence: str, most: int = QUOTED) -> str:
    """Return the words of a sentence that a reason quotes: all, or as many as there is room for.

    >>> quote("Lampene lyser opp når noen kommer gående.", 24)
    'Lampene lyser opp når'
    """
    told = sentence.rstrip(" .")
    if len(told) <= most:
        return told
    at = told.rfind(" ", 1, most + 1)
    return told[: at if at > 0 else most].rstrip(" ,")
