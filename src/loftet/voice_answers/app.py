"""The parts that answers to inhabitants add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import LetterKind
from loftet.core.registry import App, NoticeWords, Topic, register
from loftet.voice_answers.demo import tell_of_voices
from loftet.voice_answers.example import example
from loftet.voice_answers.letters import answer_letter, forget_address, group_answer_letter, refused_letter
from loftet.voice_answers.tasks import voice_tasks
from loftet.voices.actions.giving import ANSWER, GROUP_ANSWER, REFUSED

APP = register(
    App(
        label="voice_answers",
        log_words={
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
        tasks=(voice_tasks,),
        demo=tell_of_voices,
        example=example,
        letters={
            REFUSED: LetterKind(_("input that is not published"), refused_letter, sent=forget_address),
            ANSWER: LetterKind(_("answer to a question to inhabitants"), answer_letter, sent=forget_address),
            GROUP_ANSWER: LetterKind(_("answer to a group of input"), group_answer_letter),
        },
    )
)
