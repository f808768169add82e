"""A site that is ill says so: to the operator, to machines and on `/drift/`; each by a clock that is set."""

import errno
import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from loftet.background import health
from loftet.background.health import HealthResult, run_checks
from loftet.background.outbox import send_next
from loftet.core import registry
from loftet.core.kinds import HealthState, LetterKind
from loftet.core.models import JobRun, OutboxLetter, WorkerHeartbeat
from loftet.core.registry import App, jobs
from loftet.faults import REFUSED, sentence_for
from loftet.people.models import RoleKind, User
from loftet.site.backup.noted import note_backup
from loftet.site.environment import known_names, unknown_names
from loftet.site.health import middleware
from loftet.site.install.ready import production_messages
from loftet.site.server import demand_free_port
from tests.background.conftest import KIND, Greetings
from tests.people.partnership import World, browser_of, hire, small_partnership

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
FAIL, WARN, OK = HealthState.FAIL, HealthState.WARN, HealthState.OK
TextOf = Callable[[HttpResponseBase], str]
pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def set_clock(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    """Let `/helse/` ask at noon, and keep nothing of what it found."""
    monkeypatch.setattr(middleware, "KEPT_FOR", -1.0)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    settings.DATA = tmp_path


@pytest.fixture
def greetings(db: None, monkeypatch: pytest.MonkeyPatch) -> Greetings:
    made = Greetings()
    kind = LetterKind("greeting", made.build)
    monkeypatch.setitem(registry._APPS, KIND, App(label=KIND, letters={KIND: kind}))
    return made


def told(name: str, now: datetime = NOW) -> HealthResult:
    [found] = [one for one in run_checks(now) if one.name == name]
    return found


def tells_machines(name: str) -> bool:
    """Check whether `/helse/` answers 503 and names what has failed."""
    answer = Client().get("/helse/")
    return answer.status_code == 503 and f"fail {name}\n" in answer.content.decode()


def mail_is_down(fault: Exception | None = None) -> AbstractContextManager[object]:
    return patch.object(
        BaseEmailBackend, "open", side_effect=fault or ConnectionRefusedError("p1@gol.example")
    )


def send(now: datetime) -> None:
    """Send one letter that is due at a moment."""
    assert send_next(now, "w", timedelta(minutes=5))


def asked(greetings: Greetings, row: int, ago: timedelta, receiver: User | None = None) -> OutboxLetter:
    """Add a code that was asked for some time ago."""
    letter = greetings.add(row, receiver=receiver and receiver.pk)
    letter.queued = letter.next_try = NOW - ago
    letter.expires = letter.queued + timedelta(minutes=10)
    letter.save()
    return letter


# --- mail down ------------------------------------------------------------------------------------


def test_mail_that_is_down_is_red_within_five_minutes(greetings: Greetings) -> None:
    asked(greetings, 1, timedelta(minutes=4))
    with mail_is_down():
        send(NOW - timedelta(minutes=4))
    assert told("codes") == HealthResult(
        "codes",
        FAIL,
        "1 codes of the last hour were not sent, and no letter since: ConnectionRefusedError; "
        "nobody signs in by e-mail: see to the mail server",
    )
    assert tells_machines("codes")


def test_a_code_that_has_ended_unsent_is_told_for_an_hour_with_its_reason(greetings: Greetings) -> None:
    asked(greetings, 1, timedelta(minutes=20))
    with mail_is_down():
        for minutes in (20, 19, 14):
            send(NOW - timedelta(minutes=minutes))
    letter = OutboxLetter.objects.get()
    assert (letter.state, letter.last_error) == ("given_up", "ConnectionRefusedError")
    assert told("codes").state is FAIL
    assert told("codes", NOW + timedelta(minutes=41)).state is OK


def test_a_code_that_nobody_tried_in_time_is_given_up_and_told(greetings: Greetings) -> None:
    asked(greetings, 1, timedelta(minutes=30))
    assert "no worker has tried" in told("codes").sentence
    send(NOW)
    letter = OutboxLetter.objects.get()
    assert (letter.state, letter.last_error, mail.outbox) == ("given_up", "Expired", [])
    assert (told("codes").state, "Expired" in told("codes").sentence) == (FAIL, True)


def test_a_code_whose_follower_was_asked_for_keeps_what_went_wrong(greetings: Greetings) -> None:
    asked(greetings, 1, timedelta(minutes=5))
    with mail_is_down():
        send(NOW - timedelta(minutes=5))
    greetings.gone.add(1)
    send(NOW - timedelta(minutes=4))
    assert OutboxLetter.objects.get().state == "dropped"
    assert (told("codes").state, "ConnectionRefusedError" in told("codes").sentence) == (FAIL, True)


def test_a_letter_that_is_sent_tells_that_mail_is_well_again(greetings: Greetings) -> None:
    asked(greetings, 1, timedelta(minutes=5))
    with mail_is_down():
        send(NOW - timedelta(minutes=5))
    OutboxLetter.objects.create(
        kind=KIND, row=2, message_id="<2@x>", queued=NOW, state="sent", closed=NOW - timedelta(minutes=1)
    )
    assert told("codes").state is OK


def test_one_receiver_that_is_refused_is_no_mail_server_that_is_down(greetings: Greetings) -> None:
    kari, ola = (User.objects.create_user(f"{name}@gol.example") for name in ("kari", "ola"))
    letter = asked(greetings, 1, timedelta(minutes=4), kari)
    OutboxLetter.objects.filter(pk=letter.pk).update(last_error="SMTPRecipientsRefused 550")
    assert told("codes").state is WARN
    other = asked(greetings, 2, timedelta(minutes=3), ola)
    OutboxLetter.objects.filter(pk=other.pk).update(last_error="SMTPRecipientsRefused 554")
    assert told("codes").state is FAIL


def test_a_code_that_was_not_needed_is_no_fault(greetings: Greetings) -> None:
    asked(greetings, 1, timedelta(minutes=5))
    greetings.gone.add(1)
    send(NOW)
    assert told("codes").state is OK


def test_letters_that_were_given_up_are_told_with_the_reason_of_the_last(greetings: Greetings) -> None:
    for row, error in ((1, "SMTPDataError 554"), (2, "SMTPRecipientsRefused 550"), (3, "restored")):
        ended = {"state": "given_up", "closed": NOW - timedelta(days=4 - row), "last_error": error}
        OutboxLetter.objects.create(kind=KIND, row=row, message_id=f"<{row}@x>", queued=NOW, **ended)
    said = "2 letters were given up within a week, the last for SMTPRecipientsRefused 550"
    assert told("letters") == HealthResult("letters", WARN, f"{said}; /drift/ sends them again")
    assert told("letters", NOW + timedelta(days=6)).state is OK


# --- the database, the disk, the secret, backups, the port ------------------------------------------


def test_a_database_that_is_away_is_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_now: datetime) -> None:
        raise DatabaseError("connection refused")

    monkeypatch.setattr(health, "database_answers", away)
    assert told("database") == HealthResult("database", FAIL, "cannot be checked: connection refused")
    assert tells_machines("database")


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "No space left on device"), (errno.EROFS, "Read-only file system")]
)
def test_a_folder_that_cannot_be_written_is_told(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, said: str
) -> None:
    def refuses(**_where: object) -> None:
        raise OSError(number, said)

    assert told("folder").state is OK
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(tempfile, "TemporaryFile", refuses)
    found = told("folder")
    assert (found.state, found.sentence.partition(";")[0]) == (FAIL, f"{tmp_path} cannot be written: {said}")
    assert tells_machines("folder")


def test_a_full_disk_is_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(total=10**12, free=1000))
    assert (told("disk").state, tells_machines("disk")) == (FAIL, True)


def test_backups_that_have_stopped_are_told(db: None, settings: Settings) -> None:
    assert told("backup").state is WARN
    note_backup(NOW - timedelta(days=10))
    note_backup(NOW - timedelta(days=2))
    assert told("backup").state is OK
    assert told("backup", NOW + timedelta(days=1, minutes=1)).state is FAIL
    note_backup(NOW - timedelta(days=4))
    assert tells_machines("backup")
    settings.BACKUP_DAYS = 0
    assert told("backup").state is OK


def test_a_second_server_on_a_port_is_refused() -> None:
    with socket.socket() as first:
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as granian has it
        first.bind(("127.0.0.1", 0))
        first.listen()
        with pytest.raises(OSError, match="in use") as refused:
            demand_free_port("127.0.0.1", first.getsockname()[1], patience=0)
        sentence = sentence_for(refused.value)
        assert sentence is not None
        assert (sentence.code, "another server has the port already" in sentence.text) == (REFUSED, True)


def test_a_port_that_nobody_has_is_free() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
    demand_free_port("127.0.0.1", port, patience=0)


# --- jobs, settings, who is told --------------------------------------------------------------------


def test_a_job_that_failed_is_told_and_red_after_two_days(db: None) -> None:
    name = next(iter(jobs()))
    run = JobRun.objects.create(name=name, next_run=NOW, last_run=NOW, last_error="OperationalError")
    JobRun.objects.create(name="of an older version", next_run=NOW, last_error="ValueError")
    said = f"jobs failed when they last ran: {name} (OperationalError); the worker's log says where"
    assert told("jobs") == HealthResult("jobs", WARN, said)
    run.last_ok = NOW - timedelta(days=3)
    run.save()
    assert told("jobs").state is FAIL
    JobRun.objects.filter(name=name).update(last_error="")
    assert told("jobs").state is OK


def test_a_setting_that_nothing_reads_is_told_with_the_nearest_one(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in os.environ if one.startswith("LOFTET_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LOFTET_MAIL_HOTS", "x")
    said = "no such setting: LOFTET_MAIL_HOTS; did you mean «LOFTET_MAIL_HOST»?"
    assert told("settings") == HealthResult("settings", WARN, said)
    warned = [str(one.msg) for one in production_messages() if one.id == "loftet.W006"]
    assert warned == ["There is no setting LOFTET_MAIL_HOTS; did you mean «LOFTET_MAIL_HOST»?"]


def test_the_document_names_every_setting_that_is_read(project: Path) -> None:
    text = (project / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `LOFTET_")]
    named = {name.strip("` ,") for row in rows for name in row.split("`") if name.startswith("LOFTET_")}
    assert unknown_names(named) == []
    of_tools = {name for name in known_names() - named if name not in text}
    assert of_tools == {
        *(
            "LOFTET_BASE",
            "LOFTET_EXAMPLES",
            "LOFTET_PICTURES",
            "LOFTET_FUZZ_SECONDS",
            "LOFTET_FUZZ_SEED",
            "LOFTET_THREADS",
            "LOFTET_IDPORTEN_RESOURCE",
        ),
        *("LOFTET_SERVER_NAME", "LOFTET_UPSTREAM", "LOFTET_CERTIFICATE", "LOFTET_CERTIFICATE_KEY"),
    }


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    settings.OPERATOR = "regionrådet for HALLINGDAL"
    return small_partnership()


def test_a_site_whose_operator_nobody_acts_for_is_warned(world: World, settings: Settings) -> None:
    hire("lent@al.example", world.council, RoleKind.ADMINISTRATOR, document="24/1")
    hire("editor@al.example", world.council, RoleKind.EDITOR)
    assert told("told").state is WARN
    assert "add an organisation with the name «regionrådet for HALLINGDAL»" in told("told").sentence
    hire("drift@hallingdal.example", world.council, RoleKind.ADMINISTRATOR)
    assert told("told") == HealthResult("told", OK, "somebody may see /drift/")
    settings.OPERATOR = ""
    assert told("told") == HealthResult("told", WARN, "nobody may see /drift/: set LOFTET_OPERATOR")


def test_those_who_run_the_site_read_on_its_page_what_is_not_well(
    world: World, text_of: TextOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(hire("drift@hallingdal.example", world.council, RoleKind.ADMINISTRATOR))
    WorkerHeartbeat.objects.create(worker="w", started=NOW, seen=NOW)
    note_backup(NOW - timedelta(days=4))
    page = text_of(browser.get("/drift/?lang=nb"))
    assert "Hva som ikke er i orden" in page
    assert "Sikkerhetskopi: har feilet the newest backup is of 2026-11-22" in page
    assert "Kva som ikkje er i orden" in text_of(browser.get("/drift/?lang=nn"))
