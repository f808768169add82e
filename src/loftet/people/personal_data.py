"""Personal data: described in words, exported and erased; each app names its own tables in its `App`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core import registry
from loftet.core.words import Words
from loftet.people.models import User

Rows = Sequence[Mapping[str, Any]]
# How long what somebody wrote for a municipality is kept.
STAYS = _("for good, as the municipality's own; of an erased person only the number is left")
STAYS_WITH_OWNER = _("for good, as the organisation's own; of an erased person only the number is left")


class Group(models.TextChoices):
    """The headings of the page about personal data, in this order."""

    WHO = "who", _("Who I am")
    ROLES = "roles", _("Roles and delegations")
    INVITATIONS = "invitations", _("Invitations")
    TOLD = "told", _("What I follow and was told")
    DONE = "done", _("What I wrote and did")
    SIGN_INS = "sign_ins", _("Sign-ins")


@dataclass(frozen=True, slots=True)
class DataDescription:
    """A table in words: what it holds, why it is kept, and how long (as the page on retention has it)."""

    group: Group
    what: Words
    why: Words
    how_long: Words


def stays(_user: User, _now: datetime) -> None:
    """Erase nothing: the rows are an organisation's, and point to a person who has been emptied."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with something about persons: what it is in words, which rows are somebody's, and what goes.

    The export holds the fields that are `shown`, or what `serialize` makes of a row. `newest` is the field
    with the time of a row. `erase` removes what goes with the person; `forget` removes what has been kept
    long enough, and returns how much; `loftet manage forget` calls it.
    """

    description: DataDescription
    rows: Callable[[User], QuerySet[Any]]
    shown: Sequence[str] = ()
    newest: str = ""
    serialize: Callable[[Any, User], Mapping[str, Any]] | None = None
    erase: Callable[[User, datetime], None] = stays
    forget: Callable[[datetime], int] | None = None

    def export(self, user: User) -> Rows:
        """Return what is kept about a person."""
        rows = self.rows(user)
        if self.serialize is None:
            return list(rows.values(*self.shown))
        return [self.serialize(one, user) for one in rows]


@dataclass(frozen=True, slots=True)
class Counted:
    """A table in words, how many of its rows are a person's, and when the newest came, if that is known."""

    description: DataDescription
    number: int
    newest: date | None


def tables() -> Mapping[str, DataTable]:
    """Return all tables with something about persons."""
    return registry.personal_data()


def pointing(model: type[models.Model], way: str) -> Callable[[User], QuerySet[Any]]:
    """Return the rows of a table that point to a person by one field."""
    return lambda user: model._default_manager.filter(**{way: user})


def done_table(
    model: type[models.Model],
    way: str | Callable[[User], QuerySet[Any]],
    what: Words,
    why: Words,
    *,
    how_long: Words = STAYS,
    shown: Sequence[str],
    newest: str = "",
    erase: Callable[[User, datetime], None] = stays,
    forget: Callable[[datetime], int] | None = None,
) -> DataTable:
    """Build the table of what people wrote or did: the rows that point to them by one field, or are found."""
    description = DataDescription(Group.DONE, what, why, how_long)
    rows = way if callable(way) else pointing(model, way)
    return DataTable(description, rows, shown, newest, erase=erase, forget=forget)


def tables_of(user: User) -> dict[str, Rows]:
    """Return all that is kept about a person, by the name of the table."""
    return {name: table.export(user) for name, table in tables().items()}


def counted(user: User) -> tuple[Counted, ...]:
    """Count what is kept about a person; one query a table, however many its rows are."""
    return tuple(_count(table, user) for table in tables().values())


def _count(table: DataTable, user: User) -> Counted:
    newest = {"newest": Max(table.newest)} if table.newest else {}
    found = table.rows(user).order_by().aggregate(number=Count("pk"), **newest)
    return Counted(table.description, found["number"], found.get("newest"))


def erase_personal_data(user: User, now: datetime) -> None:
    """Erase a person's rows; to be called in the transaction in which the person is erased."""
    for table in tables().values():
        table.erase(user, now)


def forget_personal_data(now: datetime) -> dict[str, int]:
    """Remove what has been kept long enough; return how much, by the name of the table."""
    return {name: table.forget(now) for name, table in tables().items() if table.forget is not None}
