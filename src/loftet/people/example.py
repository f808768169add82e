"""The people of examples, and an organisation with an invitation, a delegation, a role and a declaration."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType

from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.models import (
    Delegation,
    Disqualification,
    Invitation,
    Organisation,
    OrganisationKind,
    Role,
    RoleKind,
)
from loftet.places.queries import members_of


def roles_at(where: str, kinds: Iterable[RoleKind] = tuple(RoleKind)) -> tuple[str, ...]:
    """Return people with each of some roles, as an example names them: `roles_at("own")`."""
    return tuple(f"{where}: {kind}" for kind in kinds)


# The roles of the council and of its municipality; two who act for the municipality by delegation.
COUNCIL, MEMBER = roles_at("own"), roles_at("member")
LENT = ("lent: facilitator", "lent: procurement_officer")
OTHERS = ("no role", "other: top_management", "other: administrator", "supplier: top_management")
TAKES_PART = (*MEMBER, *LENT)
EVERYBODY = ("nobody", *COUNCIL, *TAKES_PART, *OTHERS)
MANAGEMENT = ("member: top_management",)


def member_of(organisation: Organisation, actor: Actor) -> Organisation:
    """Return a municipality of the region that a council speaks for."""
    assert organisation.place is not None
    places = members_of(organisation.place, actor.today)
    municipalities = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, place__in=places)
    return municipalities.order_by("pk")[0]


def rows_of(member: Organisation, actor: Actor) -> dict[str, object]:
    """Create one row of each kind in a municipality, and return the words of their addresses."""
    person = actor.person
    role = Role.objects.create(user=person, organisation=member, kind=RoleKind.EDITOR, valid_from=actor.today)
    delegation = Delegation.objects.create(
        giver=member,
        holder=person,
        kind=RoleKind.EDITOR,
        document="24/9",
        decided_by=person,
        valid_from=actor.today,
    )
    invitation = Invitation.objects.create(
        organisation=member,
        email="ny@gol.example",
        kind=RoleKind.PLANNER,
        language="nn",
        invited_by=person,
        invited=actor.now,
        expires=actor.now + timedelta(days=1),
    )
    disqualification = Disqualification.objects.create(
        user=person,
        subject_type=ContentType.objects.get_for_model(Organisation),
        subject_id=member.pk,
        subject_label=member.name,
        declared=actor.now,
    )
    return {
        "organisation": member.slug,
        "role": role.pk,
        "delegation": delegation.pk,
        "invitation": invitation.pk,
        "disqualification": disqualification.pk,
    }


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a municipality with one row of each kind, and who is let in where."""
    member = member_of(organisation, actor)
    appoints = (*MANAGEMENT, "member: administrator")
    return Example(
        words=rows_of(member, actor),
        let_in={
            "organisation": TAKES_PART,
            "organisation_csv": TAKES_PART,
            "act_for": TAKES_PART,
            "organisation_log": appoints,
            "invite": appoints,
            "withdraw_invitation": appoints,
            "send_invitation_again": appoints,
            "hand_over": appoints,
            "end_role": appoints,
            "delegate": MANAGEMENT,
            "withdraw_delegation": MANAGEMENT,
            # Somebody else's own
            "answer_invitation": (),
            "give_up_role": (),
            "take_up_role": (),
            "welcome": (),
            # Nothing has ended there
            "undo_end": (),
            "undo_withdrawal": (),
            "leave": tuple(one for one in EVERYBODY if one not in ("nobody", "no role")),
            "access_request": EVERYBODY,
            "lift_disqualification": (),
        },
        asked=EVERYBODY,
        sent={
            "invite": {"email": "x@gol.example", "kind": RoleKind.EDITOR},
            "hand_over": {"email": "x@gol.example"},
            "delegate": {"email": "x@al.example", "kind": RoleKind.EDITOR, "document": "24/2"},
            "answer_invitation": {"answer": "yes"},
            "leave": {"last_day": str(actor.today), "email": "x@gol.example"},
        },
    )
