"""The worker: lanes that do not wait for each other, a heartbeat, and an end when it is told to."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from loftet.background import jobs, worker
from loftet.background.worker import Worker, last_heartbeat, run_once
from loftet.core.kinds import Job, every
from loftet.core.models import JobRun, OutboxLetter, WorkerHeartbeat
from tests.background.conftest import Greetings
from tests.mail_server import TAKEN, MailServer, Received

Start = Callable[[], Worker]
pytestmark = [pytest.mark.nightly, pytest.mark.django_db(transaction=True)]


def wait_for(what: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something is so; a table that a worker writes just now is asked again.

    The threads of a test share SQLite's memory, where a reader does not wait for a writer.
    """
    until = time.monotonic() + seconds
    while True:
        with suppress(OperationalError):
            if what():
                return
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[Start]:
    """Start a worker in a thread: its lanes and its main loop, but no signals, which a main thread gets."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(worker, "AT_MOST_TO_END", 10.0)
    monkeypatch.setattr(jobs, "jobs", dict)
    started: list[tuple[Worker, threading.Thread]] = []

    def begin() -> Worker:
        one = Worker()
        thread = threading.Thread(target=one.run)
        thread.start()
        started.append((one, thread))
        return one

    yield begin
    for one, _thread in started:
        one.stop.set()
    for _one, thread in started:
        thread.join(20)
        assert not thread.is_alive()


def test_once_sends_what_is_due_and_runs_the_jobs_that_are_due(
    greetings: Greetings, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(_now: object) -> None:
        greetings.add(2)

    monkeypatch.setattr(jobs, "jobs", lambda: {"write": Job("Write", every(timedelta(hours=1)), write)})
    JobRun.objects.create(name="write", next_run=timezone.now())
    greetings.add(1)
    run_once()
    assert [one.to for one in mail_server.received] == ["p1@gol.example", "p2@gol.example"]


def test_a_worker_sends_what_is_written_while_it_runs_and_says_that_it_lives(
    greetings: Greetings, mail_server: MailServer, start: Start
) -> None:
    assert last_heartbeat() is None
    start()
    wait_for(lambda: last_heartbeat() is not None)
    greetings.add(1)
    wait_for(lambda: len(mail_server.received) == 1)
    wait_for(lambda: OutboxLetter.objects.get().state == "sent")
    seen = last_heartbeat()
    assert seen is not None
    assert timezone.now() - seen < timedelta(seconds=20)


def test_a_slow_mail_server_does_not_keep_a_code_waiting_behind_other_letters(
    greetings: Greetings, mail_server: MailServer, start: Start
) -> None:
    begun, over = threading.Event(), threading.Event()

    async def slow_for_others(letter: Received) -> str:
        if letter.to != "p9@gol.example":
            begun.set()
            while not over.is_set():
                await asyncio.sleep(0.05)
        return TAKEN

    mail_server.answer = slow_for_others
    for row in (1, 2):
        greetings.add(row)
    one = start()
    assert begun.wait(20)
    greetings.add_code(9)
    wait_for(lambda: [letter.to for letter in mail_server.received] == ["p9@gol.example"], 25)
    one.stop.set()
    # It is left, and another worker takes it; the code's letter is noted as sent a moment after it came.
    wait_for(lambda: [row.row for row in OutboxLetter.objects.exclude(held_by="")] == [1])
    over.set()


def test_a_worker_ends_with_the_process_that_started_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "jobs", dict)
    assert Worker(parent=os.getppid() + 1).run() == 0


def test_a_worker_whose_lane_broke_ends_with_a_fault(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _told: None)
    monkeypatch.setattr(jobs, "run_due_jobs", lambda *_: 1 / 0)
    assert Worker().run() == 1


def test_the_last_heartbeat_stays_when_the_worker_has_ended(start: Start) -> None:
    long_ago = timezone.now() - timedelta(days=2)
    WorkerHeartbeat.objects.create(worker="old", started=long_ago, seen=long_ago)
    one = start()
    wait_for(lambda: last_heartbeat() != long_ago)
    one.stop.set()
    wait_for(lambda: last_heartbeat() is not None)
    second = start()
    wait_for(lambda: WorkerHeartbeat.objects.filter(worker=second.id).exists())
    wait_for(lambda: not WorkerHeartbeat.objects.filter(worker="old").exists())
