"""Hours: planned for a role and a year, written on a day, removed when they were wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.versions import same_version
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.programme.hours.queries import years_of
from loftet.programme.hours.rules import may_remove, may_write
from loftet.programme.models import HoursPlanned, HoursSpent, Participation
from loftet.programme.rules import MOST_HOURS_A_DAY
from loftet.programme.templatetags.programme import amount

MOST_HOURS_A_YEAR = 20_000


@dataclass(frozen=True, slots=True)
class Spent:
    """Hours that a role spent on a day."""

    role: RoleKind
    day: date
    hours: Decimal
    note: str = ""


def _participation(done: Done) -> models.Model:
    """Return what the log entry is about: the participation, for whose hours they are is not kept."""
    participation: Participation = done.result.participation if done.result else done.record.participation
    return participation


def _details(done: Done) -> Mapping[str, str]:
    row = done.result or done.record
    when = str(row.year) if isinstance(row, HoursPlanned) else row.day.isoformat()
    return {"role": str(row.role), "hours": str(row.hours), "when": when}


@action("hours.written", rule=may_write, creates=True, subject=_participation, details=_details)
def write_hours(participation: Participation, spent: Spent, *, actor: Actor) -> HoursSpent:
    """Create hours that were spent; whose they were is not kept.

    Raises:
        InvalidInput: when they are none, more than a day has, of a day that has not come, or before the
            cohort.
    """
    if spent.hours <= 0:
        raise InvalidInput.because(_("Hours must be more than none."), field="hours")
    if spent.hours > MOST_HOURS_A_DAY:
        said = {"hours": amount(spent.hours)}
        raise InvalidInput.because(_("%(hours)s hours are more than a day has.") % said, field="hours")
    if spent.day > actor.today:
        raise InvalidInput.because(_("The day has not come yet."), field="day")
    first = min(years_of(participation.cohort, actor.today))
    if spent.day.year < first:
        raise InvalidInput.because(_("The first year with hours is %(year)s.") % {"year": first}, field="day")
    return HoursSpent.objects.create(
        participation=participation,
        role=spent.role.value,
        day=spent.day,
        hours=spent.hours,
        note=spent.note.strip(),
        recorded=actor.now,
        recorded_by=actor.person,
    )


@action("hours.removed", rule=may_remove, subject=_participation, details=_details)
def remove_hours(row: HoursSpent, *, actor: Actor) -> None:
    """Remove hours that were written by mistake; the log keeps which they were."""
    row.delete()


@action("hours.planned", rule=may_write, creates=True, subject=_participation, details=_details)
def plan_hours(
    participation: Participation, role: RoleKind, year: int, hours: Decimal, version: int, *, actor: Actor
) -> HoursPlanned:
    """Set the planned hours of a role in a year; `version` is 0 where none were planned.

    Raises:
        ChangedMeanwhile: when somebody else has planned them since `version` was read.
        InvalidInput: when there are too few or too many to be meant.
    """
    if not 0 <= hours <= MOST_HOURS_A_YEAR:
        said = {"hours": amount(hours)}
        raise InvalidInput.because(_("%(hours)s hours cannot be planned.") % said, field="hours")
    planned = HoursPlanned.objects.filter(participation=participation, role=role, year=year)
    row = planned.first() or HoursPlanned(participation=participation, role=role.value, year=year, version=0)
    same_version(row.version, version)
    row.hours, row.version = hours, row.version + 1
    row.save()
    return row
