"""Somebody leaves: all roles end on one day, and one successor is asked to take over what can be."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.fields import ONE_DAY
from loftet.core.registry import call_all
from loftet.invalid_input import InvalidInput
from loftet.people.actions.invitations import Terms, invite
from loftet.people.actions.roles import wait_for
from loftet.people.hooks import ROLE_LEFT
from loftet.people.models import Invitation, Role, RoleKind
from loftet.people.permissions import Actor
from loftet.people.rules import is_last_leader, may_hand_over, may_leave


@transaction.atomic
def leave(last_day: date, successor: str, *, actor: Actor) -> list[Invitation]:
    """End all roles of a person after a last day; return the invitations to the successor.

    The last one in the top management keeps that role until the successor has said yes.

    Raises:
        InvalidInput: when the last one in the top management names no successor.
    """
    sent = []
    rows = Role.objects.on(actor.today).filter(user=actor.person)
    for role in rows.select_related("organisation__place", "user", "delegation").order_by("organisation"):
        wait_for(role.organisation)
        is_last = is_last_leader(role, actor.today)
        if is_last and not successor:
            said = {"organisation": role.organisation.name}
            alone = _("You are the only one in the top management of %(organisation)s. Say who takes over.")
            raise InvalidInput.because(alone % said, field="email")
        is_handed_over = bool(successor) and bool(may_hand_over(actor, role))
        if is_handed_over:
            terms = Terms(RoleKind(role.kind), valid_from=last_day + ONE_DAY, replaces=role)
            form = role.organisation.official_form
            sent.append(invite(role.organisation, successor, terms, language=form, actor=actor))
        if not is_last:
            leave_role(role, last_day, actor=actor)
        if not is_handed_over:
            call_all(ROLE_LEFT, role, actor.person, actor.now)
    return sent


@action("role.left", rule=may_leave, details=lambda done: {"kind": done.record.kind})
def leave_role(role: Role, last_day: date, *, actor: Actor) -> Role:
    """End a role of one's own, or by delegation, after a last day."""
    role.valid_to = last_day + ONE_DAY
    role.ended, role.given_up = actor.now, True
    return role
