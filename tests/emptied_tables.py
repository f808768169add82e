"""Empty the tables after a test that commits: only those that have rows.

Django empties all, and then writes content types and permissions again. PostgreSQL makes a new file for each
table and index that is truncated, which took it longer than most tests.
"""

from importlib import import_module
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

STAY = {"django_content_type", "auth_permission"}  # migrations write them; no test changes them


def empty_only_filled() -> None:
    """Make Django's tests that commit empty only tables that have rows."""
    case_of_django: Any = TransactionTestCase  # what is replaced is not public
    case_of_django._fixture_teardown = lambda _case: empty_tables()


def empty_tables() -> None:
    """Delete all rows of all models but those that migrations write.

    PostgreSQL then asks no triggers (which needs a superuser); SQLite checks keys at the end.
    """
    with connection.cursor() as cursor:
        filled = filled_tables(cursor)
    if connection.vendor == "sqlite" and "log_entry" in filled:  # nothing else may remove what was done
        log = import_module("loftet.log.migrations.0002_append_only")
        with connection.schema_editor() as schema:
            log.open_again(None, schema)
        try:
            delete_rows(filled)
        finally:
            with connection.schema_editor() as schema:
                log.close(None, schema)
    elif filled:
        delete_rows(filled)


def filled_tables(cursor: CursorWrapper) -> list[str]:
    """Return the tables of models that have rows, but for those that stay."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - STAY
    quote = connection.ops.quote_name
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {quote(one)})" for one in sorted(tables)
        )
    )
    return [row[0] for row in cursor.fetchall()]


def delete_rows(tables: list[str]) -> None:
    """Delete all rows of some tables, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
