"""The letter with the meetings of a team."""

from datetime import datetime

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from loftet.core.mail import Letter
from loftet.meetings.models import Team
from loftet.one_to_one.letters import Parts, letter_to
from loftet.one_to_one.models import OneToOne
from loftet.timetables.queries import meetings_of


def timetable_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter with the meetings of a team; none once they have been."""
    return letter_to(row, now, _timetable, ahead=True)


def _timetable(team: Team, frame: OneToOne) -> Parts:
    words = {"title": team.event.title}
    lines = [
        _("- %(time)s, table %(table)d: %(who)s")
        % {
            "time": time_format(frame.time_of(one.slot), "H.i"),
            "table": one.table,
            "who": one.other(team),
        }
        for one in meetings_of(frame, team)
    ]
    none = _("No meeting was found for you this time. You are sent the same questions in writing.")
    if team.event.kind_of.is_matchmaking:
        none = _("No meeting was found for you this time.")
    first = _("Your one-to-one meetings: %(title)s") % words
    return _("Your meetings: %(title)s") % words, [first, "\n".join(lines) or none]
