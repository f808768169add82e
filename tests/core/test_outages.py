"""A database that is away is told in one line with the reason, and again at growing intervals."""

import logging
import sqlite3
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError

from loftet.background.worker import Worker
from loftet.core.errors import KindFormatter
from loftet.core.outages import OutageFilter

REFUSED = (
    'connection to server at "127.0.0.1", port 5432 failed: Connection refused\n\tIs the server running?'
)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outages(clock: Clock) -> OutageFilter:
    return OutageFilter(clock)


def away() -> Exception:
    """Return what Django raises where PostgreSQL does not answer."""
    cause = type("OfPsycopg", (Exception,), {"sqlstate": None})(REFUSED)
    error = OperationalError(REFUSED)
    error.__cause__ = cause
    return error


def record_of(error: Exception, said: str = "Internal Server Error: %s", *args: object) -> logging.LogRecord:
    try:
        raise error
    except Exception:
        return logging.LogRecord("x", logging.ERROR, "", 1, said, args or ("/om/",), sys.exc_info())


def test_the_line_has_the_reason_and_no_place_in_the_code(outages: OutageFilter) -> None:
    record = record_of(away())
    assert outages.filter(record)
    assert KindFormatter("%(message)s").format(record) == (
        "Internal Server Error: /om/: the database does not answer; start it, or correct "
        'LOFTET_DATABASE_URL: connection to server at "127.0.0.1", port 5432 failed: Connection refused '
        "(if it lasts, this is said again in 10 seconds)"
    )


def test_it_is_said_again_at_growing_intervals_and_anew_after_a_minute_of_peace(
    outages: OutageFilter, clock: Clock
) -> None:
    told = []
    for second in range(3 * 3600):
        clock.now = float(second)
        if outages.filter(record_of(away())):
            told.append(second)
    assert told == [0, 10, 70, 370, 1270, 4870, 8470]
    clock.now += 61
    assert outages.filter(record_of(away()))
    clock.now += 9
    assert not outages.filter(record_of(away()))


def test_other_errors_are_written_each_with_its_place(outages: OutageFilter) -> None:
    for error in (ValueError("x"), sqlite3.IntegrityError("x"), OperationalError("no such table: x")):
        record = record_of(error)
        assert outages.filter(record)
        assert "test_outages.py" in KindFormatter("%(message)s").format(record)
    plain = logging.LogRecord("x", logging.INFO, "", 1, "well", (), None)
    assert outages.filter(plain)


class Lines(logging.Handler):
    """Keep the lines that are written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(KindFormatter("%(message)s").format(record))


def test_a_worker_whose_database_is_away_writes_one_line(
    outages: OutageFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger, kept = logging.Logger("worker"), Lines()
    kept.addFilter(outages)
    logger.addHandler(kept)
    monkeypatch.setattr("loftet.background.worker.logger", logger)
    monkeypatch.setattr("loftet.background.worker.close_old_connections", lambda: None)

    def step() -> bool:
        raise away()

    for _second in range(9):
        assert Worker()._guarded(step) is False
    (said,) = kept.lines
    assert said.startswith("the worker goes on after an error: the database does not answer")


def test_the_log_of_the_site_has_the_filter() -> None:
    handlers: Any = settings.LOGGING["handlers"]
    assert "outages" in handlers["console"]["filters"]
