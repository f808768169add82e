"""A finished project of a municipality, for the tests that walk through the pages of projects."""

from datetime import timedelta

from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind
from loftet.projects.actions import add_effect, begin_project, finish_project, start_project, write_reuse
from loftet.projects.models import ExpectedEffect, Milestone, Project
from loftet.projects.rules import ACTS, LEADS

LENT = ("lent: procurement_officer", "lent: facilitator")
LEADERS = (*roles_at("member", LEADS), *LENT)
WRITERS = (*roles_at("member", WRITES), "lent: procurement_officer")
OVER = ("project_edit", "project_begin", "project_finish", "project_stop", "project_status")
PLANS = (
    "project_partner_create",
    "project_milestone_create",
    "project_effect_create",
    "project_money_create",
)
FOLLOWS_UP = (
    "project_benefit_create",
    "project_application_create",
    "project_reuse_edit",
    "project_adopter_abroad",
)
READS = (
    *(
        "projects",
        "schemes",
        "project",
        "project_calendar_ics",
        "project_plan_csv",
        "project_benefit_plan_docx",
    ),
    *("project_funding", "project_reuse"),
)


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a finished project that a municipality leads and offers, and who is let in where."""
    member = member_of(organisation, actor)
    kind = RoleKind.BUSINESS_ADVISER
    Role.objects.create(user=actor.person, organisation=member, kind=kind, valid_from=actor.today)
    leader = actor_at(actor.person, actor.now, actor.today)
    project = _finished(leader, member)
    row = Milestone.objects.create(
        project=project, title="Målarar på plass", due=actor.today, first_due=actor.today
    )
    version, day = str(project.version), (actor.today + timedelta(days=30)).isoformat()
    return Example(
        words={"pk": project.pk, "id": row.pk, "kind": "milepel", "organisation": member.slug},
        let_in={
            **dict.fromkeys(READS, EVERYBODY),
            **dict.fromkeys((*OVER, *PLANS, "project_part", "project_part_remove"), ()),  # it is over
            **dict.fromkeys(FOLLOWS_UP, LEADERS),
            "project_create": LEADERS,
            "project_point_create": (*roles_at("member", ACTS), *LENT),
            "project_reading": (),  # no coordinator takes part in it
            "project_adopt": WRITERS,
        },
        sent=_sent(member, day, version)
        | {
            "project_point_create": {
                "effect": str(project.effects.get().pk),
                "day": actor.today.isoformat(),
                "value": "3",
            }
        },
    )


def _sent(member: Organisation, day: str, version: str) -> dict[str, dict[str, str]]:
    """Return each form filled in rightly."""
    offer = {"specification": "Steng kranene.", "failed": "Plakatar.", "price": "nothing"}
    offer["contact"] = "Driftsleiar"
    return {
        "project_create": {"title": "Korte dusjar", "kind": "change", "starts_on": day},
        "project_benefit_create": {
            "kind": "saving",
            "what": "Straum",
            "amount": "12000",
            "bears": "Skulane",
            "answers": "Rektor",
            "due": day,
        },
        "project_application_create": {
            "scheme": "klimasats",
            "applicant": member.name,
            "amount": "100000",
            "state": "written",
        },
        "project_reuse_edit": offer | {"version": "1"},
        "project_adopter_abroad": {"abroad": "Provby, Sverige", "version": version},
    }


def _finished(leader: Actor, member: Organisation) -> Project:
    """Create the project, and offer it to others."""
    plan = {"title": "Mindre vatn i svinn", "kind": "change", "starts_on": leader.today}
    project = start_project(member, plan, actor=leader)
    expected = {"indicator": "water_leakage", "size": 2, "by_year": leader.today.year + 2}
    figure = ExpectedEffect(project=project)
    add_effect(project, figure, expected | {"own_figure": "Liter om natta"}, actor=leader)
    project.refresh_from_db()
    project = begin_project(project, {"staff": "Drøfta i dag"}, actor=leader)
    project = finish_project(project, {"result": "Kranene er stengde."}, actor=leader)
    offer = {"specification": "Steng.", "failed": "Plakatar.", "price": "nothing", "contact": "Driftsleiar"}
    write_reuse(project, offer, 0, actor=leader)
    return project
