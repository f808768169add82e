"""The database of the tests, made once and copied by each process, in this run and in later ones.

Migrating takes seconds, and each process of each run would do it. The copy is kept in `build/` (SQLite) or on
the server (PostgreSQL). Its name holds a digest of what it is made of: a changed migration makes another one.
"""

import fcntl
import functools
import hashlib
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from socket import gethostname
from typing import Any, cast

from django.apps import apps
from django.db import connection

PROJECT = Path(__file__).parent.parent
FOLDER = PROJECT / "build" / "test-databases"
# Beside the migrations: what the rows of the places are read from, and the versions of Django and its like.
SOURCES = (
    "src/loftet/places",
    "src/loftet/geography",
    "src/loftet/sources/demo_places.py",
    "catalogue/places",
)
MORE_SOURCES = ("catalogue/demo_places", "requirements/dev.txt", "tests/kept_places.py")
# Other checkouts may use the same server, and a test may run others with settings that have more apps.
WHOSE = f"{PROJECT} {os.environ.get('DJANGO_SETTINGS_MODULE', '')}"
OF_TESTS = re.compile(r"(?:test_)?(loftet_[0-9a-f]{8})_")
CHECKOUT = f"loftet_{hashlib.sha256(WHOSE.encode()).hexdigest()[:8]}"


@functools.cache
def digest_of_sources() -> str:
    """Return a digest of all files that the template is made of, the same while the process lives."""
    roots = [PROJECT / source for source in (*SOURCES, *MORE_SOURCES)]
    roots += [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    files = {file for root in roots for file in (root.rglob("*") if root.is_dir() else [root])}
    digest = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file() and file.parent.name != "__pycache__"):
        digest.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def sqlite_template() -> Path:
    """Return the file of the template on SQLite."""
    return FOLDER / f"{CHECKOUT}_template_{digest_of_sources()}.sqlite3"


def copy_from_template(fill: Callable[[], None]) -> None:
    """Set Django up to create the test database as a copy of the template; make that where it is missing.

    `fill` writes what shall be in it besides empty tables.
    """
    name = f"{CHECKOUT}_template_{digest_of_sources()}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (_copy_sqlite if connection.vendor == "sqlite" else _copy_postgresql)(name, fill)


def _make(begun: str, fill: Callable[[], None]) -> None:
    """Migrate and fill a database of a name; leave Django's settings as they were."""
    tests, name = connection.settings_dict["TEST"], connection.settings_dict["NAME"]
    wanted = tests["NAME"]
    tests["NAME"] = begun
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        fill()
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA journal_mode = DELETE")  # a database in memory has no WAL
    finally:
        connection.close()
        tests["NAME"], connection.settings_dict["NAME"] = wanted, name


def _copy_sqlite(name: str, fill: Callable[[], None]) -> None:
    """Fill Django's database in memory from the template's file."""
    template = FOLDER / f"{name}.sqlite3"
    if not template.exists():
        for old in FOLDER.glob(f"{CHECKOUT}*"):
            old.unlink()
        begun = FOLDER / f"{name}.begun"
        _make(str(begun), fill)
        begun.rename(template)
    creation: Any = connection.creation  # what is replaced is not public
    create: Callable[[int, bool, bool], str] = creation._create_test_db

    def create_and_copy(verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        made = create(verbosity, autoclobber, keepdb)
        connection.settings_dict["NAME"] = made
        connection.ensure_connection()
        with closing(sqlite3.connect(f"{template.as_uri()}?mode=ro", uri=True)) as source:
            source.backup(connection.connection)
        return made

    creation._create_test_db = create_and_copy


def _copy_postgresql(name: str, fill: Callable[[], None]) -> None:
    """Set the template that PostgreSQL copies."""
    quoted, creation = connection.ops.quote_name, cast("Any", connection.creation)
    with creation._nodb_cursor() as cursor:
        drop_databases_of_gone_checkouts(cursor)
        there = {one for one in _databases(cursor) if one.startswith(f"{CHECKOUT}_template_")}
    begun = f"{name}_begun"
    if name not in there:
        _make(begun, fill)
        with creation._nodb_cursor() as cursor:
            for old in there - {begun}:  # it is there already where an earlier making was killed
                cursor.execute(f"DROP DATABASE IF EXISTS {quoted(old)}")
            cursor.execute(f"COMMENT ON DATABASE {quoted(begun)} IS %s", [f"{gethostname()} {PROJECT}"])
            cursor.execute(f"ALTER DATABASE {quoted(begun)} RENAME TO {quoted(name)}")
    connection.settings_dict["TEST"]["TEMPLATE"] = name


def _databases(cursor: Any) -> dict[str, str]:
    """Return the names of all databases of a server, each with its comment."""
    cursor.execute("SELECT datname, coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database")
    return dict(cursor.fetchall())


def drop_databases_of_gone_checkouts(cursor: Any) -> None:
    """Drop what checkouts of this machine have left on the server whose folder is not there any more."""
    there = {name: match[1] for name in _databases(cursor) if (match := OF_TESTS.match(name))}
    for name, comment in _databases(cursor).items():
        host, _, folder = comment.partition(" ")
        if name in there and host == gethostname() and folder and not Path(folder).is_dir():
            for one in (one for one, checkout in there.items() if checkout == there[name]):
                cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(one)}")
