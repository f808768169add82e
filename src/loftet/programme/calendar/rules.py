"""Rules of the calendar: who may set, change and cancel days of a cohort; a no always has its reason."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, Verdict
from loftet.people.actor import Actor
from loftet.programme.models import CalendarEntry
from loftet.programme.rules import may_run


def may_edit(actor: Actor, entry: CalendarEntry) -> Verdict:
    """Check whether an actor may open the form of a day: who runs the cohort."""
    return may_run(actor, entry.cohort)


def may_change(actor: Actor, entry: CalendarEntry) -> Verdict:
    """Check whether an actor may change or cancel a day: who runs the cohort, until it is cancelled."""
    verdict = may_edit(actor, entry)
    if verdict and entry.cancelled is not None:
        return Denied(_("The day has been cancelled."))
    return verdict
