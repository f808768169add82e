"""The outbox: a letter is a row, written with what it tells of, and sent by the worker until it is taken.

An app registers a kind of letter with the function that makes it: from the key of the row that it is about
to address, subject and text. The function is called when the letter is sent, so that neither is stored twice,
and a letter about what is no longer so is dropped.

Who sends a letter claims it first, in a transaction of its own; if that process dies, the claim ends soon
and the letter is sent by another. `handed_over` is committed just before the last line of the letter is sent,
and only while the claim holds. A process that died before it has sent nothing. One that died after it may
have sent the letter, and nobody can ask the mail server: it is sent once more, with the same Message-ID, so
that no letter is lost, and the receiver's server can drop the second.
"""

import logging
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import partial
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from loftet.background.rules import may_send_again
from loftet.background.sending import NotTaken, hand_over
from loftet.core.errors import kind_of, place_of
from loftet.core.models import LetterState, OutboxLetter
from loftet.core.registry import letter_kinds
from loftet.core.verdicts import demand

logger = logging.getLogger(__name__)

RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
THEN_EVERY, TRIED_FOR = timedelta(hours=1), timedelta(days=1)
# The worker renews its claims; `send_due` does not, and no letter takes so long.
ONCE_LEASE = timedelta(minutes=5)
LATE_AFTER = timedelta(minutes=2)
SENT_KEPT_FOR, DROPPED_KEPT_FOR = timedelta(days=30), timedelta(days=1)
EXPIRED, RESTORED = "Expired", "restored"
COMMIT_TRIES = 10


class LeaseLostError(Exception):
    """A letter that a worker was to send is another's now."""


def enqueue(
    kind: str, row: int, *, language: str = "", receiver: int | None = None, expires: datetime | None = None
) -> None:
    """Add a letter about a row to the outbox; to be called in the transaction that it tells of.

    `receiver` is the key of the user it goes to, if it goes to one. After `expires` it is of no use, and it
    goes before those that can wait.
    """
    enqueue_all(kind, [(row, receiver)], language=language, expires=expires)


def enqueue_all(
    kind: str,
    about: Iterable[tuple[int, int | None]],
    *,
    language: str = "",
    expires: datetime | None = None,
) -> None:
    """Add letters about rows, each to its receiver, in one query; otherwise like `enqueue`."""
    if kind not in letter_kinds():
        raise LookupError(f"no kind of letter is called {kind}")
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a letter is written with what it tells of")
    now = timezone.now()
    OutboxLetter.objects.bulk_create(
        OutboxLetter(
            kind=kind,
            row=row,
            language=language,
            receiver_id=receiver,
            message_id=new_message_id(),
            queued=now,
            next_try=now,
            expires=expires,
        )
        for row, receiver in about
    )


def new_message_id() -> str:
    """Return a Message-ID that no other letter has, in the domain of the sender or of the site."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    if domain in ("", "localhost"):
        domain = urlsplit(settings.SITE_ADDRESS).hostname or ""
    safe = re.sub(r"[^A-Za-z0-9.-]", "", domain) or "localhost"
    return f"<{uuid4().hex}@{safe}>"


def send_due(now: datetime) -> int:
    """Send what is due, what expires first; return how many letters were tried."""
    began, worker, tried = time.monotonic(), uuid4().hex, 0
    while send_next(now + timedelta(seconds=time.monotonic() - began), worker, ONCE_LEASE):
        tried += 1
    return tried


def send_next(now: datetime, worker: str, lease: timedelta, *, urgent: bool | None = None) -> bool:
    """Send one letter that is due, urgent or not or either; return whether there was one."""
    letter = _claim(now, worker, lease, urgent)
    if letter is not None:
        _send(letter, now)
    return letter is not None


def renew(worker: str, now: datetime, lease: timedelta) -> None:
    """Renew the claims of a worker."""
    OutboxLetter.objects.filter(held_by=worker, state=LetterState.WAITING).update(next_try=now + lease)


def _claim(now: datetime, worker: str, lease: timedelta, urgent: bool | None) -> OutboxLetter | None:
    """Claim one letter that is due, for the time of the lease; nobody else takes it meanwhile."""
    due = OutboxLetter.objects.due(now)
    if urgent is not None:
        due = due.filter(expires__isnull=not urgent)
    if not due.exists():  # asked without a lock, for mostly there is none
        return None
    with transaction.atomic():
        order = (F("expires").asc(nulls_last=True), "next_try", "pk")
        skip = connection.features.has_select_for_update_skip_locked
        letter = due.order_by(*order).select_for_update(skip_locked=skip).first()
        if letter is not None:
            if letter.handed_over is not None:
                logger.warning("letter %s may arrive twice: the worker that sent it died", letter.pk)
            letter.held_by, letter.tries, letter.tried = worker, letter.tries + 1, now
            letter.next_try, letter.handed_over = now + lease, None
            letter.save(update_fields=["held_by", "tries", "tried", "next_try", "handed_over"])
    return letter


def _send(letter: OutboxLetter, now: datetime) -> None:
    if letter.expires is not None and letter.expires <= now:
        if letter.expires <= letter.queued:  # of no use from the beginning: about what has been
            _drop(letter, now)
        else:
            _give_up(letter, letter.last_error or EXPIRED, now)
        return
    try:
        made = letter_kinds()[letter.kind].build(letter.row, letter.language, now)
        if made is None:
            _drop(letter, now)
        else:
            steps = {"before_end": partial(_mark_handed_over, letter), "taken": partial(_mark_sent, letter)}
            hand_over(made, letter.message_id, **steps)
    except LeaseLostError:
        logger.warning("letter %s is sent by another worker", letter.pk)
    except NotTaken as error:
        _fail(letter, str(error), now)
    except Exception as error:  # a fault of ours: the letter could not be made
        logger.error("letter %s (%s) was not made:\n%s", letter.pk, letter.kind, place_of(error))
        _fail(letter, kind_of(error), now)


def _mark_handed_over(letter: OutboxLetter) -> None:
    """Record that the last line is about to be sent.

    Raises:
        LeaseLostError: when another worker has the letter now; it is not to be sent then.
    """
    if not _mine(letter).update(handed_over=timezone.now()):
        raise LeaseLostError


def _mark_sent(letter: OutboxLetter) -> None:
    """Mark a letter that the mail server has; while the database is locked, try again: the letter is out."""
    for attempt in range(COMMIT_TRIES):
        try:
            _close_as_sent(letter)
            return
        except Error as error:
            logger.warning("letter %s is sent, and not yet marked so: %s", letter.pk, kind_of(error))
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            time.sleep(attempt / 10)
    logger.error("letter %s is sent, and could not be marked so: it will be sent once more", letter.pk)


def _close_as_sent(letter: OutboxLetter) -> None:
    now, kind = timezone.now(), letter_kinds()[letter.kind]
    if kind.sent is None:
        _close(letter, LetterState.SENT, now)
        return
    try:
        with transaction.atomic():
            if _close(letter, LetterState.SENT, now):
                kind.sent(letter.row, now)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # what follows is wrong; the letter is sent all the same, and not sent again
        told = (letter.pk, letter.kind, kind_of(error), place_of(error))
        logger.error("letter %s (%s) is sent, and what follows failed: %s\n%s", *told)
        _close(letter, LetterState.SENT, now)


def _drop(letter: OutboxLetter, now: datetime) -> None:
    """End a letter that is no longer needed; what went wrong before is kept, for it tells how letters go."""
    _close(letter, LetterState.DROPPED, now, letter.last_error)


def _give_up(letter: OutboxLetter, error: str, now: datetime) -> None:
    kind = letter_kinds().get(letter.kind)
    with transaction.atomic():
        if _close(letter, LetterState.GIVEN_UP, now, error[:80]) and kind and kind.gave_up:
            kind.gave_up(letter.row, now)


def _close(letter: OutboxLetter, state: LetterState, now: datetime, error: str = "") -> bool:
    """End a letter, unless another has taken it; return whether it was ended."""
    ended = {"state": state, "closed": now, "next_try": None, "held_by": "", "last_error": error}
    return _mine(letter).update(**ended) == 1


def _mine(letter: OutboxLetter) -> QuerySet[OutboxLetter]:
    """Return the row of a letter, if it is still this worker's."""
    return OutboxLetter.objects.filter(pk=letter.pk, held_by=letter.held_by, tries=letter.tries)


def _fail(letter: OutboxLetter, error: str, now: datetime) -> None:
    """Delay a letter until the next try, or give it up when it is a day old or no longer valid."""
    delay = RETRIES[letter.tries - 1] if letter.tries <= len(RETRIES) else THEN_EVERY
    then, until = now + delay, letter.expires or letter.queued + TRIED_FOR
    logger.error("letter %s (%s) was not sent: %s", letter.pk, letter.kind, error)
    if then < until:
        _mine(letter).update(next_try=then, held_by="", handed_over=None, last_error=error[:80])
        return
    _give_up(letter, error, now)


def give_up_old(now: datetime) -> int:
    """Cancel letters that have waited for more than a day, after a restore.

    It was sent long ago; return how many.
    """
    old = OutboxLetter.objects.filter(state=LetterState.WAITING, queued__lt=now - TRIED_FOR)
    return old.update(state=LetterState.GIVEN_UP, closed=now, next_try=None, held_by="", last_error=RESTORED)


def forget_letters(now: datetime) -> int:
    """Remove letters that ended long ago; return how many."""
    old = OutboxLetter.objects.filter(closed__lte=now - SENT_KEPT_FOR)
    dropped = OutboxLetter.objects.filter(state=LetterState.DROPPED, closed__lte=now - DROPPED_KEPT_FOR)
    return int((old | dropped).delete()[0])


def send_again(letter: int, now: datetime) -> None:
    """Send a letter now that waits or was given up, or one that was sent once more, as another letter.

    Raises:
        NotAllowed: when it is no longer of use, or was sent a moment ago.
    """
    with transaction.atomic():
        row = OutboxLetter.objects.select_for_update(of=("self",)).get(pk=letter)
        demand(may_send_again(row, now))
        if row.state == LetterState.SENT:
            enqueue(row.kind, row.row, language=row.language, receiver=row.receiver_id, expires=row.expires)
        elif not row.held_by:  # else it is on its way just now
            row.state, row.closed, row.handed_over = LetterState.WAITING, None, None
            row.tries, row.last_error = 0, ""
            row.queued = row.next_try = now
            row.save()


@dataclass(frozen=True, slots=True)
class Shown:
    """The state of a letter, as a page shows it next to the subject of the letter.

    `late` is set when it waits and a try has failed, or it has waited for long.
    """

    letter: int
    state: LetterState
    late: bool
    next_try: datetime | None
    closed: datetime | None
    may_be_sent_again: bool

    @property
    def is_sent(self) -> bool:
        """Check whether the mail server has taken it."""
        return self.state == LetterState.SENT

    @property
    def is_given_up(self) -> bool:
        """Check whether it is no longer tried."""
        return self.state == LetterState.GIVEN_UP

    @property
    def is_on_its_way(self) -> bool:
        """Check whether it waits, and nothing has gone wrong yet."""
        return self.state == LetterState.WAITING and not self.late


def letter_states(kind: str, rows: Iterable[int], now: datetime) -> dict[int, Shown]:
    """Return how the newest letter of a kind about each row stands; rows without a letter are left out."""
    found = OutboxLetter.objects.filter(kind=kind, row__in=list(rows)).order_by("queued", "pk")
    return {one.row: shown(one, now) for one in found}


def letter_state(kind: str, row: int, now: datetime) -> Shown | None:
    """Return how the newest letter of a kind about a row stands, if there is one."""
    return letter_states(kind, [row], now).get(row)


def shown(one: OutboxLetter, now: datetime) -> Shown:
    """Return how a letter stands."""
    failed = bool(one.last_error) or one.queued <= now - LATE_AFTER
    late = one.state == LetterState.WAITING and failed
    again = (late or one.state != LetterState.WAITING) and bool(may_send_again(one, now))
    return Shown(one.pk, LetterState(one.state), late, one.next_try, one.closed, again)
