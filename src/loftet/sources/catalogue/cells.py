"""Readers for single cells of the catalogue; each raises ValueError with the cause."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from typing import TypeVar

from loftet.geography.cells import number_between, read_date
from loftet.sources.catalogue.record import Selection, SourceSeries
from loftet.text_files.rows import nearest

Word = TypeVar("Word", bound=Enum)

# Places may be tagged so; a tag that nobody knows would quietly hide an indicator everywhere.
TAGS = ("inland", "wild_reindeer")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
DRAWS = ("", "binomial", "poisson")
KPI_CODE = re.compile(r"[A-Z]{2}:[A-Z]{1,3}:[A-Z]{1,3}:[1-9][CA]")
# Lists that an interface makes out of a table's own codes; what they hold changes with the day.
LIST_OF_CODES = re.compile(r"(agg|agg_single|vs)[:_]", re.IGNORECASE)
# A table, a contents code or its label in <>, and a selection.
FURTHER_SERIES = re.compile(r"(\S+) +(<[^>]+>|[^\s=<>]+)(?: +(\S.*))?")
TARGET = re.compile(r"([1-9]|1[0-7])\.([1-9][0-9]?|[a-d])")

read_number = number_between(-1e12, 1e12)


def word_of(words: type[Word]) -> Callable[[str], Word]:
    """Build a reader of the words of an enum."""
    return lambda cell: words(one_of([str(word.value) for word in words])(cell))


def one_of(known: Sequence[str]) -> Callable[[str], str]:
    """Build a reader of one of several words."""

    def read(cell: str) -> str:
        if cell not in known:
            some = ", ".join(filter(None, known)) if len(known) < 20 else f"one of {len(known)}"
            raise ValueError(f"«{cell}» is not known ({some}){nearest(cell, known)}")
        return cell

    return read


def read_text(cell: str) -> str:
    """Read a text, which is never empty."""
    if not cell:
        raise ValueError("is empty")
    return cell


def read_name(cell: str) -> str:
    """Read a name: not empty, and short enough for a heading.

    >>> read_name("x" * 71)
    Traceback (most recent call last):
    ValueError: has 71 characters, at most 70 fit
    """
    if len(read_text(cell)) > 70:
        raise ValueError(f"has {len(cell)} characters, at most 70 fit")
    return cell


def read_key(cell: str) -> str:
    """Read the key of an indicator."""
    if not KEY.fullmatch(cell):
        raise ValueError(
            f"«{cell}» is not an indicator key (a letter, then at most 60 letters, digits, _ or -)"
        )
    return cell


def read_target(cell: str) -> str:
    """Read the key of a target, such as 3.4 or 3.a."""
    if not TARGET.fullmatch(cell):
        raise ValueError(f"«{cell}» is not the key of a target, such as 3.4 or 3.a")
    return cell


def read_kpi_code(cell: str) -> str:
    """Read a U4SSC code, such as EC:ICT:ICT:1C."""
    if not KPI_CODE.fullmatch(cell):
        raise ValueError(f"«{cell}» is not a U4SSC code, such as EC:ICT:ICT:1C")
    return cell


def read_kpi_codes(cell: str) -> tuple[str, ...]:
    """Read U4SSC codes with a space between them."""
    return tuple(read_kpi_code(code) for code in cell.split())


def read_direction(cell: str) -> int:
    """Read which way is better: 1 higher, -1 lower, 0 a balance."""
    if cell not in ("1", "-1", "0"):
        raise ValueError(f"«{cell}» is not a direction: 1, -1 or 0")
    return int(cell)


def read_decimals(cell: str) -> int:
    """Read how many decimals are shown."""
    if cell not in ("0", "1", "2", "3"):
        raise ValueError(f"«{cell}» is not a number of decimals from 0 to 3")
    return int(cell)


def read_per(cell: str) -> float | None:
    """Read what a share is counted per; it is above 0."""
    number = read_number(cell)
    if number is not None and number <= 0:
        raise ValueError("must be above 0")
    return number


def read_draw(cell: str) -> str:
    """Read how the luck of small numbers is drawn."""
    return one_of(DRAWS)(cell)


def read_applies_to(cell: str) -> str:
    """Read the tags of the places that an indicator belongs to; empty means all."""
    for tag in cell.split():
        one_of(TAGS)(tag.removeprefix("!"))
    return cell


def read_selection(cell: str) -> Selection:
    """Read which codes of which further variables are meant; codes that are added up have | between them.

    >>> read_selection("Nivaa=03a|04a; Kjonn=0")
    (('Nivaa', ('03a', '04a')), ('Kjonn', ('0',)))
    """
    pairs = [pair.strip().partition("=") for pair in cell.split(";") if pair.strip()]
    if any(not (name and sign and all(code.split("|"))) for name, sign, code in pairs):
        raise ValueError(f"«{cell}» is not variable=code; variable=code|code")
    chosen = tuple((name, tuple(code.split("|"))) for name, _, code in pairs)
    for name, codes in chosen:
        if code := next((code for code in codes if LIST_OF_CODES.match(code)), None):
            raise ValueError(
                f"{name}: «{code}» names a list of codes; name the table's own codes, or * for all"
            )
    return chosen


def read_series(cell: str) -> SourceSeries | None:
    """Read a further series, or nothing: a table, its contents code or label, a selection.

    >>> str(read_series("07459 Personer1 Kjonn=*; Alder=018|019"))
    '07459 Personer1 Kjonn=*; Alder=018|019'
    >>> read_series("08917 <Alt strandsoneareal>").contents
    '<Alt strandsoneareal>'
    """
    if not cell:
        return None
    series = FURTHER_SERIES.fullmatch(cell)
    if series is None:
        raise ValueError(
            f"«{cell}» is not a table, a contents code and a selection, such as 06913 Folkemengde"
        )
    table, contents, selection = series.groups()
    return SourceSeries(table, contents, read_selection(selection or ""))


def read_times(cell: str) -> float:
    """Read what a figure is multiplied by; nothing stands for 1."""
    number = read_number(cell)
    if number == 0:
        raise ValueError("must not be 0")
    return 1.0 if number is None else number


def read_url(cell: str) -> str:
    """Read an address, or nothing."""
    if cell and not cell.startswith("https://"):
        raise ValueError(f"«{cell}» is not an address that begins with https://")
    return cell


def read_day(cell: str) -> date | None:
    """Read a day, or nothing."""
    return read_date(cell) if cell else None
