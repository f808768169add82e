"""The kinds of meeting places: read from `catalogue/meetings/kinds.toml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from loftet.invalid_input import InvalidInput, Problem
from loftet.programme.catalogue import said
from loftet.sources.catalogue.record import Words
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.toml_lines import read_toml

FILE = "kinds.toml"
TRUTHS, NUMBERS = ("is_market", "is_matchmaking", "needs_subject"), ("invite_days", "closes_days")
KEYS = frozenset({"key", "audience", "begins", "ends", "name", "about", *TRUTHS, *NUMBERS})
LONGEST_ITEM, MOST_DAYS = 12 * 60, 120


class Audience(StrEnum):
    """The readers of a meeting place, who also register for it."""

    EVERYBODY = "everybody"
    COHORT = "cohort"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class ReadyItem:
    """An item of a ready agenda, and how long it takes."""

    minutes: int
    title: Words


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do, so many days before the meeting; after it where the number is below 0."""

    days: int
    title: Words

    @property
    def words(self) -> str:
        """Return it in the language of the page."""
        return said(self.title)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of meeting place.

    `is_market`: firms are told of needs there, and all are to be told the same. `needs_subject`: it cannot
    be announced before it is about a need, a joint purchase or a challenge. `is_matchmaking`: both sides wish
    for one-to-one meetings, and answer. `invite_days` and `closes_days`
    are days before the meeting.
    """

    key: str
    audience: Audience
    is_market: bool
    is_matchmaking: bool
    needs_subject: bool
    begins: time
    ends: time
    invite_days: int
    closes_days: int
    name: Words
    about: Words
    agenda: tuple[ReadyItem, ...]
    checklist: tuple[ToDo, ...] = ()

    @property
    def words(self) -> str:
        """Return what it is called in the language of the page."""
        return said(self.name)

    @property
    def meets(self) -> bool:
        """Check whether there can be one-to-one meetings."""
        return self.is_market or self.is_matchmaking


def kinds() -> Mapping[str, Kind]:
    """Return the kinds by key, in the order of the file."""
    return read_kinds(settings.CATALOGUE / "meetings")


def keys_of(*audiences: Audience) -> Sequence[str]:
    """Return the keys of the kinds for some audiences."""
    return [one.key for one in kinds().values() if one.audience in audiences]


def choices() -> list[tuple[str, str]]:
    """Return key and name of each kind, in the language of the page."""
    return [(one.key, one.words) for one in kinds().values()]


@cache
def read_kinds(folder: Path) -> Mapping[str, Kind]:
    """Read the kinds.

    Raises:
        InvalidInput: with file, number of the kind and cause of every fault.
    """
    file, faults = folder / FILE, list[Problem]()
    found: dict[str, Kind] = {}
    for number, row in enumerate(read_toml(file).get("kind", ()), start=1):
        try:
            one = _kind(row)
            if one.key in found:
                raise ValueError("it is there twice")
            found[one.key] = one
        except (ValueError, TypeError, KeyError) as fault:
            faults.append(Problem(f"kind {number} ({row.get('key', '')}): {fault}", file=file))
    if not faults and not found:
        faults.append(Problem("it has no [[kind]]", file=file))
    if faults:
        raise InvalidInput(faults)
    return found


def _kind(row: Mapping[str, Any]) -> Kind:
    if missing := sorted(KEYS - row.keys()):
        raise ValueError(f"{missing[0]} is missing")
    if unknown := sorted(row.keys() - KEYS - {"agenda", "checklist"}):
        raise ValueError(f"nobody reads {unknown[0]}")
    begins, ends = time.fromisoformat(row["begins"]), time.fromisoformat(row["ends"])
    if ends <= begins:
        raise ValueError("it ends before it begins")
    for name in TRUTHS:
        if not isinstance(row[name], bool):
            raise ValueError(f"{name} is true or false")
    return Kind(
        key=str(row["key"]),
        audience=Audience(row["audience"]),
        is_market=row["is_market"],
        is_matchmaking=row["is_matchmaking"],
        needs_subject=row["needs_subject"],
        begins=begins,
        ends=ends,
        invite_days=_number(row, "invite_days", MOST_DAYS),
        closes_days=_number(row, "closes_days", MOST_DAYS),
        name=_words(row, "name"),
        about=_words(row, "about"),
        agenda=tuple(
            ReadyItem(_number(one, "minutes", LONGEST_ITEM), _words(one, "title"))
            for one in row.get("agenda", ())
        ),
        checklist=tuple(
            ToDo(_number(one, "days", MOST_DAYS, least=-MOST_DAYS), _words(one, "title"))
            for one in row.get("checklist", ())
        ),
    )


def _number(row: Mapping[str, Any], name: str, most: int, least: int = 0) -> int:
    value = row[name]
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{name} is a whole number from {least} to {most}")
    return int(value)


def _words(row: Mapping[str, Any], name: str) -> Words:
    value = row[name]
    if not isinstance(value, dict) or not all(str(value.get(one, "")).strip() for one in LANGUAGES):
        raise ValueError(f"{name} has a text for nb, nn and en")
    return Words(*(str(value[one]) for one in LANGUAGES))
