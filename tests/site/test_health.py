"""Whether the site is well: told to machines by name and state, and in full to those who run it."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from loftet.background import health
from loftet.background.health import HealthResult, own_connection, run_checks, state_of
from loftet.core import registry
from loftet.core.kinds import HealthCheck, HealthFinding, HealthState
from loftet.core.models import OutboxLetter
from loftet.core.models.jobs import WorkerHeartbeat
from loftet.core.registry import App
from loftet.log.actions import record
from loftet.people.models import Organisation, RoleKind, User
from loftet.site.backup.noted import note_backup
from loftet.site.health import checks, machine, middleware, service
from tests.people.partnership import hire

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
EVERY = (
    "database",
    "migrations",
    "edition",
    "worker",
    "codes",
    "letters",
    "jobs",
    "backup",
    "folder",
    "disk",
    "clock",
    "secret",
    "sessions",
    "settings",
    "mail",
    "operator",
    "told",
    "search",
    "procurement",
)
TIMED = """
import sys, time, django
django.setup()
from django.test import RequestFactory
from loftet.site.health.middleware import HealthMiddleware
answer = HealthMiddleware(lambda request: None)
began = time.monotonic()
response = answer(RequestFactory().get("/helse/"))
print(response.status_code, time.monotonic() - began)
print(response.content.decode())
"""


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "KEPT_FOR", -1.0)


@pytest.fixture
def well(demo_site: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve a site in which all is well that this machine may not have: a mail server, space, a worker."""
    settings.EMAIL_HOST = "mail.example.no"
    settings.OPERATOR, settings.CONTACT = "Regionrådet", "post@region.example"
    settings.ACCESSIBILITY_STATEMENT = "https://uustatus.example/"
    monkeypatch.setattr(machine, "TOO_FEW_BYTES", 0)
    monkeypatch.setattr("loftet.search.jobs.fault_of_index", lambda _folder: "")
    monkeypatch.setattr("loftet.site.health.procurement.rows_to_check", lambda _today: ())
    monkeypatch.setattr(machine, "FEW_BYTES", 0)
    monkeypatch.setattr(machine, "FEW_OF_ALL", 0)
    monkeypatch.setattr(machine, "unknown_names", lambda _given: [])
    council = Organisation.objects.create(slug="region", name="Regionrådet", kind="regional_council")
    hire("drift@region.example", council, RoleKind.ADMINISTRATOR)
    note_backup(timezone.now())
    WorkerHeartbeat.objects.create(worker="w", started=timezone.now(), seen=timezone.now())


def of(name: str, now: datetime | None = None) -> HealthResult:
    [found] = [one for one in run_checks(now or timezone.now()) if one.name == name]
    return found


def test_a_site_that_is_well_answers_200_with_names_and_states(well: None, client: Client) -> None:
    answer = client.get("/helse/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert answer.content.decode() == "ok\n\n" + "".join(f"ok {name}\n" for name in EVERY)
    assert not answer.cookies
    assert {name: answer.headers[name] for name in ("Cache-Control", "Vary")} == {
        "Cache-Control": "no-store",
        "Vary": "Accept",
    }


def test_a_machine_may_have_it_as_json(well: None, client: Client) -> None:
    answer = client.get("/helse/", headers={"Accept": "application/json"})
    assert answer.json() == {"state": "ok", "checks": dict.fromkeys(EVERY, "ok")}


def test_whether_pages_can_be_answered_is_asked_for_by_itself(well: None, client: Client) -> None:
    assert client.get("/helse/nett/").content.decode() == "ok\n\nok database\nok migrations\n"


def test_only_reading_is_answered_and_no_name_of_a_host_is_needed(well: None, client: Client) -> None:
    assert client.post("/helse/").status_code == 405
    assert client.head("/helse/").status_code == 200
    assert client.get("/helse/", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_it_asks_the_database_eleven_times_at_most_and_keeps_no_session(
    well: None, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(User.objects.create_user("kari@example.no"))
    run_checks(timezone.now())
    with django_assert_max_num_queries(11) as asked:
        assert client.get("/helse/").status_code == 200
    # The newest session tells whether the secret is another than before; that of the reader is not looked up.
    (newest,) = [one["sql"] for one in asked.captured_queries if "session" in one["sql"]]
    assert newest.startswith("SELECT")
    assert "session_key" not in newest.partition("WHERE")[2]


def test_many_who_ask_at_once_cost_no_more_than_one(
    well: None,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(middleware, "KEPT_FOR", 60.0)
    client.get("/helse/")
    with django_assert_num_queries(0):
        assert client.get("/helse/").status_code == 200


def test_what_is_wrong_is_told_by_name_alone_and_with_503(
    well: None, client: Client, settings: Settings, tmp_path: Path
) -> None:
    shutil.copytree(settings.DATA / "editions", tmp_path / "editions")
    settings.DATA = tmp_path
    next((tmp_path / "editions").glob("2*/index.parquet")).unlink()
    answer = client.get("/helse/")
    assert answer.status_code == 503
    assert answer.content.decode().splitlines()[:5] == [
        "fail",
        "",
        "ok database",
        "ok migrations",
        "fail edition",
    ]
    assert str(tmp_path) not in answer.content.decode()
    assert client.get("/helse/nett/").status_code == 200
    found = of("edition")
    assert found.sentence.startswith("the published edition cannot be used, no edition is shown: ")
    assert "index.parquet: the file is missing from the edition" in found.sentence


def test_a_site_without_an_edition_is_warned_and_served(
    well: None, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    assert of("edition") == HealthResult(
        "edition", HealthState.WARN, "no edition is published; «loftet edition publish» does it"
    )


def test_migrations_that_lack_or_are_of_a_newer_version_are_told(well: None) -> None:
    row = MigrationRecorder.Migration.objects.get(app="log", name="0001_entries")
    row.delete()
    assert of("migrations") == HealthResult(
        "migrations", HealthState.FAIL, "1 migrations are not applied; run «loftet upgrade»"
    )
    MigrationRecorder.Migration.objects.create(app="log", name="0001_entries")
    MigrationRecorder.Migration.objects.create(app="courses", name="0001_courses")
    assert of("migrations") == HealthResult(
        "migrations", HealthState.WARN, "the database is of a newer version: it knows courses.0001_courses"
    )


def test_an_entry_of_the_future_tells_that_the_clock_is_wrong(well: None) -> None:
    user = User.objects.create_user("kari@example.no")
    record("person.added", user, by=user)
    assert of("clock").state is HealthState.OK
    assert of("clock", timezone.now() - timedelta(hours=3)).state is HealthState.FAIL


def test_a_site_that_does_not_say_who_runs_it_is_warned(well: None, settings: Settings) -> None:
    settings.CONTACT = settings.ACCESSIBILITY_STATEMENT = ""
    said = "readers are not told all of who runs the site; set LOFTET_CONTACT, LOFTET_ACCESSIBILITY_STATEMENT"
    assert of("operator") == HealthResult("operator", HealthState.WARN, said)


def test_a_site_without_a_mail_server_is_warned(well: None, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    assert of("mail") == HealthResult(
        "mail",
        HealthState.WARN,
        f"no mail server is named; letters are written to {settings.EMAIL_FILE_PATH}",
    )


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize(
    ("free", "state"),
    [
        (300 * 10**9, HealthState.OK),
        (4 * 10**10, HealthState.WARN),
        (9 * 10**8, HealthState.WARN),
        (10**8, HealthState.FAIL),
    ],
)
def test_a_disk_that_fills_is_told(free: int, state: HealthState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _folder: Usage(10**12, 0, free))  # type: ignore[attr-defined]
    assert machine.check_disk(NOW).state is state


def test_the_worker_and_its_letters_are_asked_for(well: None) -> None:
    now = timezone.now()
    OutboxLetter.objects.create(
        kind="greeting", row=1, message_id="1", queued=now - timedelta(hours=5), next_try=now
    )
    WorkerHeartbeat.objects.update(seen=now - timedelta(minutes=5))
    assert [(of(name).state, of(name).sentence.partition(" 20")[0]) for name in ("worker", "letters")] == [
        (HealthState.FAIL, "no worker since"),
        (HealthState.FAIL, "a letter waits since"),
    ]


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (None, HealthState.FAIL),
        (NOW - timedelta(minutes=1), HealthState.OK),
        (NOW - timedelta(minutes=3), HealthState.FAIL),
    ],
)
def test_a_worker_that_is_gone_is_told(seen: datetime | None, state: HealthState) -> None:
    assert checks.check_worker(lambda: seen, NOW).state is state


@pytest.mark.parametrize(
    ("oldest", "state"),
    [
        (None, HealthState.OK),
        (NOW - timedelta(minutes=20), HealthState.OK),
        (NOW - timedelta(hours=1), HealthState.WARN),
        (NOW - timedelta(hours=5), HealthState.FAIL),
    ],
)
def test_a_letter_that_waits_for_long_is_told(oldest: datetime | None, state: HealthState) -> None:
    assert service.check_letters(lambda _now: oldest, lambda _now: (0, ""), NOW).state is state


def test_rules_that_are_secondary_or_were_checked_long_ago_are_a_warning(demo_site: Path) -> None:
    for day, old in ((datetime(2027, 5, 25, 12, tzinfo=UTC), 0), (datetime(2027, 5, 26, 12, tzinfo=UTC), 54)):
        found = of("procurement", day)
        assert found.state is HealthState.WARN
        assert f" {old} were checked more than 180 days ago" in found.sentence


def test_a_check_that_breaks_has_failed_and_the_others_are_told(
    well: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_now: datetime) -> HealthFinding:
        raise ValueError("no such thing\nand more")

    monkeypatch.setitem(registry._APPS, "odd", App(label="odd", checks={"odd": HealthCheck(broken)}))
    results = run_checks(timezone.now())
    assert results[-1] == HealthResult("odd", HealthState.FAIL, "cannot be checked: no such thing")
    assert (len(results), state_of(results)) == (len(EVERY) + 1, HealthState.FAIL)


def test_where_the_database_fails_nothing_else_is_asked_of_it(
    well: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_now: datetime) -> HealthFinding:
        raise DatabaseError("the server closed the connection")

    monkeypatch.setattr(health, "database_answers", gone)
    states = {one.name: (one.state, one.sentence) for one in run_checks(timezone.now())}
    assert states["database"] == (HealthState.FAIL, "cannot be checked: the server closed the connection")
    assert states["migrations"] == (HealthState.FAIL, "not known: the database does not answer")
    assert states["edition"][0] is HealthState.OK


@pytest.mark.django_db(transaction=True)
def test_the_database_is_asked_by_a_connection_that_is_closed_again() -> None:
    before = connection.connection
    with own_connection():
        assert health.database_answers(NOW).state is HealthState.OK
    assert connection.connection is before


# -- a database that is locked, away, or not there ------------------------------------------------------


def timed(url: str, data: Path) -> tuple[int, float, list[str]]:
    """Request `/helse/` in a process of its own; return the status, the seconds, and the lines printed."""
    environment = os.environ | {
        "LOFTET_DATA": str(data),
        "LOFTET_DATABASE_URL": url,
        "LOFTET_SECRET_KEY": "for this test alone",
        "DJANGO_SETTINGS_MODULE": "loftet.site.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", TIMED],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    first, *lines = done.stdout.splitlines()
    status, seconds = first.split()
    return int(status), float(seconds), lines


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """Lock a database of SQLite against everybody."""
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        yield file


@pytest.mark.nightly
def test_a_locked_database_is_told_within_two_seconds(locked: Path) -> None:
    status, seconds, lines = timed(f"sqlite:///{locked}", locked.parent)
    assert (status, lines[2:4]) == (503, ["fail database", "fail migrations"])
    assert seconds < 2.5


@pytest.mark.nightly
def test_a_server_that_says_nothing_is_told_within_three_seconds(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/nothing"
        status, seconds, lines = timed(url, tmp_path)
    assert (status, lines[2]) == (503, "fail database")
    assert seconds < 4


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    status, _seconds, lines = timed(f"sqlite:///{tmp_path / 'db.sqlite3'}", tmp_path)
    assert (status, lines[2]) == (503, "fail database")
    assert not (tmp_path / "db.sqlite3").exists()


def test_the_command_tells_all_and_exits_with_1_where_something_failed(tmp_path: Path) -> None:
    environment = os.environ | {"LOFTET_DATA": str(tmp_path), "LOFTET_SECRET_KEY": "for this test alone"}
    environment.pop("LOFTET_DATABASE_URL", None)
    command = [sys.executable, "-m", "loftet.cli", "check"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert (
        lines[0]
        == f"fail  database: there is no database at {tmp_path / 'db.sqlite3'}; «loftet init» makes one"
    )
    assert "fail  migrations: not known: the database does not answer" in lines
    assert "warn  edition: no edition is published; «loftet edition publish» does it" in lines
