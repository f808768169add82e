"""Forms that somebody sent after their session had ended: kept through sign-in, and shown again.

It is encrypted in the session of the browser that sent it, for an hour, and goes when the session goes, or
when somebody else signs in there. A form is kept only behind the check of its CSRF token. Files are not kept,
nor what is secret.
"""

import base64
import hashlib
import json
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from loftet.people.devices import DEVICE_COOKIE, read_device
from loftet.people.models import ThrottleEvent, ThrottleKind, User

KEPT, KEPT_UNTIL = "kept_form", "kept_until"
KEPT_FOR = timedelta(hours=1)
LONGEST_KEPT = 200_000  # characters
KEPT_BY_CLIENT, KEPT_BY_ALL = 20, 500  # in an hour
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "code", "password"})
Sent = list[tuple[str, str]]


def keep_form(request: HttpRequest, client: str, now: datetime) -> bool:
    """Save what was sent, and return whether it was kept."""
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_KEPT and isinstance(value, str)
    ]
    size = sum(len(name) + len(value) for name, value in sent)
    if not sent or size > LONGEST_KEPT or not _may_keep(client, now):
        return False
    ThrottleEvent.objects.create(kind=ThrottleKind.KEPT, address="", client=client, when=now)
    text = json.dumps([request.get_full_path(), sent]).encode()
    request.session[KEPT] = _cipher().encrypt(text).decode()
    request.session[KEPT_UNTIL] = (now + KEPT_FOR).isoformat()
    return True


def kept_form(request: HttpRequest) -> tuple[str, Sent] | None:
    """Return the address and the fields of what was kept; None where there is nothing any longer."""
    if (kept := request.session.get(KEPT)) is None:
        return None
    try:
        address, sent = json.loads(_cipher().decrypt(kept.encode(), ttl=int(KEPT_FOR.total_seconds())))
    except InvalidToken:
        return None
    return address, [(name, value) for name, value in sent]


def forget_kept_form(request: HttpRequest, now: datetime, *, is_sent: bool) -> None:
    """Remove what was kept, when its hour is over or somebody who is signed in has sent a form."""
    if is_sent or datetime.fromisoformat(request.session[KEPT_UNTIL]) <= now:
        request.session.pop(KEPT, None)
        request.session.pop(KEPT_UNTIL, None)


def carried_over(request: HttpRequest, user: User) -> dict[str, str]:
    """Return what the session of a user takes over from the one before.

    Nothing where somebody else signed in last in this browser: it is they who have sent it.
    """
    device = read_device(request.COOKIES.get(DEVICE_COOKIE, ""))
    if device is not None and device.user != user.pk:
        return {}
    return {name: request.session[name] for name in (KEPT, KEPT_UNTIL) if name in request.session}


def _may_keep(client: str, now: datetime) -> bool:
    recent = ThrottleEvent.objects.filter(kind=ThrottleKind.KEPT, when__gt=now - KEPT_FOR)
    return recent.filter(client=client).count() < KEPT_BY_CLIENT and recent.count() < KEPT_BY_ALL


def _cipher() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = (hashlib.sha256(f"loftet.kept_form:{one}".encode()).digest() for one in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
