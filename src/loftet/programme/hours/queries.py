"""Hours a half-year: of a municipality, and of a whole cohort."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from loftet.programme.models import Cohort, HalfYear, HalfYearHours, Participation
from loftet.programme.queries.standings import short_name, taking_part


@dataclass(frozen=True, slots=True)
class MunicipalityHours:
    """The hours of one municipality: of each half-year in the order of the page, None where not written."""

    slug: str
    name: str
    by_half: tuple[tuple[HalfYear, Decimal | None], ...]

    @property
    def sum(self) -> Decimal:
        """Return all hours that are written."""
        return sum((hours for _half, hours in self.by_half if hours is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class CohortHours:
    """The hours of a cohort, municipality by municipality and half-year by half-year, the newest first."""

    halves: tuple[HalfYear, ...]
    rows: tuple[MunicipalityHours, ...]

    @property
    def sum(self) -> Decimal:
        """Return all hours that are written."""
        return sum((one.sum for one in self.rows), Decimal(0))


def half_years(cohort: Cohort, today: date) -> tuple[HalfYear, ...]:
    """Return the half-years that hours can be written for, the newest first: from the cohort's first one.

    One in which hours stand from before it began is among them. One query.
    """
    now = HalfYear.of(today)
    written = HalfYearHours.objects.filter(participation__cohort=cohort).order_by("year", "half").first()
    first = min(HalfYear.of(cohort.begins), now, written.of if written else now)
    found = [now]
    while found[-1] > first:
        found.append(found[-1].before)
    return tuple(found)


def hours_of(participation: Participation) -> dict[HalfYear, HalfYearHours]:
    """Return the hours of a municipality by half-year; one query."""
    return {row.of: row for row in participation.hours.all()}


def cohort_hours(cohort: Cohort, today: date) -> CohortHours:
    """Return the hours of a cohort: of those that take part, and of others that have hours; four queries."""
    rows = cohort.participations.select_related("organisation__place").order_by(
        "organisation__place__sort_key", "organisation__name"
    )
    found: dict[int, dict[HalfYear, Decimal]] = defaultdict(dict)
    for row in HalfYearHours.objects.filter(participation__cohort=cohort):
        found[row.participation_id][row.of] = row.hours
    written = set(found)
    active = set(taking_part(today, cohort).values_list("pk", flat=True))
    halves = half_years(cohort, today)
    return CohortHours(
        halves,
        tuple(
            MunicipalityHours(
                one.organisation.slug,
                short_name(one.organisation),
                tuple((half, found[one.pk].get(half)) for half in halves),
            )
            for one in rows
            if one.pk in active or one.pk in written
        ),
    )


def hours_until(cohort: Cohort, day: date) -> Decimal:
    """Return the hours of half-years that have begun by a day; one query."""
    now = HalfYear.of(day)
    begun = Q(year__lt=now.year) | Q(year=now.year, half__lte=now.half)
    rows = HalfYearHours.objects.filter(begun, participation__cohort=cohort)
    return rows.aggregate(sum=Sum("hours"))["sum"] or Decimal(0)
