"""The parts that the timetable of one-to-one meetings adds to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import LetterKind, WorkKind
from loftet.core.pages import Link
from loftet.core.registry import App, register
from loftet.dialogues.information_log import LOG_PARTS
from loftet.meetings.hooks import EVENT_LINKS, TEAM_CALENDAR
from loftet.one_to_one.rules import FRAME_CHANGED, IS_RELEASED, PAIR_BARRED
from loftet.timetables.actions import LETTER, WORK, drop_drafts, part_two
from loftet.timetables.demo import tell_of_timetables
from loftet.timetables.example import example
from loftet.timetables.jobs import keep_timetable, refuse_timetable, solve_timetable
from loftet.timetables.letters import timetable_letter
from loftet.timetables.panels import on_event, on_team
from loftet.timetables.queries import calendar_of_meetings, is_released, log_of_meetings
from loftet.timetables.rules import may_lead

APP = register(
    App(
        label="timetables",
        log_words={
            "one_to_one.away": _("wrote who cannot come to one-to-one meetings"),
            "one_to_one.released": _("released a timetable of one-to-one meetings"),
            "one_to_one.moved": _("moved a one-to-one meeting"),
            "one_to_one.given": _("gave a firm a time for a one-to-one meeting"),
            "one_to_one.swapped": _("let two one-to-one meetings change places"),
            "one_to_one.taken_back": _("took the time of a one-to-one meeting back"),
            "one_to_one.locked": _("locked or unlocked a one-to-one meeting"),
        },
        panels=(("event_text", on_event), ("team", on_team)),
        demo=tell_of_timetables,
        example=example,
        letters={LETTER: LetterKind(_("one-to-one meetings of a team"), timetable_letter)},
        work={
            WORK: WorkKind(
                _("timetable of one-to-one meetings"), solve_timetable, keep_timetable, refuse_timetable
            )
        },
        hooks=(
            EVENT_LINKS(Link(_("One-to-one meetings"), "event_one_to_one", may_lead, look="button")),
            TEAM_CALENDAR(calendar_of_meetings),
            LOG_PARTS(log_of_meetings),
            IS_RELEASED(is_released),
            FRAME_CHANGED(drop_drafts),
            PAIR_BARRED(part_two),
        ),
    )
)
