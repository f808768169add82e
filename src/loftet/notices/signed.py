"""Words that an address or a form carries, signed with the secret of the site so that nobody can forge it.

Each kind of word has a salt of its own, so that none can be used in the place of another.
"""

from dataclasses import dataclass

from django.core import signing

from loftet.core.signed import SignedKey

LETTER, NOTED = SignedKey("loftet.notices.letter"), SignedKey("loftet.notices.noted")
THING = "loftet.notices.thing"
LASTS = 30 * 24 * 3600  # a page with a button may stand open for a while
# The word by which a person turns a letter off, and that by which somebody replies to what was written in.
letter_word, read_letter_word = LETTER.word, LETTER.read
noted_word, read_noted_word = NOTED.word, NOTED.read


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that may be followed: by whom, of which table, which row, and where its page stands."""

    user: int
    kind: int
    row: int
    address: str


def thing_word(thing: Thing) -> str:
    """Return the word that a button on a thing's page carries: who was shown the page may follow it."""
    parts = [thing.user, thing.kind, thing.row, thing.address]
    return signing.dumps(parts, salt=THING)


def read_thing_word(word: str) -> Thing | None:
    """Return what a word stands for; nothing if it was not made here, or too long ago."""
    try:
        user, kind, row, address = signing.loads(word, salt=THING, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Thing(user, kind, row, address)
