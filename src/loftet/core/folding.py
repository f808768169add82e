"""Texts without the difference of large and small letters, in both databases."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler


class Folded(Func):
    """A text without the difference of large and small letters, also of æ, ø and å.

    SQLite folds ASCII alone, and PostgreSQL what the locale of the database folds; so each is told how.
    """

    function = "casefold"
    arity = 1
    output_field = models.TextField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        """Return the SQL for PostgreSQL, which asks ICU."""
        return super().as_sql(
            compiler,
            connection,
            function="lower",
            template='%(function)s((%(expressions)s) COLLATE "und-x-icu")',
        )


def add_casefold(connection: BaseDatabaseWrapper, **_rest: object) -> None:
    """Add the function `casefold` to a new SQLite connection; the receiver of `connection_created`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("casefold", 1, _casefold, deterministic=True)


def _casefold(text: str | None) -> str | None:
    return None if text is None else str(text).casefold()
