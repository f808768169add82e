"""The parts that voices add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import LetterKind
from loftet.core.registry import App, MenuEntry, register
from loftet.voices.actions.giving import CHECK
from loftet.voices.example import example
from loftet.voices.letters import check_letter
from loftet.voices.models import VoiceQuestion
from loftet.voices.panels import on_municipality, on_organisation, on_subject
from loftet.voices.personal_data import PERSONAL_DATA
from loftet.voices.rules import STATES, readable
from loftet.voices.search import QUESTIONS

APP = register(
    App(
        label="voices",
        visible={VoiceQuestion: readable},
        log_words={
            "voices.set_up": _("named who answers inhabitants"),
            "voices.written": _("wrote a question to inhabitants"),
            "voices.changed": _("changed a question to inhabitants"),
            "voices.opened": _("opened a question to inhabitants"),
            "voices.closed": _("closed a question to inhabitants"),
        },
        panels=(
            ("municipality", on_municipality),
            ("need", on_subject),
            ("challenge", on_subject),
            ("project", on_subject),
            ("organisation", on_organisation),
        ),
        personal_data=PERSONAL_DATA,
        menu=(MenuEntry("voices", _("Have your say"), under="events"),),
        example=example,
        search=(QUESTIONS,),
        states={"voices_question": STATES},
        letters={CHECK: LetterKind(_("is this address the sender's"), check_letter)},
    )
)
