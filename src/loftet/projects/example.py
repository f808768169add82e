"""A finished project of a municipality, for the tests that walk through the pages of projects."""

from datetime import timedelta

from loftet.core.registry import Example
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind
from loftet.projects.actions import add_effect, begin_project, finish_project, start_project
from loftet.projects.models import ExpectedEffect, Milestone, Project
from loftet.projects.rules import ACTS, LEADS

LENT = ("lent: procurement_officer", "lent: facilitator")
LEADERS = (*roles_at("member", LEADS), *LENT)
OVER = ("project_edit", "project_begin", "project_finish", "project_stop", "project_status")
PLANS = (
    "project_partner_create",
    "project_milestone_create",
    "project_effect_create",
    "project_money_create",
)
FOLLOWS_UP = ("project_benefit_create", "project_application_create")
READS = (
    *("projects", "schemes", "project", "project_funding"),
    *("project_calendar_ics", "project_plan_csv", "project_benefit_plan_docx"),
)


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a finished project that a municipality leads, and who is let in where."""
    member = member_of(organisation, actor)
    project = finished_project(actor, member)
    row = Milestone.objects.create(
        project=project, title="Målarar på plass", due=actor.today, first_due=actor.today
    )
    day = (actor.today + timedelta(days=30)).isoformat()
    return Example(
        words={"pk": project.pk, "id": row.pk, "kind": "milepel", "organisation": member.slug},
        let_in={
            **dict.fromkeys(READS, EVERYBODY),
            **dict.fromkeys((*OVER, *PLANS, "project_part", "project_part_remove"), ()),  # it is over
            **dict.fromkeys(FOLLOWS_UP, LEADERS),
            "project_create": LEADERS,
            "project_point_create": (*roles_at("member", ACTS), *LENT),
            "project_reading": (),  # no coordinator takes part in it
        },
        sent=_sent(member, day)
        | {
            "project_point_create": {
                "effect": str(project.effects.get().pk),
                "day": actor.today.isoformat(),
                "value": "3",
            }
        },
    )


def _sent(member: Organisation, day: str) -> dict[str, dict[str, str]]:
    """Return each form filled in rightly."""
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
    }


def finished_project(actor: Actor, member: Organisation) -> Project:
    """Create a finished project that a municipality leads, and the role by which the actor does it."""
    kind = RoleKind.BUSINESS_ADVISER
    Role.objects.get_or_create(
        user=actor.person, organisation=member, kind=kind, defaults={"valid_from": actor.today}
    )
    leader = actor_at(actor.person, actor.now, actor.today)
    plan = {"title": "Mindre vatn i svinn", "kind": "change", "starts_on": leader.today}
    project = start_project(member, plan, actor=leader)
    expected = {"indicator": "water_leakage", "size": 2, "by_year": leader.today.year + 2}
    figure = ExpectedEffect(project=project)
    add_effect(project, figure, expected | {"own_figure": "Liter om natta"}, actor=leader)
    project.refresh_from_db()
    project = begin_project(project, {"staff": "Drøfta i dag"}, actor=leader)
    return finish_project(project, {"result": "Kranene er stengde."}, actor=leader)
