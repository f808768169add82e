"""Passkeys: made, used, removed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loftet.background.outbox import enqueue
from loftet.core.verdicts import Denied, NotAllowed
from loftet.core.words import page_language
from loftet.log.actions import record
from loftet.people.actions.pending import SignInStart, consume, start
from loftet.people.hashes import keyed
from loftet.people.letters import PASSKEY_ADDED
from loftet.people.models import Passkey, User
from loftet.people.passkeys import (
    NOT_CONFIRMED,
    Owner,
    PasskeyRequest,
    RelyingParty,
    ask_for_any,
    ask_for_new,
    credential_of,
    new_key,
    uses_of,
)

NEW, SIGN_IN = "new passkey", "passkey"
MOST = 10


def handle_of(user: User) -> bytes:
    """Return the handle by which a machine knows a person: it tells nobody who it is."""
    return bytes.fromhex(keyed("passkey", str(user.pk)))


def begin_new(user: User, here: RelyingParty, client: str, now: datetime) -> tuple[PasskeyRequest, str]:
    """Return the request for a new key, and the token that the browser keeps."""
    if user.passkeys.count() >= MOST:
        raise NotAllowed(Denied(_("You have ten passkeys already. Remove one first.")))
    known = [bytes(one.public) for one in user.passkeys.all()]
    asked = ask_for_new(here, Owner(handle_of(user), user.email, str(user)), known)
    return asked, start(SignInStart(NEW, asked.challenge, user=user), client, now)


def add_passkey(
    user: User, here: RelyingParty, browser: str, answer: Mapping[str, Any], *, name: str, now: datetime
) -> Passkey:
    """Save the key that the person's machine has made, and notify the person by letter.

    Raises:
        NotAllowed: when the answer is not to be believed, or the question was somebody else's.
    """
    begun = consume(browser, NEW, now)
    if begun.user_id != user.pk:
        raise NotAllowed(NOT_CONFIRMED)
    made = new_key(here, begun.challenge, answer)
    with transaction.atomic():
        if Passkey.objects.filter(credential=made.credential).exists():
            raise NotAllowed(NOT_CONFIRMED)
        passkey = Passkey(
            user=user,
            credential=made.credential,
            public=made.public,
            count=made.count,
            name=name.strip() or str(Passkey._meta.verbose_name),
            added=now,
        )
        passkey.full_clean()
        passkey.save()
        record("passkey.added", passkey, by=user)
        language = page_language()
        enqueue(PASSKEY_ADDED, user.pk, language=language, receiver=user.pk)
    return passkey


def begin_sign_in(here: RelyingParty, client: str, now: datetime) -> tuple[PasskeyRequest, str]:
    """Return the request for a key to sign in with, and the token that the browser keeps."""
    asked = ask_for_any(here)
    return asked, start(SignInStart(SIGN_IN, asked.challenge), client, now)


def sign_in_by_passkey(here: RelyingParty, browser: str, answer: Mapping[str, Any], now: datetime) -> User:
    """Return whose key has answered.

    Raises:
        NotAllowed: when the answer is not to be believed, or the key was copied.
    """
    begun = consume(browser, SIGN_IN, now)
    with transaction.atomic():
        rows = Passkey.objects.select_for_update(of=("self",)).select_related("user")
        passkey = rows.filter(credential=credential_of(answer), user__is_active=True).first()
        if passkey is None:
            raise NotAllowed(NOT_CONFIRMED)
        count = uses_of(here, begun.challenge, bytes(passkey.public), answer)
        if (count or passkey.count) and count <= passkey.count:  # two machines count: the key is copied
            raise NotAllowed(NOT_CONFIRMED)
        passkey.count, passkey.used = count, now
        passkey.save(update_fields=["count", "used"])
    return passkey.user


@transaction.atomic
def remove_passkey(passkey: Passkey, *, by: User) -> None:
    """Remove a key; it opens nothing any longer."""
    record("passkey.removed", passkey, by=by)
    passkey.delete()
