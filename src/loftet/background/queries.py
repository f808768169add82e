"""The state of the worker, its queue, its jobs and the letters, for those who run the site."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from loftet.background.rules import may_send_again
from loftet.background.work import words_of
from loftet.background.worker import last_heartbeat
from loftet.core.models import JobRun, LetterState, OutboxLetter, WorkItem, WorkState
from loftet.core.registry import jobs, letter_kinds
from loftet.core.words import Words

ALIVE_WITHIN, MOST_SHOWN = timedelta(minutes=1), 100
OVERDUE_AFTER = timedelta(minutes=10)
NO_ANSWER = _("The e-mail server does not answer.")
ERRORS: Mapping[str, Words] = {
    "SMTPAuthenticationError": _("The e-mail server does not accept the user name and password."),
    "SMTPRecipientsRefused": _("The e-mail server does not accept the receiver."),
    "Expired": _("No worker tried to send it while it was of use."),
    "restored": _("It was in a backup that was restored, and more than a day old."),
    "SMTPSenderRefused": _("The e-mail server does not accept the sender."),
    "SMTPDataError": _("The e-mail server does not accept the letter."),
    "SSLError": _("There is no secure connection to the e-mail server."),
    "SSLCertVerificationError": _("There is no secure connection to the e-mail server."),
    **dict.fromkeys(
        (
            *("ConnectionRefusedError", "ConnectionResetError", "TimeoutError", "gaierror", "OSError"),
            *("SMTPServerDisconnected", "SMTPConnectError", "BrokenPipeError"),
        ),
        NO_ANSWER,
    ),
}
OTHER_ERROR = _("Something went wrong in Løftet. The log says where.")


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job, when it last ran and runs next, and what went wrong the last time."""

    words: Words
    last_run: datetime | None
    last_ok: datetime | None
    next_run: datetime | None
    error: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A piece of work that waits, runs or has failed; `row` is the number by which the log names it."""

    words: Words
    row: int
    state: WorkState
    asked: datetime
    tries: int
    error: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter that waits or was given up; neither to whom nor about what."""

    letter: int
    words: Words
    queued: datetime
    tries: int
    next_try: datetime | None
    state: Words
    why: Words
    error: str
    may_be_sent_again: bool


@dataclass(frozen=True, slots=True)
class Operations:
    """The state of the worker, its queue, its jobs and the letters; `work` counts the queue by state."""

    heartbeat: datetime | None
    is_alive: bool
    work: Mapping[str, int]
    queue: tuple[WorkLine, ...]
    jobs: tuple[JobLine, ...]
    letters: tuple[LetterLine, ...]
    waiting: int
    given_up: int


def operations(now: datetime) -> Operations:
    """Return how all stands; a bounded number of queries and letters, those given up first, newest first."""
    seen = last_heartbeat()
    shown = (LetterState.GIVEN_UP, LetterState.WAITING)
    rows = OutboxLetter.objects.filter(state__in=shown)
    rows = rows.order_by("state", "-queued", "-pk")[:MOST_SHOWN]
    return Operations(
        heartbeat=seen,
        is_alive=seen is not None and seen > now - ALIVE_WITHIN,
        work=work_counts(),
        queue=work_lines(),
        jobs=job_lines(now),
        letters=tuple(letter_line(one, now) for one in rows),
        waiting=OutboxLetter.objects.waiting(now).count(),
        given_up=OutboxLetter.objects.filter(state=LetterState.GIVEN_UP).count(),
    )


def work_counts() -> Mapping[str, int]:
    """Return how much work waits, runs and has failed."""
    rows = WorkItem.objects.exclude(state=WorkState.DONE).order_by().values_list("state")
    return dict.fromkeys(WorkState.values, 0) | dict(rows.annotate(count=Count("pk")))


def work_lines() -> tuple[WorkLine, ...]:
    """Return the work that is not done, a bounded number: what failed first, the newest first."""
    rows = WorkItem.objects.exclude(state=WorkState.DONE).order_by("state", "-asked", "-pk")
    return tuple(
        WorkLine(words_of(one.kind), one.row, WorkState(one.state), one.asked, one.tries, one.last_error)
        for one in rows[:MOST_SHOWN]
    )


def job_lines(now: datetime) -> tuple[JobLine, ...]:
    """Return the jobs in the order in which they were registered."""
    runs = {one.name: one for one in JobRun.objects.all()}
    return tuple(job_line(job.words, runs.get(name), now) for name, job in jobs().items())


def job_line(words: Words, run: JobRun | None, now: datetime) -> JobLine:
    """Return one job; one that no worker has seen yet has no times."""
    if run is None:
        return JobLine(words, None, None, None, "", is_overdue=False)
    held = bool(run.held_by) and run.held_until is not None and run.held_until > now
    overdue = not held and run.next_run <= now - OVERDUE_AFTER
    return JobLine(words, run.last_run, run.last_ok, run.next_run, run.last_error, is_overdue=overdue)


def letter_line(one: OutboxLetter, now: datetime) -> LetterLine:
    """Return one letter."""
    kind = letter_kinds().get(one.kind)
    return LetterLine(
        letter=one.pk,
        words=kind.words if kind else one.kind,
        queued=one.queued,
        tries=one.tries,
        next_try=one.next_try,
        state=LetterState(one.state).label,
        why=ERRORS.get(one.last_error.partition(" ")[0], OTHER_ERROR) if one.last_error else "",
        error=one.last_error,
        may_be_sent_again=not one.held_by and bool(may_send_again(one, now)),
    )
