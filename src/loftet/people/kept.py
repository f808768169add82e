"""What later packages keep about a person: handed out with the rest, and let go of with the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loftet.people.models import User

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A table with something about persons: how it is handed out, and what goes when a person is erased.

    `forget` lets go of what has been kept long enough, and tells of how much; `loftet manage forget` asks it.
    """

    give: Callable[[User], Rows]
    erase: Callable[[User, datetime], None]
    forget: Callable[[datetime], int] | None = None


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


def forget_kept(now: datetime) -> dict[str, int]:
    """Let go of what later packages have kept long enough; give how much, by the name of the table."""
    return {name: kept.forget(now) for name, kept in _TABLES.items() if kept.forget is not None}
