"""A long list, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page as PageOfRows

Line = TypeVar("Line")
PARAMETER = "side"


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """Some lines of a list; `found` counts those on all pages."""

    lines: tuple[Line, ...]
    found: int
    number: int
    of: int


def lines_of(rows: PageOfRows[Any], lines: Sequence[Line]) -> Page[Line]:
    """Return a page that the database has cut, with what is shown for its rows."""
    return Page(tuple(lines), rows.paginator.count, rows.number, rows.paginator.num_pages)
