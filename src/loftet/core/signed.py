"""Keys of rows as words of addresses that open without signing in; nobody can make or change one."""

from dataclasses import dataclass

from django.core import signing


@dataclass(frozen=True, slots=True)
class SignedKey:
    """Keys that are signed for one purpose: with a salt of its own, a word is worth nothing for another.

    A word holds for good; the row says until when it counts.
    """

    salt: str

    def word(self, key: int) -> str:
        """Return the word of a row."""
        return signing.Signer(salt=self.salt).sign_object(key)

    def read(self, word: str) -> int | None:
        """Return which row a word is of; none if it was not made here for this purpose."""
        try:
            key = signing.Signer(salt=self.salt).unsign_object(word)
        except (signing.BadSignature, ValueError):
            return None
        return key if isinstance(key, int) else None
