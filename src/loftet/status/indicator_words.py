"""Short names of indicators, and what a municipality steers them by, from `indicator_words.csv`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from loftet.core.words import page_language
from loftet.editions.rows import Indicator
from loftet.text_files.rows import read_whole

LONGEST_LABEL = 22  # letters that fit beside a mark


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """A short name for the middle of a sentence, and what steers the figure; either may be empty."""

    short: str = ""
    steer: str = ""


NOTHING = IndicatorWords()


@lru_cache
def read_indicator_words(file: Path, language: str) -> Mapping[str, IndicatorWords]:
    """Read the words in a language, by indicator."""
    short, steer = f"short_{language}", f"steer_{language}"
    rows = read_whole(file, ("indicator", short, steer))
    return {row.cells["indicator"]: IndicatorWords(row.cells[short], row.cells[steer]) for row in rows}


def words_of(indicator: Indicator) -> IndicatorWords:
    """Return the words of an indicator in the language of the page; one that is not listed has none."""
    language = page_language()
    file = settings.CATALOGUE / "indicator_words.csv"
    return read_indicator_words(file, language).get(indicator.key, NOTHING)


def short_name(indicator: Indicator) -> str:
    """Return a name for the middle of a sentence: the short one, or the indicator's own in quotes."""
    return words_of(indicator).short or f"«{indicator.name}»"


def label_name(indicator: Indicator) -> str:
    """Return a name to write next to a mark: short, with a capital letter, or cut off."""
    short = words_of(indicator).short or indicator.name
    name = short[:1].upper() + short[1:]
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…"
