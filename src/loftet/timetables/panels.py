"""The parts that one-to-one meetings show: of an event how many there are, of a team its own."""

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.meetings.models import Event, Team
from loftet.one_to_one.rules import frame_of
from loftet.timetables.queries import meetings_of, released_of


def on_event(request: HttpRequest, subject: Event) -> Panel | None:
    """Show everybody how many one-to-one meetings an event has, how long and when they are; never whose."""
    frame = frame_of(subject)
    if frame is None:
        return None
    words = {"day": date_format(frame.day, "DATE_FORMAT"), "minutes": frame.minutes}
    if released := released_of(frame):
        words["number"] = number = released.meetings.count()
        text = ngettext(
            "%(number)d meeting of %(minutes)d minutes, on %(day)s.",
            "%(number)d meetings of %(minutes)d minutes each, on %(day)s.",
            number,
        )
    elif frame.wishes_by >= actor_of(request).today:
        words["until"] = date_format(frame.wishes_by, "DATE_FORMAT")
        text = _("%(minutes)d minutes each, on %(day)s. Those who are registered ask until %(until)s.")
    else:
        text = _("%(minutes)d minutes each, on %(day)s. Who meets whom is being set up.")
    return Panel(
        "timetables/parts/on_event.html",
        {"text": text % words, "is_dialogue": subject.kind_of.is_market},
    )


def on_team(_request: HttpRequest, subject: Team) -> Panel | None:
    """Show the released meetings of a team."""
    frame = frame_of(subject.event)
    meetings = meetings_of(frame, subject) if frame else []
    rows = [(one, one.other(subject)) for one in meetings]
    return Panel("timetables/parts/on_team.html", {"meetings": rows}) if rows else None
