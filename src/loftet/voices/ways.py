"""Other ways to be heard, which are linked: dated rows of `catalogue/participation/ways.csv`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from loftet.core.words import for_reader
from loftet.geography.cells import read_date
from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import read_whole

FOLDER, FILE = "participation", "ways.csv"
COLUMNS = (
    "key",
    *(f"name_{one}" for one in LANGUAGES),
    *(f"about_{one}" for one in LANGUAGES),
    *("url", "source", "checked_at"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to be heard: what it is called, what it is, where it is, and when that was last checked."""

    key: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    url: str
    source: str
    checked_at: date

    @property
    def name(self) -> str:
        """Return what it is called, in the language of the page."""
        return for_reader(self.names)

    @property
    def about(self) -> str:
        """Return what it is, in the language of the page."""
        return for_reader(self.texts)


def ways() -> tuple[Way, ...]:
    """Return the rows of the site's catalogue."""
    return read_ways(Path(settings.CATALOGUE))


@cache
def read_ways(catalogue: Path) -> tuple[Way, ...]:
    """Read the table.

    Raises:
        InvalidInput: with file and line of every cell that cannot be used.
    """
    problems: list[Problem] = []
    found = []
    for row in read_whole(catalogue / FOLDER / FILE, COLUMNS):
        cells = row.cells
        checked = row.take("checked_at", read_date, problems)
        if cells["url"] and not cells["url"].startswith("https://"):
            problems.append(row.problem("url", "an address begins with https://"))
        problems += [row.problem(one, "it is empty") for one in COLUMNS if one != "url" and not cells[one]]
        names, texts = ({one: cells[f"{what}_{one}"] for one in LANGUAGES} for what in ("name", "about"))
        if checked is not None:
            found.append(Way(cells["key"], names, texts, cells["url"], cells["source"], checked))
    if problems:
        raise InvalidInput(problems)
    return tuple(found)
