"""Copying and loading of a SQLite database."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.site.backup.databases import SHORT_LIVED, Snapshot
from loftet.sources.whole_folder import sync_entry

WAIT = 30.0  # seconds for a lock
BESIDE = ("-wal", "-shm", "-journal")


class SqliteDatabase:
    """A file of SQLite."""

    kind = "SQLite"
    member = "database.sqlite3"

    def __init__(self, file: Path) -> None:
        self._file = file

    def copy(self, into: Path) -> Snapshot:
        """Copy the database as it is at one moment; what was erased or is short-lived is not copied."""
        if not self._file.exists():
            raise InvalidInput.because("there is no database: «loftet init» makes one", file=self._file)
        with _opened(self._file) as connection:
            connection.execute("VACUUM INTO ?", [str(into)])
        with _opened(into) as connection:
            _empty_short_lived(connection)
            return Snapshot(_rows(connection), _migrations(connection))

    def demand_empty(self) -> None:
        """Refuse where there is a database with tables."""
        if self._file.exists() and self._file.stat().st_size:
            cause = "a database exists; move it away, or name an empty folder with LOFTET_DATA"
            raise InvalidInput.because(cause, file=self._file)

    def demand_whole(self, copy: Path, rows: Mapping[str, int]) -> None:
        """Refuse a copy that is damaged or does not hold these rows."""
        with _opened(copy) as connection:
            [(told,)] = connection.execute("PRAGMA integrity_check(1)").fetchall()
            if told != "ok":
                raise InvalidInput.because(f"the database in the archive is damaged: {told}", file=copy.name)
            if _rows(connection) != rows:
                raise InvalidInput.because(
                    "the database does not hold the rows that it should", file=copy.name
                )

    def load(self, copy: Path, rows: Mapping[str, int]) -> None:
        """Move a copy into place, without what is short-lived."""
        self.demand_whole(copy, rows)
        with _opened(copy) as connection:
            _empty_short_lived(connection)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        for left in BESIDE:
            self._file.with_name(self._file.name + left).unlink(missing_ok=True)
        sync_entry(copy)
        os.replace(copy, self._file)  # noqa: PTH105 - the word that says it is atomic
        sync_entry(self._file.parent)


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(file, timeout=WAIT, isolation_level=None)) as connection:
            yield connection
    except sqlite3.Error as fault:
        raise InvalidInput.because(f"the database cannot be read or copied: {fault}", file=file) from fault


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    tables = [name for (name,) in connection.execute(named)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608


def _empty_short_lived(connection: sqlite3.Connection) -> None:
    """Empty tables, and write the file again where there was something: deleted rows stay readable in it."""
    rows = _rows(connection)
    for table in (table for table in SHORT_LIVED if rows.get(table)):
        connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a name of our own
    if any(rows.get(table) for table in SHORT_LIVED):
        connection.execute("VACUUM")


def _migrations(connection: sqlite3.Connection) -> tuple[str, ...]:
    if "django_migrations" not in _rows(connection):
        return ()
    found = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return tuple(name for (name,) in found)
