"""A long list, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page as PageOfRows
from django.http import HttpRequest

Line = TypeVar("Line")
PARAMETER = "side"


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """Some lines of a list; `found` counts those on all pages."""

    lines: tuple[Line, ...]
    found: int
    number: int
    of: int

    @property
    def before(self) -> int | None:
        """Return the page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """Return the page after this one."""
        return self.number + 1 if self.number < self.of else None


def page_of(every: Sequence[Line], number: int, size: int) -> Page[Line]:
    """Return a page of a list; one beyond the last is the last.

    >>> page_of("abcde", 9, 2)
    Page(lines=('e',), found=5, number=3, of=3)
    """
    pages = max(1, -(-len(every) // size))
    number = min(max(number, 1), pages)
    return Page(tuple(every[(number - 1) * size : number * size]), len(every), number, pages)


def wanted_page(request: HttpRequest) -> int:
    """Read which page is asked for; what is no number is the first."""
    word = request.GET.get(PARAMETER, "")
    return int(word) if word.isascii() and word.isdigit() and len(word) < 6 else 1


def lines_of(rows: PageOfRows[Any], lines: Sequence[Line]) -> Page[Line]:
    """Return a page that the database has cut, with what is shown for its rows."""
    return Page(tuple(lines), rows.paginator.count, rows.number, rows.paginator.num_pages)
