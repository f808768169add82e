"""The next days of the programme, for everybody: days of calendars, cohorts that begin, later apps' days."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.urls import reverse

from loftet.core.hooks import Hook
from loftet.core.registry import call_all
from loftet.programme.cohorts.queries import shown_cohorts
from loftet.programme.models import CalendarEntry, EntryKind

# Talks are between those who take part; the others are for all to know.
FOR_ALL = (EntryKind.GATHERING, EntryKind.DEADLINE)


@dataclass(frozen=True, slots=True)
class AheadDay:
    """A day that is to come: what, in which language, of which cohort, and where."""

    day: date
    title: str
    language: str
    cohort: str
    slug: str
    place: str
    begins_cohort: bool = False
    address: str = ""  # of a later app's day

    @property
    def link(self) -> str:
        """Return where more is told of it."""
        name = "cohort" if self.begins_cohort else "cohort_calendar"
        return self.address or reverse(name, args=[self.slug])

    @property
    def where(self) -> str:
        """Return of which cohort it is, and where."""
        return ". ".join(filter(None, (self.cohort, self.place)))


NextOf = Callable[[date, int], Iterable[AheadDay]]
# What comes next as a later app knows it: the soonest from a day on, at most so many.
NEXT_DAYS: Hook[NextOf] = Hook("the next days of the programme")


def gatherings_ahead(today: date) -> list[CalendarEntry]:
    """Return the gatherings to come of all calendars, the soonest first; one query."""
    shown = shown_cohorts().order_by().values("pk")
    rows = CalendarEntry.objects.filter(
        day__gte=today, cancelled=None, kind=EntryKind.GATHERING, cohort__in=shown
    )
    return list(rows.select_related("cohort").order_by("day", "begins", "pk"))


def next_days(today: date, most: int) -> tuple[AheadDay, ...]:
    """Return the next days of all calendars and the cohorts that begin, the soonest first.

    Two queries, and those of later apps.
    """
    entries = CalendarEntry.objects.filter(day__gte=today, cancelled=None, kind__in=FOR_ALL)
    days = [
        AheadDay(one.day, one.title, one.cohort.language, one.cohort.name, one.cohort.slug, one.where)
        for one in entries.select_related("cohort").order_by("day", "begins", "pk")[:most]
    ]
    days += [
        AheadDay(one.begins, one.name, one.language, one.name, one.slug, one.region.name, True)
        for one in shown_cohorts().filter(begins__gt=today).order_by("begins")[:most]
    ]
    days += chain.from_iterable(call_all(NEXT_DAYS, today, most))
    return tuple(sorted(days, key=lambda one: one.day)[:most])
