"""Hours: one number a half-year, written by those who have a role in the municipality."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.versions import changed_meanwhile
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.programme.hours.queries import half_years
from loftet.programme.models import HalfYear, HalfYearHours, Participation
from loftet.programme.rules import may_write_hours
from loftet.programme.templatetags.programme import amount

MOST_HOURS = 10_000  # in half a year: ten people who do nothing else


def _details(done: Done) -> Mapping[str, str]:
    return {"hours": str(done.result.hours), "when": done.result.of.key}


@action(
    "hours.written",
    rule=may_write_hours,
    creates=True,
    locks_parent=True,
    subject=lambda done: done.result.participation,
    details=_details,
)
def write_hours(
    participation: Participation, half: HalfYear, hours: Decimal, seen: Decimal | None = None, *, actor: Actor
) -> HalfYearHours:
    """Write the hours of a half-year; a number that stood there is replaced, and the log keeps both.

    `seen` is the number that the person had before them, None where there was none.

    Raises:
        ChangedMeanwhile: when somebody else has written another number since.
        InvalidInput: when there are too few or too many to be meant, or the half-year is not the cohort's.
    """
    if hours < 0:
        raise InvalidInput.because(_("Hours are never below zero."), field="hours")
    if hours > MOST_HOURS:
        said = {"hours": amount(hours), "most": amount(Decimal(MOST_HOURS))}
        raise InvalidInput.because(
            _("%(hours)s hours are more than ten people have in half a year (%(most)s).") % said,
            field="hours",
        )
    if half not in half_years(participation.cohort, actor.today):
        raise InvalidInput.because(_("The cohort has no hours in that half-year."), field="half")
    there = participation.hours.filter(year=half.year, half=half.half).first()
    if (there.hours if there else None) != seen:
        raise changed_meanwhile()
    row, _new = HalfYearHours.objects.update_or_create(
        participation=participation,
        year=half.year,
        half=half.half,
        defaults={"hours": hours, "recorded": actor.now, "recorded_by": actor.person},
    )
    return row
