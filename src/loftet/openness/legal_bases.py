"""The paragraphs by which a text may be withheld: dated rows of `catalogue/legal_bases.csv`.

A law is replaced by another, so each row says from when and until when it holds. A row whose `verified` is
empty has not been held against the law's own text by a person; it is marked where a paragraph is chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from loftet.core.words import page_language
from loftet.geography.cells import read_date
from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import Row, read_rows

FILE = "legal_bases.csv"
WORDS = ("law", "text")
COLUMNS = (
    "key",
    *(f"{word}_{language}" for word in WORDS for language in LANGUAGES),
    "paragraph",
    "valid_from",
    "valid_to",
    "source",
    "verified",
)
LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One paragraph of a law: what it is called and covers in each language, and when it holds."""

    key: str
    laws: Mapping[str, str]
    paragraph: str
    texts: Mapping[str, str]
    valid_from: date | None
    valid_to: date | None
    source: str
    verified: str

    def holds_on(self, day: date) -> bool:
        """Check whether the paragraph is law on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)

    @property
    def cited(self) -> str:
        """Return the law and paragraph as they are cited in the language of the page."""
        return f"{self.laws[page_language()]} {self.paragraph}"

    @property
    def text(self) -> str:
        """Return what it covers in the language of the page."""
        return self.texts[page_language()]


def legal_bases() -> Mapping[str, LegalBasis]:
    """Return the paragraphs of the catalogue by their keys; read once by a process."""
    return read_legal_bases(Path(settings.CATALOGUE) / FILE)


def bases_on(day: date) -> tuple[LegalBasis, ...]:
    """Return the paragraphs that are law on a day."""
    return tuple(one for one in legal_bases().values() if one.holds_on(day))


def is_basis(key: str, day: date | None = None) -> bool:
    """Check whether a key names a paragraph that is law on a day, or today."""
    return key in {one.key for one in bases_on(day or timezone.localdate())}


def cited(key: str) -> str:
    """Return how a paragraph is cited; one that has left the catalogue is shown by its key."""
    basis = legal_bases().get(key)
    return basis.cited if basis else key


@cache
def read_legal_bases(file: Path) -> Mapping[str, LegalBasis]:
    """Read the file, whole.

    Raises:
        InvalidInput: with every fault found, each with file, line and column.
    """
    problems: list[Problem] = []
    found: dict[str, LegalBasis] = {}
    for row in read_rows(file, COLUMNS, problems):
        basis = _basis(row, problems)
        if basis is not None and basis.key in found:
            problems.append(row.problem("key", f"«{basis.key}» stands here twice"))
        elif basis is not None:
            found[basis.key] = basis
    if not found and not problems:
        problems.append(Problem("the file has no rows", file))
    if problems:
        raise InvalidInput(problems)
    return found


def _basis(row: Row, problems: list[Problem]) -> LegalBasis | None:
    before = len(problems)
    key = row.take("key", _key, problems)
    laws = {one: row.take(f"law_{one}", _filled, problems) for one in LANGUAGES}
    texts = {one: row.take(f"text_{one}", _filled, problems) for one in LANGUAGES}
    paragraph = row.take("paragraph", _filled, problems)
    begins = row.take("valid_from", _day, problems)
    ends = row.take("valid_to", _day, problems)
    row.take("verified", _day, problems)
    if begins and ends and ends <= begins:
        problems.append(row.problem("valid_to", "it ends before it begins"))
    if len(problems) > before or key is None or paragraph is None:
        return None
    known = {one: law for one, law in laws.items() if law}, {one: text for one, text in texts.items() if text}
    return LegalBasis(
        key, known[0], paragraph, known[1], begins, ends, row.cells["source"], row.cells["verified"]
    )


def _filled(cell: str) -> str:
    if not cell:
        raise ValueError("is empty")
    return cell


def _key(cell: str) -> str:
    if not cell or len(cell) > LONGEST_KEY:
        raise ValueError(f"«{cell}» is not a key of at most {LONGEST_KEY} characters")
    return cell


def _day(cell: str) -> date | None:
    return read_date(cell) if cell else None
