"""Rules of guidance: who runs a cohort offers times; a municipality books one, and both agree on steps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.guidance.models import FreeTime, Step
from loftet.meetings.rules import ORGANISES
from loftet.people.actor import Actor
from loftet.programme.models import Cohort, Participation
from loftet.programme.queries.standings import taking_part
from loftet.programme.rules import may_open_page, may_run

FOR_MEMBERS = _("Guidance is for the municipalities that take part in the cohort.")


def books_for(actor: Actor, cohort: Cohort) -> list[Participation]:
    """Return the municipalities of a cohort for which the actor can book a talk."""
    rows = taking_part(actor.today, cohort).select_related(*Participation.lock_with)
    return [one for one in rows if actor.permissions.has(one.organisation, *ORGANISES)]


def may_see(actor: Actor, cohort: Cohort) -> Verdict:
    """Check whether the actor may see the free times: those who run the cohort, and its municipalities."""
    if actor.user is None:
        return Denied(HIDDEN)
    if may_run(actor, cohort):
        return ALLOWED
    own = actor.permissions.held_in()
    there = taking_part(actor.today, cohort).filter(organisation__in=own)
    return ALLOWED if there.exists() else Denied(FOR_MEMBERS)


def may_book(actor: Actor, free: FreeTime) -> Verdict:
    """Check whether the actor may book a time: who plans meetings in a municipality, while it is free."""
    if actor.user is None:
        return Denied(HIDDEN)
    if free.event_id is not None:
        return Denied(_("The time is taken. Choose another one."))
    if free.day < actor.today:
        return Denied(_("The day has passed."))
    if books_for(actor, free.cohort):
        return ALLOWED
    return Denied(_("A talk is booked by those who write needs or coordinate in a municipality of it."))


def may_agree(actor: Actor, participation: Participation) -> Verdict:
    """Check whether the actor may write a next step: the adviser, or who plans meetings there."""
    if actor.user is None:
        return Denied(HIDDEN)
    if not (verdict := may_open_page(actor, participation)):
        return verdict
    if may_run(actor, participation.cohort) or actor.permissions.has(participation.organisation, *ORGANISES):
        return ALLOWED
    return Denied(_("A next step is written by the adviser, or by those who write needs or coordinate."))


def may_read(actor: Actor, participation: Participation) -> Verdict:
    """Check whether the actor may read the thread of a municipality: its people, and who runs the cohort."""
    return Denied(HIDDEN) if actor.user is None else may_open_page(actor, participation)


def may_finish(actor: Actor, step: Step) -> Verdict:
    """Check whether the actor may say that a step is taken."""
    if step.done is not None:
        return Denied(_("It is done already."))
    return may_agree(actor, step.participation)
