"""Roles: begun, ended, handed over; delegations withdrawn."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.log.actions import record
from loftet.people.models import Delegation, Organisation, Role, RoleKind, User
from loftet.people.queries import permissions_at
from loftet.people.rules import may_end_role, may_hand_over, may_withdraw_delegation
from loftet.people.signals import role_began


def wait_for(organisation: Organisation) -> None:
    """Wait until nobody else changes who takes part in an organisation, so that nothing is given twice."""
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
    """Let a role begin; to be called inside an action that has checked that it may.

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
    note("role.began", role, by=by)
    role_began.send(Role, role=role, by=by, today=today)
    return role


def end_now(role: Role, *, by: User | None, today: date) -> None:
    """Let a role end today; to be called inside an action that has checked that it may."""
    row = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if row.valid_to is not None and row.valid_to <= today:
        raise NotAllowed(Denied(_("The role has ended already.")))
    row.valid_to = max(today, row.valid_from)
    row.save(update_fields=["valid_to"])
    note("role.ended", row, by=by)


@transaction.atomic
def end_role(role: Role, *, by: User, today: date) -> None:
    """End a role."""
    row = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    demand(may_end_role(permissions_at(by, today), row, today))
    if row.delegation is not None:  # given back by the holder, who is the only one to end it here
        raise NotAllowed(Denied(_("A role by delegation ends when the delegation is withdrawn.")))
    end_now(row, by=by, today=today)


@transaction.atomic
def hand_over(role: Role, to: User, *, by: User, today: date) -> Role:
    """Return a role to somebody else who takes part in the organisation: the old ends as the new begins."""
    wait_for(role.organisation)
    row = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    demand(may_hand_over(permissions_at(by, today), row, today))
    if not permissions_at(to, today).has_own(row.organisation):
        raise NotAllowed(Denied(_("Whoever takes over must take part in the organisation, or be invited.")))
    end_now(row, by=by, today=today)
    return begin_role(to, row.organisation, RoleKind(row.kind), by=by, today=today)


@transaction.atomic
def withdraw_delegation(delegation: Delegation, *, by: User, now: datetime, today: date) -> None:
    """Withdraw a delegation; the roles by it end with it."""
    row = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    demand(may_withdraw_delegation(permissions_at(by, today), row))
    row.withdrawn = now
    row.save(update_fields=["withdrawn"])
    for role in Role.objects.on_or_after(today).filter(delegation=row):
        role.valid_to = max(today, role.valid_from)
        role.save(update_fields=["valid_to"])
    details = {"kind": row.kind, "person": row.holder_id}
    record(
        "delegation.withdrawn",
        row,
        by=by,
        acting_for=row.giver.name,
        scope=row.giver.slug,
        details=details,
    )


def note(action: str, role: Role, *, by: User | None) -> None:
    """Write in the organisation's log; whose role it is stands as a number."""
    organisation = role.organisation
    details = {"kind": role.kind, "person": role.user_id}
    record(action, role, by=by, acting_for=organisation.name, scope=organisation.slug, details=details)
