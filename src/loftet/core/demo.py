"""Dates in the demo, relative to the day it is made: «-12 thu» is the Thursday twelve weeks before.

There is no week 0: whether its Thursday has been or is to come would hang on the day.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.geography.rows import read_whole
from loftet.invalid_input import InvalidInput
from loftet.sources.toml_lines import read_toml

Cells = Mapping[str, str]

FOLDER = "demo_programme"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
OFFICE_OPEN = time(10)


@dataclass(frozen=True, slots=True)
class Demo:
    """The catalogue that the demo is told from, and the day it is told on."""

    catalogue: Path
    today: date

    def day(self, words: str) -> date:
        """Return the day that the words mean.

        >>> Demo(Path(), date(2026, 11, 24)).day("-1 fri"), Demo(Path(), date(2026, 11, 24)).day("+2 mon")
        (datetime.date(2026, 11, 20), datetime.date(2026, 12, 7))

        Raises:
            ValueError: when they mean none.
        """
        week, _space, weekday = words.partition(" ")
        if weekday not in WEEKDAYS or week[:1] not in ("+", "-") or not week[1:].isdecimal() or not int(week):
            raise ValueError(f"«{words}» is not a day such as «-12 thu» or «+3 mon»")
        monday = self.today - timedelta(self.today.weekday())
        return monday + timedelta(weeks=int(week), days=WEEKDAYS.index(weekday))

    def day_or_none(self, words: str) -> date | None:
        """Return the day that the words mean, or none where there are none."""
        return self.day(words) if words else None

    def at(self, day: date) -> datetime:
        """Return the moment of a day at which things are done."""
        return timezone.make_aware(datetime.combine(day, OFFICE_OPEN))

    def each(self, name: str, columns: Sequence[str], tell: Callable[[Cells], object]) -> None:
        """Read the rows of a file of the story.

        Raises:
            InvalidInput: with file and line of every fault of form, or of the row that cannot be told.
        """
        for row in read_whole(self.catalogue / FOLDER / name, columns):
            try:
                tell(row.cells)
            except (ValueError, KeyError, ObjectDoesNotExist, NotAllowed, InvalidInput) as fault:
                raise InvalidInput.because(
                    f"cannot be told: {fault}", file=row.file, line=row.line
                ) from fault

    def record(self, name: str) -> dict[str, Any]:
        """Read a file of texts."""
        return read_toml(self.catalogue / FOLDER / name)
