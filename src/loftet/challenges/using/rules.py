"""Rules of tying indicators to plans and budgets, and of reading it; a denial has its reason."""

from loftet.challenges.targets.rules import may_work_for, works_as
from loftet.challenges.using.models import IndicatorUse
from loftet.core.verdicts import Verdict
from loftet.people.actor import Actor


def may_change_use(actor: Actor, use: IndicatorUse) -> Verdict:
    """Check whether an actor may change or remove what an indicator is tied to."""
    return may_work_for(actor, use.owner)


def uses_as(actor: Actor, use: IndicatorUse) -> str:
    """Return the organisation on whose behalf somebody changes it."""
    return works_as(actor, use.owner)
