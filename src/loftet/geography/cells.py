"""Readers for single cells of a places file; each raises ValueError with the cause."""

import math
import re
from collections.abc import Callable
from datetime import date

from loftet.geography.codes import ChangeKind
from loftet.geography.place import Language
from loftet.text_files.rows import nearest

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
ISO_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def read_slug(cell: str) -> str:
    """Read the slug of a place."""
    if not SLUG.match(cell):
        raise ValueError(f"«{cell}» is not a slug: small letters a–z, digits and single hyphens")
    return cell


def read_name(cell: str) -> str:
    """Read a name, which is never empty."""
    if not cell:
        raise ValueError("the name is empty")
    return cell


def read_names(cell: str) -> tuple[str, ...]:
    """Read names that stand with a semicolon between them.

    >>> read_names("Porsángu; Porsanki"), read_names("")
    (('Porsángu', 'Porsanki'), ())
    """
    return tuple(filter(None, (name.strip() for name in cell.split(";"))))


def read_date(cell: str) -> date:
    """Read a date as YYYY-MM-DD."""
    if ISO_DATE.match(cell):
        try:
            return date.fromisoformat(cell)
        except ValueError:
            pass
    raise ValueError(f"«{cell}» is not a date (YYYY-MM-DD)")


def read_end(cell: str) -> date | None:
    """Read the end of a period; empty means that it still lasts."""
    return read_date(cell) if cell else None


def number_between(low: float, high: float) -> Callable[[str], float | None]:
    """Build a reader of numbers from low to high; an empty cell has no number."""

    def read(cell: str) -> float | None:
        if not cell:
            return None
        try:
            number = float(cell)
        except ValueError:
            raise ValueError(f"«{cell}» is not a number") from None
        if not (math.isfinite(number) and low <= number <= high):
            raise ValueError(f"{cell} is not between {low:g} and {high:g}")
        return number

    return read


def read_people(cell: str) -> int | None:
    """Read a number of inhabitants; an empty cell has none."""
    if cell and not (cell.isascii() and cell.isdigit()):
        raise ValueError(f"«{cell}» is not a whole number of inhabitants")
    return int(cell) if cell else None


def read_counted(cell: str) -> date | None:
    """Read the day of a count of inhabitants; an empty cell has none."""
    return read_date(cell) if cell else None


def read_language(cell: str) -> Language | None:
    """Read the form of Norwegian; an empty cell means that it is not known."""
    known = [form.value for form in Language]
    if cell and cell not in known:
        raise ValueError(f"«{cell}» is not one of {', '.join(known)}{nearest(cell, known)}")
    return Language(cell) if cell else None


def read_change_kind(cell: str) -> ChangeKind:
    """Read what happened to a code."""
    known = [kind.value for kind in ChangeKind]
    if cell not in known:
        raise ValueError(f"«{cell}» is not one of {', '.join(known)}{nearest(cell, known)}")
    return ChangeKind(cell)


def read_code(cell: str) -> str:
    """Read a code: four digits for a municipality, two for a county, NO for the country."""
    if cell == "NO" or re.fullmatch(r"[0-9]{2}|[0-9]{4}", cell):
        return cell
    lost = f"; a leading zero is lost, it should be 0{cell}" if re.fullmatch(r"[0-9]{3}|[0-9]", cell) else ""
    raise ValueError(f"«{cell}» is not a code: four digits, two digits or NO{lost}")
