"""Who may write baselines and readings; a no always has its reason."""

from loftet.core.verdicts import Verdict
from loftet.people.actor import Actor
from loftet.programme.models import Cohort
from loftet.programme.rules import may_run


def may_write(actor: Actor, cohort: Cohort) -> Verdict:
    """Check whether somebody may write baselines and readings of a cohort: who runs it."""
    return may_run(actor.permissions, cohort)
