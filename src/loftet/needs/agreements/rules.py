"""Rules on agreements."""

from loftet.core.verdicts import Verdict
from loftet.needs import rules
from loftet.needs.agreements.models import Agreement
from loftet.people.actor import Actor
from loftet.people.models import Organisation


def may_record(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may put agreements of an organisation into the calendar: who writes needs."""
    return rules.may_write(actor, organisation)


def may_change(actor: Actor, agreement: Agreement) -> Verdict:
    """Check whether the actor may change an agreement in the calendar."""
    return rules.may_write(actor, agreement.organisation)
