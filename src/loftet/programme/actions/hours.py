"""Hours: planned for a role and a year, written on a day, taken away when they were wrong."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.common.verdicts import demand
from loftet.common.versions import same_version
from loftet.log.actions import record
from loftet.people.models import RoleKind
from loftet.people.queries import acting
from loftet.programme.actions.participation import Clerk
from loftet.programme.models import HoursPlanned, HoursSpent, Participation
from loftet.programme.queries.hours import years_of
from loftet.programme.rules import MOST_HOURS_A_DAY, may_write_hours, open_to
from loftet.refused import Refused

MOST_HOURS_A_YEAR = 20_000


@dataclass(frozen=True, slots=True)
class Spent:
    """Hours that a role spent on a day."""

    role: RoleKind
    day: date
    hours: Decimal
    note: str = ""


@transaction.atomic
def write_hours(participation: Participation, spent: Spent, *, clerk: Clerk) -> HoursSpent:
    """Write hours; whose they were is not kept.

    Raises:
        NotAllowed: when the person may not.
        Refused: when they are none, more than a day has, of a day that has not come, or before the cohort.
    """
    _demand(participation, clerk)
    if spent.hours <= 0:
        raise Refused.because(_("Hours must be more than none."), field="hours")
    if spent.hours > MOST_HOURS_A_DAY:
        said = {"hours": spent.hours.normalize()}
        raise Refused.because(_("%(hours)s hours are more than a day has.") % said, field="hours")
    if spent.day > clerk.today:
        raise Refused.because(_("The day has not come yet."), field="day")
    first = min(years_of(participation.cohort, clerk.today))
    if spent.day.year < first:
        raise Refused.because(_("The first year with hours is %(year)s.") % {"year": first}, field="day")
    row = HoursSpent.objects.create(
        participation=participation,
        role=spent.role,
        day=spent.day,
        hours=spent.hours,
        note=spent.note.strip(),
        recorded=clerk.now,
        recorded_by=clerk.by,
    )
    _record("hours.written", participation, clerk, spent.role, spent.hours, spent.day.isoformat())
    return row


@transaction.atomic
def remove_hours(row: HoursSpent, *, clerk: Clerk) -> None:
    """Take away hours that were written by mistake; the log keeps which they were.

    Raises:
        NotAllowed: when the person may not.
    """
    rows = HoursSpent.objects.select_for_update(of=("self",))
    found = rows.select_related("participation__organisation").filter(pk=row.pk).first()
    if found is None:  # somebody else was first
        return
    _demand(found.participation, clerk)
    role = RoleKind(found.role)
    _record("hours.removed", found.participation, clerk, role, found.hours, found.day.isoformat())
    found.delete()


@transaction.atomic
def plan_hours(
    participation: Participation, role: RoleKind, year: int, hours: Decimal, version: int, *, clerk: Clerk
) -> HoursPlanned:
    """Plan the hours of a role in a year; `version` is 0 where none were planned.

    Raises:
        NotAllowed: when the person may not.
        ChangedMeanwhile: when somebody else has planned them since `version` was read.
        Refused: when there are too few or too many to be meant.
    """
    _demand(participation, clerk)
    if not 0 <= hours <= MOST_HOURS_A_YEAR:
        said = {"hours": hours.normalize()}
        raise Refused.because(_("%(hours)s hours cannot be planned.") % said, field="hours")
    Participation.objects.select_for_update().get(pk=participation.pk)  # so that two do not plan at once
    row = HoursPlanned.objects.filter(participation=participation, role=role, year=year).first()
    same_version(row.version if row else 0, version)
    if row is None:
        row = HoursPlanned(participation=participation, role=role, year=year, version=0)
    row.hours, row.version = hours, row.version + 1
    row.save()
    _record("hours.planned", participation, clerk, role, hours, str(year))
    return row


def _demand(participation: Participation, clerk: Clerk) -> None:
    demand(may_write_hours(acting(clerk.by, clerk.today), participation))
    demand(open_to(clerk.by, participation))


def _record(
    action: str, participation: Participation, clerk: Clerk, role: RoleKind, hours: Decimal, when: str
) -> None:
    organisation = participation.organisation
    record(
        action,
        participation,
        by=clerk.by,
        acting_for=organisation.name,
        scope=organisation.slug,
        details={"role": role.value, "hours": str(hours), "when": when},
    )
