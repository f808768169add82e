"""The log is opened when the tables of a test are emptied, for nothing else may remove what was done."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.db import connection
from django.test import TransactionTestCase


def open_when_emptied() -> None:
    """Allow Django to empty the tables after a test that commits: SQLite deletes, which the log refuses."""
    close = import_module("loftet.log.migrations.0002_append_only")
    case_of_django: Any = TransactionTestCase  # what is replaced is not public
    empty: Callable[[TransactionTestCase], None] = case_of_django._fixture_teardown

    def opened(case: TransactionTestCase) -> None:
        if connection.vendor != "sqlite":  # PostgreSQL truncates, which no trigger of a row sees
            empty(case)
            return
        with connection.schema_editor() as schema:
            close.open_again(None, schema)
        try:
            empty(case)
        finally:
            with connection.schema_editor() as schema:
                close.close(None, schema)

    case_of_django._fixture_teardown = opened
