"""Who may set, change and cancel days in the calendar of a cohort; a no always has its reason."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, Verdict
from loftet.people.actor import Actor
from loftet.programme.models import CalendarEntry, Cohort
from loftet.programme.rules import may_run


def may_set(actor: Actor, cohort: Cohort) -> Verdict:
    """Check whether somebody may set days in a calendar: who runs the cohort."""
    return may_run(actor.permissions, cohort)


def may_edit(actor: Actor, entry: CalendarEntry) -> Verdict:
    """Check whether somebody may open the form of a day: who may set days."""
    return may_set(actor, entry.cohort)


def may_change(actor: Actor, entry: CalendarEntry) -> Verdict:
    """Check whether somebody may change or cancel a day: who may set days, until it is cancelled."""
    verdict = may_edit(actor, entry)
    if verdict and entry.cancelled is not None:
        return Denied(_("The day has been cancelled."))
    return verdict
