"""Work that is asked for once and done by the worker: a report is made, a template is tried.

An app registers a kind of work by `work=` of its `App`. `run(row)` does it, and may take long. What it
returns is given to `keep(row, result, now)`, in the transaction that closes the work, and only while the
worker still holds it: what is asked for once is kept once, also where a worker died or was thought to be
dead. `run` must bear to be begun again. Where it raises InvalidInput, a new try would not help:
`refuse(row, cause)` is called then, and `refuse(row, None)` where it has failed for other reasons again and
again. It says so in the language of those who read it: the worker has none.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db import Error, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from loftet.core.errors import kind_of, place_of
from loftet.core.kinds import WorkKind
from loftet.core.models import WorkItem, WorkState
from loftet.core.registry import work_kinds
from loftet.core.words import Words
from loftet.invalid_input import InvalidInput

logger = logging.getLogger(__name__)

# One that dies in each of its tries takes its worker with it: it is left then.
MOST_TRIES, RETRY_AFTER = 6, timedelta(minutes=1)
ONCE_LEASE = timedelta(minutes=10)
FAILED_AGAIN_AFTER = timedelta(hours=6)  # until a job asks again for what has failed
OPEN = (WorkState.READY, WorkState.RUNNING)


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a piece of work, and how many are to be done before it."""

    state: WorkState
    ahead: int = 0


def words_of(kind: str) -> Words:
    """Return what a kind of work is called; one that no app knows any more keeps its key."""
    found = work_kinds().get(kind)
    return found.words if found else kind


def ask_for(kind: str, row: int) -> None:
    """Ask for work on a row; to be called in the transaction that it belongs to.

    Asked for twice, it is done once. Asked for while it runs, it is done again: what it was asked for may
    have changed meanwhile.
    """
    if kind not in work_kinds():
        raise LookupError(f"no kind of work is called {kind}")
    now = timezone.now()
    fresh = {
        "state": WorkState.READY,
        "asked": now,
        "due": now,
        "tries": 0,
        "held_by": "",
        "held_until": None,
        "last_error": "",
    }
    item, is_new = WorkItem.objects.get_or_create(kind=kind, row=row, defaults=fresh)
    if not is_new and item.state != WorkState.READY:
        WorkItem.objects.filter(pk=item.pk).update(**fresh)


def not_now(kind: str, now: datetime) -> set[int]:
    """Return the rows that a job leaves alone: their work is under way, or it has failed a short while ago.

    A job that asked for work that runs would throw its result away, again and again where it takes longer
    than the job waits; one that asked at once for what has failed would let it fail for ever.
    """
    failed = Q(state=WorkState.FAILED, asked__gt=now - FAILED_AGAIN_AFTER)
    rows = WorkItem.objects.filter(Q(state__in=OPEN) | failed, kind=kind)
    return set(rows.values_list("row", flat=True))


def lock_work(kind: str, row: int) -> None:
    """Lock the work on a row, if any was asked for; to be called before the row itself is locked."""
    WorkItem.objects.select_for_update().filter(kind=kind, row=row).first()


def progress_of(kind: str, row: int) -> Progress | None:
    """Return how the work on a row stands, if any was asked for. At most two queries."""
    item = WorkItem.objects.filter(kind=kind, row=row).first()
    if item is None:
        return None
    state = WorkState(item.state)
    before = WorkItem.objects.filter(state__in=OPEN, asked__lt=item.asked)
    return Progress(state, before.count() if state == WorkState.READY else 0)


def do_all(now: datetime) -> int:
    """Do the work that is due; return how many pieces were tried."""
    began, worker, done = time.monotonic(), uuid4().hex, 0
    while do_next(now + timedelta(seconds=time.monotonic() - began), worker, ONCE_LEASE):
        done += 1
    return done


def do_next(now: datetime, worker: str, lease: timedelta) -> bool:
    """Do one piece of work that is due; return whether there was one."""
    item = _claim(now, worker, lease)
    if item is not None:
        _do(item)
    return item is not None


def renew(worker: str, now: datetime, lease: timedelta) -> None:
    """Renew the lease on the work of a worker."""
    WorkItem.objects.filter(held_by=worker, state=WorkState.RUNNING).update(held_until=now + lease)


def _claim(now: datetime, worker: str, lease: timedelta) -> WorkItem | None:
    """Claim one piece of work; what a dead worker has held is ready again first."""
    if not WorkItem.objects.filter(state__in=OPEN).exists():  # asked without a lock: mostly there is none
        return None
    dead = WorkItem.objects.filter(state=WorkState.RUNNING, held_until__lte=now)
    dead.update(state=WorkState.READY, held_by="", held_until=None)
    with transaction.atomic():
        due = WorkItem.objects.filter(state=WorkState.READY, due__lte=now).order_by("due", "pk")
        skip = connection.features.has_select_for_update_skip_locked
        item = due.select_for_update(skip_locked=skip).first()
        if item is not None:
            item.state, item.held_by, item.held_until = WorkState.RUNNING, worker, now + lease
            item.tries += 1
            item.save(update_fields=["state", "held_by", "held_until", "tries"])
    return item


def _do(item: WorkItem) -> None:
    """Do a piece of work that was claimed; a database that is locked or away ends the claim by itself."""
    kind = work_kinds().get(item.kind)
    if kind is None or item.tries > MOST_TRIES:
        _fail(item, kind, "Unknown" if kind is None else "WorkerDied")
        return
    try:
        result = kind.run(item.row)
        _close(item, WorkState.DONE, partial(kind.keep, item.row, result))
    except InvalidInput as refused:
        _fail(item, kind, kind_of(refused), refused)
    except Error:
        raise
    except Exception as error:
        logger.error("%s: %s\n%s", item, kind_of(error), place_of(error))
        if item.tries >= MOST_TRIES:
            _fail(item, kind, kind_of(error))
        else:
            _put_back(item, kind_of(error))


def _fail(item: WorkItem, kind: WorkKind | None, error: str, refused: InvalidInput | None = None) -> None:
    """Close a piece of work that cannot be done, and tell its kind why."""

    def then(_now: datetime) -> None:
        if kind is not None:
            kind.refuse(item.row, refused)

    _close(item, WorkState.FAILED, then, error)


def _close(
    item: WorkItem, state: WorkState, then: Callable[[datetime], object] | None = None, error: str = ""
) -> None:
    """End a piece of work with what follows, unless another worker has taken it or it was asked for again."""
    now = timezone.now()
    with transaction.atomic():
        ended = {"state": state, "held_by": "", "held_until": None, "last_error": error[:80]}
        if not _held(item).update(**ended):
            logger.warning("%s was taken by another worker, or asked for again", item)
        elif then is not None:
            then(now)


def _held(item: WorkItem) -> QuerySet[WorkItem]:
    """Return the row of a piece of work, unless another worker has taken it or it was asked for again."""
    return WorkItem.objects.filter(pk=item.pk, held_by=item.held_by, tries=item.tries)


def _put_back(item: WorkItem, error: str) -> None:
    due = timezone.now() + RETRY_AFTER * item.tries
    _held(item).update(state=WorkState.READY, held_by="", held_until=None, due=due, last_error=error[:80])
