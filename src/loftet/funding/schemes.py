"""Schemes that give money or advice: dated rows of `catalogue/funding/schemes.csv`.

Each row says who may apply, for which kinds of project, where that was read, how sure it is and when it was
last checked. A day is a deadline only in a row that is primary and newly checked; all other rows say when a
deadline has usually been.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from loftet.core.words import for_reader
from loftet.funding.kinds import PartnerKind, ProjectKind
from loftet.geography.cells import read_date
from loftet.invalid_input import InvalidInput, Problem
from loftet.methods.procurement.rows import CHECKED_FOR
from loftet.text_files.rows import Row, read_whole

FOLDER, FILE = "funding", "schemes.csv"
LANGUAGES = ("nb", "nn", "en")
PRIMARY, ENDED = "primary", "ended"
STATUSES = (PRIMARY, "secondary", "unverified", ENDED)
APPLICANTS = ("county", *PartnerKind.values)
COLUMNS = (
    *("key", "name", "owner", "applicants", "kinds", "partners", "goals", "share_percent", "ceiling_nok"),
    *("deadline", *(f"usual_{one}" for one in LANGUAGES), *(f"about_{one}" for one in LANGUAGES)),
    *("url", "source", "status", "checked_at"),
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme; `share` is the highest part of the cost in percent, `ceiling` the highest sum in kroner."""

    key: str
    name: str
    owner: str
    applicants: tuple[str, ...]
    kinds: tuple[str, ...]
    partners: tuple[str, ...]
    goals: tuple[str, ...]
    share: int | None
    ceiling: int | None
    deadline: date | None
    usual_words: Mapping[str, str]
    about_words: Mapping[str, str]
    url: str
    source: str
    status: str
    checked_at: date

    @property
    def about(self) -> str:
        """Return what it is for, in the language of the page."""
        return for_reader(self.about_words)

    @property
    def usual(self) -> str:
        """Return when its deadline has usually been, in the language of the page."""
        return for_reader(self.usual_words)

    def is_old(self, day: date) -> bool:
        """Check whether nobody has checked the row for 180 days."""
        return day - self.checked_at > CHECKED_FOR

    def is_uncertain(self, day: date) -> bool:
        """Check whether the row must be checked before it is relied on."""
        return self.status != PRIMARY or self.is_old(day)

    def known_deadline(self, day: date) -> date | None:
        """Return the next deadline, where the row is primary, newly checked, and names one to come."""
        if self.is_uncertain(day) or self.deadline is None or self.deadline < day:
            return None
        return self.deadline


def schemes() -> tuple[Scheme, ...]:
    """Return the schemes of the site's catalogue."""
    return read_schemes(Path(settings.CATALOGUE))


def scheme_of(key: str) -> Scheme | None:
    """Return a scheme by its key."""
    return next((one for one in schemes() if one.key == key), None)


def demand_scheme(written: Mapping[str, Any]) -> None:
    """Check that a scheme that is written is one of the table.

    Raises:
        InvalidInput: when it is not.
    """
    if "scheme" in written and scheme_of(written["scheme"]) is None:
        raise InvalidInput.because(_("There is no such scheme."), field="scheme")


@cache
def read_schemes(catalogue: Path) -> tuple[Scheme, ...]:
    """Read the table.

    Raises:
        InvalidInput: with file and line of every cell that cannot be used.
    """
    problems: list[Problem] = []
    rows = read_whole(catalogue / FOLDER / FILE, COLUMNS)
    found = [_scheme(row, problems) for row in rows]
    keys = [row.cells["key"] for row in rows]
    problems += [
        row.problem("key", f"there are two schemes «{row.cells['key']}»")
        for at, row in enumerate(rows)
        if row.cells["key"] in keys[:at]
    ]
    if problems:
        raise InvalidInput(problems)
    return tuple(found)


def _scheme(row: Row, problems: list[Problem]) -> Scheme:
    cells = row.cells

    def take(column: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        return row.take(column, lambda cell: _words(cell, allowed), problems) or ()

    return Scheme(
        cells["key"],
        cells["name"],
        cells["owner"],
        take("applicants", APPLICANTS),
        take("kinds", tuple(ProjectKind.values)),
        take("partners", tuple(PartnerKind.values)),
        take("goals", tuple(map(str, range(1, 18)))),
        row.take("share_percent", _number, problems),
        row.take("ceiling_nok", _number, problems),
        row.take("deadline", lambda cell: read_date(cell) if cell else None, problems),
        {one: cells[f"usual_{one}"] for one in LANGUAGES},
        {one: cells[f"about_{one}"] for one in LANGUAGES},
        cells["url"],
        cells["source"],
        (take("status", STATUSES) or ("unverified",))[0],
        row.take("checked_at", read_date, problems) or date.min,
    )


def _words(cell: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    words = tuple(cell.split())
    if wrong := [one for one in words if one not in allowed]:
        raise ValueError(f"«{wrong[0]}» is not one of {', '.join(allowed)}")
    return words


def _number(cell: str) -> int | None:
    if cell and (not cell.isdecimal() or int(cell) == 0):
        raise ValueError(f"«{cell}» is not a whole number above 0")
    return int(cell) if cell else None
