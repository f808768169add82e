"""Letters that do not go: those that wait for long, codes that came too late, and what was given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Min, Q, Subquery
from django.db.models.functions import Coalesce

from loftet.background.outbox import LATE_AFTER, RESTORED
from loftet.core.models import LetterState, OutboxLetter

CODES_WITHIN, GIVEN_UP_WITHIN = timedelta(hours=1), timedelta(days=7)
# What holds for so short a time is a code to sign in with; other letters that expire hold for days.
IS_A_CODE = Q(expires__gt=F("queued"), expires__lt=F("queued") + timedelta(hours=1))
RECIPIENT = "SMTPRecipientsRefused"  # what may concern one address alone


@dataclass(frozen=True, slots=True)
class UnsentCodes:
    """Codes of the last hour that were not sent, and no letter since: how many, and why.

    `reason` is the kind of error of the last one, or nothing where none was tried. `of_one` is set where the
    mail server has refused one receiver alone.
    """

    count: int
    reason: str
    of_one: bool


def oldest_unsent(now: datetime) -> datetime | None:
    """Return since when the oldest letter waits that is still to be sent."""
    oldest: datetime | None = OutboxLetter.objects.waiting(now).aggregate(oldest=Min("queued"))["oldest"]
    return oldest


def unsent_codes(now: datetime) -> UnsentCodes | None:
    """Return the codes that have waited for long or ended unsent; nothing where a letter was sent since."""
    sent = OutboxLetter.objects.filter(state=LetterState.SENT).order_by("-closed").values("closed")[:1]
    since = Coalesce(Subquery(sent), now - CODES_WITHIN)
    rows = list(
        OutboxLetter.objects.filter(IS_A_CODE)
        .filter(queued__gt=now - CODES_WITHIN, queued__lte=now - LATE_AFTER)
        .filter(queued__gt=since)
        .exclude(state=LetterState.SENT)
        .exclude(state=LetterState.DROPPED, last_error="")
        .order_by("queued", "pk")
        .values_list("receiver", "last_error")
    )
    if not rows:
        return None
    of_one = len({receiver for receiver, _error in rows}) == 1
    refused = all(error.startswith(RECIPIENT) for _receiver, error in rows)
    return UnsentCodes(len(rows), rows[-1][1], of_one and refused)


def given_up(now: datetime) -> tuple[int, str]:
    """Return how many letters other than codes were given up within a week, and why the last one was."""
    ended = OutboxLetter.objects.filter(state=LetterState.GIVEN_UP, closed__gt=now - GIVEN_UP_WITHIN)
    ended = ended.exclude(last_error=RESTORED).filter(~IS_A_CODE | Q(expires=None))
    reasons = list(ended.order_by("closed", "pk").values_list("last_error", flat=True))
    return len(reasons), reasons[-1] if reasons else ""


def is_late(now: datetime) -> bool:
    """Check whether letters are not sent just now: one or a code waits for long, and none was sent since."""
    oldest = oldest_unsent(now)
    if oldest is None or oldest > now - LATE_AFTER:
        codes = unsent_codes(now)
        return codes is not None and not codes.of_one
    return not OutboxLetter.objects.filter(state=LetterState.SENT, closed__gt=oldest).exists()
