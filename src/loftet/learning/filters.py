"""The filters of experiences: words, how it went, figure, theme, region, and places like one's own."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.forms import LongSelect
from loftet.geography.place import Kind
from loftet.learning.models import Outcome
from loftet.learning.queries import indicator_choices, indicators_of_goal, places_alike
from loftet.people.permissions import Permissions
from loftet.places.models import Membership, Place
from loftet.status.goal_names import goals


def _goals() -> list[tuple[str, str]]:
    return [(one.key, one.title) for one in goals()]


def _regions(_request: Any) -> QuerySet[Place]:
    return Place.objects.filter(kind=Kind.REGION)


def _own_places(request: Any) -> QuerySet[Place]:
    permissions: Permissions = request.actor.permissions
    own = {one.place for one in permissions.roles if one.place}
    return Place.objects.filter(pk__in=own, kind=Kind.MUNICIPALITY)


class ThemeFilter(django_filters.ChoiceFilter):
    """Keep experiences with a figure of a goal."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the rows of the goal's figures."""
        return qs.filter(indicator__in=indicators_of_goal(value)) if value else qs


class PlaceFilter(django_filters.ModelChoiceFilter):
    """Keep experiences of some places, which a place stands for."""

    def __init__(self, places: Any, queryset: Any, *, label: Any) -> None:
        self.places = places
        super().__init__(
            label=label, to_field_name="slug", empty_label=_("all"), widget=LongSelect, queryset=queryset
        )

    def filter(self, qs: QuerySet[Any], value: Place | None) -> QuerySet[Any]:
        """Return the rows of the places."""
        return qs if value is None else qs.filter(organisation__place__in=self.places(value))


def _inside(region: Place) -> Iterable[Any]:
    members = Membership.objects.on(timezone.localdate()).filter(region=region)
    return [region.pk, *members.values_list("member", flat=True)]


class ExperienceFilters(Filters):
    """Experiences found by what they say, what they are about, and where they were made."""

    q = WordsFilter(("search_text",), label=_("Words"))
    indikator = django_filters.ChoiceFilter(
        "indicator", label=_("Figure"), empty_label=_("all"), choices=indicator_choices, widget=LongSelect
    )
    region = PlaceFilter(_inside, _regions, label=_("Region"))
    gikk = django_filters.ChoiceFilter(
        "outcome", label=_("How it went"), empty_label=_("all"), choices=Outcome.choices
    )
    tema = ThemeFilter(label=_("Theme"), empty_label=_("all"), choices=_goals)
    ligner = PlaceFilter(places_alike, _own_places, label=_("Municipalities like"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        asked: Any = self.request
        if not asked.actor.permissions.roles:  # nobody's own place is known
            del self.filters["ligner"]
