"""Records that people write and change: each has a version, an address, an owner and a label."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from operator import attrgetter
from typing import Any, ClassVar, Protocol

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from loftet.invalid_input import InvalidInput, Problem


class Owner(Protocol):
    """The organisation that a record belongs to, as the log names it."""

    @property
    def name(self) -> str:
        """Return the name."""

    @property
    def slug(self) -> str:
        """Return the slug of its address."""


class Owned:
    """Something that belongs to an organisation or a place, and what the log calls it.

    `owner_field` is the way to whose it is, with dots; without it, its `organisation`. `named_by` is the way
    to the row whose name in the log it has. What is of a `hidden_kind` is called by its owner, that word and
    its key until everybody may read it (`is_public`).
    """

    owner_field: ClassVar[str] = ""
    named_by: ClassVar[str] = ""
    hidden_kind: ClassVar[str] = ""

    @property
    def label(self) -> str:
        """Return the name of the record on pages; override it where the text is a person's name."""
        return str(self)

    @property
    def label_in_log(self) -> str:
        """Return the permanent name of the record in the log."""
        if self.named_by:
            return str(attrgetter(f"{self.named_by}.label_in_log")(self))
        if self.hidden_kind and not self.is_public:  # type: ignore[attr-defined]
            return f"{self.owner.name}: {self.hidden_kind} {self.pk}"  # type: ignore[attr-defined]
        return self.label

    @property
    def owner(self) -> Any:
        """Return the organisation or the place that the record belongs to, if it belongs to one."""
        if self.owner_field:
            return attrgetter(self.owner_field)(self)
        return getattr(self, "organisation", None)


class Record(Owned, models.Model):
    """A row that people change: two who save at once are told, and nothing is overwritten silently.

    `version` is what the caller has read: an action compares it with the row that it locks. `lock_with` are
    the relations that rules and notices of its actions read, fetched with the lock in one query. `lock_first`
    are those of them whose rows are locked, too, before the record's own: always in the same order.
    `url_name` is the address of its page, `url_args` what that names the record by, with dots, and `anchor`
    the place on the page, a format of the record.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    lock_with: ClassVar[tuple[str, ...]] = ()
    lock_first: ClassVar[tuple[str, ...]] = ()
    url_name: ClassVar[str] = ""
    url_args: ClassVar[tuple[str, ...]] = ("pk",)
    anchor: ClassVar[str] = ""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Return the address of the record's page.

        Raises:
            NotImplementedError: when it has none.
        """
        if not self.url_name:
            raise NotImplementedError(f"{type(self).__name__} has no page")
        address = reverse(self.url_name, args=[attrgetter(one)(self) for one in self.url_args])
        return f"{address}#{self.anchor.format(self)}" if self.anchor else address


@contextmanager
def one_of_a_kind(refusal: Callable[[], InvalidInput]) -> Iterator[None]:
    """Refuse in words the second of two who make the same at once: only the database knows of both."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        raise refusal() from fault


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
