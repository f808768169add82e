"""A small site of SQLite: tables that Django would have made, a log that refuses changes, one edition."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from loftet.site.backup.site import Site
from loftet.site.backup.sqlite import SqliteDatabase

MIGRATION = "log.0001_entries"
TABLES = """
    CREATE TABLE django_migrations (app TEXT, name TEXT);
    INSERT INTO django_migrations VALUES ('log', '0001_entries');
    CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO person (name) VALUES ('Kari'), ('Ola');
    CREATE TABLE log_entry (id INTEGER PRIMARY KEY, what TEXT);
    INSERT INTO log_entry (what) VALUES ('came'), ('came'), ('went');
    CREATE TRIGGER log_no_update BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER log_no_delete BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    PRAGMA journal_mode = WAL;
"""
FILES = {
    "editions/2026-11-24-00000001/about.toml": b"title = 'one'\n",
    "editions/2026-11-24-00000001/places.parquet": bytes(range(256)) * 500,
    "editions/2026-12-24-00000002/about.toml": b"title = 'two'\n",
    "editions/published": b"2026-12-24-00000002\n",
    "media/papers/plan.pdf": b"%PDF",
    "erased.csv": b"7,2026-01-01T00:00:00+00:00,2026-02-01T00:00:00+00:00\n",
}
LEFT_OUT = {
    "editions/.building-12/about.toml": b"half",
    "editions/.publishing.lock": b"",
    "mail/1.eml": b"Your code is 123456",
    "secret_key": b"secret",
    "charts/one.svg": b"<svg/>",
    "raw/pxweb/1.json": b"{}",
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Write a site."""
    data = tmp_path / "site"
    for name, content in (FILES | LEFT_OUT).items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
    with closing(sqlite3.connect(data / "db.sqlite3")) as connection:
        connection.executescript(TABLES)
    return Site(data, SqliteDatabase(data / "db.sqlite3"))


@pytest.fixture
def empty(tmp_path: Path) -> Site:
    """Return a site that does not exist yet."""
    data = tmp_path / "empty"
    return Site(data, SqliteDatabase(data / "db.sqlite3"))


@pytest.fixture
def rows_of() -> Callable[[Path, str], list[tuple[object, ...]]]:
    """Return a function that asks a database."""

    def ask(file: Path, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute(sql).fetchall()

    return ask
