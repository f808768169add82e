"""The next days of the programme, for everybody: days of calendars, and cohorts that begin."""

from dataclasses import dataclass
from datetime import date

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


def next_days(today: date, most: int) -> tuple[AheadDay, ...]:
    """Return the next days of all calendars and the cohorts that begin, the soonest first. Two queries."""
    entries = CalendarEntry.objects.filter(day__gte=today, cancelled=None, kind__in=FOR_ALL)
    days = [
        AheadDay(one.day, one.title, one.cohort.language, one.cohort.name, one.cohort.slug, one.where)
        for one in entries.select_related("cohort").order_by("day", "begins", "pk")[:most]
    ]
    days += [
        AheadDay(one.begins, one.name, one.language, one.name, one.slug, one.region.name, True)
        for one in shown_cohorts().filter(begins__gt=today).order_by("begins")[:most]
    ]
    return tuple(sorted(days, key=lambda one: one.day)[:most])
