"""The parts that minutes add to the other apps."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import Link
from loftet.core.registry import App, register
from loftet.meetings.hooks import EVENT_LINKS
from loftet.meetings.personal_data import STAYS
from loftet.minutes.demo import tell_of_minutes
from loftet.minutes.example import example
from loftet.minutes.models import ActionPoint, Minutes
from loftet.minutes.rules import may_open
from loftet.minutes.tasks import minutes_tasks
from loftet.people.personal_data import done_table

APP = register(
    App(
        label="minutes",
        log_words={
            "minutes.written": _("wrote minutes of a meeting"),
            "minutes.approved": _("approved minutes of a meeting"),
            "minutes.agreed": _("wrote who does what after a meeting"),
            "minutes.done": _("did what was agreed in a meeting"),
        },
        tasks=(minutes_tasks,),
        personal_data={
            "event_minutes": done_table(
                Minutes,
                lambda user: Minutes.objects.filter(Q(written_by=user) | Q(approved_by=user)),
                _("Minutes that you wrote or approved"),
                _("so that they have a writer"),
                how_long=STAYS,
                shown=("event__title", "number", "written", "approved"),
                newest="written",
            ),
            "event_action_points": done_table(
                ActionPoint,
                "who",
                _("What you took on in meetings"),
                _("so that it is known who does it"),
                how_long=STAYS,
                shown=("event__title", "what", "due", "done"),
            ),
        },
        demo=tell_of_minutes,
        example=example,
        hooks=(EVENT_LINKS(Link(_("Minutes"), "event_minutes", may_open, look="button")),),
    )
)
