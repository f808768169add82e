"""The code book of a whole edition: each column of each table, and each word in one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from loftet.core.words import (
    COMPARISON_COLOURS,
    GOAL_WORDS,
    MARKS,
    NOT_JOINED,
    TARGET_COLOURS,
    TRENDS,
    Words,
    in_each_language,
    page_language,
)
from loftet.status.downloads.said import STATUS_WORDS
from loftet.text_files.rows import read_whole

LANGUAGES = ("en", "nb", "nn")
FILE = "code_book.csv"
KINDS = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column of a table: its kind, and what it means in each of `LANGUAGES`."""

    table: str
    name: str
    kind: str
    meanings: tuple[str, ...]

    @property
    def meaning(self) -> str:
        """Return what it means in the language of the page."""
        language = page_language()
        return self.meanings[LANGUAGES.index(language if language in LANGUAGES else "en")]


@lru_cache
def read_code_book(file: Path) -> Mapping[str, tuple[BookColumn, ...]]:
    """Read the columns of every table, in their order."""
    found: dict[str, list[BookColumn]] = {}
    for row in read_whole(file, ("table", "column", "kind", *(f"meaning_{one}" for one in LANGUAGES))):
        cells = row.cells
        meanings = tuple(cells[f"meaning_{language}"] for language in LANGUAGES)
        found.setdefault(cells["table"], []).append(
            BookColumn(cells["table"], cells["column"], cells["kind"], meanings)
        )
    return {table: tuple(columns) for table, columns in found.items()}


def code_book() -> Mapping[str, tuple[BookColumn, ...]]:
    """Return the columns of every table of a whole edition."""
    return read_code_book(settings.CATALOGUE / FILE)


@dataclass(frozen=True, slots=True)
class BookWord:
    """A word of a column, and what it means in each of `LANGUAGES`."""

    column: str
    word: str
    meanings: tuple[str, ...]


def code_words() -> Iterator[BookWord]:
    """Return the words of status, colour, trend, mark and goal, with what pages say in their place."""
    columns: Mapping[str, Mapping[str, Words]] = {
        "status": {str(status): word for status, word in STATUS_WORDS.items()},
        "colour (target)": {key: sign.word for key, sign in TARGET_COLOURS.items()},
        "colour (comparison)": {key: sign.word for key, sign in COMPARISON_COLOURS.items()},
        "colour": {NOT_JOINED.key: NOT_JOINED.word},
        "trend": {key: sign.word for key, sign in TRENDS.items()},
        "mark": {key: sign.word for key, sign in MARKS.items()},
        "word": {key: sign.word for key, sign in GOAL_WORDS.items()},
    }
    for column, words in columns.items():
        for key, word in words.items():
            yield BookWord(column, key, _in_each_language(word))


def _in_each_language(word: Words) -> tuple[str, ...]:
    said = in_each_language(lambda: str(word))
    return tuple(said[language] for language in LANGUAGES)
