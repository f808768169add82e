"""The seventeen goals, named in the language of the page."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import translation


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the seventeen goals."""

    key: str
    name: str


@lru_cache
def read_goals(file: Path, language: str) -> tuple[Goal, ...]:
    """Read the goals' names in a language."""
    with file.open(encoding="utf-8", newline="") as opened:
        return tuple(Goal(row["goal"], row[f"name_{language}"]) for row in csv.DictReader(opened))


def goals() -> tuple[Goal, ...]:
    """Give the goals in the language of the page, in their order."""
    return read_goals(settings.CATALOGUE / "goals.csv", translation.get_language() or settings.LANGUAGE_CODE)
