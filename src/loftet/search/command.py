"""The command `loftet search`: what everybody may find, as CSV; or the index written new."""

from datetime import date

from django.utils import translation

from loftet.core.export import unguarded_lines
from loftet.invalid_input import InvalidInput
from loftet.people.actor import nobody as nobody
from loftet.search.jobs import rebuild
from loftet.search.queries import Result, answer
from loftet.status.edition import current, store
from loftet.text_files.languages import LANGUAGES

HEADER = ("kind", "address", "title", "reason")


def found_as_csv(words: str, language: str, top: int, today: date | None = None) -> tuple[str, bool]:
    """Return what everybody may find as CSV, the best first, and whether the index could be read.

    Raises:
        InvalidInput: when no number above 0 is asked for, or the language is not known.
    """
    if top < 1:
        raise InvalidInput.because(f"--top is 1 or more, not {top}")
    if language not in LANGUAGES:
        raise InvalidInput.because(f"«{language}» is not a language: {', '.join(LANGUAGES)}")
    with translation.override(language):
        found = answer(store(), current().edition, words, nobody(today))
        rows = [_row(one) for one in found.results[:top]]
    return "".join(unguarded_lines([HEADER, *rows])).replace("\r\n", "\n"), found.is_whole


def _row(one: Result) -> tuple[str, str, str, str]:
    return one.hit.kind, one.hit.address, one.hit.title, one.reason


def rebuilt() -> str:
    """Write the index new, and return what was done in a sentence."""
    return f"the index of the search holds {rebuild()} things"
