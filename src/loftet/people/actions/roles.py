"""Roles: begun, ended, handed over; delegations withdrawn."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loftet.background.outbox import enqueue
from loftet.core.actions import Done, action
from loftet.core.registry import call_all
from loftet.core.verdicts import Denied, NotAllowed
from loftet.log.actions import record
from loftet.people.hooks import ROLE_BEGAN
from loftet.people.letters import ROLE
from loftet.people.models import Answer, Delegation, Invitation, Organisation, Role, RoleKind, User
from loftet.people.permissions import Actor, permissions_at
from loftet.people.rules import (
    may_end_role,
    may_hand_over,
    may_undo_end,
    may_undo_withdrawal,
    may_withdraw_delegation,
)


def wait_for(organisation: Organisation) -> None:
    """Lock an organisation, so that two who change who takes part do it one after the other.

    It is locked before any of its rows: two who lock in different orders would wait for each other for good.
    """
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)


def begin_role(
    user: User,
    organisation: Organisation,
    kind: RoleKind,
    *,
    by: User | None,
    today: date,
    delegation: Delegation | None = None,
) -> Role:
    """Create a role; to be called inside an action that has asked its rule.

    Somebody who is given it by another is told in a letter.

    Raises:
        NotAllowed: when the person has the role already.
    """
    wait_for(organisation)
    held = Role.objects.on_or_after(today).filter(user=user, organisation=organisation, kind=kind)
    if held.exists():
        raise NotAllowed(Denied(_("The person has this role already.")))
    role = Role(
        user=user,
        organisation=organisation,
        kind=kind,
        valid_from=delegation.valid_from if delegation else today,
        valid_to=delegation.valid_to if delegation else None,
        delegation=delegation,
    )
    role.full_clean()
    role.save()
    _write_log("role.began", role, by)
    if by is None or by.pk != user.pk:
        enqueue(ROLE, role.pk, receiver=user.pk)
    call_all(ROLE_BEGAN, role, by, today)
    return role


def end_now(role: Role, *, by: User | None, today: date) -> None:
    """End a role today; to be called inside an action that has asked its rule."""
    row = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if row.valid_to is not None and row.valid_to <= today:
        raise NotAllowed(Denied(_("The role has ended already.")))
    _end(row, by, today)


def end_all(organisation: Organisation, *, by: User, now: datetime, today: date) -> None:
    """End every role and delegation of an organisation; to be called inside an action that asked its rule.

    The invitations that wait fall with them.
    """
    wait_for(organisation)
    for invitation in Invitation.objects.filter(organisation=organisation, answer="").select_for_update():
        invitation.close(Answer.WITHDRAWN, now)
    Delegation.objects.filter(giver=organisation, withdrawn=None).update(withdrawn=now)
    # Nobody undoes it: not even who gave up a role, or gave one back, before it came to this.
    Delegation.objects.filter(giver=organisation).update(given_back=False)
    for role in Role.objects.filter(organisation=organisation).exclude(ended=None):
        keep_ended(role)
    for role in (
        Role.objects.on_or_after(today).filter(organisation=organisation).select_for_update(of=("self",))
    ):
        _end(role, by, today)


def keep_ended(role: Role) -> None:
    """Remove that the end of a role can be undone: somebody else has it now, or nobody can."""
    role.ended, role.given_up = None, False
    role.save(update_fields=["ended", "given_up"])


def _end(row: Role, by: User | None, today: date) -> None:
    row.valid_to = max(today, row.valid_from)
    row.save(update_fields=["valid_to"])
    keep_ended(row)
    _write_log("role.ended", row, by)


def _details(done: Done) -> Mapping[str, object]:
    return {"kind": done.record.kind, "person": done.record.user_id}


@action("role.ended", rule=may_end_role, details=_details)
def end_role(role: Role, *, actor: Actor) -> Role:
    """End a role."""
    role.valid_to = max(actor.today, role.valid_from)
    role.ended, role.given_up = actor.now, role.user_id == actor.person.pk
    return role


@action("role.restored", rule=may_undo_end, details=_details)
def undo_end(role: Role, *, actor: Actor) -> Role:
    """Restore a role that was ended by mistake."""
    role.valid_to = role.delegation.valid_to if role.delegation else None
    role.ended, role.given_up = None, False
    return role


@transaction.atomic
def hand_over(role: Role, to: User, *, actor: Actor) -> Role:
    """Pass a role on to somebody else who takes part: the old one ends as the new one begins."""
    wait_for(role.organisation)
    return _hand_over(role, to, actor=actor)


@action(None, rule=may_hand_over)  # the log has the end of the one role and the beginning of the other
def _hand_over(role: Role, to: User, *, actor: Actor) -> Role:
    if not permissions_at(to, actor.today).has_own(role.organisation):
        stranger = _("The one who takes over must take part in the organisation, or be invited.")
        raise NotAllowed(Denied(stranger))
    _end(role, actor.person, actor.today)
    return begin_role(to, role.organisation, RoleKind(role.kind), by=actor.person, today=actor.today)


def _delegation_details(done: Done) -> Mapping[str, object]:
    return {"kind": done.record.kind, "person": done.record.holder_id}


@action("delegation.withdrawn", rule=may_withdraw_delegation, details=_delegation_details)
def withdraw_delegation(delegation: Delegation, *, actor: Actor) -> Delegation:
    """Withdraw a delegation; the roles by it end with it."""
    delegation.withdrawn, delegation.given_back = actor.now, delegation.holder_id == actor.person.pk
    for role in Role.objects.on_or_after(actor.today).filter(delegation=delegation):
        role.valid_to = max(actor.today, role.valid_from)
        role.save(update_fields=["valid_to"])
    return delegation


@action("delegation.restored", rule=may_undo_withdrawal, details=_delegation_details)
def undo_withdrawal(delegation: Delegation, *, actor: Actor) -> Delegation:
    """Restore a delegation that was withdrawn by mistake, with the roles by it."""
    delegation.withdrawn = None
    Role.objects.filter(delegation=delegation).update(valid_to=delegation.valid_to)
    return delegation


def _write_log(key: str, role: Role, by: User | None) -> None:
    """Add an entry to the organisation's log; whose role it is stands as a number."""
    of, details = role.organisation, {"kind": role.kind, "person": role.user_id}
    record(key, role, by=by, acting_for=of.name, scope=of.slug, details=details)
