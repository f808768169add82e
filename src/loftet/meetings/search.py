"""Events as search finds them: those that one may read of. No name of a person is among what it reads."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.meetings.models import Event


def document(event: Event) -> SearchDocument:
    """Return what search reads of an event."""
    organiser = event.organisation
    return record_document(
        event,
        "event",
        title=event.title,
        text=f"{event.about}\n{event.where}\n{organiser.name}",
        note=f"{organiser.name}, {event.day:%d.%m.%Y}",
        language=organiser.official_form,
    )


EVENTS = RecordSource(
    kind="event",
    words=pgettext_lazy("meeting place", "meeting"),
    many=_("Meeting places"),
    model=Event,
    document=document,
    related=("organisation__place",),
)
