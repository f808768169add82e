"""Rows that many tests begin with are made once in each process, and inserted for later tests."""

import pickle
from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeVar, cast

from django.db import connection
from django.utils import timezone

from tests.emptied_tables import filled_tables

T = TypeVar("T")
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
_MADE: dict[tuple[object, date], tuple[bytes, Rows]] = {}


def made_once(make: Callable[[], T]) -> T:
    """Return what a function makes in an empty database; insert the rows that it made the first time.

    In a database that has rows already the function is called. It may write nothing but rows.
    """
    with connection.cursor() as cursor:
        if filled_tables(cursor):
            return make()
        key = make, timezone.localdate()
        if key not in _MADE:
            made = make()
            _MADE[key] = pickle.dumps(made), rows_of_all()
            return made
        pickled, rows = _MADE[key]
        quote = connection.ops.quote_name
        for table, (columns, values) in rows.items():
            names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", values)
    return cast("T", pickle.loads(pickled))


def rows_of_all() -> Rows:
    """Return all rows of the tables that have any, as the database returns them."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in filled_tables(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = [tuple(map(_written, row)) for row in cursor.fetchall()]
            found[table] = [one[0] for one in cursor.description], rows
    return found


def _written(value: Any) -> Any:
    """Return a value as a database takes it back: SQLite takes no time of day."""
    return value.isoformat() if isinstance(value, time) else value
