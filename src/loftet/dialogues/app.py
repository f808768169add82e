"""The parts that market dialogues add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.pages import Link
from loftet.core.registry import App, register
from loftet.dialogues.demo import tell_of_dialogues
from loftet.dialogues.example import example
from loftet.dialogues.models import Question
from loftet.dialogues.notice import is_noticed
from loftet.dialogues.panels import on_event_aside, on_event_text, on_team, volumes_told
from loftet.dialogues.personal_data import PERSONAL_DATA
from loftet.dialogues.rules import may_write_notice, readable_questions
from loftet.dialogues.tasks import dialogue_tasks
from loftet.meetings.hooks import EVENT_LINKS, MAY_INVITE, TOLD_OF

APP = register(
    App(
        label="dialogues",
        visible={Question: readable_questions},
        log_words={
            "event.noticed": _("wrote the notice of a market dialogue"),
            "event.handed_over": _("listed what was handed over in a dialogue"),
            "event.summarised": _("opened the summary of a dialogue"),
            "event.handed_out": _("took the information log of a dialogue out"),
            "question.asked": _("asked a question in a dialogue"),
            "input.written": _("answered in writing in a dialogue"),
            "input.noted": _("wrote in what a firm has answered in a dialogue"),
            "question.answered": _("answered a question in a dialogue"),
        },
        tasks=(dialogue_tasks,),
        panels=(("event_aside", on_event_aside), ("event_text", on_event_text), ("team", on_team)),
        personal_data=PERSONAL_DATA,
        demo=tell_of_dialogues,
        example=example,
        hooks=(
            EVENT_LINKS(Link(_("The notice: Doffin and English"), "event_notice", may_write_notice)),
            MAY_INVITE(is_noticed),
            TOLD_OF(volumes_told),
        ),
    )
)
