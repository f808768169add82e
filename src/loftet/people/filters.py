"""Filters of lists: by who owns a row, and of the people of an organisation."""

from typing import Any

import django_filters
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.forms import LongSelect
from loftet.core.visible import visible_rows
from loftet.people.models import Organisation, RoleKind

WHO = _("Who")


class OwnerFilter(django_filters.ModelChoiceFilter):
    """Keep rows of one organisation, among those that have a row that the reader may read."""

    def __init__(self, model: type[Model], field: str = "organisation", *, label: Any = WHO) -> None:
        def owners(request: Any) -> QuerySet[Organisation]:
            rows = visible_rows(model, request.actor).order_by().filter(**{field: OuterRef("pk")})
            return Organisation.objects.filter(Exists(rows))  # the first row of each is enough

        super().__init__(
            field,
            label=label,
            to_field_name="slug",
            empty_label=_("all"),
            widget=LongSelect,
            queryset=owners,  # type: ignore[arg-type]
        )


class RoleFilters(Filters):
    """Roles found by name, address and what the role is called."""

    q = WordsFilter(
        ("user__name", "user__email"),
        labels={"kind": lambda: RoleKind.choices},
        label=_("Find a person or a role"),
    )
