"""Files that people send: what they are by their first bytes, how large they may be, and their rows."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.invalid_input import InvalidInput
from loftet.sources.tables.guess import guess_numbers
from loftet.sources.tables.raw_file import years_in
from loftet.sources.tables.raw_look import LOOKED_AT, RawLook, look_at_text, look_at_workbook
from loftet.sources.tables.raw_text import EXCEL, FIRST_BYTES, PAGE, UTF_16
from loftet.sources.tables.read import Cell, SheetRow, read_excel
from loftet.sources.workbook import OLD_EXCEL, ZIP
from loftet.sources.workbook_layout import hidden_parts, sheets_of
from loftet.text_files.rows import numbered_records

TEXT = (".csv", ".tsv", ".txt")
FORM_BYTES = 16 * 1024  # what a form sends beside the file
# A page must answer within seconds; `loftet recipe new` and `loftet study build` read what is larger.
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = LOOKED_AT, 100, 50_000
MOST_UNPACKED, MOST_SHEETS = 6_000_000, 12
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
NEVER_COMPUTED = "the formula"
EACH_YEAR = "*"  # a sheet for each year, read as one


class YearOfSheet(int):
    """The year in the name of a sheet, as the last cell of each of its rows."""

    sheet: str

    def __new__(cls, year: int, sheet: str) -> "YearOfSheet":
        """Return the year with the name of its sheet."""
        made = super().__new__(cls, year)
        made.sheet = sheet
        return made


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The sheet that is read, where it is one alone, and what a person who opens the workbook may not see.

    `hidden` and `others` are the sheets that are not read. Hidden columns count from 0, hidden rows have the
    name of their sheet.
    """

    sheet: str = ""
    hidden: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    columns: frozenset[int] = frozenset()
    rows: frozenset[tuple[str, int]] = frozenset()


NO_LAYOUT = SheetLayout()


def most_bytes() -> int:
    """Return how large a file may be: what a request may hold, without the rest of the form."""
    return int(settings.BODY_BYTES) - FORM_BYTES


def size_in_words() -> str:
    """Return how large a file may be, in whole kilobytes."""
    return f"{most_bytes() // 1024} kB"


def too_large() -> str:
    """Return what is said of a file that is too large for a request."""
    return _(
        "A file can be at most %(most)s here. Keep only the rows of your own municipality, or ask those who "
        "run the site to read it with «loftet recipe new»."
    ) % {"most": size_in_words()}


def refused(cause: str, line: int | None = None) -> InvalidInput:
    """Build the refusal of a file, at its field."""
    return InvalidInput.because(cause, line=line, field="file")


def demand_usable(name: str, size: int, content: Callable[[], bytes]) -> None:
    """Refuse a file that is empty, too large, or something else than its name says; `content` reads it.

    Raises:
        InvalidInput: with the name of the file, the cause and what to do.
    """
    told: dict[str, object] = {"file": name, "rows": MOST_ROWS}
    if size == 0:
        raise refused(_("«%(file)s» is empty.") % told)
    if size > most_bytes():
        raise refused(f"«{name}»: {filesizeformat(size)}. {too_large()}")
    if cause := _wrong_kind(name, content()):
        raise refused(cause % told)


def is_workbook(name: str) -> bool:
    """Check whether the name of a file says that it is a workbook."""
    return Path(name).suffix.lower() in EXCEL


def _wrong_kind(name: str, content: bytes) -> str:
    """Return why a file cannot be read, or nothing."""
    begins = content[:FIRST_BYTES].lstrip().lower()
    if content.startswith(OLD_EXCEL):
        return _(
            "«%(file)s» is an old Excel file (.xls), or has a password. Open it, and save it as .xlsx "
            "without one."
        )
    if content.startswith(b"%PDF"):
        return _("«%(file)s» is a PDF. Ask for the same figures as a spreadsheet.")
    if content.startswith(PICTURES):
        return _("«%(file)s» is a picture. Write the figures into a spreadsheet.")
    if begins.startswith(b"<") and any(sign in begins for sign in PAGE):
        return _("«%(file)s» is a web page. Open it in a spreadsheet, and save it as .xlsx.")
    if content.startswith(ZIP):
        return _wrong_archive(name, content)
    if is_workbook(name):
        return _(
            "«%(file)s» is called Excel, but is none. If it is a text with separators, rename it to .csv."
        )
    if Path(name).suffix.lower() not in TEXT:
        return _("«%(file)s» cannot be read here. Send CSV, TSV or Excel (.xlsx).")
    if max(content.count(b"\n"), content.count(b"\r")) > MOST_ROWS:
        return _("«%(file)s» has more than %(rows)d rows. Keep only what is needed.")
    if b"\0" in content and not content.startswith(UTF_16):
        return _("«%(file)s» is not a text with separators. Save it from the spreadsheet as .xlsx or .csv.")
    return ""


def _wrong_archive(name: str, content: bytes) -> str:
    """Return why a packed file cannot be read; nothing is unpacked to see it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            held = {one.filename: one.file_size for one in packed.infolist()}
            open_document = packed.read("mimetype")[:60] if 0 < held.get("mimetype", 0) < FIRST_BYTES else b""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return _("«%(file)s» is not whole. Open it in the spreadsheet, save it, and send it once more.")
    if b"opendocument" in open_document:
        return _("«%(file)s» is an OpenDocument file (.ods). Open it, and save it as .xlsx.")
    if "xl/workbook.xml" not in held:
        return _("«%(file)s» is a packed file without a spreadsheet. Unpack it, and send the spreadsheet.")
    if not is_workbook(name):
        return _("«%(file)s» is an Excel file under another name. Rename it to .xlsx.")
    if sum(held.values()) > MOST_UNPACKED:
        return _(
            "«%(file)s» is small but unpacks to more than can be read here. Keep only the sheet and the rows "
            "that are needed."
        )
    return ""


def look_at(name: str, content: bytes) -> RawLook:
    """Read a file as a person would open it: with the encoding, separator or sheet that fit.

    Raises:
        InvalidInput: when it is no table, or too large a one.
    """
    if not is_workbook(name):
        seen = look_at_text(content, Path(name))
        if not seen.rows:  # with no separator is it a table: the reader says why
            rows_of(name, content, "utf-8", ";", "")
    else:
        with _stored(name, content) as file, _told(name):
            sheets = [one for one in sheets_of(file) if not one.hidden]
            if not sheets or len(sheets) > MOST_SHEETS:
                words = ngettext(
                    "«%(file)s» has %(count)d visible sheet. Keep the one that has the figures.",
                    "«%(file)s» has %(count)d visible sheets. Keep the one that has the figures.",
                    len(sheets),
                )
                raise refused(words % {"file": name, "count": len(sheets)})
            seen = look_at_workbook(file, MOST_CELLS)
        if seen.year_in_sheet:
            seen = replace(seen, rows=_dated(_yearly(one.name for one in sheets), (seen.rows, *seen.others)))
            seen.keys["sheet"] = EACH_YEAR
    _demand_bounded(name, seen.rows)
    return seen


def _yearly(names: Iterable[str]) -> list[str]:
    """Return the sheets that have a year in their name."""
    return [name for name in names if len(years_in(name)) == 1]


def _dated(names: Sequence[str], sheets: Sequence[Sequence[SheetRow]]) -> tuple[SheetRow, ...]:
    """Return the rows of a sheet for each year, with the year as the last cell from the first numbers on."""
    width = max((len(row.cells) for rows in sheets for row in rows), default=0)
    dated = []
    for name, rows in zip(names, sheets, strict=True):
        year: Cell = ""
        for row in rows:
            if any(guess_numbers([cell]).share for cell in row.cells):
                year = YearOfSheet(years_in(name).pop(), name)
            more = ("",) * (width - len(row.cells))
            dated.append(SheetRow(row.line, (*row.cells, *more, "" if row.blank else year)))
    return tuple(dated)


def sheet_names(name: str, content: bytes) -> tuple[str, ...]:
    """Return the visible sheets of a workbook; first all of those that are named by a year."""
    with _stored(name, content) as file, _told(name):
        names = [one.name for one in sheets_of(file) if not one.hidden]
    return tuple(names if len(_yearly(names)) < 2 else [EACH_YEAR, *names])


def layout_of(name: str, content: bytes, sheet: str) -> SheetLayout:
    """Return which sheets of a workbook are read and which are not, and what is hidden in them.

    Raises:
        InvalidInput: when the workbook cannot be read.
    """
    if not is_workbook(name):
        return NO_LAYOUT
    with _stored(name, content) as file, _told(name):
        entries = sheets_of(file)
        seen = [one.name for one in entries if not one.hidden]
        read = _yearly(seen) if sheet == EACH_YEAR else [sheet or next(iter(seen), "")]
        columns, rows = set[int](), set[tuple[str, int]]()
        for one in read:
            hidden_columns, hidden_rows = hidden_parts(file, one)
            columns |= hidden_columns
            rows |= {(one, line) for line in hidden_rows}
    return SheetLayout(
        read[0] if len(read) == 1 else "",
        tuple(one.name for one in entries if one.hidden),
        tuple(one for one in seen if one not in read),
        frozenset(columns),
        frozenset(rows),
    )


def rows_of(name: str, content: bytes, encoding: str, separator: str, sheet: str) -> tuple[SheetRow, ...]:
    """Read the rows of a file as it was chosen.

    Raises:
        InvalidInput: when it cannot be read so, with the line.
    """
    if is_workbook(name):
        with _stored(name, content) as file, _told(name):
            names = _yearly(one.name for one in sheets_of(file) if not one.hidden)
            if sheet == EACH_YEAR:
                rows = _dated(names, [read_excel(file, one, MOST_CELLS).rows for one in names])
            else:
                rows = read_excel(file, sheet, MOST_CELLS).rows
    else:
        text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
        try:
            records = list(numbered_records(text, name, separator))
        except InvalidInput as fault:
            cause = _("A quotation mark is not closed, or is in the middle of a cell.")
            if "field larger" in fault.problems[0].cause:
                cause = _("A cell has more text than can be read. Is it the right file?")
            raise refused(cause, fault.problems[0].line) from None
        rows = tuple(
            SheetRow(line, tuple(cell.strip() for cell in cells) or ("",)) for line, cells in records
        )
    _demand_bounded(name, rows)
    return rows


def _demand_bounded(name: str, rows: tuple[SheetRow, ...]) -> None:
    width = max((len(row.cells) for row in rows), default=0)
    if not any(not row.blank for row in rows):
        raise refused(_("«%(file)s» has no rows.") % {"file": name})
    told = {"file": name, "rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": MOST_CELLS}
    if len(rows) >= MOST_ROWS or width > MOST_COLUMNS or sum(len(row.cells) for row in rows) > MOST_CELLS:
        cause = _(
            "«%(file)s» is too large to be read here: at most %(rows)d rows, %(columns)d columns and "
            "%(cells)d cells. Keep only what is needed."
        )
        raise refused(cause % told)


@contextmanager
def _stored(name: str, content: bytes) -> Iterator[Path]:
    """Store a file for as long as it is read, under a name that nobody has chosen."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"file{Path(name).suffix.lower()}"
        file.write_bytes(content)
        yield file


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Return in the words of an officer why a workbook cannot be read."""
    try:
        yield
    except InvalidInput as fault:
        problem = fault.problems[0]
        if problem.field:
            raise
        told: dict[str, object] = {"file": name, "cell": problem.column or ""}
        if problem.cause.startswith(NEVER_COMPUTED):
            cause = _("«%(file)s»: the formula in %(cell)s has no value yet. Open it in Excel, and save it.")
        elif "cells are read" in problem.cause:
            told |= {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": MOST_CELLS}
            cause = _(
                "«%(file)s» is too large to be read here: at most %(rows)d rows, %(columns)d columns and "
                "%(cells)d cells. Keep only what is needed."
            )
        else:
            cause = _("«%(file)s» is damaged. Open it in the spreadsheet, and save it again as .xlsx.")
        raise refused(cause % told) from None
