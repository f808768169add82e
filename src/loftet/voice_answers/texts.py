"""Texts that wait to be read: what must be struck, whether no more is, and the words that several use."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from loftet.methods.match_words import stem

STRUCK = "[…]"
# What nobody may read of anybody: an address, a number of eleven digits, a telephone number in one piece.
PRIVATE = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|\b\d{6} ?\d{5}\b|\b(?:\+47 ?)?\d{8}\b|\b\d{3} \d{2} \d{3}\b|\b\d\d(?: \d\d){3}\b"
)
WORD = re.compile(r"[^\W\d_]{3,}")
MOST_WORDS = 8
EMPTY_WORDS = """
alle and andre are bare bedre betre bli blir burde but bør can den denne der dere desse det dette
disse ein eit en er ett etter finne fleire flere folk for fordi fra from frå gang gjer gjør gode
godt går ha hadde han har have heile hele heller her hun hva hvis hvor ikke ikkje ingen inn kan
kanskje kommune kommunen kor korleis kunne kva litt man mange med meg meir mellom men mener mer min
mindre more mot mye mykje må måtte noe noen noko nokon not når også opp oss our over samme seg
should sidan siden skal skulle slik som synes synst så særlig tenker that the there they this til
treng trenger under var ved veldig vere vi vil ville viss vår våre vårt være what when will with
would you
"""
EMPTY = frozenset(EMPTY_WORDS.split())


def private_in(text: str) -> list[str]:
    """Return what must be struck before a text is published.

    >>> private_in("Ring meg på 99 88 77 66, 99887766 eller ola@example.no")
    ['99 88 77 66', '99887766', 'ola@example.no']
    """
    return list(dict.fromkeys(PRIVATE.findall(text)))


def only_struck(before: str, after: str) -> bool:
    """Check whether a text is another one with words struck, and nothing added or put elsewhere.

    >>> only_struck("Naboen Ola bråkar", "Naboen […] bråkar"), only_struck("Ja til lys", "Ikkje lys")
    (True, False)
    >>> only_struck("Kari sa ja. Ola sa ja", "Kari […] ja"), only_struck("Ja. Nei.", "[…].")
    (True, True)
    >>> only_struck("Ja. Nei.", "Ja."), only_struck("Lys no", "Lys no […] no")
    (False, False)
    """
    before = before.strip()
    first, *others = (one.strip() for one in after.split(STRUCK))
    if not others:
        return first == before
    *middle, last = others
    if not (before.startswith(first) and before.endswith(last)):
        return False
    at, end = len(first), len(before) - len(last)
    for piece in middle:
        found = before.find(piece, at, max(at, end))
        if found < 0:
            return False
        at = found + len(piece)
    return at <= end


def words_in_common(texts: Mapping[int, str]) -> Sequence[tuple[str, Sequence[int]]]:
    """Return the words that several texts use, as the first of them writes it, with the keys of the texts.

    >>> words_in_common({1: "Meir lys på vegen", 2: "Lyset på vegane er dårleg", 3: "Symjehall!"})
    [('lys', [1, 2]), ('vegen', [1, 2])]
    """
    written: dict[str, str] = {}
    holding: dict[str, list[int]] = {}
    for key, text in texts.items():
        for word in dict.fromkeys(_words(text)):
            root = stem(word)
            if key not in holding.setdefault(root, []):
                holding[root].append(key)
                written.setdefault(root, word)
    most = Counter({root: len(keys) for root, keys in holding.items() if len(keys) > 1})
    return [(written[root], holding[root]) for root, _count in most.most_common(MOST_WORDS)]


def holding(word: str, texts: Mapping[int, str]) -> list[int]:
    """Return the keys of the texts that use a word, in any of its forms."""
    root = stem(word.casefold())
    return [key for key, text in texts.items() if root in {stem(one) for one in _words(text)}]


def _words(text: str) -> Iterable[str]:
    return (one for one in WORD.findall(text.casefold()) if one not in EMPTY)
