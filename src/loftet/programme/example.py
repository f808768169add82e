"""A cohort with a municipality at work, for the tests that walk through the pages of the programme."""

from decimal import Decimal

from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import COUNCIL, EVERYBODY, TAKES_PART, member_of
from loftet.people.models import Organisation, RoleKind
from loftet.programme.measures.catalogue import Counted, measures
from loftet.programme.models import (
    CalendarEntry,
    Cohort,
    Competence,
    CompetenceKind,
    EntryKind,
    HoursSpent,
    Participation,
    Partnership,
)

RUNS = ("own: facilitator",)


def cohort_with(member: Organisation, actor: Actor, organisation: Organisation) -> Participation:
    """Create a cohort of a council, in which a municipality takes part."""
    assert organisation.place is not None
    partnership = Partnership.objects.create(slug="eksempel", name="Eksempel", language="nn")
    cohort = Cohort.objects.create(
        partnership=partnership,
        slug="eksempel-1",
        name="1",
        region=organisation.place,
        lead=organisation,
        language="nn",
        begins=actor.today,
    )
    return Participation.objects.create(
        cohort=cohort, organisation=member, invited=actor.now, invited_by=actor.person
    )


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a council's cohort with the work of a municipality, and who is let in where."""
    member = member_of(organisation, actor)
    participation = cohort_with(member, actor, organisation)
    cohort = participation.cohort
    hours = HoursSpent.objects.create(
        participation=participation,
        role=RoleKind.PLANNER,
        day=actor.today,
        hours=Decimal("0.5"),
        note="Møte.",
        recorded=actor.now,
        recorded_by=actor.person,
    )
    can = {"kind": CompetenceKind.ANALYSIS, "function": "Innkjøpsleiar"}
    competence = Competence.objects.create(organisation=member, **can)
    day = {"kind": EntryKind.GATHERING, "title": "Samling", "day": actor.today.isoformat()}
    entry = CalendarEntry.objects.create(cohort=cohort, **day)
    return Example(
        words={
            "slug": cohort.slug,
            "organisation": member.slug,
            "year": actor.today.year,
            "hours": hours.pk,
            "competence": competence.pk,
            "entry": entry.pk,
            "measure": next(one.key for one in measures() if one.counted is Counted.TOLD),
        },
        let_in=LET_IN,
        may_send={"hours": TAKES_PART},
        asked=EVERYBODY,
        sent={
            "own_competence": can,
            "change_competence": can | {"version": "1"},
            "remove_competence": {"version": "1"},
            "set_day": day,
            "move_day": day | {"version": "1"},
            "cancel_day": {"version": "1"},
        },
    )


PUBLIC = (
    *("cohorts", "cohorts_csv", "cohort_calendar", "calendar_ics", "calendar_csv"),
    *("cohort_year", "cohort_measures", "measures_csv"),
)
OF_COHORT = (
    *("cohort_hours", "cohort_hours_csv", "set_day", "move_day", "cancel_day"),
    *("state_baseline", "tell_reading"),
)
OF_MUNICIPALITY = (
    *("own_competence", "change_competence", "remove_competence"),
    *("plan_hours", "remove_hours"),
)
LET_IN = {
    **dict.fromkeys(PUBLIC, EVERYBODY),
    **dict.fromkeys(OF_COHORT, RUNS),
    **dict.fromkeys(OF_MUNICIPALITY, TAKES_PART),
    **dict.fromkeys(("hours", "hours_csv"), (*TAKES_PART, *RUNS)),
    **dict.fromkeys(("cohort_competence", "cohort_competence_csv"), (*TAKES_PART, *COUNCIL)),
}
