"""Words of addresses that open without signing in; nobody can forge them.

One opens what somebody gave, to read, take home or erase it; the other confirms an address of e-mail.
"""

from django.core import signing

from loftet.core.signed import SignedKey

OWN, CONFIRM = SignedKey("loftet.voices.own"), "loftet.voices.confirm"
CONFIRM_LASTS = 24 * 3600
own_word, read_own_word = OWN.word, OWN.read


def confirm_word(check: int) -> str:
    """Return the word that confirms an address."""
    return signing.dumps(check, salt=CONFIRM)


def read_confirm_word(word: str) -> int | None:
    """Return which address a word confirms; none if it was not made here, or a day ago."""
    try:
        key = signing.loads(word, salt=CONFIRM, max_age=CONFIRM_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return key if isinstance(key, int) else None
