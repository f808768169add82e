"""Lists filtered in words, in the database: a `FilterSet` of django-filter with the look of our forms."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet, Value

from loftet.core.folding import Folded
from loftet.core.forms import PlainForm

LONGEST_SEARCH = 100


class WordsFilter(django_filters.CharFilter):
    """Keep rows that hold every word, in any of some fields."""

    def __init__(self, fields: Sequence[str], **options: Any) -> None:
        self.fields = tuple(fields)
        options.setdefault("max_length", LONGEST_SEARCH)
        options.setdefault("widget", forms.TextInput(attrs={"type": "search", "class": "ds-input"}))
        super().__init__(**options)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the rows that contain every word of `value`."""
        words = value.split() if value else []
        if not words:
            return qs
        folded = {f"_folded_{number}": Folded(field) for number, field in enumerate(self.fields)}
        qs = qs.alias(**folded)
        for word in words:
            wanted = Folded(Value(word))
            fits = [Q(**{f"{name}__contains": wanted}) for name in folded]
            qs = qs.filter(_any(fits))
        return qs


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
