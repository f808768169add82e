"""The gatherings of a cohort's year, planned and moved in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import translation

from loftet.core.verdicts import demand
from loftet.meetings.actions.events import change_event, plan_event
from loftet.meetings.agenda import ready_agenda
from loftet.meetings.kinds import kinds
from loftet.meetings.models import Event
from loftet.people.actor import Actor
from loftet.programme.catalogue import said
from loftet.programme.models import Cohort
from loftet.programme.rules import may_run


@dataclass(frozen=True, slots=True)
class Gathering:
    """A gathering as the form has it: the event that is moved, as it was read, or None for a new one."""

    event: Event | None
    title: str
    day: date
    where: str


@transaction.atomic
def plan_year(cohort: Cohort, gatherings: Sequence[Gathering], *, actor: Actor) -> list[Event]:
    """Create the drafts that are new, and move those that are there; all, or nothing.

    Raises:
        NotAllowed: when the actor does not run the cohort.
        InvalidInput: when a value is refused, or somebody else has changed a gathering meanwhile.
    """
    demand(may_run(actor, cohort))
    return [_plan(cohort, one, actor) for one in gatherings]


def _plan(cohort: Cohort, one: Gathering, actor: Actor) -> Event:
    kind = kinds()["gathering"]
    written = {"title": one.title, "day": one.day, "where": one.where}
    if one.event is not None:
        if all(getattr(one.event, name) == value for name, value in written.items()):
            return one.event
        kept = one.event.day - one.event.closes
        return change_event(one.event, {**written, "closes": one.day - kept}, actor=actor)
    with translation.override(cohort.language):
        ready = {"about": said(kind.about), "agenda": ready_agenda(kind), "cohort": cohort, "kind": kind.key}
    times = {"begins": kind.begins, "ends": kind.ends, "closes": one.day - timedelta(kind.closes_days)}
    return plan_event(cohort.lead, {**ready, **times, **written}, actor=actor)
