"""Texts without the difference of large and small letters, in both databases."""

from collections.abc import Callable, Sequence
from typing import Any

from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
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


class SearchText(models.TextField):  # type: ignore[type-arg]
    """Some texts of a row as a list searches them: folded when it is saved, not each time it is searched.

    `fields` are fields of the same row. `QuerySet.update` does not write it.
    """

    def __init__(self, fields: Sequence[str] = (), **options: Any) -> None:
        self.fields = tuple(fields)
        stored: dict[str, Any] = {"blank": True, "default": "", "editable": False}
        super().__init__(**stored | options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return how a migration writes the field."""
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"fields": self.fields}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Return the folded texts, one to a line: no word is found across two of them."""
        text = "\n".join(getattr(model_instance, one) for one in self.fields).casefold()
        setattr(model_instance, self.attname, text)
        return text


def fill_search_text(app: str, model: str, name: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """Build the step of a migration that folds the texts of the rows that are there already."""

    def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
        for row in apps.get_model(app, model)._default_manager.iterator(chunk_size=500):
            row.save(update_fields=[name])

    return fill


def add_casefold(connection: BaseDatabaseWrapper, **_rest: object) -> None:
    """Add the function `casefold` to a new SQLite connection; the receiver of `connection_created`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("casefold", 1, _casefold, deterministic=True)


def _casefold(text: str | None) -> str | None:
    return None if text is None else str(text).casefold()
