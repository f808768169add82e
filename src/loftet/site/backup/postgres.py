"""Copying and loading of a PostgreSQL database, with its own tools: `pg_dump` and `pg_restore`."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db.backends.postgresql.client import DatabaseClient
from django.db.utils import OperationalError
from psycopg.conninfo import make_conninfo

from loftet.invalid_input import InvalidInput
from loftet.site.backup.databases import SHORT_LIVED, Snapshot

VERSION = re.compile(r"(\d+)(?:\.\d+)?")
# Of what a tool says: a fault of the machine, and no refusal.
OF_THE_MACHINE = re.compile("No space left|connection")
NOT_SYSTEM = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
TABLES = f"""
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND {NOT_SYSTEM} ORDER BY 1, 2
"""  # noqa: S608 - a part of our own


class PostgresDatabase:
    """A database of a PostgreSQL server, as Django's settings name it."""

    kind = "PostgreSQL"
    member = "database.pgdump"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        command, env = DatabaseClient.settings_to_cmd_args_env(dict(settings), [])
        self._name, self._where = command[-1], command[1:-1]
        self._environment = {**os.environ, **(env or {})}
        self._settings = settings

    def copy(self, into: Path) -> Snapshot:
        """Copy the database as it is at one moment: rows are counted in the transaction that is dumped."""
        self._demand_tool("pg_dump")
        with self._connected() as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            snapshot = _one(connection, "SELECT pg_export_snapshot()")
            words = ["--format=custom", f"--snapshot={snapshot}", f"--file={into}"]
            words += [f"--exclude-table-data=*.{table}" for table in SHORT_LIVED]
            self._run(["pg_dump", *self._where, *words, self._name])
            rows = _rows(connection)
            copied = {table: 0 if table in SHORT_LIVED else number for table, number in rows.items()}
            return Snapshot(copied, _migrations(connection))

    def demand_empty(self) -> None:
        """Refuse where the database has a table."""
        self._demand_tool("pg_restore")
        with self._connected() as connection:
            if found := connection.execute(TABLES).fetchone():
                cause = f"the database {self._name} holds «{found[1]}»; restore into an empty one"
                raise InvalidInput.because(cause)

    def demand_whole(self, copy: Path, rows: Mapping[str, int]) -> None:
        """Refuse a copy that `pg_restore` cannot read."""
        if shutil.which("pg_restore"):
            self._run(["pg_restore", "--list", str(copy)])

    def load(self, copy: Path, rows: Mapping[str, int]) -> None:
        """Load a copy in one transaction."""
        words = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
        self._run(["pg_restore", *self._where, *words, f"--dbname={self._name}", str(copy)])
        with self._connected() as connection:
            if _rows(connection) != rows:
                raise InvalidInput.because(
                    f"the database {self._name} does not hold the rows that the archive names: "
                    "make a new, empty one, and restore again"
                )
            for schema, table in connection.execute(TABLES).fetchall():
                if table in SHORT_LIVED:
                    connection.execute(f'DELETE FROM "{schema}"."{table}"'.encode())  # noqa: S608

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection[Any]]:
        told = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        given = {name: str(self._settings[key]) for name, key in told.items() if self._settings.get(key)}
        others = self._settings.get("OPTIONS", {})
        given |= {name: str(others[name]) for name in others if name.startswith("ssl") or name == "service"}
        where = make_conninfo(dbname=self._name, **given)
        try:
            with psycopg.connect(where, autocommit=True) as connection:
                yield connection
        except psycopg.OperationalError as fault:  # worded as by every other command
            raise OperationalError(str(fault)) from fault
        except psycopg.Error as fault:
            first = str(fault).strip().partition("\n")[0]
            raise InvalidInput.because(f"the database {self._name} cannot be asked: {first}") from fault

    def _demand_tool(self, tool: str) -> None:
        if not shutil.which(tool):
            cause = f"{tool} is not installed; it comes with PostgreSQL's client (Debian: postgresql-client)"
            raise InvalidInput.because(cause)
        told = VERSION.search(self._run([tool, "--version"]))
        own = int(told[1]) if told else 0
        with self._connected() as connection:
            server = connection.info.server_version // 10_000
        if own < server:
            cause = f"{tool} is of version {own}, and the server of version {server}; install the newer one"
            raise InvalidInput.because(cause)

    def _run(self, command: Sequence[str]) -> str:
        done = subprocess.run(  # noqa: S603 - words of our own, and a database that the settings name
            command, env=self._environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = f"{command[0]} did not succeed: {done.stderr.strip().partition(chr(10))[0]}"
            raise OperationalError(said) if OF_THE_MACHINE.search(said) else InvalidInput.because(said)
        return done.stdout


def _one(connection: psycopg.Connection[Any], sql: str) -> Any:
    row = connection.execute(sql.encode()).fetchone()
    return row[0] if row else None


def _rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    found = connection.execute(TABLES).fetchall()
    return {
        table: _one(connection, f'SELECT count(*) FROM "{schema}"."{table}"')  # noqa: S608
        for schema, table in found
    }


def _migrations(connection: psycopg.Connection[Any]) -> tuple[str, ...]:
    if "django_migrations" not in _rows(connection):
        return ()
    found = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    return tuple(name for (name,) in found)
