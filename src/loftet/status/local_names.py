"""The names of sources, their terms and the made-up edition in the language of the page.

An edition has these names in bokmål alone; the others stand in `local_names.csv` of the catalogue.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from loftet.core.words import page_language
from loftet.text_files.rows import read_whole


@lru_cache
def read_local_names(file: Path, language: str) -> Mapping[str, str]:
    """Read the names in a language, by the name in bokmål."""
    column = f"name_{language}"
    return {row.cells["name_nb"]: row.cells[column] for row in read_whole(file, ("name_nb", column))}


def local_name(name: str) -> str:
    """Return a name in the language of the page; one that the catalogue does not list stays as it is."""
    language = page_language()
    return read_local_names(settings.CATALOGUE / "local_names.csv", language).get(name, name)
