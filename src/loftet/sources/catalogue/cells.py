"""What one cell of the catalogue may hold; each reader raises ValueError with the cause."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from typing import TypeVar

from loftet.geography.cells import number_between, read_date
from loftet.geography.rows import nearest

Word = TypeVar("Word", bound=Enum)

# Places may be tagged so; a tag that nobody knows would quietly hide an indicator everywhere.
TAGS = ("inland", "wild_reindeer")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
DRAWS = ("", "binomial", "poisson")
KPI_CODE = re.compile(r"[A-Z]{2}:[A-Z]{1,3}:[A-Z]{1,3}:[1-9][CA]")
TARGET = re.compile(r"([1-9]|1[0-7])\.([1-9][0-9]?|[a-d])")

read_number = number_between(-1e12, 1e12)


def word_of(words: type[Word]) -> Callable[[str], Word]:
    """Make a reader of the words of an enum."""
    return lambda cell: words(one_of([str(word.value) for word in words])(cell))


def one_of(known: Sequence[str]) -> Callable[[str], str]:
    """Make a reader of one of several words."""

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


def read_selection(cell: str) -> tuple[tuple[str, str], ...]:
    """Read which code of which further variable is meant.

    >>> read_selection("HusholdType=0000; Kjonn=0")
    (('HusholdType', '0000'), ('Kjonn', '0'))
    """
    pairs = [pair.strip().partition("=") for pair in cell.split(";") if pair.strip()]
    if any(not (name and sign and code) for name, sign, code in pairs):
        raise ValueError(f"«{cell}» is not variable=code; variable=code")
    return tuple((name, code) for name, _, code in pairs)


def read_url(cell: str) -> str:
    """Read an address, or nothing."""
    if cell and not cell.startswith("https://"):
        raise ValueError(f"«{cell}» is not an address that begins with https://")
    return cell


def read_day(cell: str) -> date | None:
    """Read a day, or nothing."""
    return read_date(cell) if cell else None
