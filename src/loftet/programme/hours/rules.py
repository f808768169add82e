"""Who may see, plan and write hours; a no always has its reason."""

from loftet.core.verdicts import Verdict
from loftet.people.actor import Actor
from loftet.programme.models import Cohort, HoursSpent, Participation
from loftet.programme.rules import may_run, may_see_participation, may_write_hours, open_to


def may_see(actor: Actor, participation: Participation) -> Verdict:
    """Check whether somebody may see the hours of a municipality."""
    return may_see_participation(actor.permissions, participation)


def may_add_up(actor: Actor, cohort: Cohort) -> Verdict:
    """Check whether somebody may see the sums of a cohort: who runs it."""
    return may_run(actor.permissions, cohort)


def may_write(actor: Actor, participation: Participation) -> Verdict:
    """Check whether somebody may plan and write hours: a role there, and not disqualified."""
    verdict = may_write_hours(actor.permissions, participation)
    return open_to(actor.person, participation) if verdict else verdict


def may_remove(actor: Actor, row: HoursSpent) -> Verdict:
    """Check whether somebody may remove hours: who may write them."""
    return may_write(actor, row.participation)
