"""The editions that are asked the most, kept in memory: the same tables, answered many times faster.

A Parquet file is unpacked for every query. An edition never changes, so the one that a site serves can stay
unpacked; a few at the most do, and the least recently used is removed first. Each is in its own database, so
no query can mix two.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from loftet.editions.visibility import Scope, TableNames

Row = tuple[Any, ...]
Record = dict[str, Any]

# How many editions are cached: the published one, the one before while it is still read, and one more.
MOST = 3
# An edition that is asked less is not worth unpacking: its first pages, a dozen or so, are read from files.
ENOUGH_QUESTIONS = 100
# For so many editions and sets of hidden places it is kept which tables a query reads.
KEPT_SCOPES = 64
# A larger edition is not cached: in memory it may need ten times the space at first.
LARGEST = 64 * 1024 * 1024
# No extension is ever fetched: what a page needs is in the library itself.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def connect() -> duckdb.DuckDBPyConnection:
    """Open an empty database in memory; what takes long draws no bar among what a command prints."""
    return duckdb.connect(":memory:", config=CONFIG).execute("SET enable_progress_bar = false")


class Tables:
    """Tables that a question can be asked of: a connection, and a cursor of it a thread."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._local = threading.local()
        self._names: dict[Scope, TableNames] = {}
        self._naming = threading.Lock()

    def ask(
        self, sql: str, scope: Scope, sources: Mapping[str, str], parameters: Sequence[object]
    ) -> duckdb.DuckDBPyConnection:
        """Run a query; words in braces stand for tables, without the status that the scope hides."""
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self._connection.cursor()
        cursor: duckdb.DuckDBPyConnection = self._local.cursor
        return cursor.execute(sql.format_map(self._names_of(scope, sources)), parameters)

    def columns(self, table: str) -> list[str]:
        """Return the names of the columns of a table or file, given as a query writes it."""
        answer = self._connection.cursor().execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608
        return [column[0] for column in answer.description or ()]

    def _names_of(self, scope: Scope, sources: Mapping[str, str]) -> TableNames:
        found = self._names.get(scope)
        if found is None:
            with self._naming:
                if len(self._names) >= KEPT_SCOPES:
                    self._names.clear()
                found = self._names.setdefault(scope, TableNames(self._connection, sources, scope.hidden))
        return found


@dataclass(frozen=True, slots=True)
class Sheets:
    """A small table parted by place, for what every page of a place reads."""

    names: tuple[str, ...]
    rows: Mapping[str, Sequence[Row]]

    def of(self, places: Iterable[str]) -> list[Record]:
        """Return the rows of some places, each by the names of its columns."""
        return [
            dict(zip(self.names, row, strict=True)) for place in places for row in self.rows.get(place, ())
        ]


@dataclass(frozen=True, slots=True)
class CachedEdition:
    """An edition in memory: its tables, and those that are small also as sheets, by their names."""

    tables: Tables
    sheets: Mapping[str, Sheets]


class MemoryCache:
    """A cache of the editions that are queried often enough, by a count of queries."""

    def __init__(self, unpack: Callable[[str], CachedEdition | None]) -> None:
        self._unpack = unpack
        self._held: OrderedDict[str, CachedEdition | None] = OrderedDict()
        self._asked: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._unpacking = threading.Lock()

    def of(self, edition_id: str) -> CachedEdition | None:
        """Return an edition from memory; None while it is to be read from its files.

        The reader whose question makes it enough waits until the edition is unpacked; the others read on.
        """
        with self._lock:
            if edition_id in self._held:
                self._held.move_to_end(edition_id)
                return self._held[edition_id]
            self._asked[edition_id] += 1
            if self._asked[edition_id] < ENOUGH_QUESTIONS or not self._unpacking.acquire(blocking=False):
                return None
        try:
            return self._store(edition_id, self._unpack(edition_id))
        finally:
            self._unpacking.release()

    def keep(self, edition_id: str) -> None:
        """Read an edition into memory before anybody has asked enough, so that no reader waits for it."""
        with self._unpacking:
            if edition_id not in self._held:
                self._store(edition_id, self._unpack(edition_id))

    def _store(self, edition_id: str, held: CachedEdition | None) -> CachedEdition | None:
        with self._lock:
            self._held[edition_id] = held
            del self._asked[edition_id]
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return held


def unpacked(
    files: Mapping[str, str], names: Mapping[str, str], small: Mapping[str, str], size: int
) -> CachedEdition | None:
    """Read tables into a database of their own in memory; None where they are too large, or not whole.

    `files` says where each table comes from and `names` what it is called, in the order in which they are
    made: a later one may be made of those before it. They are kept packed, in a way that is quick to read.
    `small` are questions whose answers, with the place first, are also kept as sheets.
    """
    if size > LARGEST:
        return None
    connection = connect()
    try:
        connection.execute("ATTACH ':memory:' AS edition (COMPRESS)")
        for table, source in files.items():
            connection.execute(f"CREATE TABLE {names[table]} AS FROM {source}")
        connection.execute("CHECKPOINT edition")
        sheets = {
            table: sheets_of(connection.execute(sql.format_map(names)))
            for table, sql in small.items()
            if table in files
        }
    except duckdb.Error:  # a page that asks for what is whole is still answered from the files
        return None
    return CachedEdition(Tables(connection), sheets)


def sheets_of(answer: duckdb.DuckDBPyConnection) -> Sheets:
    """Group the rows of an answer by their first column."""
    names = tuple(column[0] for column in answer.description or ())
    rows: dict[str, list[Row]] = {}
    for row in answer.fetchall():
        rows.setdefault(row[0], []).append(row)
    return Sheets(names, rows)
