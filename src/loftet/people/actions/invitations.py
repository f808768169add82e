"""Invitations: made, taken back, answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.background.outbox import enqueue, letter_state, send_again
from loftet.core.actions import Done, action
from loftet.core.fields import ONE_DAY
from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.invalid_input import InvalidInput
from loftet.people.actions.roles import begin_role, end_now, keep_ended, wait_for
from loftet.people.invitation_conditions import is_open_to_invitations
from loftet.people.letters import INVITATION
from loftet.people.models import Answer, Delegation, Invitation, Organisation, Role, RoleKind, User
from loftet.people.permissions import Actor
from loftet.people.rules import (
    INVITATION_LASTS,
    may_answer,
    may_hand_over,
    may_invite,
    may_invite_somebody,
    may_offer_delegation,
    may_send_invitation_again,
    may_withdraw_invitation,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an invitation: a role, by delegation if there is a document, instead of another's."""

    kind: RoleKind
    document: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    replaces: Role | None = None


def _kind(done: Done) -> Mapping[str, object]:
    """Return what the log keeps of an invitation that is made; no address."""
    return {"kind": done.result.kind}


def _kind_of_record(done: Done) -> Mapping[str, object]:
    return {"kind": done.record.kind}


def _kind_and_person(done: Done) -> Mapping[str, object]:
    return {"kind": done.record.kind, "person": done.actor.person.pk}


@action("invitation.made", rule=may_invite_somebody, creates=True, locks_parent=True, details=_kind)
def invite(
    organisation: Organisation, email: str, terms: Terms, *, language: str, actor: Actor
) -> Invitation:
    """Ask the person who has an e-mail address to take a role; one that waits for the same role is replaced.

    Raises:
        NotAllowed: when the actor may not invite to this role, or hand over the one that it replaces.
    """
    return _create(organisation, email, terms, language, actor)


@action("invitation.delegation", rule=may_offer_delegation, creates=True, locks_parent=True, details=_kind)
def offer_delegation(
    organisation: Organisation, email: str, terms: Terms, *, language: str, actor: Actor
) -> Invitation:
    """Ask the person who has an e-mail address to act for the organisation, as a document says.

    Raises:
        NotAllowed: when this role cannot be delegated.
        InvalidInput: when it would be over before anybody could say yes.
    """
    return _create(organisation, email, terms, language, actor)


def _create(organisation: Organisation, email: str, terms: Terms, language: str, actor: Actor) -> Invitation:
    invitation = Invitation(
        organisation=organisation,
        email=email.strip().lower(),
        kind=terms.kind,
        document=terms.document.strip(),
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        replaces=terms.replaces,
        language=language,
        invited_by=actor.person,
        invited=actor.now,
        expires=actor.now + INVITATION_LASTS,
    )
    demand(may_invite(actor.permissions, invitation, actor.today))
    if invitation.replaces is not None:
        demand(may_hand_over(actor, invitation.replaces))
    _check_receiver(invitation, actor)
    if invitation.valid_to is not None and invitation.valid_to <= actor.today:
        over = gettext("The delegation is over before anybody could use it.")
        raise InvalidInput.because(over, field="valid_to")
    _close_earlier(invitation, actor.now)
    invitation.full_clean()
    invitation.save()
    enqueue(INVITATION, invitation.pk)
    return invitation


def _check_receiver(invitation: Invitation, actor: Actor) -> None:
    """Refuse an invitation to oneself, to who has the role, and to a second person for the same hand-over."""
    if invitation.email == actor.person.email:
        raise InvalidInput.because(gettext("You cannot give yourself a role."), field="email")
    if (role := invitation.replaces) is None:
        held = Role.objects.on(actor.today).filter(
            user__email=invitation.email, organisation=invitation.organisation, kind=invitation.kind
        )
        if held.filter(Q(valid_to=None) | Q(valid_to__gt=invitation.expires)).exists():
            raise InvalidInput.because(gettext("The person has this role already."), field="email")
        return
    if invitation.email == role.user.email:
        raise InvalidInput.because(gettext("This is the one who has the role now."), field="email")
    waiting = Invitation.objects.waiting(actor.now).filter(replaces=role).exclude(email=invitation.email)
    if other := waiting.first():
        said = gettext("%(email)s is invited to take over already. Take that invitation back first.")
        raise InvalidInput.because(said % {"email": other.email}, field="email")


def _close_earlier(invitation: Invitation, now: datetime) -> None:
    """Withdraw what waits for the same person and role."""
    same = Invitation.objects.to(invitation.email).filter(
        organisation=invitation.organisation, kind=invitation.kind, answer=""
    )
    for earlier in same.select_for_update():
        earlier.close(Answer.WITHDRAWN, now)


@action("invitation.withdrawn", rule=may_withdraw_invitation, details=_kind_of_record)
def withdraw_invitation(invitation: Invitation, *, actor: Actor) -> Invitation:
    """Withdraw an invitation."""
    invitation.close(Answer.WITHDRAWN, actor.now)
    return invitation


@action("invitation.sent_again", rule=may_send_invitation_again, details=_kind_of_record)
def send_invitation_again(invitation: Invitation, *, actor: Actor) -> Invitation:
    """Send the letter about an invitation that waits once more.

    Raises:
        NotAllowed: when the letter was sent a moment ago.
    """
    letter = letter_state(INVITATION, invitation.pk, actor.now)
    if letter is None:  # from before there was an outbox, or removed
        enqueue(INVITATION, invitation.pk)
    else:
        send_again(letter.letter, actor.now)
    return invitation


@action("invitation.declined", rule=may_answer, details=_kind_and_person)
def decline(invitation: Invitation, *, actor: Actor) -> Invitation:
    """Answer an invitation with no."""
    invitation.close(Answer.DECLINED, actor.now)
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, actor: Actor) -> Role:
    """Answer an invitation with yes: the role begins, and the one that it replaces ends.

    The invitation is the organisation's: it stands though the one who sent it has left.

    Raises:
        NotAllowed: when it is withdrawn, answered, expired or another's.
    """
    wait_for(invitation.organisation)
    return _accept(invitation, actor=actor)


@action("invitation.accepted", rule=may_answer, details=_kind_and_person)
def _accept(invitation: Invitation, *, actor: Actor) -> Role:
    today = actor.today
    demand(is_open_to_invitations(invitation.organisation))
    holder, kind = actor.person, RoleKind(invitation.kind)
    delegation = _create_delegation(invitation, holder, today) if invitation.is_delegation else None
    _end_replaced(invitation, today)
    role = begin_role(holder, invitation.organisation, kind, by=holder, today=today, delegation=delegation)
    invitation.close(Answer.ACCEPTED, actor.now)
    return role


def _end_replaced(row: Invitation, today: date) -> None:
    """End the role that somebody takes over: now, or after the last day that its holder has said.

    Two hold it until then. Nobody undoes the end any more.
    """
    if (role := row.replaces) is None:
        return
    last = row.valid_from if row.valid_from is not None and row.valid_from > today + ONE_DAY else today
    if role.valid_to == last or not Role.objects.on(today).filter(pk=role.pk).exists():
        keep_ended(role)
    else:
        end_now(role, by=row.invited_by, today=last)


def _create_delegation(row: Invitation, holder: User, today: date) -> Delegation:
    """Create the delegation that an accepted invitation is about."""
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
