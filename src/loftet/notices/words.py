"""The sentences of each kind of notice, which apps register."""

from collections.abc import Mapping

from loftet.core import registry
from loftet.core.registry import NoticeWords


def kinds() -> Mapping[str, NoticeWords]:
    """Return every kind of notice there is."""
    return registry.notice_words()
