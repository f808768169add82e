"""An agenda as people write it: a line an item, with its minutes; the times follow from where it begins.

>>> parse_agenda("10 Velkomen\\n40 Behovet; Tora")
[[10, 'Velkomen', ''], [40, 'Behovet', 'Tora']]
>>> [str(one.begins) for one in timed([[10, "Velkomen", ""], [40, "Behovet", "Tora"]], time(10))]
['10:00:00', '10:10:00']
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loftet.meetings.kinds import LONGEST_ITEM, Kind
from loftet.programme.catalogue import said

LINE = re.compile(r"(\d{1,3})\s+(.+)", re.ASCII)
MOST_ITEMS, LONGEST_TITLE, LONGEST_NAME, LONGEST_TOLD = 40, 160, 80, 40
ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an agenda, with its times."""

    begins: time
    ends: time
    minutes: int
    title: str
    presenter: str


def parse_agenda(text: str) -> list[list[Any]]:
    """Return minutes, title and presenter of each line.

    Raises:
        ValidationError: with the first line that is not minutes and a title.
    """
    found: list[list[Any]] = []
    for line in filter(str.strip, text.splitlines()):
        match = LINE.fullmatch(line.strip())
        if match is None or not 0 < int(match[1]) <= LONGEST_ITEM:
            raise ValidationError(
                _("«%(line)s» is not minutes and what happens, such as «40 The need; Tora»."),
                params={"line": line.strip()[:LONGEST_TOLD]},
            )
        title, _sign, presenter = match[2].partition(";")
        found.append([int(match[1]), title.strip()[:LONGEST_TITLE], presenter.strip()[:LONGEST_NAME]])
    if len(found) > MOST_ITEMS:
        raise ValidationError(_("Write at most %(most)d lines."), params={"most": MOST_ITEMS})
    return found


def agenda_lines(items: Sequence[Sequence[Any]]) -> str:
    """Return an agenda as people write it."""
    return "\n".join(f"{minutes} {title}{f'; {who}' if who else ''}" for minutes, title, who in items)


def ready_agenda(kind: Kind) -> list[list[Any]]:
    """Return the ready agenda of a kind in the language of the page."""
    return [[one.minutes, said(one.title), ""] for one in kind.agenda]


def timed(items: Sequence[Sequence[Any]], begins: time) -> list[Item]:
    """Return the items with their times: when one grows, those after it move."""
    found, at = list[Item](), datetime.combine(ANY_DAY, begins, UTC)
    for minutes, title, presenter in items:
        then = at + timedelta(minutes=minutes)
        found.append(Item(at.time(), then.time(), minutes, title, presenter))
        at = then
    return found


def checklist_of(kind: Kind, day: date) -> list[tuple[date, str]]:
    """Return what the organiser of a meeting on a day does, and when, as its kind has it."""
    return [(day - timedelta(days=one.days), one.words) for one in kind.checklist]
