"""Files to take home: lists as CSV, meeting plans as calendars."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from loftet.decisions.models import Meeting
from loftet.decisions.queries.bodies import MeetingRow
from loftet.decisions.queries.standing import day_in_words

ONE_DAY = timedelta(days=1)


def calendar_answer(request: HttpRequest, name: str, title: str, rows: Iterable[MeetingRow]) -> HttpResponse:
    """Give meetings as a calendar that other calendars can follow."""
    calendar = Calendar()
    calendar.add("prodid", "-//Loftet//decisions//NO")
    calendar.add("version", "2.0")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    host = request.get_host()
    for row in rows:
        calendar.add_component(_meeting(row, host))
        calendar.add_component(_deadline(row, host))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _meeting(row: MeetingRow, host: str) -> Event:
    meeting = row.meeting
    event = _event(meeting, f"meeting-{meeting.pk}@{host}", meeting.body.name)
    if meeting.begins is None:
        event.add("dtstart", meeting.day)
        event.add("dtend", meeting.day + ONE_DAY)
    else:
        begins = datetime.combine(meeting.day, meeting.begins, get_default_timezone())
        event.add("dtstart", begins.astimezone(UTC))
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.papers:
        event.add("url", meeting.papers)
    event.add("description", _("Last day for papers: %(day)s") % {"day": day_in_words(row.deadline)})
    return event


def _deadline(row: MeetingRow, host: str) -> Event:
    meeting = row.meeting
    words = {"name": meeting.body.name, "day": day_in_words(meeting.day)}
    title = _("Last day for papers to %(name)s, %(day)s") % words
    event = _event(meeting, f"papers-{meeting.pk}@{host}", title)
    event.add("dtstart", row.deadline)
    event.add("dtend", row.deadline + ONE_DAY)
    event.add("transp", "TRANSPARENT")
    return event


def _event(meeting: Meeting, uid: str, title: str) -> Event:
    """Begin an event; its number rises with each change of the meeting, and of the rule of the body."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", timezone.now())
    event.add("sequence", meeting.version + meeting.body.version - 2)
    event.add("summary", title)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    return event
