"""Signing in by a code in an e-mail.

What counts an attempt is durable: it may not stand in a transaction of the request, which a later failure
would undo.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from loftet.background.outbox import enqueue
from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.log.actions import record
from loftet.people.devices import device_hash
from loftet.people.hashes import code_of, keyed
from loftet.people.letters import SIGN_IN_CODE
from loftet.people.limits import CODE_LASTS, TRIES_FOR_A_CODE, WITHIN, Attempt, may_ask_for_code, may_try_code
from loftet.people.models import Invitation, SignInCode, ThrottleEvent, ThrottleKind, User

ASK_AGAIN = Denied(_("The code has expired or has been used. Ask for a new one."))


@dataclass(frozen=True, slots=True)
class Client:
    """The browser that asks: a hash of where it is, the language of the page, and the device cookie."""

    where: str
    language: str
    device: str = ""


def ask_for_code(address: str, client: Client, now: datetime) -> str:
    """Send a code to an address, and return the token that the asking browser is to keep.

    The same is done for an address that nobody has: the same queries, in the same order, and the same limits.
    The worker finds that there is nobody to write to.

    A request is counted for good before its letter is written, as a try is (`sign_in`): so those who ask in
    the same moment see each other.

    Raises:
        NotAllowed: when too many have been asked for.
    """
    counted = _count_request(address.strip().lower(), client, now)
    too_many = may_ask_for_code(counted.attempt, now, counted.event)
    if isinstance(too_many, Denied):
        counted.event.delete()
        raise NotAllowed(too_many)
    return _send_code(counted, client.language, now)


@dataclass(frozen=True, slots=True)
class CodeRequest:
    """A request for a code that is counted before the code is sent: its row, and who has the address."""

    event: ThrottleEvent
    attempt: Attempt
    user: User | None
    invitation: Invitation | None


def _count_request(address: str, client: Client, now: datetime) -> CodeRequest:
    """Count a request in no transaction: `_send_code` fails where it stands in one, which could undo it."""
    forget_throttle_events(now)
    user = User.objects.filter(email=address, is_active=True).first()
    invitation = Invitation.objects.waiting(now).to(address).first()
    whose, device = keyed("address", address), device_hash(client.device, user)
    attempt = Attempt(whose, client.where, device, bool(user or invitation))
    demand(may_ask_for_code(attempt, now))
    return CodeRequest(count(ThrottleKind.ASKED, attempt, now), attempt, user, None if user else invitation)


@transaction.atomic(durable=True)
def _send_code(counted: CodeRequest, language: str, now: datetime) -> str:
    browser = secrets.token_urlsafe(32)
    asked = SignInCode.objects.create(
        browser=keyed("browser", browser),
        address=counted.attempt.address,
        user=counted.user,
        invitation=counted.invitation,
        expires=now + CODE_LASTS,
    )
    receiver = counted.user.pk if counted.user else None
    enqueue(SIGN_IN_CODE, asked.pk, language=language, receiver=receiver, expires=asked.expires)
    return browser


@dataclass(frozen=True, slots=True)
class Try:
    """A try at a code that is counted before the code is compared: its code, its row and who it is."""

    code: int
    event: ThrottleEvent
    attempt: Attempt


def sign_in(browser: str, code: str, client: Client, now: datetime) -> User | Denied:
    """Return the user that the code was sent to, once, in the browser where it was asked for.

    A wrong code counts though it is denied, so the denial is returned and not raised. An invited person who
    has not been here becomes a user now.

    A try is counted for good before its code is compared, and compared only if all others that are counted
    by then leave it room. So those who try many codes in the same moment see each other, and nobody waits.
    """
    counted = _count_try(browser, client, now)
    return counted if isinstance(counted, Denied) else _compare(counted, code, now)


@transaction.atomic(durable=True)
def _count_try(browser: str, client: Client, now: datetime) -> Try | Denied:
    # The user is read with the row, so that a wrong code takes the same queries where there is none.
    rows = SignInCode.objects.select_for_update(of=("self",)).select_related("user", "invitation")
    row = rows.filter(browser=keyed("browser", browser)).first()
    if row is None or row.expires <= now or row.tries >= TRIES_FOR_A_CODE:
        return ASK_AGAIN
    user = row.user
    for_all = bool(user or row.invitation)
    attempt = Attempt(row.address, client.where, device_hash(client.device, user), for_all)
    if isinstance(too_many := may_try_code(attempt, now), Denied):
        return too_many
    row.tries += 1
    row.save(update_fields=["tries"])
    return Try(row.pk, count(ThrottleKind.WRONG, attempt, now), attempt)


def _compare(counted: Try, code: str, now: datetime) -> User | Denied:
    """Compare the code of a try that is counted; what was not compared, or was right, is counted no more."""
    with transaction.atomic(durable=True):
        rows = SignInCode.objects.select_for_update(of=("self",)).select_related("user", "invitation")
        row = rows.filter(pk=counted.code).first()
        if row is None:
            counted.event.delete()
            return ASK_AGAIN
        if isinstance(too_many := may_try_code(counted.attempt, now, counted.event), Denied):
            counted.event.delete()
            row.tries -= 1
            row.save(update_fields=["tries"])
            return too_many
        if not constant_time_compare(code_of(row.browser), code):
            return _wrong(row)
        counted.event.delete()
        row.delete()
        return _whose(row, now)


def _wrong(row: SignInCode) -> Denied:
    """Return that a code is wrong; the log names the rule by the function that denies."""
    if row.tries >= TRIES_FOR_A_CODE:
        return Denied(_("The code is wrong, and it was the last try. Ask for a new one."))
    return Denied(_("The code is wrong. Look at the e-mail, and try again."))


def _whose(row: SignInCode, now: datetime) -> User | Denied:
    """Return who has shown that the address of a code is theirs."""
    user, invitation = row.user, row.invitation
    if user is not None:
        return user if user.is_active else ASK_AGAIN
    if invitation is None or invitation.answer or invitation.expires <= now:
        return ASK_AGAIN
    return new_user(invitation)


def count(kind: ThrottleKind, attempt: Attempt, now: datetime) -> ThrottleEvent:
    """Count an attempt."""
    return ThrottleEvent.objects.create(
        kind=kind,
        address=attempt.address,
        client=attempt.client,
        device=attempt.device,
        for_all=attempt.for_all,
        when=now,
    )


def new_user(invitation: Invitation) -> User:
    """Return or create the user who has shown that an invited address is theirs."""
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        user = User.objects.create_user(invitation.email, language=invitation.language)
        record("person.came", user, by=user, scope=invitation.organisation.slug)
    return user


@transaction.atomic
def sign_out_everywhere(user: User) -> None:
    """End every session of a person, this one included."""
    row = User.objects.select_for_update().get(pk=user.pk)
    row.sign_in_number += 1
    row.save(update_fields=["sign_in_number"])
    record("person.signed_out_everywhere", row, by=row)


def forget_throttle_events(now: datetime) -> None:
    """Remove what no limit needs: knocks that are older than an hour, and codes that have expired."""
    ThrottleEvent.objects.filter(when__lte=now - WITHIN).delete()
    SignInCode.objects.filter(expires__lte=now - WITHIN).delete()
