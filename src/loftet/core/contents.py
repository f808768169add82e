"""The sections of a page in their order, read from the page itself, so that the list is always complete."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

FEW = 4  # so many sections are found without a list
# A section begins with its heading.
SECTION = re.compile(r'<h2 id="(?P<id>[^"]+)"[^>]*>(?P<heading>.*?)</h2>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class ContentsSection:
    """A place in a page that the list leads to."""

    id: str
    words: str


def sections_of(html: str) -> tuple[ContentsSection, ...]:
    """Return the sections of a page, or nothing where there are only a few."""
    found = tuple(_sections(html))
    return found if len(found) > FEW else ()


def _sections(html: str) -> Iterable[ContentsSection]:
    for match in SECTION.finditer(html):
        words = " ".join(strip_tags(match["heading"]).split())
        yield ContentsSection(match["id"], mark_safe(words))  # noqa: S308 - escaped where it was written
