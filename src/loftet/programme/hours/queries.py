"""Hours planned and spent, by role and never by person: of a municipality, and of a whole cohort."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Min, QuerySet, Sum

from loftet.people.models import RoleKind
from loftet.people.permissions import Permissions
from loftet.programme.models import Cohort, HoursPlanned, HoursSpent, Participation
from loftet.programme.queries.joined import taking_part
from loftet.programme.queries.standings import short_name

NONE = Decimal(0)
MOST_ENTRIES = 50


@dataclass(frozen=True, slots=True)
class RoleHours:
    """The hours of one role in a year; `planned` is None where nobody has planned them."""

    role: RoleKind
    planned: Decimal | None
    spent: Decimal
    version: int


@dataclass(frozen=True, slots=True)
class HoursPage:
    """The hours of a municipality in a year, and what was written last."""

    year: int
    years: tuple[int, ...]
    roles: tuple[RoleHours, ...]
    to_plan: tuple[RoleHours, ...]
    entries: tuple[HoursSpent, ...]
    every: int

    @property
    def planned(self) -> Decimal | None:
        """Return all that is planned, if anything is."""
        known = [one.planned for one in self.roles if one.planned is not None]
        return sum(known, NONE) if known else None

    @property
    def spent(self) -> Decimal:
        """Return all that is spent."""
        return sum((one.spent for one in self.roles), NONE)


@dataclass(frozen=True, slots=True)
class MunicipalityHours:
    """The sums of one municipality in a year."""

    slug: str
    name: str
    planned: Decimal | None
    spent: Decimal


@dataclass(frozen=True, slots=True)
class CohortHours:
    """The sums of a cohort in a year, municipality by municipality."""

    year: int
    years: tuple[int, ...]
    rows: tuple[MunicipalityHours, ...]

    @property
    def planned(self) -> Decimal | None:
        """Return all that is planned, if anything is."""
        known = [one.planned for one in self.rows if one.planned is not None]
        return sum(known, NONE) if known else None

    @property
    def spent(self) -> Decimal:
        """Return all that is spent."""
        return sum((one.spent for one in self.rows), NONE)


def years_of(cohort: Cohort, today: date) -> tuple[int, ...]:
    """Return the years that a cohort can have hours in, the newest first: from its first one to the next.

    This year is among them while the cohort is yet to begin, and so is a year in which hours stand already.
    """
    written = HoursSpent.objects.filter(participation__cohort=cohort).aggregate(first=Min("day"))["first"]
    first = min(cohort.begins.year, today.year, written.year if written else today.year)
    last = max(cohort.begins.year, today.year + 1)
    return tuple(range(last, first - 1, -1))


def hours_page(participation: Participation, year: int, today: date) -> HoursPage:
    """Return the hours of a municipality in a year; a bounded number of queries."""
    planned = {one.role: one for one in participation.hours_planned.filter(year=year)}
    spent = _by(participation.hours_spent.filter(day__year=year), "role")
    rows = participation.hours_spent.filter(day__year=year)
    entries = list(rows[:MOST_ENTRIES])
    roles = [kind for kind in RoleKind if kind in planned or kind in spent]
    return HoursPage(
        year=year,
        years=years_of(participation.cohort, today),
        roles=tuple(_role(kind, planned.get(kind), spent.get(kind, NONE)) for kind in roles),
        to_plan=tuple(_role(kind, planned.get(kind), spent.get(kind, NONE)) for kind in RoleKind),
        entries=tuple(entries),
        every=rows.count() if len(entries) == MOST_ENTRIES else len(entries),
    )


def _role(kind: RoleKind, planned: HoursPlanned | None, spent: Decimal) -> RoleHours:
    return RoleHours(kind, planned.hours if planned else None, spent, planned.version if planned else 0)


def cohort_hours(cohort: Cohort, year: int, today: date) -> CohortHours:
    """Return the sums of a cohort in a year: of those that take part, and of others that have hours."""
    rows = cohort.participations.select_related("organisation__place").order_by(
        "organisation__place__sort_key", "organisation__name"
    )
    planned = _by(HoursPlanned.objects.filter(participation__cohort=cohort, year=year), "participation")
    spent = _by(HoursSpent.objects.filter(participation__cohort=cohort, day__year=year), "participation")
    active = set(taking_part(today, cohort).values_list("pk", flat=True))
    return CohortHours(
        year=year,
        years=years_of(cohort, today),
        rows=tuple(
            MunicipalityHours(
                one.organisation.slug,
                short_name(one.organisation),
                planned.get(one.pk),
                spent.get(one.pk, NONE),
            )
            for one in rows
            if one.pk in active or one.pk in planned or one.pk in spent
        ),
    )


def _by(rows: "QuerySet[HoursPlanned] | QuerySet[HoursSpent]", name: str) -> Mapping[object, Decimal]:
    sums = rows.order_by().values_list(name).annotate(hours=Sum("hours"))
    return dict(sums)


def roles_to_write(permissions: Permissions, participation: Participation) -> tuple[RoleKind, ...]:
    """Return the roles that somebody can write hours for: the own ones first, then the others."""
    own = [one.kind for one in permissions.in_(participation.organisation)]
    return tuple(dict.fromkeys([*own, *RoleKind]))
