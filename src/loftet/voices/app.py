"""The parts that voices add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import LetterKind
from loftet.core.registry import App, MenuEntry, NoticeWords, Topic, register
from loftet.voices.actions.giving import ANSWER, CHECK, GROUP_ANSWER, REFUSED
from loftet.voices.demo import tell_of_voices
from loftet.voices.example import example
from loftet.voices.letters import (
    answer_letter,
    check_letter,
    forget_address,
    group_answer_letter,
    refused_letter,
)
from loftet.voices.models import VoiceQuestion
from loftet.voices.panels import on_municipality, on_organisation, on_subject
from loftet.voices.personal_data import PERSONAL_DATA
from loftet.voices.rules import STATES, readable
from loftet.voices.search import QUESTIONS
from loftet.voices.tasks import voice_tasks

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
            "voices.read": _("read input before publication"),
            "voices.gathered": _("gathered input"),
            "voices.dissolved": _("dissolved a group of input"),
            "voices.answered": _("answered a question to inhabitants"),
            "voices.group_answered": _("answered a group of input"),
            "voices.became": _("made something from input"),
        },
        topic=Topic.MATTERS,
        notices={
            "voices.copied": NoticeWords(
                _("An employee wants you to know of input: %(title)s."), _("Input from employees")
            )
        },
        tasks=[voice_tasks],
        panels=(
            ("municipality", on_municipality),
            ("need", on_subject),
            ("challenge", on_subject),
            ("project", on_subject),
            ("organisation", on_organisation),
        ),
        personal_data=PERSONAL_DATA,
        menu=(MenuEntry("voices", _("Have your say"), under="events"),),
        demo=tell_of_voices,
        example=example,
        search=(QUESTIONS,),
        states={"voices_question": STATES},
        letters={
            CHECK: LetterKind(_("is this address the sender's"), check_letter),
            REFUSED: LetterKind(_("input that is not published"), refused_letter, sent=forget_address),
            ANSWER: LetterKind(_("answer to a question to inhabitants"), answer_letter, sent=forget_address),
            GROUP_ANSWER: LetterKind(_("answer to a group of input"), group_answer_letter),
        },
    )
)
