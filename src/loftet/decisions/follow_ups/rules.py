"""Who may say what is to follow a decision, and that it is done: who may plan how the matter is treated."""

from loftet.core.verdicts import Verdict
from loftet.decisions.models import FollowUp, Matter
from loftet.decisions.rules import may_plan
from loftet.people.actor import Actor


def may_add(actor: Actor, matter: Matter) -> Verdict:
    """Check whether somebody may add what is to follow."""
    return may_plan(actor, matter)


def may_change(actor: Actor, follow_up: FollowUp) -> Verdict:
    """Check whether somebody may change what is to follow, or say that it is done."""
    return may_plan(actor, follow_up.matter)
