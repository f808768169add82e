"""What is said by each kind of notice; an app tells its own when it starts."""

from collections.abc import Mapping
from dataclasses import dataclass

from loftet.common.words import Words


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """A sentence, whose places in brackets are filled by a notice's label and details; and what it is about.

    `about` is what the kind is called where people choose what they want to hear of.
    """

    sentence: Words
    about: Words


_KINDS: dict[str, NoticeWords] = {}


def tell(words: Mapping[str, NoticeWords]) -> None:
    """Add the kinds of notice of an app."""
    _KINDS.update(words)


def kinds() -> Mapping[str, NoticeWords]:
    """Give every kind of notice there is."""
    return _KINDS
