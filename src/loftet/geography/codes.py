"""Codes that are valid for a time, and the changes that lead from one to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby


class ChangeKind(Enum):
    """A kind of change that happened to a code."""

    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class CodePeriod:
    """A time from a day on, until the day before another; without an end it still lasts.

    >>> year = CodePeriod(date(2020, 1, 1), date(2021, 1, 1))
    >>> year.holds(date(2020, 12, 31)), year.holds(date(2021, 1, 1))
    (True, False)
    """

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Check whether the day lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "CodePeriod") -> bool:
        """Check whether the two periods share a day."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)


@dataclass(frozen=True, slots=True)
class DatedCode:
    """A code and the time in which it is valid."""

    code: str
    valid: CodePeriod


@dataclass(frozen=True, slots=True)
class CodeStep:
    """One step from an old code to a new one."""

    old_code: str
    new_code: str
    date: date
    kind: ChangeKind


class ChangeTable:
    """All changes of codes, followed forwards and backwards in time.

    >>> day = date(2024, 1, 1)
    >>> table = ChangeTable([CodeStep("3041", "3324", day, ChangeKind.RENUMBERED)])
    >>> table.after("3041", date(2024, 6, 1)), table.after("3041", date(2023, 6, 1))
    (('3324',), ('3041',))
    >>> table.before("3324", date(2023, 6, 1))
    ('3041',)
    """

    def __init__(self, changes: Iterable[CodeStep]) -> None:
        self.changes = tuple(
            sorted(changes, key=lambda change: (change.date, change.old_code, change.new_code))
        )

    def after(self, code: str, on: date) -> tuple[str, ...]:
        """Follow a code forwards to what it has become by a day."""
        codes = {code}
        for _, changes in groupby(self.changes, key=lambda change: change.date):
            steps = [change for change in changes if change.date <= on and change.old_code in codes]
            codes -= {change.old_code for change in steps}
            codes |= {change.new_code for change in steps}  # a code may become itself and take others in
        return tuple(sorted(codes))

    def before(self, code: str, on: date) -> tuple[str, ...]:
        """Follow a code backwards to what it was on a day."""
        codes = {code}
        for _, changes in groupby(reversed(self.changes), key=lambda change: change.date):
            steps = [change for change in changes if change.date > on and change.new_code in codes]
            codes -= {change.new_code for change in steps}
            codes |= {change.old_code for change in steps}
        return tuple(sorted(codes))
