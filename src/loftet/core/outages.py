"""A database that is away, in the log: one line with the reason, and again at growing intervals.

Each request and each lane of the worker fails meanwhile, some of them every second. Without this each wrote
where it was, dozens of lines, and none said why.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import Error

from loftet.core.database_faults import chain_of, is_unavailable
from loftet.faults import sentence_for

AGAIN_AFTER = (10.0, 60.0, 300.0, 900.0, 3600.0)  # seconds; the last one from then on
OVER_AFTER = 60.0  # seconds in which nothing failed; what fails then is told at once


class OutageFilter(logging.Filter):
    """Write what fails because the database is away as a line, and leave out most of them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._lock = threading.Lock()
        self._told = 0
        self._next = self._last = float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        """Check whether a record is written: unless it tells of an outage that was told of a moment ago."""
        error = record.exc_info[1] if record.exc_info else None
        if not is_unavailable(error):
            return True
        wait = self._wait()
        if wait is None:
            return False
        record.msg, record.args = (
            "%s: %s (if it lasts, this is said again in %.0f seconds)",
            (
                record.getMessage(),
                reason_of(error),
                wait,
            ),
        )
        record.exc_info = record.exc_text = None
        return True

    def _wait(self) -> float | None:
        """Return after how many seconds the next line comes; nothing where none is due now."""
        with self._lock:
            now = self._clock()
            if now - self._last > OVER_AFTER:
                self._told, self._next = 0, now
            self._last = now
            if now < self._next:
                return None
            wait = AGAIN_AFTER[min(self._told, len(AGAIN_AFTER) - 1)]
            self._told, self._next = self._told + 1, now + wait
            return wait


def reason_of(error: BaseException | None) -> str:
    """Return why a database cannot be used, as a command would say it."""
    said = (sentence_for(one) for one in chain_of(error) if isinstance(one, Error))
    return next((one.text for one in said if one is not None), "the database cannot be used")
