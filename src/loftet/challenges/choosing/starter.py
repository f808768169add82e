"""Starter sets: a few indicators of a theme with the reason for each, from `catalogue/starter_sets.csv`."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from loftet.core.words import page_language
from loftet.text_files.rows import read_whole

NAMES, SETS = "starter_set_names.csv", "starter_sets.csv"


@dataclass(frozen=True, slots=True)
class StarterSet:
    """A starter set: its name, and the reason for each of its indicators."""

    key: str
    name: str
    reasons: tuple[tuple[str, str], ...]


@lru_cache
def read_starter_sets(catalogue: Path, language: str) -> tuple[StarterSet, ...]:
    """Read the starter sets in a language, in the order of the file."""
    name, why = f"name_{language}", f"why_{language}"
    rows = [one.cells for one in read_whole(catalogue / SETS, ("set", "indicator", why))]
    return tuple(
        StarterSet(
            one.cells["set"],
            one.cells[name],
            tuple((row["indicator"], row[why]) for row in rows if row["set"] == one.cells["set"]),
        )
        for one in read_whole(catalogue / NAMES, ("set", name))
    )


def starter_sets() -> tuple[StarterSet, ...]:
    """Return the starter sets in the language of the page."""
    language = page_language()
    return read_starter_sets(settings.CATALOGUE, language)
