"""Dates in the demo, relative to the day it is made: «-12 thu» is the Thursday twelve weeks before.

There is no week 0: whether its Thursday has been or is to come would hang on the day. «in 9 days» is the
first working day from nine days on. {yy -12 thu} in a text is the year of a day in two digits, as case
numbers have it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.text_files.rows import read_text, read_whole
from loftet.text_files.toml_lines import parse_toml

Cells = Mapping[str, str]

FOLDER = "demo_programme"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
OFFICE_OPEN = time(10)
UNTOLD = (ValueError, KeyError, ObjectDoesNotExist, NotAllowed, InvalidInput)
IN_DAYS = re.compile(r"in (\d+) days")
YEAR = re.compile(r"\{yy ([^}]+)\}")


@dataclass(frozen=True, slots=True)
class Demo:
    """The catalogue that the demo is told from, the day it is told on, and the editions by their days."""

    catalogue: Path
    today: date
    editions: tuple[tuple[date, str], ...] = ()

    def day(self, words: str) -> date:
        """Return the day that the words mean.

        >>> Demo(Path(), date(2026, 11, 24)).day("-1 fri"), Demo(Path(), date(2026, 11, 24)).day("+2 mon")
        (datetime.date(2026, 11, 20), datetime.date(2026, 12, 7))
        >>> Demo(Path(), date(2026, 11, 26)).day("in 9 days")  # not on the Saturday
        datetime.date(2026, 12, 7)

        Raises:
            ValueError: when they mean none.
        """
        if ahead := IN_DAYS.fullmatch(words):
            day = self.today + timedelta(int(ahead[1]))
            return day + timedelta(7 - day.weekday() if day.weekday() >= len(WEEKDAYS) else 0)
        week, _space, weekday = words.partition(" ")
        if weekday not in WEEKDAYS or week[:1] not in ("+", "-") or not week[1:].isdecimal() or not int(week):
            raise ValueError(f"«{words}» is not a day such as «-12 thu» or «+3 mon»")
        monday = self.today - timedelta(self.today.weekday())
        return monday + timedelta(weeks=int(week), days=WEEKDAYS.index(weekday))

    def day_or_none(self, words: str) -> date | None:
        """Return the day that the words mean, or none where there are none."""
        return self.day(words) if words else None

    def dated(self, text: str) -> str:
        """Return a text with the years of the days that it names.

        >>> Demo(Path(), date(2026, 11, 24)).dated("14/{yy -61 thu}")
        '14/25'

        Raises:
            ValueError: when the words mean no day.
        """
        return YEAR.sub(lambda named: f"{self.day(named[1]):%y}", text)

    def edition_on(self, day: date) -> str:
        """Return the newest edition of a day, or the first one where there was none yet."""
        first, *later = sorted(self.editions)
        return max((one for one in later if one[0] <= day), default=first)[1]

    def at(self, day: date) -> datetime:
        """Return the moment of a day at which things are done; of today, none that is still to come."""
        moment = timezone.make_aware(datetime.combine(day, OFFICE_OPEN))
        return min(moment, timezone.now()) if day == timezone.localdate() else moment

    def each(self, name: str, columns: Sequence[str], tell: Callable[[Cells], object]) -> None:
        """Read the rows of a file of the story.

        Raises:
            InvalidInput: with file and line of every fault of form, or of the row that cannot be told.
        """
        for row in read_whole(self.catalogue / FOLDER / name, columns):
            try:
                tell({column: self.dated(cell) for column, cell in row.cells.items()})
            except UNTOLD as fault:
                raise InvalidInput.because(
                    f"cannot be told: {fault}", file=row.file, line=row.line
                ) from fault

    @contextmanager
    def telling(self, name: str, what: str) -> Iterator[None]:
        """Run what tells a part of a file of texts.

        Raises:
            InvalidInput: with the file and what it is, when it cannot be told.
        """
        try:
            yield
        except UNTOLD as fault:
            cause = f"{what} cannot be told: {fault}"
            raise InvalidInput.because(cause, file=self.catalogue / FOLDER / name) from fault

    def record(self, name: str) -> dict[str, Any]:
        """Read a file of texts.

        Raises:
            InvalidInput: when it is missing, is not TOML, or names a day that there is not.
        """
        file = self.catalogue / FOLDER / name
        try:
            text = self.dated(read_text(file))
        except ValueError as fault:
            raise InvalidInput.because(f"cannot be told: {fault}", file=file) from fault
        return parse_toml(text, file)
