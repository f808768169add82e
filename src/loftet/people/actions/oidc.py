"""Signing in by a service such as Ansattporten: begun here, answered there, tied to a person once."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.log.actions import record
from loftet.people.actions.pending import SignInStart, consume, start
from loftet.people.hashes import keyed
from loftet.people.models import OutsideIdentity, PendingSignIn, User
from loftet.people.openid import (
    NOT_CONFIRMED,
    Identity,
    Question,
    address_of,
    endpoints_of,
    token_for,
    told_by,
)
from loftet.people.permissions import permissions_at
from loftet.people.rules import may_act_by
from loftet.people.services import Service

NOT_TIED = Denied(
    _("Nobody here is tied to this sign-in. Sign in with a code first, and tie the service on your page.")
)
TIED_ALREADY = Denied(_("This sign-in is tied to somebody already, or you are tied to another."))


@dataclass(frozen=True, slots=True)
class Going:
    """The address where somebody goes to sign in, and the word that the browser keeps meanwhile."""

    address: str
    browser: str


@dataclass(frozen=True, slots=True)
class Back:
    """The answer in the address: nothing of it is believed but what the service signs for the code."""

    browser: str
    state: str
    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Who:
    """The person who came back, and where to go on to."""

    user: User
    next_url: str
    tied: bool


def start_oidc(
    service: Service,
    back: str,
    client: str,
    *,
    next_url: str,
    user: User | None,
    language: str,
    now: datetime,
) -> Going:
    """Start signing in, or tying the service to a signed-in person."""
    nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    endpoints = endpoints_of(service)
    browser = start(SignInStart(service.key, nonce, verifier, next_url, user), client, now)
    question = Question(keyed("state", browser), nonce, verifier, back)
    return Going(address_of(service, endpoints, question, language), browser)


def finish_oidc(service: Service, back: Back, signed_in: User | None, now: datetime, today: date) -> Who:
    """Return who a service says has come back.

    Raises:
        NotAllowed: when what comes back is not an answer to what this browser began, is not to be believed,
            or is about nobody here; nothing is changed then.
    """
    begun = consume(back.browser, service.key, now)
    if not constant_time_compare(back.state, keyed("state", back.browser)) or not back.code:
        raise NotAllowed(NOT_CONFIRMED)
    endpoints = endpoints_of(service)
    question = Question(back.state, begun.challenge, begun.verifier, back.address)
    told = told_by(
        service, endpoints, token_for(service, endpoints, question, back.code), begun.challenge, now
    )
    with transaction.atomic():
        if begun.user_id is None:
            user = known(service, told, now)
        else:
            user = tie(service, told, begun, signed_in, now)
        if service.resource:
            demand(may_act_by(permissions_at(user, today), told.organisations))
    return Who(user, begun.next_url, begun.user_id is not None)


def known(service: Service, told: Identity, now: datetime) -> User:
    """Return whom the service's word for the person is tied to."""
    rows = OutsideIdentity.objects.filter(issuer=service.issuer, subject=told.subject)
    identity = rows.select_related("user").filter(user__is_active=True).first()
    if identity is None:
        raise NotAllowed(NOT_TIED)
    identity.used = now
    identity.save(update_fields=["used"])
    return identity.user


def tie(
    service: Service, told: Identity, begun: PendingSignIn, signed_in: User | None, now: datetime
) -> User:
    """Link the service's word for the person to the person who began it, and is still signed in."""
    user = begun.user
    if user is None or signed_in is None or signed_in.pk != user.pk:
        raise NotAllowed(NOT_CONFIRMED)
    same = OutsideIdentity.objects.filter(issuer=service.issuer)
    if same.filter(subject=told.subject).exists() or same.filter(user=user).exists():
        raise NotAllowed(TIED_ALREADY)
    identity = OutsideIdentity.objects.create(
        user=user, issuer=service.issuer, subject=told.subject, added=now
    )
    record("outside.tied", identity, by=user)
    return user


@transaction.atomic
def untie(user: User, issuer: str) -> None:
    """Remove the link from a service to a person; it signs in nobody any longer."""
    for identity in OutsideIdentity.objects.filter(user=user, issuer=issuer):
        record("outside.untied", identity, by=user)
        identity.delete()
