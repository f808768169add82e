"""Filters of the lists of needs, joint purchases and solutions."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, Model, OuterRef, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import LongSelect
from loftet.core.visible import visible_rows
from loftet.needs.expiry import EXPIRED, OPEN
from loftet.people.models import Organisation
from loftet.status.goal_names import goals

WHO = _("Who")


class OwnerFilter(django_filters.ModelChoiceFilter):
    """Keep rows of one organisation, among those that have a row that the reader may read."""

    def __init__(
        self,
        model: type[Model],
        field: str = "organisation",
        *,
        label: Any = WHO,
    ) -> None:
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


class GoalFilter(django_filters.ChoiceFilter):
    """Keep rows that name a goal in `goals`."""

    def __init__(self) -> None:
        super().__init__("goals", "icontains", label=_("Goal"), empty_label=_("all"), choices=_goal_choices)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the rows that name the goal."""
        return super().filter(qs, value and f'"{value}"')


def _goal_choices() -> list[tuple[str, str]]:
    return [(one.key, one.title) for one in goals()]


class CpvFilter(django_filters.CharFilter):
    """Keep rows whose CPV code begins so."""

    def __init__(self) -> None:
        widget = forms.TextInput(attrs={"size": 8})
        super().__init__("cpv", "startswith", label=_("CPV code"), max_length=8, widget=widget)


class StateFilter(django_filters.ChoiceFilter):
    """Keep rows in a state; what is open and has run out is in a state of its own."""

    def __init__(self, states: type[TextChoices], *, label: Any) -> None:
        choices = [*states.choices, (EXPIRED, _("Has run out"))]
        super().__init__("state", label=label, empty_label=_("all"), choices=choices)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the rows in the state."""
        today = timezone.localdate()
        if value == EXPIRED:
            return qs.filter(state=OPEN, expires_on__lt=today)
        found = super().filter(qs, value)
        return found.filter(expires_on__gte=today) if value == OPEN else found
