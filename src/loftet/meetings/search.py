"""Events as search finds them: those that one may read of. No name of a person is among what it reads."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.search import RecordSource, owned_document
from loftet.meetings.models import Event

EVENTS = RecordSource(
    kind="event",
    words=pgettext_lazy("meeting place", "meeting"),
    many=_("Meeting places"),
    model=Event,
    document=owned_document(
        "event",
        "about",
        "where",
        note=lambda one: f"{one.owner.name}, {date_format(one.day, 'DATE_FORMAT')}",
    ),
    related=("organisation__place",),
)
