"""Records that people write and change: each has a version, an address, an owner and a label."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from loftet.invalid_input import InvalidInput, Problem


class Owner(Protocol):
    """The organisation that a record belongs to, as the log names it."""

    @property
    def name(self) -> str:
        """Return the name."""

    @property
    def slug(self) -> str:
        """Return the slug of its address."""


class Record(models.Model):
    """A row that people change: two who save at once are told, and nothing is overwritten silently.

    `version` is what the caller has read: an action compares it with the row that it locks. `lock_with` are
    the relations that rules and notices of its actions read, fetched with the lock in one query. `lock_first`
    are those of them whose rows are locked, too, before the record's own: always in the same order.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    lock_with: ClassVar[tuple[str, ...]] = ()
    lock_first: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        """Return the name of the record on pages; override it where the text is a person's name."""
        return str(self)

    @property
    def label_in_log(self) -> str:
        """Return the permanent name of the record in the log."""
        return self.label

    @property
    def owner(self) -> Owner | None:
        """Return the organisation that the record belongs to: by default its `organisation`."""
        return getattr(self, "organisation", None)

    def get_absolute_url(self) -> str:
        """Return the address of the record's page."""
        raise NotImplementedError(f"{type(self).__name__} has no page")


def set_values(record: models.Model, values: Mapping[str, Any]) -> None:
    """Set fields of a record to what was written, and check them as a form does.

    Texts are stripped; each given field is checked, and then the record's own `clean`: a caller without a
    form is refused in words, and not by an error of the database.

    Raises:
        InvalidInput: with the field of each value that is refused.
    """
    for name, value in values.items():
        setattr(record, name, value.strip() if type(value) is str else value)
    try:
        record.clean_fields(exclude={field.name for field in record._meta.fields} - set(values))
        record.clean()
    except ValidationError as refused:
        found = refused.update_error_dict({})
        raise InvalidInput(
            Problem(cause, field=None if name == NON_FIELD_ERRORS else name)
            for name, errors in found.items()
            for cause in ValidationError(errors).messages
        ) from refused
