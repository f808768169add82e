"""The days of a cohort: what the coordinator has set and what the year brings, also to be subscribed to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from loftet.common.words import Words
from loftet.programme.catalogue import said
from loftet.programme.catalogue_work import Turn, turns
from loftet.programme.models import CalendarEntry, Cohort, EntryKind

AHEAD = timedelta(days=400)
BEHIND = timedelta(days=400)
MOST_NEXT = 3


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar: set by the coordinator (`entry`), or brought by the year (`wheel`)."""

    title: str
    language: str
    kind: Words
    day: date
    begins: time | None = None
    ends: time | None = None
    where: str = ""
    link: str = ""
    cancelled: bool = False
    entry: int = 0
    version: int = 0
    wheel: str = ""
    is_month: bool = False
    is_verified: bool = True


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What is to come and what has been; cancelled days stand where they stood."""

    ahead: tuple[Day, ...]
    behind: tuple[Day, ...]

    @property
    def next(self) -> Day | None:
        """Give the next day that has not been cancelled."""
        return next((one for one in self.ahead if not one.cancelled), None)

    @property
    def gatherings(self) -> int:
        """Count the gatherings that are to come."""
        return sum(
            bool(one.entry) and one.kind == EntryKind.GATHERING.label and not one.cancelled
            for one in self.ahead
        )


def calendar_page(cohort: Cohort, today: date) -> CalendarPage:
    """Gather the days of a cohort; one query."""
    every = days_of(cohort, today - BEHIND, today + AHEAD)
    ahead = tuple(one for one in every if one.day >= today)
    return CalendarPage(ahead, tuple(one for one in reversed(every) if one.day < today and one.entry))


def days_of(cohort: Cohort, since: date, until: date) -> tuple[Day, ...]:
    """Give the days of a cohort from one day until another, in their order."""
    rows = cohort.calendar.filter(day__gte=since, day__lte=until)
    last = min(until, cohort.ends) if cohort.ends else until
    brought = turns(max(since, cohort.begins), last)
    days = [*(own_day(row, cohort.language) for row in rows), *map(turn_day, brought)]
    return tuple(sorted(days, key=lambda one: (one.day, one.begins or time.min, one.title)))


def own_day(row: CalendarEntry, language: str) -> Day:
    """Give a day that the coordinator has set."""
    return Day(
        title=row.title,
        language=language,
        kind=EntryKind(row.kind).label,
        day=row.day,
        begins=row.begins,
        ends=row.ends,
        where=row.where,
        link=row.link,
        cancelled=row.cancelled is not None,
        entry=row.pk,
        version=row.version,
    )


def turn_day(turn: Turn) -> Day:
    """Give a day that the year brings."""
    entry = turn.entry
    return Day(
        title=said(entry.name),
        language="",
        kind=_("the year"),
        day=turn.day,
        wheel=entry.key,
        is_month=turn.is_month,
        is_verified=turn.is_verified,
    )


# --- to be subscribed to --------------------------------------------------------------------------


def feed(cohort: Cohort, page: str, today: date) -> bytes:
    """Write the days of a cohort as iCalendar. Addresses to join stay on the page, which asks who reads.

    A day keeps its UID for good; each change of it has a higher SEQUENCE, and a cancelled one says so.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Loftet//calendar of a cohort//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{cohort.partnership.name}, {cohort.name}")
    calendar.add("x-wr-timezone", timezone.get_default_timezone_name())
    host = urlsplit(page).hostname or "localhost"
    for event in _events(days_of(cohort, today - BEHIND, today + AHEAD), cohort, host, page):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(days: Iterable[Day], cohort: Cohort, host: str, page: str) -> Iterable[Event]:
    for one in days:
        event = Event()
        name = f"day-{one.entry}" if one.entry else f"{cohort.slug}-{one.wheel}-{one.day.year}"
        event.add("uid", f"{name}@{host}")
        # The same bytes for the same days: a stamp of now would make each reading a change.
        event.add("dtstamp", datetime.combine(cohort.begins, time.min, UTC))
        event.add("sequence", max(one.version - 1, 0))
        event.add("summary", one.title)
        event.add("status", _status(one))
        event.add("url", page)
        if one.where:
            event.add("location", one.where)
        _set_times(event, one)
        yield event


def _status(day: Day) -> str:
    if day.cancelled:
        return "CANCELLED"
    return "CONFIRMED" if day.is_verified else "TENTATIVE"


def _set_times(event: Event, one: Day) -> None:
    if one.begins is None:
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    zone = timezone.get_default_timezone()
    begins = datetime.combine(one.day, one.begins, zone)
    ends = datetime.combine(one.day, one.ends, zone) if one.ends else begins + timedelta(hours=1)
    # In UTC no reader needs the rules of a time zone to know when it is.
    event.add("dtstart", begins.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
