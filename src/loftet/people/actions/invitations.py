"""Invitations: made, taken back, answered."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.outbox import enqueue, letter_state, send_again
from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.invalid_input import InvalidInput
from loftet.log.actions import record
from loftet.people.actions.roles import begin_role, end_now, wait_for
from loftet.people.letters import INVITATION
from loftet.people.models import Answer, Delegation, Invitation, Organisation, Role, RoleKind, User
from loftet.people.queries import permissions_at
from loftet.people.rules import (
    INVITATION_LASTS,
    may_answer,
    may_hand_over,
    may_invite,
    may_send_invitation_again,
    may_withdraw_invitation,
)

NO_LONGER = Denied(_("Whoever invited you can no longer do so. Ask for a new invitation."))


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody is asked to be: a role, by delegation if there is a document, instead of another's."""

    kind: RoleKind
    document: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    replaces: Role | None = None


@transaction.atomic
def invite(
    organisation: Organisation,
    email: str,
    terms: Terms,
    *,
    by: User,
    language: str,
    now: datetime,
    today: date,
) -> Invitation:
    """Ask whoever has an e-mail address to take a role; one that waits to the same role is replaced.

    Raises:
        NotAllowed, InvalidInput: when whoever invites may not, or it would be over before anybody can say
            yes.
    """
    invitation = Invitation(
        organisation=organisation,
        email=email.strip().lower(),
        kind=terms.kind,
        document=terms.document.strip(),
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        replaces=terms.replaces,
        language=language,
        invited_by=by,
        invited=now,
        expires=now + INVITATION_LASTS,
    )
    wait_for(organisation)
    _demand_may_invite(invitation, by, today)
    _close_earlier(invitation, now)
    invitation.full_clean()
    invitation.save()
    action = "invitation.delegation" if invitation.is_delegation else "invitation.made"
    note(action, invitation, by=by, person=None)
    enqueue(INVITATION, invitation.pk)
    return invitation


def _demand_may_invite(invitation: Invitation, by: User, today: date) -> None:
    who = permissions_at(by, today)
    demand(may_invite(who, invitation, today))
    if invitation.replaces is not None:
        demand(may_hand_over(who, invitation.replaces, today))
    if invitation.valid_to is not None and invitation.valid_to <= today:
        over = gettext("The delegation is over before anybody could use it.")
        raise InvalidInput.because(over, field="valid_to")


def _close_earlier(invitation: Invitation, now: datetime) -> None:
    """Take back what waits for the same person and role."""
    same = Invitation.objects.to(invitation.email).filter(
        organisation=invitation.organisation, kind=invitation.kind, answer=""
    )
    for earlier in same.select_for_update():
        close(earlier, Answer.WITHDRAWN, now)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User, now: datetime, today: date) -> None:
    """Take an invitation back."""
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    demand(may_withdraw_invitation(permissions_at(by, today), row, today))
    close(row, Answer.WITHDRAWN, now)
    note("invitation.withdrawn", row, by=by, person=None)


@transaction.atomic
def send_invitation_again(invitation: Invitation, *, by: User, now: datetime, today: date) -> None:
    """Send the letter about an invitation that waits once more.

    Raises:
        NotAllowed: when the person may not invite, or the letter was sent a moment ago.
    """
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    demand(may_send_invitation_again(permissions_at(by, today), row, now, today))
    if (
        letter := letter_state(INVITATION, row.pk, now)
    ) is None:  # from before there was an outbox, or forgotten
        enqueue(INVITATION, row.pk)
    else:
        send_again(letter.letter, now)
    note("invitation.sent_again", row, by=by, person=None)


@transaction.atomic
def decline(invitation: Invitation, *, by: User, now: datetime) -> None:
    """Say no to an invitation."""
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    demand(may_answer(by, row, now))
    close(row, Answer.DECLINED, now)
    note("invitation.declined", row, by=by, person=by)


@transaction.atomic
def accept(invitation: Invitation, *, by: User, now: datetime, today: date) -> Role:
    """Say yes: the role begins, and the one that it replaces ends.

    Raises:
        NotAllowed: when it is withdrawn, answered, expired or another's, or whoever made it may no longer.
    """
    wait_for(invitation.organisation)
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    demand(may_answer(by, row, now))
    inviter = row.invited_by
    if not inviter.is_active or not may_invite(permissions_at(inviter, today), row, today):
        raise NotAllowed(NO_LONGER)
    delegation = lend(row, by, today) if row.is_delegation else None
    if row.replaces is not None:
        end_now(row.replaces, by=inviter, today=today)
    role = begin_role(by, row.organisation, RoleKind(row.kind), by=by, today=today, delegation=delegation)
    close(row, Answer.ACCEPTED, now)
    note("invitation.accepted", row, by=by, person=by)
    return role


def lend(row: Invitation, holder: User, today: date) -> Delegation:
    """Make the delegation that an accepted invitation is about."""
    if row.valid_to is not None and row.valid_to <= today:
        raise NotAllowed(Denied(_("The delegation has ended already. Ask for a new one.")))
    return Delegation.objects.create(
        giver=row.organisation,
        holder=holder,
        kind=row.kind,
        document=row.document,
        decided_by=row.invited_by,
        valid_from=max(row.valid_from or today, today),
        valid_to=row.valid_to,
    )


def close(row: Invitation, answer: Answer, now: datetime) -> None:
    """Keep the answer, and let the address go."""
    row.answer, row.answered, row.email = answer, now, ""
    row.save(update_fields=["answer", "answered", "email"])


def note(action: str, row: Invitation, *, by: User, person: User | None) -> None:
    """Write in the organisation's log, without any address."""
    details = {"kind": row.kind} | ({"person": person.pk} if person else {})
    organisation = row.organisation
    record(action, row, by=by, acting_for=organisation.name, scope=organisation.slug, details=details)
