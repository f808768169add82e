"""The sources of the figures of a page: each table once, and how many of them each publisher has."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from loftet.editions.rows import Indicator
from loftet.status.local_names import local_name

FEW = 12  # so many tables can be named one by one


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher of figures, on which terms, and one indicator for each of its tables."""

    name: str
    licences: tuple[str, ...]
    tables: tuple[Indicator, ...]

    @property
    def named(self) -> tuple[Indicator, ...]:
        """Return the tables that have a name of their own."""
        return tuple(one for one in self.tables if one.table)

    @property
    def page(self) -> str:
        """Return the page of what has no table, where it has one."""
        return next((one.url for one in self.tables if one.url and not one.table), "")


@dataclass(frozen=True, slots=True)
class Sources:
    """The publishers, those with most tables first."""

    publishers: tuple[Publisher, ...]

    @property
    def tables(self) -> tuple[Indicator, ...]:
        """Return one indicator for each table, publisher by publisher."""
        return tuple(table for publisher in self.publishers for table in publisher.tables)

    @property
    def large(self) -> tuple[Publisher, ...]:
        """Return the publishers of more than one table."""
        return tuple(publisher for publisher in self.publishers if len(publisher.tables) > 1)

    @property
    def small(self) -> tuple[str, ...]:
        """Return the names of the publishers of one table each."""
        return tuple(publisher.name for publisher in self.publishers if len(publisher.tables) == 1)

    @property
    def first(self) -> tuple[str, ...]:
        """Return the names of those who have the most: more than one table, or all where nobody has."""
        return tuple(publisher.name for publisher in self.large or self.publishers)

    @property
    def others(self) -> int:
        """Count the publishers who are not named first."""
        return len(self.publishers) - len(self.first)

    @property
    def are_few(self) -> bool:
        """Check whether the tables can be named one by one."""
        return len(self.tables) <= FEW


def find_sources(indicators: Iterable[Indicator]) -> Sources:
    """Find the tables that indicators come from, publisher by publisher."""
    tables = sorted(distinct_sources(indicators), key=lambda one: one.source)
    publishers = [
        Publisher(
            local_name(name),
            tuple(dict.fromkeys(local_name(one.licence) for one in of if one.licence)),
            tuple(of),
        )
        for name, of in ((name, list(group)) for name, group in groupby(tables, lambda one: one.source))
    ]
    return Sources(tuple(sorted(publishers, key=lambda one: -len(one.tables))))


def distinct_sources(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Return one indicator for each table that figures come from."""
    return tuple({(one.source, one.table): one for one in indicators}.values())
