"""A published experience of a municipality that helped its council, for the tests that walk the pages."""

from loftet.core.registry import Example
from loftet.learning.actions import publish_experience, say_helped, write_experience
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind
from loftet.projects.rules import LEADS

LENT = ("lent: procurement_officer", "lent: facilitator")
WRITERS = (*roles_at("member", LEADS), *LENT)
HELPED = roles_at("own", LEADS)
OTHERS = ("other: top_management",)
WRITTEN = {
    "title": "Stengde kranane om natta",
    "outcome": "worked",
    "done": "Driftsfolka stengde ein kran om gongen og lytta.",
    "effect": "To lekkasjar er tetta.",
    "failed": "Kartet stemte ikkje.",
    "contact": "Driftsleiar, 90 00 00 00",
}
WRITES = ("experience_create", "experience_edit", "experience_step", "experience_confirm")
READS = ("experiences", "experience", "courses", "course")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a published experience, and who is let in where."""
    member = member_of(organisation, actor)
    kind = RoleKind.BUSINESS_ADVISER
    Role.objects.create(user=actor.person, organisation=member, kind=kind, valid_from=actor.today)
    writer = actor_at(actor.person, actor.now, actor.today)
    experience = write_experience(member, WRITTEN, actor=writer)
    experience = publish_experience(experience, actor=writer)
    helped = say_helped(experience, organisation, "I anbodet om vassmålarar", actor=writer)
    version = str(experience.version)
    return Example(
        words={
            "pk": experience.pk,
            "experience": experience.pk,
            "helped": helped.pk,
            "organisation": member.slug,
            "step": "unpublish",
            "course": "small-purchases",
        },
        let_in={
            **dict.fromkeys(READS, EVERYBODY),
            **dict.fromkeys(WRITES, WRITERS),
            "experience_help": (*HELPED, *OTHERS),
            "experience_help_remove": HELPED,
            "course_finish": tuple(one for one in EVERYBODY if one != "nobody"),
        },
        query={"course": {"svar1": "1", "svar2": "0", "svar3": "1"}},
        sent={
            "experience_create": WRITTEN,
            "experience_edit": WRITTEN | {"version": version},
            "experience_help": {"organisation": str(organisation.pk), "used_in": "I anbodet"},
        },
    )
