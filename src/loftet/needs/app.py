"""The parts that needs add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.agreements.hooks import FOLLOWED_UP
from loftet.challenges.hour.steps import HOUR_STEPS, NEEDS
from loftet.core.registry import App, MenuEntry, NoticeWords, Topic, register
from loftet.needs.demo import tell_of_needs
from loftet.needs.example import example
from loftet.needs.models import Need, NeedChange
from loftet.needs.noted import NOTED
from loftet.needs.ocds import NEEDS as OCDS_NEEDS
from loftet.needs.panels import needs_written, on_challenge, on_organisation
from loftet.needs.rules import STATES, readable
from loftet.needs.search import NEEDS as FOUND_NEEDS
from loftet.needs.tasks import needs_run_out, needs_to_be_read
from loftet.notices.followed import FOLLOWED
from loftet.people.personal_data import done_table

WRITTEN = done_table(
    Need,
    "written_by",
    _("Needs that you wrote"),
    _("so that a need has a writer"),
    shown=("organisation__name", "title", "written", "state"),
    newest="written",
)
CHANGED = done_table(
    NeedChange,
    "by",
    _("Changes that you made in shared needs"),
    _("so that nothing is changed silently"),
    shown=("need__organisation__name", "number", "fields", "when"),
    newest="when",
)

APP = register(
    App(
        label="needs",
        visible={Need: readable},
        log_words={
            "need.written": _("wrote a need"),
            "need.changed": _("changed a need"),
            "need.sent": _("sent a need to be read"),
            "need.returned": _("sent a need back to the writer"),
            "need.shared": _("shared a need"),
            "need.renewed": _("renewed a need"),
            "need.closed": _("closed a need"),
            "need.handed_out": _("handed out a need on an access request"),
            "need.reading_set": _("chose whether needs have a second reader"),
        },
        topic=Topic.TRADE,
        notices={
            "need.changed": NoticeWords(
                _("Changed after it was shared: %(title)s."), _("Changes in needs that you follow")
            ),
            "need.sent": NoticeWords(_("A need waits for you to read it: %(title)s."), _("Needs to be read")),
            "need.returned": NoticeWords(
                _("Your need was sent back to you: %(title)s."), _("Needs that come back to you")
            ),
            "need.shared": NoticeWords(_("A need is shared: %(title)s."), _("Needs that are shared")),
            "need.closed": NoticeWords(_("A need is closed: %(title)s."), _("Needs that are closed")),
        },
        tasks=(needs_run_out, needs_to_be_read),
        panels=(("challenge", on_challenge), ("organisation", on_organisation)),
        personal_data={"needs": WRITTEN, "need_changes": CHANGED},
        menu=(MenuEntry("needs", _("Needs")),),
        demo=tell_of_needs,
        example=example,
        search=(FOUND_NEEDS,),
        ocds=(OCDS_NEEDS,),
        states={"need": STATES},
        noted=NOTED,
        hooks=(FOLLOWED(Need), FOLLOWED_UP("needs"), HOUR_STEPS((NEEDS, needs_written))),
    )
)
