"""Rules of competence: who may see and write who can what; a no always has its reason."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind
from loftet.people.rules import may_see_people
from loftet.programme.models import Cohort, Competence
from loftet.programme.rules import works_in


def may_see(actor: Actor, cohort: Cohort) -> Verdict:
    """Check whether it is shown who can what in a cohort: to those who have a role in it."""
    if works_in(actor.permissions, cohort):
        return ALLOWED
    return Denied(_("This page is for those who have a role in the cohort."))


def may_write(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether an actor may write who can what in a municipality: those who have a role there."""
    if organisation.kind != OrganisationKind.MUNICIPALITY:
        return Denied(_("The competence map is for municipalities."))
    if actor.permissions.has(organisation):
        return ALLOWED
    return Denied(_("Who can what is written by those who have a role in the municipality."))


def may_open(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether an actor may open the list of a municipality, which names people, and add to it."""
    verdict = may_see_people(actor.permissions, organisation)
    return may_write(actor, organisation) if verdict else verdict


def may_change(actor: Actor, row: Competence) -> Verdict:
    """Check whether an actor may change or remove a line: who may write for its municipality."""
    return may_write(actor, row.organisation)
