"""A municipality's draft with a treatment and a follow-up, for the tests that walk through the pages."""

from loftet.core.registry import Example
from loftet.decisions.models import Body, BodyKind, FollowUp, Matter, MatterState, Treatment, TreatmentKind
from loftet.decisions.rules import RECORDS, WRITES
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, LENT, MANAGEMENT, TAKES_PART, member_of, roles_at
from loftet.people.models import Organisation


def draft_with_treatment(member: Organisation, actor: Actor) -> Treatment:
    """Create a draft that a municipality's council is to decide on, and return its treatment."""
    body = Body.objects.create(organisation=member, kind=BodyKind.COUNCIL, name="Kommunestyret")
    matter = Matter.objects.create(
        organisation=member,
        state=MatterState.DRAFT,
        title="Deltaking",
        proposal="Delta.",
        language="nn",
        acting_for=member.name,
        created=actor.now,
        created_by=actor.person,
    )
    return Treatment.objects.create(
        matter=matter,
        kind=TreatmentKind.DECISION,
        body=body,
        recorded=actor.now,
        recorded_by=actor.person,
    )


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a draft with its treatment and what is to follow, and who is let in where."""
    member = member_of(organisation, actor)
    treatment = draft_with_treatment(member, actor)
    matter = treatment.matter
    follow_up = FollowUp.objects.create(matter=matter, text="Svare")
    writes = (*roles_at("member", WRITES), *LENT)
    return Example(
        words={
            "organisation": member.slug,
            "matter": matter.pk,
            "treatment": treatment.pk,
            "follow_up": follow_up.pk,
        },
        let_in={
            "matters": EVERYBODY,
            "matters_csv": EVERYBODY,
            "treatment": TAKES_PART,
            "plan_treatment": writes,
            "replan_treatment": writes,
            "call_off_treatment": writes,
            "follow_up": writes,
            "change_follow_up": writes,
            "record_outcome": roles_at("member", RECORDS),
            "decide_by_delegation": MANAGEMENT,
        },
        sent={
            "call_off_treatment": {"version": "1"},
            "follow_up": {"text": "Svare"},
            "change_follow_up": {"text": "Svare", "version": "1"},
        },
    )
