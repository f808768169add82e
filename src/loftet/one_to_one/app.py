"""The parts that one-to-one meetings add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import Job, LetterKind, daily
from loftet.core.registry import App, register
from loftet.dialogues.queries import GUIDE
from loftet.meetings.hooks import LAST_DAYS
from loftet.meetings.personal_data import STAYS
from loftet.one_to_one.asking import ASKED
from loftet.one_to_one.demo import tell_of_meetings
from loftet.one_to_one.example import example
from loftet.one_to_one.letters import asked_letter, noted_letter, remind_of_wishes
from loftet.one_to_one.models import Talk
from loftet.one_to_one.panels import on_team
from loftet.one_to_one.queries import guide_of, last_day_of
from loftet.one_to_one.talks import NOTED
from loftet.people.personal_data import done_table

APP = register(
    App(
        label="one_to_one",
        log_words={
            "one_to_one.set_up": _("set one-to-one meetings up"),
            "one_to_one.asked": _("asked for one-to-one meetings"),
            "one_to_one.answered": _("answered a wish for a one-to-one meeting"),
            "one_to_one.barred": _("wrote who must not meet"),
            "one_to_one.noted": _("wrote the note of a one-to-one meeting"),
            "one_to_one.confirmed": _("confirmed the note of a one-to-one meeting"),
            "one_to_one.planned": _("asked for a timetable of one-to-one meetings"),
        },
        panels=(("team", on_team),),
        personal_data={
            "event_talks": done_table(
                Talk,
                "written_by",
                _("Notes of one-to-one meetings that you wrote"),
                _("so that it is known who wrote them"),
                how_long=STAYS,
                shown=(
                    "wish__one_to_one__event__title",
                    "held",
                    "next_step",
                    "next_by",
                    "written",
                    "confirmed",
                ),
                newest="written",
            ),
        },
        demo=tell_of_meetings,
        example=example,
        letters={
            ASKED: LetterKind(_("wish for a one-to-one meeting"), asked_letter),
            NOTED: LetterKind(_("note of a one-to-one meeting"), noted_letter),
        },
        jobs={
            "unanswered_wishes": Job(
                _("Letters on wishes that wait for an answer"), daily(7, 25), remind_of_wishes
            )
        },
        hooks=(GUIDE(guide_of), LAST_DAYS(last_day_of)),
    )
)
