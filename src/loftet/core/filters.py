"""Lists filtered in words, in the database: a `FilterSet` of django-filter with the look of our forms."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet, Value
from django.db.models.expressions import Combinable

from loftet.core.folding import Folded, SearchText
from loftet.core.forms import PlainForm

LONGEST_SEARCH = 100


class WordsFilter(django_filters.CharFilter):
    """Keep rows that hold every word, in any of some fields; a `SearchText` is folded already.

    `labels` names fields that hold keys, and what the reader calls each key: words are allowed, too.
    """

    def __init__(
        self,
        fields: Sequence[str | Combinable] = (),
        *,
        labels: Mapping[str, Callable[[], Iterable[tuple[str, object]]]] | None = None,
        **options: Any,
    ) -> None:
        self.fields = tuple(fields)
        self.labels = labels or {}
        options.setdefault("max_length", LONGEST_SEARCH)
        options.setdefault("widget", forms.TextInput(attrs={"type": "search", "class": "ds-input"}))
        super().__init__(**options)

    def get_fields(self) -> Sequence[str | Combinable]:
        """Return the fields that hold texts; override it where they are not known before."""
        return self.fields

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the rows that contain every word of `value`."""
        words = value.split() if value else []
        if not words:
            return qs
        fields = self.get_fields()
        stored = [
            one.name for one in qs.model._meta.fields if isinstance(one, SearchText) and one.name in fields
        ]
        others = [one for one in fields if one not in stored]
        folded = {f"_folded_{number}": Folded(field) for number, field in enumerate(others)}
        qs = qs.alias(**folded)
        for word in words:
            wanted = Folded(Value(word))
            fits = [Q(**{f"{name}__contains": wanted}) for name in folded]
            fits += [Q(**{f"{name}__contains": word.casefold()}) for name in stored]
            qs = qs.filter(_any([*fits, *self._in_labels(word.casefold())]))
        return qs

    def _in_labels(self, word: str) -> Iterable[Q]:
        for field, labels in self.labels.items():
            keys = [key for key, label in labels() if word in str(label).casefold()]
            yield Q(**{f"{field}__in": keys})


def _any(conditions: Sequence[Q]) -> Q:
    found = Q()
    for one in conditions:
        found |= one
    return found


class FilterForm(PlainForm):
    """The form of a list's filters."""


class Filters(django_filters.FilterSet):
    """The filters of a list; a subclass names the model's fields, or adds a `WordsFilter`."""

    class Meta:
        form = FilterForm

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that are asked for: none where that is not understood, rather than all."""
        return super().filter_queryset(queryset) if self.form.is_valid() else queryset.none()
