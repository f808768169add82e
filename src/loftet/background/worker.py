"""The worker: one process beside the web server that sends letters, runs jobs and does what is asked for.

It has four lanes, each a thread: letters that expire (codes), all other letters, jobs, and work that
somebody has asked for, such as a report; so neither a slow mail server nor a long job keeps a code waiting.
The main thread notes that the worker lives, and renews what the lanes hold. Several workers may run at once.

Each step claims under a name of its own, which is renewed while the step lasts and no longer: where its last
write fails, the claim ends by itself, and what it held is tried again.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db import Error, close_old_connections, connection, transaction
from django.db.models import Max
from django.utils import timezone

from loftet.background import jobs, outbox, work
from loftet.core.models import WorkerHeartbeat

logger = logging.getLogger(__name__)

POLL, POLL_JOBS, TICK = 1.0, 5.0, 0.5  # seconds
BEAT_EVERY, LEASE = timedelta(seconds=5), timedelta(seconds=30)
FORGOTTEN_AFTER = timedelta(days=1)
AT_MOST_TO_END = 8.0  # seconds for what is being done; then it is left, and another takes it


def last_heartbeat() -> datetime | None:
    """Return when a worker was last alive, if one ever ran."""
    seen: datetime | None = WorkerHeartbeat.objects.aggregate(seen=Max("seen"))["seen"]
    return seen


def run_once() -> None:
    """Send what is due, run the jobs that are due and do the work that waits, then return."""
    outbox.send_due(timezone.now())
    jobs.run_due_jobs(timezone.now())
    work.do_all(timezone.now())
    outbox.send_due(timezone.now())  # what the jobs have written


class Worker:
    """A worker, from its start until it is told to end."""

    def __init__(self, parent: int | None = None) -> None:
        """Prepare a worker; with a `parent` it ends when that process does."""
        self.id = uuid4().hex
        self.parent = parent
        self.stop = threading.Event()
        self.claims: dict[str, str] = {}  # of each lane that is at work
        lanes = (
            ("codes", self._send_codes, POLL),
            ("letters", self._send_letters, POLL),
            ("jobs", self._run_jobs, POLL_JOBS),
            ("work", self._do_work, POLL),
        )
        self.lanes = [
            threading.Thread(target=self._lane, args=(name, step, pause), name=name, daemon=True)
            for name, step, pause in lanes
        ]

    def run(self) -> int:
        """Run until told to end; return 1 if a lane broke, so that another worker is started."""
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: self.stop.set())
        for lane in self.lanes:
            lane.start()
        broken = self._watch()
        self.stop.set()
        until = time.monotonic() + AT_MOST_TO_END
        for lane in self.lanes:
            lane.join(max(0.0, until - time.monotonic()))
        connection.close()
        return 1 if broken else 0

    def _watch(self) -> bool:
        """Record that the worker is alive while all lanes are; return whether one broke."""
        beaten: datetime | None = None
        while not self.stop.wait(TICK):
            if not all(lane.is_alive() for lane in self.lanes):
                return True
            if self.parent is not None and os.getppid() != self.parent:
                return False
            now = timezone.now()
            if beaten is None or now - beaten >= BEAT_EVERY:
                self._guarded(self._beat)
                beaten = now
        return False

    def _beat(self) -> bool:
        now = timezone.now()
        with transaction.atomic():
            WorkerHeartbeat.objects.update_or_create(
                worker=self.id, defaults={"seen": now}, create_defaults={"seen": now, "started": now}
            )
            WorkerHeartbeat.objects.filter(seen__lte=now - FORGOTTEN_AFTER).delete()
            for claim in tuple(self.claims.values()):
                outbox.renew(claim, now, LEASE)
                jobs.renew(claim, now, LEASE)
                work.renew(claim, now, LEASE)
        return False

    def _lane(self, name: str, step: Callable[[str], bool], pause: float) -> None:
        while not self.stop.is_set():
            self.claims[name] = claim = uuid4().hex
            found = self._guarded(partial(step, claim))
            del self.claims[name]
            if not found:
                self.stop.wait(pause)
        connection.close()

    def _guarded(self, step: Callable[[], bool]) -> bool:
        """Run a step; a database that is locked or away is logged, and tried again later."""
        close_old_connections()
        try:
            return step()
        except Error as error:
            logger.error("the worker goes on after an error", exc_info=error)  # see `core.outages`
            return False

    def _send_codes(self, claim: str) -> bool:
        return outbox.send_next(timezone.now(), claim, LEASE, urgent=True)

    def _send_letters(self, claim: str) -> bool:
        return outbox.send_next(timezone.now(), claim, LEASE, urgent=False)

    def _run_jobs(self, claim: str) -> bool:
        return jobs.run_due_jobs(timezone.now(), claim, LEASE) > 0

    def _do_work(self, claim: str) -> bool:
        return work.do_next(timezone.now(), claim, LEASE)
