"""Meeting plans as calendars."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from loftet.core.calendar import CalendarEvent, Status, calendar_file, calendar_response
from loftet.decisions.queries.bodies import MeetingRow
from loftet.decisions.queries.standing import day_in_words


def calendar_answer(request: HttpRequest, name: str, title: str, rows: Iterable[MeetingRow]) -> HttpResponse:
    """Return meetings, each with its last day for papers, as a calendar that others can follow."""
    host = request.get_host()
    events = (event for row in rows for event in _events(row, host))
    return calendar_response(name, calendar_file(title, events))


def _events(row: MeetingRow, host: str) -> Iterator[CalendarEvent]:
    meeting = row.meeting
    # The number rises, and the stamp moves, with each change of the meeting and of the rule of the body.
    sequence = meeting.version + meeting.body.version - 2
    changed = max(meeting.changed, meeting.body.changed)
    status = Status.CANCELLED if meeting.cancelled else Status.CONFIRMED
    yield CalendarEvent(
        uid=f"meeting-{meeting.pk}@{host}",
        title=meeting.body.name,
        changed=changed,
        sequence=sequence,
        status=status,
        day=meeting.day,
        begins=meeting.begins,
        place=meeting.place,
        address=meeting.papers,
        description=_("Last day for papers: %(day)s") % {"day": day_in_words(row.deadline)},
    )
    words = {"name": meeting.body.name, "day": day_in_words(meeting.day)}
    yield CalendarEvent(
        uid=f"papers-{meeting.pk}@{host}",
        title=_("Last day for papers to %(name)s, %(day)s") % words,
        changed=changed,
        sequence=sequence,
        status=status,
        day=row.deadline,
        is_busy=False,
    )
