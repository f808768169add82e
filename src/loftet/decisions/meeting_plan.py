"""A year's meetings as somebody pastes them: days, with or without a time, one after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.invalid_input import InvalidInput, Problem

MOST_MEETINGS = 200
FIELD = "days"  # of the form in which they are pasted
YEARS = range(2000, 2101)
MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
# How the days of the week begin in bokmål and in nynorsk, Monday first.
WEEKDAYS = (("man", "mån"), ("tir", "tys"), ("ons",), ("tor",), ("fre",), ("lør", "lau"), ("søn", "sun"))
SHORTEST_MONTH = 3  # «jun» and «sept» are months
DAY = re.compile(
    r"(?:(?P<weekday>(?:man|mån|tir|tys|ons|tor|fre|lør|lau|søn|sun)[a-zøå]*)\.?,?\s+)?(?:den\s+)?"
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<day>\d{1,2})(?:\s*[./]\s*(?P<month>\d{1,2})|\.?\s*(?P<name>[a-z]+)\.?)"
    r"(?:\s*[./-]\s*|\s+)(?P<year>\d{4}|\d{2}))"
    r"(?:,?\s+(?:(?:kl\.?|klokka|klokken)\s*)?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?"
    r"(?:\s*[-–]\s*\d{1,2}(?:[.:]\d{2})?)?)?\.?",
    re.IGNORECASE,
)
# Days stand on lines of their own, or with a comma or a semicolon between them.
BETWEEN = re.compile(r"(?<!dag)[;,](?!\s*kl)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A meeting as it was pasted, and the line where it stood."""

    line: int
    day: date
    begins: time | None


def read_plan(text: str) -> tuple[PlannedDay, ...]:
    """Read the days of a meeting plan, all of them or none.

    >>> [str(one.day) for one in read_plan("18.12.2026 kl. 10, 22.1.2027\\n2027-02-12 09:30")]
    ['2026-12-18', '2027-01-22', '2027-02-12']

    Raises:
        InvalidInput: with each line that is no day, that stands twice, or is no day of any calendar.
    """
    problems: list[Problem] = []
    found: dict[date, PlannedDay] = {}
    for line, words in _pieces(text):
        try:
            planned = _read(line, words)
        except ValueError as cause:
            problems.append(Problem(str(cause), line=line, field=FIELD))
            continue
        if planned.day in found:
            problems.append(
                Problem(_("«%(words)s» stands here twice") % {"words": words}, line=line, field=FIELD)
            )
        found[planned.day] = planned
    if not found and not problems:
        problems.append(Problem(_("There is no day here."), line=1, field=FIELD))
    if len(found) > MOST_MEETINGS:
        problems.append(
            Problem(
                _("There are more than %(number)d days.") % {"number": MOST_MEETINGS}, line=1, field=FIELD
            )
        )
    if problems:
        raise InvalidInput(problems)
    return tuple(sorted(found.values(), key=lambda one: one.day))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    for line, whole in enumerate(text.splitlines(), start=1):
        for words in BETWEEN.split(whole):
            if words.strip():
                yield line, words.strip()


def _read(line: int, words: str) -> PlannedDay:
    match = DAY.fullmatch(words)
    if match is None:
        raise ValueError(
            _("«%(words)s» is not a day. Write 18.12.2026, or 18.12.2026 kl. 10.") % {"words": words}
        )
    try:
        day = _day(match)
        hour, minute = match["hour"], match["minute"]
        begins = time(int(hour), int(minute or 0)) if hour else None
    except ValueError:
        raise ValueError(_("«%(words)s» is not in any calendar") % {"words": words}) from None
    if match["weekday"] and not match["weekday"].lower().startswith(WEEKDAYS[day.weekday()]):
        raise ValueError(
            _("«%(words)s» is another day of the week: %(day)s")
            % {"words": words, "day": date_format(day, "l j. F Y")}
        )
    if day.year not in YEARS:
        raise ValueError(_("«%(words)s» lies too far away") % {"words": words})
    return PlannedDay(line, day, begins)


def _day(match: re.Match[str]) -> date:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    month = _month(match["name"].lower()) if match["name"] else int(match["month"])
    year = int(match["year"])
    return date(year if year >= 100 else 2000 + year, month, int(match["day"]))


def _month(name: str) -> int:
    """Return the number of a month that is written out or shortened."""
    if len(name) >= SHORTEST_MONTH:
        for number, month in enumerate(MONTHS, start=1):
            if month.startswith(name):
                return number
    raise ValueError(name)
