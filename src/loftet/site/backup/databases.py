"""Backups of databases: copied while people write, and loaded where none is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

# What opens something and is of use for hours: live sign-ins, codes, one-time words, counted attempts. A
# backup is read by others and restored later: none of it is in the copy, nor left from an older archive.
SHORT_LIVED = ("core_formsubmission", "django_session", "people_begun", "people_knock", "people_signincode")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of a database: the rows of each table, and the migrations that were applied."""

    rows: Mapping[str, int]
    migrations: tuple[str, ...]


class Database(Protocol):
    """A database that can be copied and loaded."""

    kind: str
    member: str  # the name of its copy in an archive

    def copy(self, into: Path) -> Snapshot:
        """Copy the database as it is at one moment, without what is short-lived; writers go on."""

    def demand_empty(self) -> None:
        """Refuse where there is something already."""

    def demand_whole(self, copy: Path, rows: Mapping[str, int]) -> None:
        """Refuse a copy that is damaged or does not hold these rows."""

    def load(self, copy: Path, rows: Mapping[str, int]) -> None:
        """Load a copy, whole or not at all, and empty the tables of what is short-lived."""
