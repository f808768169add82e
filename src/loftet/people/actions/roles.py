"""Roles: begun, ended, handed over; delegations withdrawn."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loftet.core.actions import Done, action
from loftet.core.verdicts import Denied, NotAllowed
from loftet.log.actions import record
from loftet.people.models import Delegation, Organisation, Role, RoleKind, User
from loftet.people.permissions import Actor
from loftet.people.queries import permissions_at
from loftet.people.rules import may_end_role, may_hand_over, may_withdraw_delegation
from loftet.people.signals import role_began


def wait_for(organisation: Organisation) -> None:
    """Lock an organisation, so that two who change who takes part do it one after the other.

    It is locked before any of its rows: two who lock in different orders would wait for each other for good.
    """
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


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
    role_began.send(Role, role=role, by=by, today=today)
    return role


def end_now(role: Role, *, by: User | None, today: date) -> None:
    """End a role today; to be called inside an action that has asked its rule."""
    row = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if row.valid_to is not None and row.valid_to <= today:
        raise NotAllowed(Denied(_("The role has ended already.")))
    _end(row, by, today)


def _end(row: Role, by: User | None, today: date) -> None:
    row.valid_to = max(today, row.valid_from)
    row.save(update_fields=["valid_to"])
    _write_log("role.ended", row, by)


def _details(done: Done) -> Mapping[str, object]:
    return {"kind": done.record.kind, "person": done.record.user_id}


@action("role.ended", rule=may_end_role, details=_details)
def end_role(role: Role, *, actor: Actor) -> Role:
    """End a role."""
    role.valid_to = max(actor.today, role.valid_from)
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
    delegation.withdrawn = actor.now
    for role in Role.objects.on_or_after(actor.today).filter(delegation=delegation):
        role.valid_to = max(actor.today, role.valid_from)
        role.save(update_fields=["valid_to"])
    return delegation


def _write_log(key: str, role: Role, by: User | None) -> None:
    """Add an entry to the organisation's log; whose role it is stands as a number."""
    of, details = role.organisation, {"kind": role.kind, "person": role.user_id}
    record(key, role, by=by, acting_for=of.name, scope=of.slug, details=details)
