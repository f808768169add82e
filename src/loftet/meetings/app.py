"""The parts that events add to the other apps."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.kinds import LetterKind
from loftet.core.registry import App, MenuEntry, NoticeWords, Topic, register
from loftet.meetings.demo import tell_of_events
from loftet.meetings.example import example
from loftet.meetings.letters import (
    CANCELLED,
    INVITATION,
    MOVED,
    PROMOTED,
    REGISTERED,
    invitation_letter,
    team_letter,
)
from loftet.meetings.models import Event
from loftet.meetings.panels import on_challenge, on_organisation, on_subject
from loftet.meetings.personal_data import PERSONAL_DATA
from loftet.meetings.rules import STATES, readable
from loftet.meetings.search import EVENTS
from loftet.meetings.tasks import event_tasks
from loftet.meetings.year import days_of_events, next_events
from loftet.notices.followed import FOLLOWED
from loftet.programme.calendar.queries import CALENDAR_DAYS
from loftet.programme.queries.ahead import NEXT_DAYS

LETTERS = {
    REGISTERED: _("registration for a meeting"),
    PROMOTED: _("a place in a meeting"),
    MOVED: _("a meeting that is changed"),
    CANCELLED: _("a meeting that is cancelled"),
}
APP = register(
    App(
        label="meetings",
        visible={Event: readable},
        log_words={
            "event.planned": _("planned a meeting"),
            "event.changed": _("changed a meeting"),
            "event.announced": _("announced a meeting"),
            "event.invited": _("invited to a meeting by e-mail"),
            "event.cancelled": _("cancelled a meeting"),
            "event.registered": _("registered a team for a meeting"),
            "event.team_changed": _("changed a registration for a meeting"),
        },
        topic=Topic.PROGRAMME,
        notices={
            "event.announced": NoticeWords(
                _("A meeting is announced: %(title)s."), _("Meetings that are announced")
            ),
        },
        tasks=(event_tasks,),
        panels=(
            ("need", on_subject),
            ("pool", on_subject),
            ("challenge", on_challenge),
            ("organisation", on_organisation),
        ),
        personal_data=PERSONAL_DATA,
        menu=(MenuEntry("events", pgettext_lazy("menu", "Meeting places")),),
        demo=tell_of_events,
        example=example,
        search=(EVENTS,),
        states={"event": STATES},
        letters={
            INVITATION: LetterKind(_("invitation to a meeting"), invitation_letter),
            **{kind: LetterKind(words, partial(team_letter, kind)) for kind, words in LETTERS.items()},
        },
        hooks=(
            FOLLOWED(Event),
            CALENDAR_DAYS(days_of_events),
            NEXT_DAYS(next_events),
        ),
    )
)
