"""Parts of pages that a later package shows on a page of an earlier one, which does not know of it.

An app registers what it shows in a spot («my_page»), by `panels=` of its `App`, a pair for each; the page
gives the spot with `{% panels "my_page" subject %}`. What is shown there is a template and what it needs, or
nothing.
"""

from collections.abc import Callable, Mapping, Sequence
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
