"""A site is backed up while four people write, and restored where there is none: on both databases.

Each writer adds a user, then an entry of the log about that user, in one transaction, and notes it when it is
done. So at any moment there are as many of the one as of the other, and each archive holds all that was noted
before it was begun.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

import psycopg
import pytest

from loftet.editions.stamp import hash_file

pytestmark = [pytest.mark.release, pytest.mark.xdist_group("backup under load")]
ADMIN = os.environ.get("LOFTET_TEST_POSTGRES", "postgresql://postgres@127.0.0.1/postgres")
WRITERS, SECONDS_BEFORE = 4, 2.0
WRITE = """
import itertools, sys, django
django.setup()
from django.db import OperationalError, transaction
from loftet.log.actions import record
from loftet.people.models import User
for number in itertools.count():
    try:
        with transaction.atomic():
            user = User.objects.create_user(f"writer-{sys.argv[1]}-{number}@example.no")
            record("person.added", user, by=user)
    except OperationalError:
        continue  # others held the lock for too long; nothing of this pair is there
    print(number, flush=True)
"""
COUNT = """
import django; django.setup()
from django.db import connection
from loftet.log.models import Entry
from loftet.people.models import User
users = set(User.objects.filter(email__startswith="writer-").values_list("pk", flat=True))
entries = set(Entry.objects.filter(action="person.added").values_list("subject_id", flat=True))
tables = connection.introspection.table_names()
rows = {}
with connection.cursor() as cursor:
    for table in sorted(tables):
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        rows[table] = cursor.fetchone()[0]
print(len(users), users == entries, repr(rows))
"""


@dataclass(frozen=True, slots=True)
class Where:
    """A site: a data folder and a database."""

    data: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "LOFTET_DATA": str(self.data),
            "LOFTET_DATABASE_URL": self.url,
            "LOFTET_SECRET_KEY": "for this test alone",
            "LOFTET_HTTPS": "no",
            "DJANGO_SETTINGS_MODULE": "loftet.site.settings",
        }

    def loftet(self, *words: str) -> str:
        done = self.run("-m", "loftet.cli", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'db.sqlite3'}"


@pytest.fixture
def postgres_url() -> Iterator[Callable[[Path], str]]:
    """Return a function that makes an empty database."""
    made: list[str] = []
    try:
        connection = psycopg.connect(ADMIN, autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("PostgreSQL does not answer")
    if not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed")

    def make(_folder: Path) -> str:
        name = f"backup_{uuid4().hex[:12]}"
        connection.execute(f"CREATE DATABASE {name}".encode())
        made.append(name)
        return f"{ADMIN.rpartition('/')[0]}/{name}"

    yield make
    for name in made:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
    connection.close()


@pytest.fixture(params=["sqlite", "postgres"])
def url_for(request: pytest.FixtureRequest) -> Callable[[Path], str]:
    """Return a function that names an empty database."""
    if request.param == "sqlite":
        return sqlite_url
    made: Callable[[Path], str] = request.getfixturevalue("postgres_url")
    return made


def begin_writers(where: Where) -> list["subprocess.Popen[str]"]:
    return [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(writer)],
            env=where.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for writer in range(WRITERS)
    ]


def files_below(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hash_file(file)
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith((".", "db.sqlite3"))
    }


def answers(where: Where, address: str, within: float = 180.0) -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "loftet.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, env=where.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + within
        while time.monotonic() < until:
            try:
                with urlopen(f"http://127.0.0.1:{port}{address}", timeout=20) as answer:
                    return int(answer.status)
            except URLError as fault:
                if hasattr(fault, "code"):
                    return int(fault.code)
                time.sleep(0.3)
        return 0
    finally:
        server.terminate()
        server.wait(20)


def test_a_backup_made_while_people_write_is_restored_whole(
    tmp_path: Path, demo_root: Path, url_for: Callable[[Path], str]
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    shutil.copytree(demo_root / "editions", old / "editions")
    (old / "media").mkdir()
    (old / "media" / "plan.pdf").write_bytes(os.urandom(100_000))
    site = Where(old, url_for(old))
    site.loftet("manage", "migrate", "--verbosity=0")
    site.loftet("places", "load")

    writers = begin_writers(site)
    try:
        first = [next(iter(writer.stdout)) for writer in writers if writer.stdout is not None]
        assert len(first) == WRITERS
        time.sleep(SECONDS_BEFORE)
        noted = site.run("-c", COUNT).stdout.split()
        said = site.loftet("backup", str(tmp_path / "site.tar.gz"))
    finally:
        for writer in writers:
            writer.kill()
        # One line was read already, and each may have written one pair more than it could note.
        written = [len(writer.communicate()[0].splitlines()) + 2 for writer in writers]
    assert all(number > 4 for number in written), written
    assert "files" in said
    assert "whole" in site.loftet("backup", str(tmp_path / "site.tar.gz"), "--check")

    restored = Where(new, url_for(new))
    told = restored.loftet("restore", str(tmp_path / "site.tar.gz"))
    assert "0 persons who were erased since are erased again" in told
    users, equal, rows = restored.run("-c", COUNT).stdout.split(maxsplit=2)
    assert equal == "True"
    assert int(noted[0]) <= int(users) <= sum(written)
    counted = re.search(r"(\d+) rows in (\d+) tables", said)
    assert counted is not None
    of_table: dict[str, int] = eval(rows)  # a record that this test has printed
    assert (int(counted[1]), int(counted[2])) == (
        sum(of_table.values()),
        sum(1 for number in of_table.values() if number),
    )
    assert files_below(new) == files_below(old)
    assert restored.run("-m", "loftet.cli", "manage", "migrate", "--check").returncode == 0
    restored.loftet("manage", "collectstatic", "--noinput", "--verbosity=0")
    assert [answers(restored, address) for address in ("/", "/kommuner/gol/")] == [200, 200]
    refused = restored.run("-m", "loftet.cli", "restore", str(tmp_path / "site.tar.gz"))
    assert (refused.returncode, "editions» exists" in refused.stderr) == (2, True)


def test_the_log_of_a_restored_site_refuses_changes(tmp_path: Path, url_for: Callable[[Path], str]) -> None:
    site = Where(tmp_path / "old", url_for(tmp_path / "old"))
    site.data.mkdir()
    site.loftet("manage", "migrate", "--verbosity=0")
    code = (
        "import django; django.setup()\n"
        "from loftet.log.actions import record\nfrom loftet.people.models import User\n"
        "user = User.objects.create_user('kari@example.no'); record('person.added', user, by=user)"
    ).replace("\\\n", "\n")
    assert site.run("-c", code).returncode == 0
    site.loftet("backup", str(tmp_path / "site.tar.gz"))
    restored = Where(tmp_path / "new", url_for(tmp_path / "new"))
    restored.loftet("restore", str(tmp_path / "site.tar.gz"))
    change = (
        "import django; django.setup()\nfrom django.db import connection\n"
        "connection.cursor().execute(\"UPDATE log_entry SET action = 'x'\")"
    )
    done = restored.run("-c", change)
    assert "the log is append-only" in done.stderr


def test_somebody_who_was_erased_after_the_backup_is_erased_again(
    tmp_path: Path, url_for: Callable[[Path], str]
) -> None:
    site = Where(tmp_path / "old", url_for(tmp_path / "old"))
    site.data.mkdir()
    site.loftet("manage", "migrate", "--verbosity=0")
    begin = "import django; django.setup()\nfrom loftet.people.models import User\n"
    assert site.run("-c", begin + "User.objects.create_user('kari@example.no', name='Kari')").returncode == 0
    site.loftet("backup", str(tmp_path / "site.tar.gz"))
    erase = (
        "from django.utils import timezone\nfrom loftet.people.actions.own import erase\n"
        "erase(User.objects.get(), now=timezone.now(), today=timezone.localdate())"
    )
    done = site.run("-c", begin + erase)
    assert done.returncode == 0, done.stderr
    restored = Where(tmp_path / "new", url_for(tmp_path / "new"))
    restored.data.mkdir()
    shutil.copy(site.data / "erased.csv", restored.data)
    told = restored.loftet("restore", str(tmp_path / "site.tar.gz"))
    assert "1 persons who were erased since are erased again" in told
    found = restored.run(
        "-c", begin + "print(User.objects.get().email, bool(User.objects.get().erased))"
    ).stdout
    assert found.split() == ["erased-1@erased.invalid", "True"]
    assert "0 persons" in restored.loftet("manage", "erase_again")
