"""The list of events, and all of them as a calendar to subscribe to."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from loftet.core.calendar import calendar_response
from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column, ListPage, Page
from loftet.core.pages.lists import day_text
from loftet.core.states import StateTag
from loftet.core.verdicts import anybody
from loftet.meetings.kinds import choices
from loftet.meetings.models import Event, State
from loftet.meetings.queries import calendar_of, events_in_order, plans_for, public_events, run_by
from loftet.people.filters import OwnerFilter
from loftet.programme.queries.ahead import gatherings_ahead


class EventFilters(Filters):
    """Events found by words, organiser, kind and state."""

    q = WordsFilter(("search_text",), label=_("Words"))
    hvem = OwnerFilter(Event, label=_("Organiser"))
    slag = django_filters.ChoiceFilter("kind", label=_("Kind"), empty_label=_("all"), choices=choices)
    tilstand = django_filters.ChoiceFilter(
        "state", label=pgettext_lazy("meeting", "State"), empty_label=_("all"), choices=State.choices
    )


def _state(event: Event) -> str:
    return str(event.get_state_display())


def _tag(event: Event) -> StateTag:
    return event.tag_on(timezone.localdate())


class EventList(ListPage):
    """The events that the reader may see, the next one first."""

    rule = anybody
    title = _("Meeting places")
    purpose = _("Here municipalities and firms meet.")
    template_name = "meetings/pages/events.html"
    filters = EventFilters
    file_name = "moteplasser"
    shown = ("title", "kind", "day", "state")
    empty = _("No meeting is announced yet.")
    columns = (
        Column("title", _("Meeting"), link=True, note=lambda event: event.organisation.name),
        Column("kind", _("Kind"), lambda event: event.kind_of.words),
        Column("organisation", _("Organiser")),
        Column("day", _("Day"), on_page=lambda event: day_text(event.day)),
        Column("begins", _("Begins")),
        Column("ends", _("Ends")),
        Column("where", _("Where")),
        Column("closes", _("Register until")),
        Column("state", pgettext_lazy("meeting", "State"), _state, on_page=_tag),
    )

    def get_rows(self) -> QuerySet[Event]:
        """Return the events in their order."""
        return events_in_order(self.actor, self.actor.today)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and for whom the reader may plan."""
        found = super().get_context(writes_for=plans_for(self.actor), runs=run_by(self.actor), **more)
        return found | {"gatherings": gatherings_ahead(self.actor.today)}


class EventsCalendar(Page):
    """The events that everybody may read of, for calendars that subscribe to them."""

    rule = anybody

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the feed."""
        file = calendar_of(gettext("Meeting places"), public_events(self.actor.today))
        return calendar_response("moteplasser", file, subscribed=True)
