"""The sections of a page in their order, read from the page itself, so that the list is always complete."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

FEW = 4  # so many sections are found without a list
# A section begins with its heading; in a long table, with the row that names a group.
SECTION = re.compile(
    r'<h2 id="(?P<section>[^"]+)"[^>]*>(?P<heading>.*?)</h2>'
    r'|<tr [^>]*class="band" id="(?P<group>[^"]+)"[^>]*>(?P<name>.*?)</tr>',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ContentsSection:
    """A place in a page that the list leads to; a group is a part of the section before it."""

    id: str
    words: str
    is_group: bool


def sections_of(html: str) -> tuple[ContentsSection, ...]:
    """Return the sections of a page, or nothing where there are only a few."""
    found = tuple(_sections(html))
    return found if sum(not one.is_group for one in found) > FEW else ()


def _sections(html: str) -> Iterable[ContentsSection]:
    for match in SECTION.finditer(html):
        inside = match["heading"] if match["section"] else match["name"]
        words = mark_safe(" ".join(strip_tags(inside).split()))  # noqa: S308 - escaped where it was written
        yield ContentsSection(match["section"] or match["group"], words, match["section"] is None)
