"""Norwegian and Sámi names as plain words: for addresses, forgiving comparison and sorting."""

import re
import unicodedata

# Letters that do not come apart into a base letter and an accent. «å» would, but NFC keeps it whole here.
PLAIN = {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ð": "d", "þ": "th", "ß": "ss"}


def plain(text: str) -> str:
    """Write a text in lower-case letters without accents.

    >>> plain("Kárášjohka"), plain("VÆRØY"), plain("Unjárga")
    ('karasjohka', 'vaeroy', 'unjarga')
    """
    whole = unicodedata.normalize("NFC", text).casefold()
    for letter, plainer in PLAIN.items():
        if whole.isascii():  # as nearly every Norwegian text is after three letters
            return whole
        whole = whole.replace(letter, plainer)  # ten times as quick as `translate`
    apart = unicodedata.normalize("NFKD", whole)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def slug(name: str) -> str:
    """Build the word that stands for a name in an address.

    >>> slug("Ål"), slug("Herøy (Møre og Romsdal)"), slug("Nord-Fron")
    ('al', 'heroy-more-og-romsdal', 'nord-fron')
    """
    return re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")


def sort_key(name: str) -> str:
    """Write a name so that databases of every kind sort it as Norwegian does: … z, æ, ø, å, and aa as å.

    Only digits and letters a–z remain, which all collations order alike; a gap comes before any letter.

    >>> sorted(["Ål", "Øyer", "Ås", "Voss", "Aasen", "Ærøy", "Nord-Fron", "Nordre Land"], key=sort_key)
    ['Nord-Fron', 'Nordre Land', 'Voss', 'Ærøy', 'Øyer', 'Ål', 'Ås', 'Aasen']
    """
    whole = unicodedata.normalize("NFC", name).casefold().replace("aa", "å")
    last = whole.translate({ord("æ"): "zx", ord("ø"): "zy", ord("å"): "zz"})
    return re.sub(r"[^a-z0-9]+", "0", plain(last)).strip("0")
