"""Parts of pages that a later package shows on a page of an earlier one, which does not know of it.

An app says when it starts that it has something to show in a spot («my_page»); the page gives the spot with
`{% panels "my_page" subject %}`. What is shown there is a template and what it needs, or nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from loftet.core.threads import Stop


@dataclass(frozen=True, slots=True)
class Panel:
    """A template, and what it needs; `stops` are records that the page's own one has become.

    `origins` are those that it came from, where an earlier package does not know of them. A panel without
    a template adds to the thread alone.
    """

    template: str
    context: Mapping[str, Any]
    stops: Sequence[Stop] = ()
    origins: Sequence[Stop] = ()


Shows = Callable[[HttpRequest, Any], Panel | None]
_SPOTS: dict[str, list[Shows]] = defaultdict(list)


def show_in(spot: str, shows: Shows) -> None:
    """Register a function that shows something in a spot; called in the order in which the apps start."""
    if shows not in _SPOTS[spot]:
        _SPOTS[spot].append(shows)


def panels_in(spot: str, request: HttpRequest, subject: Any) -> Iterator[Panel]:
    """Return the panels for a spot of a page about something."""
    for shows in _SPOTS[spot]:
        if (panel := shows(request, subject)) is not None:
            yield panel
