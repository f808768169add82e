"""The days of a cohort: what the coordinator has set and what the year brings, also to be subscribed to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, groupby
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from loftet.core.calendar import CalendarEvent, Status, calendar_file
from loftet.core.hooks import Hook
from loftet.core.mail import whole
from loftet.core.registry import call_all
from loftet.core.words import Words
from loftet.programme.calendar.catalogue import Turn, turns
from loftet.programme.catalogue import said
from loftet.programme.models import CalendarEntry, Cohort, EntryKind

AHEAD = timedelta(days=400)
BEHIND = timedelta(days=400)
MOST_NEXT = 3


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar: set by the coordinator (`entry`), or brought by the year (`yearly`)."""

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
    changed: datetime | None = None
    yearly: str = ""
    is_month: bool = False
    address: str = ""
    uid: str = ""  # of a later app's day


DaysOf = Callable[[Cohort, date, date], Iterable[Day]]
# What else is in the calendar of a cohort between two days: days of later apps.
CALENDAR_DAYS: Hook[DaysOf] = Hook("the calendar of a cohort")


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Queries of days to come and days that have been; cancelled days stand where they stood."""

    ahead: tuple[Day, ...]
    behind: tuple[Day, ...]

    @property
    def next(self) -> Day | None:
        """Return the next day that has not been cancelled."""
        return next((one for one in self.ahead if not one.cancelled), None)

    @property
    def gatherings(self) -> int:
        """Return how many gatherings are to come."""
        return sum(one.kind == EntryKind.GATHERING.label and not one.cancelled for one in self.ahead)


def calendar_page(cohort: Cohort, today: date) -> CalendarPage:
    """Return the days of a cohort; one query."""
    every = days_of(cohort, today - BEHIND, today + AHEAD)
    ahead = tuple(one for one in every if one.day >= today)
    behind = (one for one in reversed(every) if one.day < today and (one.entry or one.uid))
    return CalendarPage(ahead, tuple(behind))


def days_of(cohort: Cohort, since: date, until: date) -> tuple[Day, ...]:
    """Return the days of a cohort from one day until another, in their order."""
    rows = cohort.calendar.filter(day__gte=since, day__lte=until)
    last = min(until, cohort.ends) if cohort.ends else until
    brought = turns(max(since, cohort.begins), last)
    days = [*(own_day(row, cohort.language) for row in rows), *map(turn_day, brought)]
    days += chain.from_iterable(call_all(CALENDAR_DAYS, cohort, since, until))
    return tuple(sorted(days, key=lambda one: (one.day, one.begins or time.min, one.title)))


def own_day(row: CalendarEntry, language: str) -> Day:
    """Return a day that the coordinator has set."""
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
        changed=row.changed,
    )


def turn_day(turn: Turn) -> Day:
    """Return a day that the year brings."""
    entry = turn.entry
    return Day(
        title=said(entry.name),
        language="",
        kind=_("the year"),
        day=turn.day,
        yearly=entry.key,
        is_month=turn.is_month,
    )


def year_ahead(cohort: Cohort, today: date) -> list[tuple[date, list[Turn]]]:
    """Return what the year brings, by the first of each month: what comes back stands once; no query.

    It is the year from today, and two years of what comes seldom.
    """
    last = date(today.year + 2, 12, 31)
    coming = turns(today, min(last, cohort.ends) if cohort.ends else last)
    first = {one.entry.key: one for one in reversed(coming)}
    once = (one for one in coming if first[one.entry.key] is one)
    return [(month, list(found)) for month, found in groupby(once, lambda one: one.day.replace(day=1))]


# --- to be subscribed to --------------------------------------------------------------------------


def feed(cohort: Cohort, page: str, today: date) -> bytes:
    """Return the days of a cohort as iCalendar. Addresses to join stay on the page, which asks who reads.

    A day keeps its UID for good; each change of it has a higher SEQUENCE, and a cancelled one says so. What
    the year brings has no row that changes, and is stamped with the day on which the cohort began.
    """
    host = urlsplit(page).hostname or "localhost"
    days = days_of(cohort, today - BEHIND, today + AHEAD)
    title = f"{cohort.partnership.name}, {cohort.name}"
    return calendar_file(title, (_event(one, cohort, host, page) for one in days))


def _event(one: Day, cohort: Cohort, host: str, page: str) -> CalendarEvent:
    name = f"day-{one.entry}" if one.entry else f"{cohort.slug}-{one.yearly}-{one.day.year}"
    return CalendarEvent(
        uid=one.uid or f"{name}@{host}",
        title=one.title,
        changed=one.changed or datetime.combine(cohort.begins, time.min, UTC),
        sequence=max(one.version - 1, 0),
        status=_status(one),
        day=one.day,
        begins=one.begins,
        ends=one.ends,
        place=one.where,
        address=whole(one.address) if one.address else page,
        is_busy=one.begins is not None,
    )


def _status(day: Day) -> Status:
    return Status.CANCELLED if day.cancelled else Status.CONFIRMED
