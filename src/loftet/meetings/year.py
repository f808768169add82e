"""The gatherings of a cohort's year: proposed around council meetings and holidays, and in calendars."""

from collections.abc import Iterator
from datetime import date, timedelta

from loftet.core.working_days import is_working_day
from loftet.decisions.models import Meeting
from loftet.meetings.kinds import Audience, keys_of
from loftet.meetings.models import Event, State
from loftet.meetings.queries import uid_of
from loftet.people.actor import nobody
from loftet.programme.calendar.queries import Day
from loftet.programme.models import Cohort, EntryKind
from loftet.programme.queries.ahead import AheadDay
from loftet.programme.queries.standings import taking_part

GATHERINGS = 4
FIRST_IN, APART = timedelta(days=42), timedelta(days=91)
REACH = 28  # days to either side that a day may be moved by
ONE_DAY = timedelta(days=1)
TUESDAY, THURSDAY = 1, 3
# Weeks in which municipalities meet nobody: months and days, the last one included.
SUMMER, CHRISTMAS = ((6, 20), (8, 15)), ((12, 15), (1, 6))


def gatherings_of(cohort: Cohort, today: date) -> list[Event]:
    """Return the gatherings ahead in their order."""
    rows = cohort.events.filter(kind="gathering", day__gte=today).exclude(state=State.CANCELLED)
    return list(rows.select_related("organisation").order_by("day", "pk"))


def proposed_days(cohort: Cohort, today: date, number: int = GATHERINGS) -> list[date]:
    """Return days for gatherings: a quarter apart, midweek, when no body of a member meets."""
    until = today + FIRST_IN + number * APART + REACH * ONE_DAY
    members = taking_part(today, cohort).values("organisation")
    rows = Meeting.objects.filter(
        cancelled=None, day__gte=today, day__lte=until, body__organisation__in=members
    )
    taken = set(rows.values_list("day", flat=True))
    found: list[date] = []
    for turn in range(number):
        target = today + FIRST_IN + turn * APART
        fits = (one for one in _around(target) if is_good(one) and one not in taken)
        found.append(next(fits, target))
    return found


def _around(day: date) -> Iterator[date]:
    """Return a day and those around it, the nearest first, the later one of two before the earlier."""
    yield day
    for distance in range(1, REACH + 1):
        yield day + distance * ONE_DAY
        yield day - distance * ONE_DAY


def is_good(day: date) -> bool:
    """Check whether municipalities can meet on a day: midweek, no holiday, not in the summer or at Christmas.

    >>> is_good(date(2026, 12, 3)), is_good(date(2026, 12, 4)), is_good(date(2026, 7, 7))
    (True, False, False)
    """
    at = day.month, day.day
    is_off = SUMMER[0] <= at <= SUMMER[1] or at >= CHRISTMAS[0] or at <= CHRISTMAS[1]
    return TUESDAY <= day.weekday() <= THURSDAY and is_working_day(day) and not is_off


def days_of_events(cohort: Cohort, since: date, until: date) -> list[Day]:
    """Return the events of a cohort as days of its calendar."""
    rows = cohort.events.filter(announced__isnull=False, day__gte=since, day__lte=until)
    rows = rows.filter(kind__in=keys_of(Audience.EVERYBODY, Audience.COHORT))
    return [
        Day(
            title=one.title,
            language=cohort.language,
            kind=EntryKind.GATHERING.label if one.kind == "gathering" else one.kind_of.words,
            day=one.day,
            begins=one.begins,
            ends=one.ends,
            where=one.where,
            cancelled=one.state == State.CANCELLED,
            version=one.version,
            changed=one.changed,
            address=one.get_absolute_url(),
            uid=uid_of(one),
        )
        for one in rows
    ]


def next_events(today: date, most: int) -> list[AheadDay]:
    """Return the next events that everybody may read of; one query."""
    rows = Event.objects.visible_to(nobody(today)).filter(day__gte=today).exclude(state=State.CANCELLED)
    rows = rows.select_related("cohort", "organisation__place").order_by("day", "begins", "pk")
    return [
        AheadDay(
            day=one.day,
            title=one.title,
            language=one.organisation.official_form,
            cohort=one.cohort.name if one.cohort else one.organisation.name,
            slug="",
            place=one.where,
            address=one.get_absolute_url(),
        )
        for one in rows[:most]
    ]
