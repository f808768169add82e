"""The rules on people, roles and invitations; a no always has its reason."""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.core.words import Words
from loftet.people.invitation_conditions import is_open_to_invitations
from loftet.people.models import (
    Answer,
    Delegation,
    Disqualification,
    Invitation,
    Organisation,
    OrganisationKind,
    Role,
    RoleKind,
    User,
)
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, ActiveRole, Actor, Permissions
from loftet.places.queries import around

logger = logging.getLogger(__name__)

INVITATION_LASTS = timedelta(days=14)
UNDONE_WITHIN = timedelta(days=30)
ACCESS_REQUEST_KEPT = timedelta(days=30)
NOT_UNDONE = Denied(_("It can be undone for 30 days after it was ended, and no longer."))
NOT_AGAIN = Denied(_("The person has this role already, or is no longer here."))
# What a person is by election or by office is not lent to somebody else's employee.
NOT_DELEGATED = frozenset(
    {RoleKind.TOP_MANAGEMENT, RoleKind.POLITICIAN, RoleKind.EMPLOYEE_REPRESENTATIVE, RoleKind.ADMINISTRATOR}
)
# Who has one of these decides who else takes part.
DECIDES = frozenset({RoleKind.TOP_MANAGEMENT, RoleKind.ADMINISTRATOR})
COORDINATES = frozenset(
    {OrganisationKind.REGIONAL_COUNCIL, OrganisationKind.COUNTY, OrganisationKind.PARTNER}
)


def may_act_by(permissions: Permissions, numbers: Sequence[str]) -> Verdict:
    """Check whether somebody has a role in one of the organisations that a service for signing in names."""
    held = permissions.held_in()
    if Organisation.objects.filter(pk__in=held, number__in=[one for one in numbers if one]).exists():
        return ALLOWED
    return Denied(_("You have no role here in the organisation that you chose where you signed in."))


def may_enter(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the page of an organisation is shown: to its people, and to those who may invite."""
    seen = may_see_people(actor.permissions, organisation)
    return ALLOWED if seen or may_appoint_to_any(actor.permissions, organisation, actor.today) else seen


def may_see_list(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the list of an organisation's people is handed out."""
    return may_see_people(actor.permissions, organisation)


def may_see_people(permissions: Permissions, organisation: Organisation) -> Verdict:
    """Check whether the people of an organisation are shown: to those who have a role there."""
    if permissions.has(organisation):
        return ALLOWED
    return Denied(_("Only those who have a role in the organisation can see who else has one."))


def role_rule(
    kinds: Collection[str], of_others: Words, roles: Collection[RoleKind], without: Words
) -> Callable[[Actor, Any], Verdict]:
    """Build the rule of what some roles, also lent, do for an organisation or a place of some kinds."""

    def rule(actor: Actor, subject: Any) -> Verdict:
        if subject.kind not in kinds:
            return Denied(of_others)
        return ALLOWED if actor.permissions.has(subject, *roles) else Denied(without)

    return rule


def may_read_log(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the log of an organisation is shown."""
    if actor.permissions.has(organisation, RoleKind.ADMINISTRATOR, RoleKind.TOP_MANAGEMENT):
        return ALLOWED
    return Denied(_("The log is read by the administrators and the top management of the organisation."))


def may_appoint(permissions: Permissions, organisation: Organisation, kind: RoleKind, on: date) -> Verdict:
    """Check whether an actor may invite to a role, or hand one over, or end it.

    Top management appoints to every role; an administrator to all but top management. A role by delegation
    appoints to none: what was lent is the role that the document names, to one person, and somebody
    appointed by it would hold a role of their own that outlasts it. Who coordinates a region invites the
    first of a municipality's top management, so that it can begin.
    """
    if permissions.has_own(organisation, RoleKind.TOP_MANAGEMENT):
        return ALLOWED
    if kind != RoleKind.TOP_MANAGEMENT and permissions.has_own(organisation, RoleKind.ADMINISTRATOR):
        return ALLOWED
    if kind == RoleKind.TOP_MANAGEMENT and may_begin(permissions, organisation, on):
        return ALLOWED
    if kind in DECIDES:
        return Denied(_("Only the top management of the organisation decides who has this role."))
    return Denied(_("Only administrators and top management decide who has a role in the organisation."))


def facilitator_roles(permissions: Permissions) -> list[ActiveRole]:
    """Return the roles of somebody who facilitates for a region, a county or the whole partnership."""
    return [
        one
        for one in permissions.roles
        if one.kind == RoleKind.FACILITATOR and not one.by_delegation and one.organisation_kind in COORDINATES
    ]


def reaches(roles: Sequence[ActiveRole], place: int | None, on: date) -> bool:
    """Check whether a place lies where facilitators work: in a region of one, or anywhere for a partner."""
    if any(one.organisation_kind == OrganisationKind.PARTNER for one in roles):
        return True
    if place is None:
        return False
    led = {one.place for one in roles if one.place is not None}
    return around(place, on).filter(pk__in=led).exists()


def may_begin(permissions: Permissions, organisation: Organisation, on: date) -> bool:
    """Check whether a coordinator may invite the first of a municipality's top management."""
    if organisation.kind != OrganisationKind.MUNICIPALITY:
        return False
    leaders = facilitator_roles(permissions)
    if (
        not leaders
        or Role.objects.on(on).filter(organisation=organisation, kind=RoleKind.TOP_MANAGEMENT).exists()
    ):
        return False
    return reaches(leaders, organisation.place_id, on)


def may_appoint_to_any(
    permissions: Permissions, organisation: Organisation, on: date
) -> tuple[RoleKind, ...]:
    """Return the kinds of role that somebody may invite to."""
    return tuple(kind for kind in RoleKind if may_appoint(permissions, organisation, kind, on))


def may_invite_somebody(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether an actor may invite to any role of an organisation."""
    if may_appoint_to_any(actor.permissions, organisation, actor.today):
        return is_open_to_invitations(organisation)
    return may_appoint(actor.permissions, organisation, RoleKind.EDITOR, actor.today)


def may_offer_delegation(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether an actor may let others act for an organisation in any role."""
    allowed = may_delegate(actor.permissions, organisation, RoleKind.EDITOR)
    return allowed and is_open_to_invitations(organisation)


def may_delegate(permissions: Permissions, organisation: Organisation, kind: RoleKind) -> Verdict:
    """Check whether an actor may let others act for an organisation: its own top management, in writing."""
    if not permissions.has_own(organisation, RoleKind.TOP_MANAGEMENT):
        return Denied(_("Only the organisation's own top management can delegate."))
    if kind in NOT_DELEGATED:
        return Denied(_("This role cannot be delegated: it is held by election or by office."))
    return ALLOWED


def may_invite(permissions: Permissions, invitation: Invitation, on: date) -> Verdict:
    """Check whether an invitation may be made, and still stands: who made it must be able to."""
    return decides_on(permissions, invitation, on) and is_open_to_invitations(invitation.organisation)


def decides_on(permissions: Permissions, invitation: Invitation, on: date) -> Verdict:
    """Check whether an actor decides on who has the role or the delegation of an invitation."""
    organisation, kind = invitation.organisation, RoleKind(invitation.kind)
    if invitation.is_delegation:
        return may_delegate(permissions, organisation, kind)
    return may_appoint(permissions, organisation, kind, on)


def may_answer(actor: Actor, invitation: Invitation) -> Verdict:
    """Check whether an invitation can be answered by somebody."""
    if invitation.answer == Answer.WITHDRAWN:
        return Denied(_("The invitation has been withdrawn."))
    if invitation.answer:
        return Denied(_("The invitation has been answered already."))
    if invitation.expires <= actor.now:
        return Denied(_("The invitation has expired. Ask for a new one."))
    if not invitation.email or invitation.email != actor.person.email:
        return Denied(_("The invitation is for another address."))
    if invitation.invited_by_id == actor.person.pk:
        return Denied(_("Nobody can appoint themselves to this role."))
    return ALLOWED


def may_withdraw_invitation(actor: Actor, invitation: Invitation) -> Verdict:
    """Check whether an invitation may be taken back."""
    if invitation.answer:
        return Denied(_("The invitation has been answered already."))
    return decides_on(actor.permissions, invitation, actor.today)


def may_send_invitation_again(actor: Actor, invitation: Invitation) -> Verdict:
    """Check whether an invitation may be sent again: while it waits, by those who may invite."""
    if invitation.answer:
        return Denied(_("The invitation has been answered already."))
    if invitation.expires <= actor.now:
        return Denied(_("The invitation has expired. Make a new one."))
    return may_invite(actor.permissions, invitation, actor.today)


def may_end_role(actor: Actor, role: Role) -> Verdict:
    """Check whether a role may be ended: by its holder, and by those who appoint to it; never a lent one."""
    if not Role.objects.on(actor.today).filter(pk=role.pk).exists():
        return Denied(_("The role has ended already."))
    if role.delegation_id is not None:
        return Denied(_("A role by delegation ends when the delegation is withdrawn."))
    if is_last_leader(role, actor.today):
        return Denied(
            _("Nobody else is in the top management, which decides who takes part. Hand over first.")
        )
    if role.user_id == actor.person.pk:
        return ALLOWED
    return may_appoint(actor.permissions, role.organisation, RoleKind(role.kind), actor.today)


def may_leave(actor: Actor, role: Role) -> Verdict:
    """Check whether somebody leaves a role: their own, while it is held."""
    if role.user_id != actor.person.pk or not Role.objects.on(actor.today).filter(pk=role.pk).exists():
        return Denied(_("The role has ended already."))
    return ALLOWED


def may_leave_all(actor: Actor, _subject: object = None) -> Verdict:
    """Check whether there is anything to leave."""
    return ALLOWED if actor.permissions.roles else Denied(_("You have no role to leave."))


def is_last_leader(role: Role, on: date) -> bool:
    """Check whether nobody else stays in the top management of a municipality, council or county."""
    if role.kind != RoleKind.TOP_MANAGEMENT or role.organisation.kind not in SPEAKS_FOR_ITS_PLACE:
        return False  # it is never by delegation
    held = role.organisation.roles.on(on).filter(kind=role.kind, delegation=None, ended=None)
    return not held.exclude(user=role.user_id).exists()


def may_undo_end(actor: Actor, role: Role) -> Verdict:
    """Check whether a role that was ended may be given back: by a holder who gave it up, or who appoints."""
    if role.ended is None or role.ended <= actor.now - UNDONE_WITHIN:
        return NOT_UNDONE
    same = role.user.roles.on_or_after(actor.today).filter(organisation=role.organisation, kind=role.kind)
    if not role.user.is_active or same.exclude(pk=role.pk).exists():
        return NOT_AGAIN
    if role.given_up and role.user_id == actor.person.pk:
        return ALLOWED
    return may_appoint(actor.permissions, role.organisation, RoleKind(role.kind), actor.today)


def may_undo_withdrawal(actor: Actor, delegation: Delegation) -> Verdict:
    """Check whether a delegation may hold again: by who gave it back, or the giver's management."""
    if delegation.withdrawn is None or delegation.withdrawn <= actor.now - UNDONE_WITHIN:
        return NOT_UNDONE
    holder, giver = delegation.holder, delegation.giver
    same = holder.roles.on_or_after(actor.today).filter(organisation=giver, kind=delegation.kind)
    if not holder.is_active or same.exclude(delegation=delegation).exists():
        return NOT_AGAIN
    is_own = delegation.given_back and holder.pk == actor.person.pk
    if is_own or actor.permissions.has_own(giver, RoleKind.TOP_MANAGEMENT):
        return ALLOWED
    return Denied(_("Only the organisation's own top management can delegate."))


def may_hand_over(actor: Actor, role: Role) -> Verdict:
    """Check whether a role may be handed over to somebody else."""
    if role.delegation_id is not None:
        return Denied(_("A delegation is to one person. Withdraw it, and give a new one."))
    if not Role.objects.on(actor.today).filter(pk=role.pk).exists():
        return Denied(_("The role has ended already."))
    return may_appoint(actor.permissions, role.organisation, RoleKind(role.kind), actor.today)


def may_open_end_of_role(actor: Actor, role: Role) -> Verdict:
    """Check whether the page that ends a role is shown: who may not end it is told why, and hands it over."""
    return may_hand_over(actor, role) or may_end_role(actor, role)


def may_withdraw_delegation(actor: Actor, delegation: Delegation) -> Verdict:
    """Check whether a delegation may be withdrawn: by the giver's management, or given back by its holder."""
    if delegation.withdrawn is not None:
        return Denied(_("The delegation has been withdrawn already."))
    if delegation.holder_id == actor.permissions.user:
        return ALLOWED
    if actor.permissions.has_own(delegation.giver, RoleKind.TOP_MANAGEMENT):
        return ALLOWED
    return Denied(_("Only the organisation's own top management can withdraw a delegation."))


def not_disqualified(user: User, *subjects: models.Model) -> Verdict:
    """Check whether a person may take part in things: nobody does who has declared to be disqualified.

    One query, however many the things are.
    """
    rows = Disqualification.objects.standing().filter(user=user)
    declared = set(rows.values_list("subject_type", "subject_id"))
    if any((ContentType.objects.get_for_model(one).pk, one.pk) in declared for one in subjects):
        return Denied(_("You have declared that you are disqualified («inhabil») in this matter."))
    return ALLOWED


def may_lift(actor: Actor, declared: Disqualification) -> Verdict:
    """Check whether a declaration may be lifted: by the person who made it."""
    if declared.user_id != actor.person.pk:
        return Denied(_("Only the one who declared it can say that it no longer holds."))
    if declared.lifted is not None:
        return Denied(_("It has been lifted already."))
    return ALLOWED
