"""Figures as an Excel workbook: typed cells under a frozen header, and a sheet that says what they are."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zipfile import ZipFile, ZipInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.common.words import colour_sign, trend_sign
from loftet.editions.rows import Edition, Indicator, Reading, Yardstick
from loftet.indicators.downloads.archive import dated_entry
from loftet.indicators.downloads.said import (
    MADE_UP,
    STATUS_WORDS,
    general_caveats,
    licence_words,
    origin_words,
    source_words,
)

if TYPE_CHECKING:
    from _typeshed import SizedBuffer
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

WHOLE = "#,##0"
# The width of each column of figures, in letters.
WIDTHS = (18, 8, 7, 44, 14, 7, 12, 12, 12, 20, 24, 8, 22, 24, 28, 12, 14)
ABOUT_WIDTHS = (28, 100)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a workbook: of which place, of which indicator, and how it stands."""

    place: str
    indicator: Indicator
    reading: Reading


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a look of its own: a number format, or the bold of a header."""

    value: str | float
    shown: str = "General"
    is_header: bool = False


Row = Sequence[Cell | str | float | None]


def excel_file(title: str, address: str, figures: Sequence[Figure], edition: Edition) -> bytes:
    """Write the figures and what they are as two sheets; the same edition gives the same bytes."""
    # It takes a tenth of a second to import, and no page needs it.
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "Løftet"
    day = datetime.combine(edition.built, datetime.min.time())
    book.properties.created = book.properties.modified = day
    named = str(MADE_UP) if edition.demo else _("Figures")
    filtered = f"A1:{cell_name(len(WIDTHS), len(figures) + 1)}"
    _write(_sheet(book, named, WIDTHS, filtered), _figure_rows(figures))
    _write(_sheet(book, _("About the figures"), ABOUT_WIDTHS), _about_rows(title, address, figures, edition))
    packed = BytesIO()
    ExcelWriter(book, _DatedArchive(packed, edition)).save()
    return packed.getvalue()


def cell_name(column: int, row: int) -> str:
    """Name a cell.

    >>> cell_name(17, 120)
    'Q120'
    """
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"


# -- what the sheets say ---------------------------------------------------------------------------


def _figure_rows(figures: Sequence[Figure]) -> Iterator[Row]:
    yield _header(
        pgettext("statistics", "Place"),
        _("Number"),
        _("Goal"),
        pgettext("statistics", "Indicator"),
        _("Unit"),
        _("Year"),
        _("Figure"),
        _("Interval from"),
        _("Interval to"),
        _("What the figure is"),
        _("Status"),
        _("Score"),
        _("Yardstick"),
        _("Development"),
        _("Source"),
        _("Table"),
        _("Licence"),
    )
    for figure in figures:
        yield _figure_row(figure)


def _figure_row(figure: Figure) -> Row:
    """Give the cells of a figure; where there is none the cell is empty, and the next but two says why."""
    indicator, reading = figure.indicator, figure.reading
    shown = WHOLE + ("." + "0" * indicator.decimals if indicator.decimals else "")
    trend = trend_sign(reading.trend, indicator.yardstick).word if reading.trend else None
    status = colour_sign(reading.colour, indicator.yardstick).word if reading.colour else None
    return (
        figure.place,
        reading.place,
        int(indicator.goal) if indicator.goal.isdecimal() else indicator.goal,
        indicator.name,
        indicator.unit,
        reading.year,
        *(_number(one, shown) for one in (reading.value, reading.low, reading.high)),
        str(STATUS_WORDS[reading.status]),
        str(status or ""),
        _number(reading.score, WHOLE),
        _("Target") if indicator.yardstick is Yardstick.TARGET else _("Comparison"),
        str(trend or ""),
        indicator.source,
        indicator.table,
        indicator.licence,
    )


def _about_rows(title: str, address: str, figures: Sequence[Figure], edition: Edition) -> Iterator[Row]:
    yield _header(_("About the figures"), title)
    yield from ((_("What to be careful with") if not at else "", one) for at, one in _numbered(edition))
    yield _("Edition"), f"{edition.id}: {edition.title}"
    yield _("Content"), edition.content
    yield _("Where this is found"), address
    indicators = list({figure.indicator.key: figure.indicator for figure in figures}.values())
    if edition.demo:
        yield _("Licence"), licence_words(indicators[0], edition) if indicators else edition.licence
    yield _header(_("Source"), _("Licence"))
    tables = {source_words(one): one for one in indicators}
    for said, one in sorted(tables.items()):
        yield (said, origin_words(one, edition) if edition.demo else licence_words(one, edition))
    yield _header(_("What the figure is"), _("In the files for programs"))
    for status, word in STATUS_WORDS.items():
        yield str(word), status.value


def _numbered(edition: Edition) -> Iterator[tuple[int, str]]:
    return iter(enumerate(general_caveats(edition)))


def _header(*words: str) -> Row:
    return tuple(Cell(word, is_header=True) for word in words)


def _number(value: float | None, shown: str) -> Cell | None:
    return None if value is None else Cell(value, shown)


# -- how they are written --------------------------------------------------------------------------


def _sheet(book: "Workbook", name: str, widths: Sequence[int], filtered: str = "") -> "WriteOnlyWorksheet":
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(name)
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    # The header stays while one scrolls; where there is a place in front of each row, it stays too.
    sheet.freeze_panes = "B2" if filtered else "A2"
    if filtered:
        sheet.auto_filter.ref = filtered
    return cast("WriteOnlyWorksheet", sheet)


def _write(sheet: "WriteOnlyWorksheet", rows: Iterator[Row]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")

    def made(given: Cell | str | float | None) -> Any:
        given = given if isinstance(given, Cell) else Cell("" if given is None else given)
        if given.value == "":
            return None
        value = given.value
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"  # a name that begins with «=» is a name and no formula
            cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        if given.is_header:
            cell.font, cell.alignment = bold, wrapped
        elif given.shown != "General":
            cell.number_format = given.shown
        return cell

    for row in rows:
        sheet.append([made(cell) for cell in row])


class _DatedArchive(ZipFile):
    """An archive in which every file bears the day of the edition, so that the clock has no say in it."""

    def __init__(self, packed: BytesIO, edition: Edition) -> None:
        super().__init__(packed, "w")
        self._edition = edition

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: "SizedBuffer | str",
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add a file from its bytes."""
        one = zinfo_or_arcname
        name = one.filename if isinstance(one, ZipInfo) else one
        super().writestr(dated_entry(name, self._edition), data)

    def write(
        self,
        filename: "str | os.PathLike[str]",
        arcname: "str | os.PathLike[str] | None" = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add a file from the disk."""
        self.writestr(str(arcname or filename), Path(filename).read_bytes())
