"""The sentences of each kind of notice, which apps register."""

from collections.abc import Mapping

from loftet.core import registry
from loftet.core.registry import NoticeWords

__all__ = ["NoticeWords", "kinds", "register_notice_words"]

_KINDS: dict[str, NoticeWords] = {}


def register_notice_words(words: Mapping[str, NoticeWords]) -> None:
    """Add the kinds of notice of an app that is not registered yet."""
    _KINDS.update(words)


def kinds() -> Mapping[str, NoticeWords]:
    """Return every kind of notice there is."""
    return _KINDS | dict(registry.notice_words())
