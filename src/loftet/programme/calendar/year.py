"""The year of a cohort: month by month, what is next first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from loftet.people.models import RoleKind
from loftet.programme.calendar.catalogue import Turn, turns
from loftet.programme.catalogue import phase_of, said
from loftet.programme.models import Cohort


@dataclass(frozen=True, slots=True)
class InYear:
    """Something that the year brings, in the language of the page."""

    key: str
    day: date
    is_month: bool
    name: str
    about: str
    roles: tuple[RoleKind, ...]
    phase: str
    source: str
    warned: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month, and what it brings."""

    first: date
    lines: tuple[InYear, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """The months from today on that bring something, and all that is further ahead."""

    months: tuple[Month, ...]

    @property
    def next(self) -> InYear | None:
        """Return what comes first."""
        return next((line for month in self.months for line in month.lines), None)


def year_page(cohort: Cohort, today: date) -> YearPage:
    """Build the year from today, and two years of what comes seldom; no query."""
    last = date(today.year + 2, 12, 31)
    coming = turns(today, min(last, cohort.ends) if cohort.ends else last)
    return YearPage(months_of(first_of_each(coming), today))


def first_of_each(coming: Sequence[Turn]) -> list[Turn]:
    """Return the next time of each: what comes back every year stands once."""
    seen: set[str] = set()
    kept = []
    for one in coming:
        if one.entry.key not in seen:
            seen.add(one.entry.key)
            kept.append(one)
    return kept


def months_of(coming: Sequence[Turn], today: date) -> tuple[Month, ...]:
    """Return what comes, grouped by month."""
    return tuple(
        Month(first, tuple(line_of(one, today) for one in of_month))
        for first, of_month in groupby(coming, key=lambda one: one.day.replace(day=1))
    )


def line_of(turn: Turn, today: date) -> InYear:
    """Return one thing in the language of the page."""
    entry, phase = turn.entry, phase_of(turn.entry.phase)
    return InYear(
        key=entry.key,
        day=turn.day,
        is_month=turn.is_month,
        name=said(entry.name),
        about=said(entry.about),
        roles=entry.roles,
        phase=said(phase.name) if phase else "",
        source=entry.source,
        warned=turn.since <= today,
    )
