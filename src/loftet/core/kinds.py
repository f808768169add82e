"""Kinds of letters, jobs and work that apps register, and the checks of the site's health."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

from loftet.core.mail import Letter
from loftet.core.words import Words
from loftet.invalid_input import InvalidInput

Build = Callable[[int, str, datetime], Letter | None]
Then = Callable[[int, datetime], object]


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter: its name, how it is built, and what follows when it was sent or given up.

    `build(row, language, now)` returns the letter, or nothing where it is no longer to be sent. `sent` and
    `gave_up` are called with `(row, now)` in the transaction in which the letter is marked so.
    """

    words: Words
    build: Build
    sent: Then | None = None
    gave_up: Then | None = None


Schedule = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class Job:
    """A job: what it is called, when it runs next, and what it does.

    `run(now)` returns a count or a line that names nobody, which is logged. It must bear to be run twice:
    one whose worker dies is run again.
    """

    words: Words
    schedule: Schedule
    run: Callable[[datetime], object]


def every(interval: timedelta) -> Schedule:
    """Return the schedule of a job that runs at an interval."""
    return lambda now: now + interval


def daily(hour: int, minute: int = 0) -> Schedule:
    """Return the schedule of a job that runs each day at a time in the time zone of the site."""

    def after(now: datetime) -> datetime:
        here = timezone.get_default_timezone()
        local = now.astimezone(here)
        today, at = local.date(), time(hour, minute, tzinfo=here)
        first = datetime.combine(today, at)
        return first if first > local else datetime.combine(today + timedelta(days=1), at)

    return after


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work: its name, how it is done, and what follows when it was done or cannot be."""

    words: Words
    run: Callable[[int], Any]
    keep: Callable[[int, Any, datetime], object]
    refuse: Callable[[int, InvalidInput | None], object]


class HealthState(StrEnum):
    """The result of a check: well, with a warning, or with something that must be repaired."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """The finding of a check, and one sentence about it for those who run the site."""

    state: HealthState
    sentence: str


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """A check; one that asks the database is left out where that does not answer."""

    run: Callable[[datetime], HealthFinding]
    asks_database: bool = False
