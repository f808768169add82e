"""The filters of the lists of notices."""

from collections.abc import Iterable, Sequence

import django_filters
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.registry import notice_words
from loftet.core.words import page_language
from loftet.notices.models import NoticeQuerySet
from loftet.notices.queries.texts import fixed_words, names_of_details

UNREAD = "uleste"


def kinds_in_words() -> Iterable[tuple[str, str]]:
    """Return each kind of notice, and what its sentence says before it is filled."""
    return ((kind, f"{fixed_words(words.sentence)} {words.about}") for kind, words in notice_words().items())


class SentenceFilter(WordsFilter):
    """Keep notices whose sentence holds every word.

    The sentence is made when it is read, so the database looks in what it is made of: the words of its kind,
    and what fills them in the reader's language.
    """

    def get_fields(self) -> Sequence[str | Combinable]:
        """Return the fields that a sentence is made of."""
        language = page_language()
        fields: list[str | Combinable] = ["label", "organisation"]
        for name in names_of_details():
            fields.append(KeyTextTransform(name, "details"))
            fields.append(KeyTextTransform(language, KeyTransform(name, "details")))
        return fields


class NoticeFilters(Filters):
    """Notices found by words, and by whether they are unread."""

    q = SentenceFilter(labels={"kind": kinds_in_words}, label=_("Words (topic or organisation)"))
    vis = django_filters.ChoiceFilter(choices=[(UNREAD, _("Only unread"))], method="keep_unread")

    def keep_unread(self, rows: NoticeQuerySet, _name: str, _value: str) -> NoticeQuerySet:
        """Return the rows that are unread."""
        return rows.unread()


class FollowFilters(Filters):
    """Followed things found by words."""

    q = WordsFilter(("label",), label=_("Words"))
