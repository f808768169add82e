"""Up from a stored database of an older version, back, and up again: no row is lost or changed on the way."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import dj_database_url
import psycopg
import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from loftet.site.backup.databases import SHORT_LIVED
from tests.conftest import absent
from tests.on_postgres import URL
from tests.test_stored_dumps import NAMES, OF_DJANGO, _load_postgres, _load_sqlite

OLD = "66d93658"  # of version 0.1.0, with the tables of the dump; it needs the full history
OLD_ASKS = """
import json, django
django.setup()
from django.apps import apps
models = [one for one in apps.get_models() if one._meta.managed]
print(json.dumps({one._meta.db_table: len(list(one._default_manager.all())) for one in models}))
"""
# An upgrade writes into each row when it was changed: then.
STAMPED = {"decisions_body", "decisions_meeting", "programme_calendarentry"}
Tables = Mapping[str, tuple[int, str]]
Database = Callable[[Path], str]
pytestmark = [pytest.mark.release, pytest.mark.parametrize("name", NAMES)]


@pytest.fixture(autouse=True)
def databases_of_its_own(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the test look into databases that it makes itself."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Return what makes an empty database for a folder, and says its address."""
    made: list[str] = []
    if request.param == "sqlite":
        yield lambda folder: f"sqlite:///{folder / 'db.sqlite3'}"
        return
    try:
        server = psycopg.connect(URL, connect_timeout=3, autocommit=True)
    except psycopg.OperationalError:
        absent("postgres", f"PostgreSQL does not answer at {URL}")

    def make(_folder: Path) -> str:
        made.append(f"loftet_back_{uuid4().hex}")
        server.execute(f'CREATE DATABASE "{made[-1]}"')
        return urlsplit(URL)._replace(path=f"/{made[-1]}").geturl()

    with closing(server):
        yield make
        for one in made:
            server.execute(f'DROP DATABASE "{one}" WITH (FORCE)')


@pytest.fixture
def old(project: Path, tmp_path: Path) -> Iterator[Path]:
    """Check the older version out beside; it runs with the libraries of this one."""
    folder, git = tmp_path / "old", ["git", "-C", str(project)]
    add = [*git, "worktree", "add", "--detach", str(folder), OLD]
    added = subprocess.run(add, capture_output=True, check=False)
    if added.returncode:
        pytest.skip("the history is not here")
    yield folder
    subprocess.run([*git, "worktree", "remove", "--force", str(folder)], check=True)


def run(*words: str, data: Path, address: str, code: Path | None = None) -> str:
    """Run this version or another on a folder and a database."""
    clean = {name: text for name, text in os.environ.items() if not name.startswith(("LOFTET_", "DJANGO_"))}
    settings = {
        "LOFTET_ENV_FILE": "",
        "LOFTET_DATA": str(data),
        "LOFTET_DATABASE_URL": address,
        "LOFTET_SECRET_KEY": "of-a-test",
        "LOFTET_HTTPS": "no",
        "DJANGO_SETTINGS_MODULE": "loftet.site.settings",
    }
    if code is not None:
        settings["PYTHONPATH"] = str(code / "src")
    done = subprocess.run(
        [sys.executable, *words], env=clean | settings, cwd=code, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr[-3000:]}"
    return done.stdout


def loftet(*words: str, data: Path, address: str) -> str:
    return run("-m", "loftet.cli", *words, data=data, address=address)


def tables_of(address: str) -> Tables:
    """Return how many rows each table has, and the hash of all of them."""
    handler = ConnectionHandler({"default": dj_database_url.parse(address)})
    connection: BaseDatabaseWrapper = handler["default"]
    found: dict[str, tuple[int, str]] = {}
    with closing(connection), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in OF_DJANGO or table in SHORT_LIVED:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def test_a_site_goes_up_and_back_and_up_again_without_a_loss(
    database: Database, old: Path, tmp_path: Path, name: str
) -> None:
    first, second, archive = tmp_path / "first", tmp_path / "second", tmp_path / "site.tar.gz"
    first.mkdir()
    address = database(first)
    if address.startswith("sqlite"):
        _load_sqlite(first / "db.sqlite3", name)
    else:
        _load_postgres(address, name)
    before = tables_of(address)
    loftet("backup", str(archive), data=first, address=address)
    assert tables_of(address) == before
    loftet("upgrade", data=first, address=address)
    upgraded = tables_of(address)
    loftet("manage", "organisation", "nytt", "Nytt råd", "partner", data=first, address=address)
    assert tables_of(address) != upgraded

    second.mkdir()
    address = database(second)
    assert "from an older version" in loftet("restore", str(archive), data=second, address=address)
    assert tables_of(address) == before
    read = json.loads(run("-c", OLD_ASKS, data=second, address=address, code=old))
    assert {table: count for table, count in read.items() if table in before} == {
        table: before[table][0] for table in read if table in before
    }
    loftet("upgrade", data=second, address=address)
    again = tables_of(address)
    assert {table: one for table, (one, _hash) in again.items()} == {
        table: one for table, (one, _hash) in upgraded.items()
    }
    assert {table for table, one in again.items() if one != upgraded[table]} <= STAMPED
