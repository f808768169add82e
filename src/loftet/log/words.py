"""What each action is called where the log is read; an app tells its own words when it starts."""

from collections.abc import Mapping

from loftet.common.words import Words

_WORDS: dict[str, Words] = {}


def tell(words: Mapping[str, Words]) -> None:
    """Add the words of an app's actions, such as «gave somebody a role»."""
    _WORDS.update(words)


def words_of(action: str) -> Words:
    """Give the words of an action; one that nobody has told of is shown by its key."""
    return _WORDS.get(action, action)
