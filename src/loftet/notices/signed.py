"""Words that an address or a form carries, signed with the secret of the site so that nobody can forge it.

Each kind of word has a salt of its own, so that none can be used in the place of another.
"""

from dataclasses import dataclass

from django.core import signing

LETTER, THING, NOTED = "loftet.notices.letter", "loftet.notices.thing", "loftet.notices.noted"
LASTS = 30 * 24 * 3600  # a page with a button may stand open for a while


def letter_word(user: int) -> str:
    """Return the word by which a letter can be turned off without signing in; it holds for good.

    It says who, and is worth nothing for anything else.
    """
    return signing.Signer(salt=LETTER).sign_object(user)


def read_letter_word(word: str) -> int | None:
    """Return whose letter a word turns off; nobody's if it was not made here for that."""
    try:
        user = signing.Signer(salt=LETTER).unsign_object(word)
    except (signing.BadSignature, ValueError):
        return None
    return user if isinstance(user, int) else None


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


def noted_word(row: int) -> str:
    """Return the word by which somebody replies to what was written in; the row says until when, and if."""
    return signing.Signer(salt=NOTED).sign_object(row)


def read_noted_word(word: str) -> int | None:
    """Return which row a word replies to; none if it was not made here for that."""
    try:
        row = signing.Signer(salt=NOTED).unsign_object(word)
    except (signing.BadSignature, ValueError):
        return None
    return row if isinstance(row, int) else None
