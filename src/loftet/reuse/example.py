"""A finished project that is offered to others, for the tests that walk through its pages."""

from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation
from loftet.projects.example import LEADERS, finished_project
from loftet.reuse.actions import write_reuse

OFFER = {
    "specification": "Steng kranene.",
    "failed": "Plakatar.",
    "price": "nothing",
    "contact": "Driftsleiar",
}


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a project that a municipality offers, and who is let in where."""
    member = member_of(organisation, actor)
    project = finished_project(actor, member)
    write_reuse(project, OFFER, 0, actor=actor_at(actor.person, actor.now, actor.today))
    return Example(
        words={"pk": project.pk, "organisation": member.slug},
        let_in={
            "project_reuse": EVERYBODY,
            **dict.fromkeys(("project_reuse_edit", "project_adopter_abroad"), LEADERS),
            "project_adopt": (*roles_at("member", WRITES), "lent: procurement_officer"),
        },
        sent={
            "project_reuse_edit": OFFER | {"version": "1"},
            "project_adopter_abroad": {"abroad": "Provby, Sverige", "version": str(project.version)},
        },
    )
