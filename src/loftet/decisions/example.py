"""A municipality's draft with a treatment and a follow-up, for the tests that walk through the pages."""

from datetime import date

from loftet.core.registry import Example
from loftet.decisions.models import Body, BodyKind, FollowUp, Matter, MatterState, Treatment, TreatmentKind
from loftet.decisions.rules import KEEPS_BODIES, RECORDS, WRITES
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
    assert treatment.body is not None
    meeting = treatment.body.meetings.create(day=actor.today)
    keeps, own = (*roles_at("member", KEEPS_BODIES), "lent: facilitator"), TAKES_PART
    writes = (*roles_at("member", WRITES), *LENT)
    return Example(
        words={
            "organisation": member.slug,
            "matter": matter.pk,
            "treatment": treatment.pk,
            "follow_up": follow_up.pk,
            "body": treatment.body_id,
            "meeting": meeting.pk,
        },
        let_in={
            **dict.fromkeys(PUBLIC, EVERYBODY),
            **dict.fromkeys(OF_KEEPERS, keeps),
            **dict.fromkeys(("matter", "tracking", "tracking_csv", "declare_disqualified"), own),
            **dict.fromkeys(("note_departure", "ask_for_access", "access_zip"), own),
            **dict.fromkeys(("new_matter", "revise_matter", "withdraw_matter"), writes),
            "assign_matter": writes,
            "publish_matter": MANAGEMENT,
            "lead_out": (),  # it is no region's
            "treatment": TAKES_PART,
            "plan_treatment": writes,
            "replan_treatment": writes,
            "call_off_treatment": writes,
            "follow_up": writes,
            "change_follow_up": writes,
            "record_outcome": roles_at("member", RECORDS),
            "decide_by_delegation": MANAGEMENT,
        },
        sent=_sent(actor.today),
    )


def _sent(today: date) -> dict[str, dict[str, str]]:
    """Return what is sent to the pages that change something."""
    return {
        "call_off_treatment": {"version": "1"},
        "follow_up": {"text": "Svare"},
        "change_follow_up": {"text": "Svare", "version": "1"},
        "new_matter": MATTER,
        "revise_matter": MATTER | {"version": "1"},
        "assign_matter": {"assignee": "", "version": "1"},
        "new_body": BODY,
        "change_body": BODY | {"version": "1"},
        "finish_body": {"version": "1"},
        "change_meeting": {"day": today.isoformat(), "version": "1"},
        "cancel_meeting": {"version": "1"},
    }


PUBLIC = (
    *("matters", "matters_csv", "bodies", "organisation_calendar", "organisation_meetings_csv"),
    *("body", "body_calendar", "body_csv"),
)
OF_KEEPERS = (
    *("new_body", "change_body", "finish_body", "plan_meetings"),
    *("change_meeting", "cancel_meeting"),
)
BODY = {"kind": "committee", "name": "Utval", "paper_days": "10", "counted_in": "calendar"}
MATTER = {"title": "Deltaking", "proposal": "Delta.", "language": "nn"}
