"""The id of a request, by which its lines in the log and what its reader sees are put together.

`RequestIdFilter` puts `request_id` on every log record, so that no caller has to.
"""

import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NO_REQUEST = "-"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")

_current: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)


def current_request_id() -> str:
    """Return the id of the request that is being answered, or «-» outside of one."""
    return _current.get()


def new_request_id(proposed: str = "") -> str:
    """Return the id that a trusted proxy proposed if it is well formed, else a new one.

    >>> new_request_id("4f1c9f7e-demo"), len(new_request_id("two words")), len(new_request_id())
    ('4f1c9f7e-demo', 16, 16)
    """
    return proposed if WELL_FORMED.fullmatch(proposed) else secrets.token_hex(8)


@contextmanager
def request_id_set(request_id: str) -> Iterator[str]:
    """Use an id for all log records that are written inside, and yield it."""
    token = _current.set(request_id)
    try:
        yield request_id
    finally:
        _current.reset(token)


class RequestIdFilter(logging.Filter):
    """Put the id of its request on each log record.

    Django writes some records when the request is answered already, and passes the request with them; the
    access log leaves the id there.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Set `request_id` and let the record pass."""
        answered = getattr(record, "request", None)
        record.request_id = getattr(answered, "request_id", None) or current_request_id()
        return True
