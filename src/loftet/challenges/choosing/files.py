"""A set with its reasons as a file to take home."""

from collections.abc import Iterator, Sequence

from loftet.challenges.choosing.candidates import Candidate
from loftet.challenges.choosing.shown import ShownSet
from loftet.status.downloads.workbook import Cell, Row, Sheet

HEADER = ("state", "indicator", "name", "goal", "figure", "status", "reason", "suggested_by", "copied_from")
WIDTHS = (12, 26, 44, 8, 24, 22, 80, 14, 18)
FileRow = tuple[str, ...]


def chosen_rows(shown: ShownSet) -> Iterator[FileRow]:
    """Return a row for each indicator that is chosen, and then for each that does not matter there."""
    for one in shown.chosen:
        yield _row("chosen", one.candidate, one.figure, str(one.sign.word) if one.sign else "")
    for candidate in shown.aside:
        yield _row("not_relevant", candidate, "", "")


def _row(state: str, one: Candidate, figure: str, word: str) -> FileRow:
    return (state, one.word, one.name, one.goal, figure, word, one.reason, str(one.said.by.value), one.credit)


def sheet_of(title: str, rows: Sequence[FileRow]) -> Sheet:
    """Return the rows as the sheet of a workbook."""
    lines: list[Row] = [[Cell(word, is_header=True) for word in HEADER], *rows]
    return Sheet(title, WIDTHS, lines, columns_kept=1, is_filtered=True)
