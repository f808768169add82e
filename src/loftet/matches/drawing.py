"""The draw of suppliers for a small purchase, by a seed that anybody can draw by again."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

DRAWN = 3


def draw(seed: str, listed: Iterable[str], most: int = DRAWN) -> Sequence[str]:
    """Return those that are drawn: the first by the SHA-256 of the seed, a colon and their name.

    >>> draw("2f", ["demoror", "demosensor", "demovarme", "provegrav"])
    ['demovarme', 'demoror', 'demosensor']
    """
    return sorted(set(listed), key=lambda one: sha256(f"{seed}:{one}".encode()).hexdigest())[:most]
