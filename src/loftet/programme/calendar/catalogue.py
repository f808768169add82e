"""The days that each year brings: `catalogue/programme/yearly_dates.csv`.

Days that have not been read in their source have an empty `verified`, and are shown to nobody.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings

from loftet.geography.cells import read_date
from loftet.invalid_input import InvalidInput, Problem
from loftet.people.models import RoleKind
from loftet.programme.catalogue import Phase, phase_of
from loftet.sources.catalogue.cells import one_of, read_day, read_key, read_name, read_text
from loftet.sources.catalogue.fields import Fields, read_records
from loftet.sources.catalogue.record import Words
from loftet.text_files.rows import read_rows

YEARLY_DATES, ELECTIONS = "yearly_dates.csv", "elections.csv"
RULE = re.compile(
    r"(?P<month>\d{2})(-(?P<day>\d{2}))?|(?P<dated>\d{4}-\d{2}-\d{2})|election\+(?P<after>\d{1,2})m"
)
YEARLY_COLUMNS = (
    "key",
    "rule",
    "first_year",
    "last_year",
    "roles",
    "phase",
    "warning_days",
    "source",
    "verified",
)
LONGEST_WARNING = 366


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of a day: in a month, on a day of it, on one date, or so many months after each election."""

    month: int = 0
    day: int = 0
    dated: date | None = None
    months_after_election: int = 0

    def days_in(self, year: int, elections: Sequence[date]) -> tuple[date, ...]:
        """Return its days in a year; of a month without a day its last one, by which it is to be done."""
        if self.dated is not None:
            found = [self.dated]
        elif self.months_after_election:
            found = [months_later(one, self.months_after_election) for one in elections]
        else:
            found = [date(year, self.month, self.day or monthrange(year, self.month)[1])]
        return tuple(one for one in found if one.year == year)


@dataclass(frozen=True, slots=True)
class YearlyDate:
    """Something that comes back every year, or once: for which roles, and how early they are told."""

    key: str
    rule: Rule
    first_year: int
    last_year: int | None
    roles: tuple[RoleKind, ...]
    phase: str
    warning: timedelta
    name: Words
    about: Words
    source: str
    verified: date | None


@dataclass(frozen=True, slots=True)
class Turn:
    """An entry in one year, and its day."""

    entry: YearlyDate
    day: date

    @property
    def is_month(self) -> bool:
        """Check whether no day of the month is set."""
        return bool(self.entry.rule.month) and not self.entry.rule.day

    @property
    def phase(self) -> Phase | None:
        """Return the phase that it belongs to, if there is one."""
        return phase_of(self.entry.phase)

    @property
    def since(self) -> date:
        """Return the day from which the roles are told of it."""
        return self.day - self.entry.warning


def turns(since: date, until: date, *, unverified: bool = False) -> tuple[Turn, ...]:
    """Return what comes from a day until another, in the order of days: what has been read in its source."""
    entries, elections = read_yearly_dates(settings.CATALOGUE / "programme")
    found = [
        Turn(entry, day)
        for entry in entries
        if entry.verified is not None or unverified
        for year in range(
            max(since.year, entry.first_year), min(until.year, entry.last_year or until.year) + 1
        )
        for day in entry.rule.days_in(year, elections)
        if since <= day <= until
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.entry.key)))


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@cache
def read_yearly_dates(folder: Path) -> tuple[tuple[YearlyDate, ...], tuple[date, ...]]:
    """Read the yearly dates, and the days of elections that some of it follows.

    Raises:
        InvalidInput: with file, line and column of every cell that cannot be used.
    """
    problems: list[Problem] = []
    days = read_rows(folder / ELECTIONS, ("election", "day", "source", "verified"), problems)
    elections = [row.take("day", read_date, problems) for row in days]
    texts = ("name", "about")
    entries = read_records(
        folder / YEARLY_DATES, YEARLY_COLUMNS, texts, _yearly_date, problems, once=("key",)
    )
    if problems:
        raise InvalidInput(problems)
    return tuple(entries), tuple(sorted(one for one in elections if one is not None))


def _yearly_date(fields: Fields) -> YearlyDate | None:
    entry = YearlyDate(
        key=fields.take("key", read_key),
        rule=fields.take("rule", read_rule),
        first_year=fields.take("first_year", read_year),
        last_year=fields.take("last_year", lambda cell: read_year(cell) if cell else None),
        roles=fields.take("roles", read_roles),
        phase=fields.take("phase", lambda cell: read_key(cell) if cell else ""),
        warning=fields.take("warning_days", read_warning),
        name=fields.words("name", read_name),
        about=fields.words("about", read_text),
        source=fields.take("source", read_text),
        verified=fields.take("verified", read_day),
    )
    if fields.whole and entry.last_year is not None and entry.last_year < entry.first_year:
        fields.refuse("last_year", "it ends before it begins")
    return entry if fields.whole else None


def read_rule(cell: str) -> Rule:
    """Read when a day comes.

    >>> read_rule("06-15").month, read_rule("election+12m").months_after_election
    (6, 12)
    """
    found = RULE.fullmatch(cell)
    if found is None:
        raise ValueError(f"«{cell}» is not a rule: MM, MM-DD, YYYY-MM-DD or election+12m")
    if found["dated"]:
        return Rule(dated=read_date(found["dated"]))
    if found["after"]:
        return Rule(months_after_election=int(found["after"]))
    month, day = int(found["month"]), int(found["day"] or 0)
    if not 1 <= month <= 12 or not 0 <= day <= monthrange(2025, month)[1]:
        raise ValueError(f"«{cell}» is not a day that every year has")
    return Rule(month=month, day=day)


def read_year(cell: str) -> int:
    """Read a year."""
    if not re.fullmatch(r"20\d\d", cell):
        raise ValueError(f"«{cell}» is not a year from 2000 to 2099")
    return int(cell)


def read_roles(cell: str) -> tuple[RoleKind, ...]:
    """Read kinds of role with a space between them."""
    known = [kind.value for kind in RoleKind]
    return tuple(RoleKind(one_of(known)(word)) for word in read_text(cell).split())


def read_warning(cell: str) -> timedelta:
    """Read how many days before somebody is told."""
    if not cell.isdigit() or int(cell) > LONGEST_WARNING:
        raise ValueError(f"«{cell}» is not a number of days from 0 to {LONGEST_WARNING}")
    return timedelta(days=int(cell))
