"""Notices in words: the sentence of a kind, filled in, in the reader's language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format

from loftet.core.registry import notice_words
from loftet.core.words import Words, page_language
from loftet.notices.models import Notice, Reason

PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class NoticeText:
    """One notice in words."""

    notice: int
    sentence: str
    about: Words
    organisation: str
    reason: Words
    when: datetime
    read: datetime | None
    address: str


class _Filling(dict[str, str]):
    """The words that fill a sentence; a word that is missing leaves nothing, and breaks no inbox."""

    def __missing__(self, key: str) -> str:
        return ""


def text_of(notice: Notice) -> NoticeText:
    """Return a notice in words; of a kind that no app has any longer, what it was about is shown."""
    kind = notice_words().get(notice.kind)
    return NoticeText(
        notice=notice.pk,
        sentence=str(kind.sentence) % filling(notice) if kind else notice.label,
        about=kind.about if kind else "",
        organisation=notice.organisation,
        reason=Reason(notice.reason).label,
        when=notice.when,
        read=notice.read,
        address=notice.address,
    )


def filling(notice: Notice) -> Mapping[str, str]:
    """Return the words that a sentence may ask for."""
    details = {name: in_words(detail) for name, detail in notice.details.items()}
    return _Filling(details | {"label": notice.label, "organisation": notice.organisation})


def in_words(detail: object) -> str:
    """Return a detail in words: a day in full, and of a text in several languages the reader's."""
    if isinstance(detail, Mapping):
        language = page_language()
        return str(detail.get(language) or next(iter(detail.values()), ""))
    try:
        return date_format(date.fromisoformat(str(detail)), "j. F Y")
    except ValueError:
        return str(detail)


def fixed_words(sentence: Words) -> str:
    """Return the words of a sentence without the places that are filled.

    >>> fixed_words("%(label)s has moved to %(where)s")
    ' has moved to '
    """
    return PLACE.sub("", str(sentence))


def names_of_details() -> Sequence[str]:
    """Return the details that the sentences of any kind ask for."""
    asked = {name for words in notice_words().values() for name in PLACE.findall(str(words.sentence))}
    return sorted(asked - {"label", "organisation"})
