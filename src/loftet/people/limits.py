"""Limits on tries at signing in and at asking for access: rows of attempts are counted, for all processes."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.models import ThrottleEvent, ThrottleKind

logger = logging.getLogger(__name__)

# Sign-in. A code has a million values; all together may give 200 wrong ones in an hour. The figures are from
# November 2026; docs/how-to/people.md («Limits of sign-in») says what each is for.
CODE_MINUTES = 10
CODE_LASTS = timedelta(minutes=CODE_MINUTES)
TRIES_FOR_A_CODE = 5
WITHIN = timedelta(hours=1)
DEVICE_LASTS = timedelta(days=180)
ASKED_BY_ADDRESS, ASKED_BY_CLIENT, ASKED_BY_ALL = 15, 100, 1_000
ASKED_BY_ADDRESS_FROM_CLIENT, ASKED_BY_DEVICE = 5, 5
BEGUN_BY_CLIENT, BEGUN_BY_ALL = 60, 3_000
WRONG_BY_ADDRESS, WRONG_BY_CLIENT, WRONG_BY_ALL = 10, 20, 200
WRONG_BY_DEVICE = 10
ACCESS_REQUESTS_BY_CLIENT = 3


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to sign in by a code, counted by keyed hashes of where it comes from.

    `device` is empty in a browser that has not signed in as the user who has the address. `for_all` tells
    whether a user or an invitation has the address. No rule asks for it: a refusal never depends on it.
    """

    address: str
    client: str
    device: str
    for_all: bool


def may_ask_for_code(attempt: Attempt, now: datetime, counted: ThrottleEvent | None = None) -> Verdict:
    """Check whether one more code may be asked for: by a known device, or else by all the other limits.

    A request that is counted already does not stand in its own way.
    """
    knocks = _recent(ThrottleKind.ASKED, now, counted)
    for_address = Denied(_("Many codes have been asked for with this address. Wait an hour, and try again."))
    if attempt.device:
        known = knocks.filter(device=attempt.device)
        return for_address if known.count() >= ASKED_BY_DEVICE else ALLOWED
    knocks = knocks.filter(device="")
    of_address, of_client = knocks.filter(address=attempt.address), knocks.filter(client=attempt.client)
    if of_address.filter(client=attempt.client).count() >= ASKED_BY_ADDRESS_FROM_CLIENT:
        return for_address
    if of_address.count() >= ASKED_BY_ADDRESS:
        return for_address
    if of_client.count() >= ASKED_BY_CLIENT:
        return Denied(_("Many codes have been asked for from where you are. Wait an hour, and try again."))
    if knocks.filter(for_all=True).count() >= ASKED_BY_ALL:
        _warn_of_limit(ThrottleKind.ASKED)
        return Denied(_("Very many are signing in just now. Wait an hour, and try again."))
    return ALLOWED


def may_try_code(attempt: Attempt, now: datetime, counted: ThrottleEvent | None = None) -> Verdict:
    """Check whether one more code may be tried: by a known device, or else by all the other limits.

    A try that is counted already does not stand in its own way.
    """
    knocks = _recent(ThrottleKind.WRONG, now, counted)
    for_address = Denied(_("Many wrong codes have been given for this address. Wait an hour, and try again."))
    if attempt.device:
        known = knocks.filter(device=attempt.device)
        return for_address if known.count() >= WRONG_BY_DEVICE else ALLOWED
    knocks = knocks.filter(device="")
    if knocks.filter(address=attempt.address).count() >= WRONG_BY_ADDRESS:
        return for_address
    if knocks.filter(client=attempt.client).count() >= WRONG_BY_CLIENT:
        return Denied(_("Many wrong codes have been given from where you are. Wait an hour, and try again."))
    if knocks.filter(for_all=True).count() >= WRONG_BY_ALL:
        _warn_of_limit(ThrottleKind.WRONG)
        return Denied(_("Very many wrong codes have been given just now. Wait an hour, and try again."))
    return ALLOWED


def may_begin_outside(client: str, now: datetime) -> Verdict:
    """Check whether one more signing in may be begun by a passkey or a service: counted for a machine."""
    begun = _recent(ThrottleKind.BEGUN, now)
    denied = Denied(_("Very many are signing in just now. Wait an hour, and try again."))
    if begun.filter(client=client).count() >= BEGUN_BY_CLIENT:
        return denied
    if begun.count() >= BEGUN_BY_ALL:
        _warn_of_limit(ThrottleKind.BEGUN)
        return denied
    return ALLOWED


def may_ask_for_access(client: str, now: datetime) -> Verdict:
    """Check whether one more request for access is let in: counted for a machine."""
    if _recent(ThrottleKind.ENTRY, now).filter(client=client).count() >= ACCESS_REQUESTS_BY_CLIENT:
        return Denied(_("Many have asked from where you are. Wait an hour, and try again."))
    return ALLOWED


def _recent(
    kind: ThrottleKind, now: datetime, counted: ThrottleEvent | None = None
) -> QuerySet[ThrottleEvent]:
    """Return the attempts of a kind within the hour, without one that is counted already."""
    recent = ThrottleEvent.objects.filter(kind=kind, when__gt=now - WITHIN)
    return recent.exclude(pk=counted.pk) if counted else recent


def _warn_of_limit(kind: ThrottleKind) -> None:
    """Log that sign-in is closed for unknown browsers, once an hour in each process."""
    if cache.add(f"limit-for-all:{kind}", 1, WITHIN.total_seconds()):
        logger.warning("the limit for all is reached (%s): sign-in is closed for unknown browsers", kind)
