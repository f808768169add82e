"""Database errors that mean that it cannot be used just now, so that it helps to try again."""

import sqlite3
from collections.abc import Iterator

from django import db

# What SQLite says when another process writes, the disk is full or read-only, or the file cannot be reached.
SQLITE_CODES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
# The same of PostgreSQL: a transaction that may only read or has to be tried again, a lock that was waited
# for too long, a query that took too long; and classes: connection lost, no resources (disk full, too many
# connections), server being stopped.
POSTGRES_STATES = frozenset({"25006", "40001", "40P01", "55P03", "57014"})
POSTGRES_CLASSES = ("08", "53", "57P", "58")
PRIMARY = 0xFF  # SQLite says more in the bits above


def is_unavailable(error: BaseException | None) -> bool:
    """Check whether an error comes of a database that is locked, full, read-only, or gone."""
    return any(_is_unavailable(one) for one in chain_of(error))


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, and each that it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_unavailable(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return code is not None and code & PRIMARY in SQLITE_CODES
    if not isinstance(error, db.Error):
        return False
    # Only psycopg gives a state; a connection that could not be made or was lost has none.
    cause = error.__cause__
    if cause is None or not hasattr(cause, "sqlstate"):
        return False
    state: str | None = cause.sqlstate
    if state is None:
        return isinstance(error, (db.OperationalError, db.InterfaceError))
    return state in POSTGRES_STATES or state.startswith(POSTGRES_CLASSES)
