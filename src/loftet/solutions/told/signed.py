"""The word of the address by which a firm answers: signed, so that nobody can make or change one."""

from django.core import signing

SALT = "loftet.solutions.told"


def told_word(row: int) -> str:
    """Return the word by which a firm answers; the row says until when, and whether it has."""
    return signing.Signer(salt=SALT).sign_object(row)


def read_told_word(word: str) -> int | None:
    """Return which row a word answers; none if it was not made here for that."""
    try:
        row = signing.Signer(salt=SALT).unsign_object(word)
    except (signing.BadSignature, ValueError):
        return None
    return row if isinstance(row, int) else None
