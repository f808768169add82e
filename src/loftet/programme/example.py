"""A cohort with a municipality at work, for the tests that walk through the pages of the programme."""

from loftet.core.registry import Example
from loftet.decisions.example import draft_with_treatment
from loftet.decisions.models import Outcome, Treatment
from loftet.people.actor import Actor
from loftet.people.example import COUNCIL, EVERYBODY, MANAGEMENT, TAKES_PART, member_of
from loftet.people.models import Organisation
from loftet.programme.measures.catalogue import Counted, measures
from loftet.programme.models import (
    CalendarEntry,
    Cohort,
    Competence,
    CompetenceKind,
    EntryKind,
    Participation,
    ParticipationState,
    Partnership,
    PhaseRun,
)

RUNS = ("own: facilitator",)


def cohort_with(member: Organisation, actor: Actor, organisation: Organisation) -> Participation:
    """Create a cohort of a council, in which a municipality takes part."""
    assert organisation.place is not None
    partnership = Partnership.objects.create(slug="eksempel-1", name="Eksempel", language="nn")
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


def joined(participation: Participation, actor: Actor) -> Treatment:
    """Create a decision of the council by which a municipality takes part, and return its treatment."""
    treatment = draft_with_treatment(participation.organisation, actor)
    treatment.outcome, treatment.wording, treatment.day = Outcome.ADOPTED, "Delta.", actor.today
    treatment.save()
    participation.matter = treatment.matter
    participation.save()
    about = {"treatment": treatment, "decided": actor.today, "acting_for": participation.organisation.name}
    recorded = {"recorded": actor.now, "recorded_by": actor.person}
    participation.decisions.create(state=ParticipationState.TAKES_PART, **about, **recorded)
    return treatment


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a council's cohort with the work of a municipality, and who is let in where."""
    member = member_of(organisation, actor)
    participation = cohort_with(member, actor, organisation)
    cohort, treatment = participation.cohort, joined(participation, actor)
    run = PhaseRun.objects.create(cohort=cohort, phase="meet", opened=actor.today)
    can = {"kind": CompetenceKind.ANALYSIS, "function": "Innkjøpsleiar"}
    competence = Competence.objects.create(organisation=member, **can)
    day = {"kind": EntryKind.GATHERING, "title": "Samling", "day": actor.today.isoformat()}
    entry = CalendarEntry.objects.create(cohort=cohort, **day)
    return Example(
        words={
            "slug": cohort.slug,
            "organisation": member.slug,
            "competence": competence.pk,
            "entry": entry.pk,
            "treatment": treatment.pk,
            "matter": treatment.matter_id,
            "run": run.pk,
            "measure": next(one.key for one in measures() if one.counted is Counted.TOLD),
        },
        let_in=LET_IN,
        may_send={"hours": TAKES_PART},
        asked=EVERYBODY,
        sent={
            "new_cohort": COHORT,
            "change_cohort": COHORT | {"version": "1"},
            "open_phase": {"phase": "act"},
            "close_phase": {"version": "1"},
            "name_roles": {"procurement_officer_email": "x@gol.example"},
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
    *("partnership", "cohort", "phases"),
)
COHORT = {"name": "kull 2", "begins": "2026-03-03", "language": "nn"}
OF_COHORT = (
    *("cohort_hours", "cohort_hours_csv", "set_day", "move_day", "cancel_day"),
    *("state_baseline", "tell_reading"),
    *("new_cohort", "change_cohort", "invite_to_cohort", "overview", "overview_csv", "for_all"),
    *("open_phase", "close_phase"),
)
OF_MUNICIPALITY = ("own_competence", "change_competence", "remove_competence")
LET_IN = {
    **dict.fromkeys(PUBLIC, EVERYBODY),
    **dict.fromkeys(OF_COHORT, RUNS),
    **dict.fromkeys(OF_MUNICIPALITY, TAKES_PART),
    **dict.fromkeys(("hours", "hours_csv"), (*TAKES_PART, *RUNS)),
    **dict.fromkeys(("participation", "disqualify_participation"), (*TAKES_PART, *RUNS)),
    **dict.fromkeys(("decide_participation", "say_meaning", "choose_matter"), MANAGEMENT),
    "name_roles": (*MANAGEMENT, "member: administrator"),
    "tick_off": TAKES_PART,
    "remove_cohort": (),  # somebody is invited
    **dict.fromkeys(("cohort_competence", "cohort_competence_csv"), (*TAKES_PART, *COUNCIL)),
}
