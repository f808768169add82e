"""What later packages keep about a person: handed out with the rest, and let go of with the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loftet.people.models import User

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A table with something about persons: how it is handed out, and what goes when a person is erased."""

    give: Callable[[User], Rows]
    erase: Callable[[User, datetime], None]


_TABLES: dict[str, Kept] = {}


def keep(name: str, kept: Kept) -> None:
    """Tell of a table; an app does so when it starts."""
    _TABLES[name] = kept


def tables_of(user: User) -> dict[str, Rows]:
    """Give what later packages keep about a person, by the name of the table."""
    return {name: kept.give(user) for name, kept in _TABLES.items()}


def erase_kept(user: User, now: datetime) -> None:
    """Let go of it; to be called in the transaction in which the person is erased."""
    for kept in _TABLES.values():
        kept.erase(user, now)
