"""Sign-ins that start here, go on at a service or a key, and are finished once by the same browser."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.people.hashes import keyed
from loftet.people.limits import WITHIN, may_begin_outside
from loftet.people.models import PendingSignIn, ThrottleEvent, ThrottleKind, User

LASTS = timedelta(minutes=10)
BEGIN_AGAIN = Denied(_("It took too long, or was begun in another window. Try again."))


@dataclass(frozen=True, slots=True)
class SignInStart:
    """A sign-in that is begun: of which kind, with which challenge, by which user, and where to go on to."""

    kind: str
    challenge: str
    verifier: str = ""
    next_url: str = ""
    user: User | None = None


@transaction.atomic(durable=True)
def start(sign_in: SignInStart, client: str, now: datetime) -> str:
    """Save a sign-in that has been started, count it for good, and return the token that the browser keeps.

    Raises:
        NotAllowed: when too much has been begun from one machine.
    """
    PendingSignIn.objects.filter(expires__lte=now).delete()
    ThrottleEvent.objects.filter(when__lte=now - WITHIN).delete()
    demand(may_begin_outside(client, now))
    ThrottleEvent.objects.create(kind=ThrottleKind.BEGUN, address="", client=client, when=now)
    browser = secrets.token_urlsafe(32)
    PendingSignIn.objects.create(
        browser=keyed("begun", browser),
        kind=sign_in.kind,
        challenge=sign_in.challenge,
        verifier=sign_in.verifier,
        next_url=sign_in.next_url,
        user=sign_in.user,
        expires=now + LASTS,
    )
    return browser


@transaction.atomic(durable=True)
def consume(browser: str, kind: str, now: datetime) -> PendingSignIn:
    """Return what a browser has started, and remove it: it cannot be used a second time.

    It is durable: what follows may be undone, and the answer may not be given again. One that has lasted
    too long is left for `start` to remove.

    Raises:
        NotAllowed: when it is not there, is of another kind, or has lasted too long.
    """
    row = PendingSignIn.objects.filter(browser=keyed("begun", browser), kind=kind).first()
    if row is None or PendingSignIn.objects.filter(pk=row.pk).delete()[0] != 1 or row.expires <= now:
        raise NotAllowed(BEGIN_AGAIN)
    return row
