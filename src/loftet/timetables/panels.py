"""The part that a timetable shows on the page of a team: its own meetings."""

from django.http import HttpRequest

from loftet.core.panels import Panel
from loftet.meetings.models import Team
from loftet.one_to_one.rules import frame_of
from loftet.timetables.queries import meetings_of


def on_team(_request: HttpRequest, subject: Team) -> Panel | None:
    """Show the released meetings of a team."""
    frame = frame_of(subject.event)
    meetings = meetings_of(frame, subject) if frame else []
    rows = [(one, one.other(subject)) for one in meetings]
    return Panel("timetables/parts/on_team.html", {"meetings": rows}) if rows else None
