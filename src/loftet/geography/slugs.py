"""Norwegian and Sámi names as plain words: for addresses, and for forgiving comparison."""

import re
import unicodedata

# Letters that do not come apart into a base letter and an accent. «å» would, but NFC keeps it whole here.
PLAIN = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ð": "d", "þ": "th", "ß": "ss"}
)


def plain(text: str) -> str:
    """Write a text in lower-case letters without accents.

    >>> plain("Kárášjohka"), plain("VÆRØY"), plain("Unjárga")
    ('karasjohka', 'vaeroy', 'unjarga')
    """
    whole = unicodedata.normalize("NFC", text).casefold().translate(PLAIN)
    apart = unicodedata.normalize("NFKD", whole)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def slug(name: str) -> str:
    """Make the word that stands for a name in an address.

    >>> slug("Ål"), slug("Herøy (Møre og Romsdal)"), slug("Nord-Fron")
    ('al', 'heroy-more-og-romsdal', 'nord-fron')
    """
    return re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")
