"""What is begun here, goes on outside, and comes back: once, to the browser that began."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.people.hashes import keyed
from loftet.people.models import PendingSignIn, ThrottleEvent, ThrottleKind, User
from loftet.people.rules import WITHIN, may_begin_outside

LASTS = timedelta(minutes=10)
BEGIN_AGAIN = Denied(_("It took too long, or was begun in another window. Try again."))


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is begun: of which kind, with which challenge, by whom if by somebody, and where to go on to."""

    kind: str
    challenge: str
    verifier: str = ""
    next_url: str = ""
    user: User | None = None


def start(beginning: Beginning, client: str, now: datetime) -> str:
    """Keep that something is begun, and give the word that the browser is to keep.

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
        kind=beginning.kind,
        challenge=beginning.challenge,
        verifier=beginning.verifier,
        next_url=beginning.next_url,
        user=beginning.user,
        expires=now + LASTS,
    )
    return browser


def consume(browser: str, kind: str, now: datetime) -> PendingSignIn:
    """Return what a browser has begun; it cannot be taken a second time, whatever comes of it.

    To be called outside of the transaction of what follows, which may be undone.

    Raises:
        NotAllowed: when it is not there, is of another kind, or has lasted too long.
    """
    row = PendingSignIn.objects.filter(browser=keyed("begun", browser), kind=kind).first()
    if row is None or PendingSignIn.objects.filter(pk=row.pk).delete()[0] != 1 or row.expires <= now:
        raise NotAllowed(BEGIN_AGAIN)
    return row
