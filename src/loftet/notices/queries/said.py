"""Notices as they are read: the sentence of a kind, filled in, in the language of whoever reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format

from loftet.core.words import Words
from loftet.notices.models import Notice, Reason
from loftet.notices.words import kinds


@dataclass(frozen=True, slots=True)
class Said:
    """One notice in words."""

    notice: int
    sentence: str
    about: Words
    organisation: str
    reason: Words
    when: datetime
    read: datetime | None
    address: str

    def is_found_by(self, words: str) -> bool:
        """Check whether it holds some words, whatever their case."""
        return words.casefold() in f"{self.sentence} {self.organisation} {self.about}".casefold()


class _Filling(dict[str, str]):
    """What fills the places of a sentence; a word that nobody gave leaves nothing, and breaks no inbox."""

    def __missing__(self, key: str) -> str:
        return ""


def said(notice: Notice) -> Said:
    """Put a notice in words; of a kind that nobody tells of any longer, what it was about is shown."""
    kind = kinds().get(notice.kind)
    return Said(
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
    """Write a detail: a day as a reader writes it, and of a text in several languages the reader's."""
    if isinstance(detail, Mapping):
        language = translation.get_language() or "nb"
        return str(detail.get(language) or next(iter(detail.values()), ""))
    try:
        return date_format(date.fromisoformat(str(detail)), "j. F Y")
    except ValueError:
        return str(detail)
