"""Calendars as iCalendar files (RFC 5545), to be read once or subscribed to.

The same rows give the same bytes: an event is stamped with when its row was changed last, so that a reader
sees no change where there is none. A day keeps its UID for good, and each change of it has a higher number.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event

from loftet.core.export import file_response

PRODUCT = "-//Loftet//calendar//NO"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ONE_DAY = timedelta(days=1)
# An event without an end takes no time in RFC 5545, and many calendars then hide it.
LENGTH_WHERE_UNKNOWN = timedelta(hours=1)


class Status(Enum):
    """The certainty of an event."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event: a whole day where `begins` is not known. `changed` is when its row was changed last."""

    uid: str
    title: str
    changed: datetime
    day: date
    begins: time | None = None
    ends: time | None = None
    sequence: int = 0
    status: Status = Status.CONFIRMED
    place: str = ""
    address: str = ""
    description: str = ""
    is_busy: bool = True


def calendar_file(title: str, events: Iterable[CalendarEvent]) -> bytes:
    """Return events as an iCalendar file."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", " ".join(title.split()))  # what is no text to the library, it does not escape
    calendar.add("x-wr-calname", " ".join(title.split()))
    calendar.add("x-wr-timezone", timezone.get_default_timezone_name())
    for one in events:
        calendar.add_component(_event(one))
    written: bytes = calendar.to_ical()
    return written


def calendar_response(name: str, file: bytes, *, subscribed: bool = False) -> HttpResponse:
    """Return an iCalendar file, to download or for a calendar that subscribes to it."""
    return file_response(file, "text/calendar; charset=utf-8", f"{name}.ics", attachment=not subscribed)


def _event(one: CalendarEvent) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed.astimezone(UTC))
    event.add("sequence", one.sequence)
    event.add("summary", _written(one.title))
    event.add("status", one.status.value)
    for name, words in (("location", one.place), ("url", one.address), ("description", one.description)):
        if words:
            event.add(name, _written(words))
    begins, ends = _times(one)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    if not one.is_busy:
        event.add("transp", "TRANSPARENT")
    return event


def _written(words: str) -> str:
    """Return a text without signs that no calendar may hold; the library writes them as they are."""
    return CONTROL.sub("", words)


def _times(one: CalendarEvent) -> tuple[date, date]:
    """Return when an event begins and ends; in UTC no reader needs the rules of a time zone."""
    if one.begins is None:
        return one.day, one.day + ONE_DAY
    zone = timezone.get_default_timezone()
    begins = datetime.combine(one.day, one.begins, zone).astimezone(UTC)
    if one.ends is None:
        return begins, begins + LENGTH_WHERE_UNKNOWN
    return begins, datetime.combine(one.day, one.ends, zone).astimezone(UTC)
