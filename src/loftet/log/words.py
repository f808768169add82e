"""Words for actions and things where the log is read; an app registers its own when it starts."""

import re
from collections.abc import Callable, Mapping

from django.utils.functional import Promise

Words = str | Promise
Named = Callable[[str], Words | None]

_WORDS: dict[str, Words] = {}
_NAMED: dict[str, Named] = {}
# What a thing was called ends with a key: alone, after a colon, before a day, or in brackets.
KEY_AT_THE_END = re.compile(
    r"(?P<before>|.*: |.* \()(?P<key>[a-z0-9][a-z0-9_.-]*)(?P<after>|, \d{4}-\d\d-\d\d|\))", re.DOTALL
)


def register_log_words(words: Mapping[str, Words]) -> None:
    """Add the words of an app's actions, such as «gave somebody a role»."""
    _WORDS.update(words)


def words_of(action: str) -> Words:
    """Return the words of an action; one without registered words is shown by its key."""
    return _WORDS.get(action, action)


def name_keys(named: Mapping[str, Named]) -> None:
    """Register words for the keys that end the labels of some actions, by their prefix («measure.»).

    Each gives the words of a key in the language of the page, or nothing for a key that it does not know. The
    log keeps the key, because what is written there never changes, and words do.
    """
    _NAMED.update(named)


def label_of(action: str, label: str) -> str:
    """Return the words for a thing: its label in the log, with words where that has a key."""
    named = _NAMED.get(f"{action.partition('.')[0]}.")
    found = KEY_AT_THE_END.fullmatch(label) if named else None
    words = named(found["key"]) if named and found else None
    return f"{found['before']}{words}{found['after']}" if found and words else label
