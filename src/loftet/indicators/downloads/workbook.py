"""An Excel workbook written as it is made, row by row.

openpyxl reads what recipes ask for, but is heavy for a process that serves pages, and puts the clock into
what it writes. What is written here is the least that spreadsheets ask for: typed cells with a number format,
a header that stays, column widths, a filter.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile, ZipInfo

DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# What XML cannot hold.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORMULA = ("=", "+", "-", "@")
LONGEST_NAME, LONGEST_TEXT = 31, 32_767
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
GENERAL, HEADER, NO_FORMULA = range(3)  # the looks that every workbook has
FIRST_FORMAT = 164  # the numbers below are Excel's own


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a look of its own: the number format of a number, or the bold of a header."""

    value: str | float
    number_format: str = ""
    is_header: bool = False


Row = Sequence[Cell | str | float | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows, the first of them a header, and the width of each column in letters.

    With `columns_kept` so many columns stay while one scrolls, as the first row always does.
    """

    name: str
    widths: Sequence[int]
    rows: Iterable[Row]
    columns_kept: int = 0
    is_filtered: bool = False


@dataclass(slots=True)
class _Looks:
    """The number formats met so far: each gets a look of its own, numbered as it comes."""

    formats: dict[str, int] = field(default_factory=dict)

    def of(self, cell: Cell) -> int:
        if cell.is_header:
            return HEADER
        if isinstance(cell.value, str):
            return NO_FORMULA if cell.value.startswith(FORMULA) else GENERAL
        if not cell.number_format:
            return GENERAL
        return self.formats.setdefault(cell.number_format, NO_FORMULA + 1 + len(self.formats))


def write_workbook(title: str, sheets: Sequence[Sheet], day: date, entry: Callable[[str], ZipInfo]) -> bytes:
    """Write a workbook; `entry` gives the place of a file in the archive, and so the day that it bears.

    A text stays a text: what begins like a formula is marked so that no spreadsheet runs it.
    """
    packed, looks, filters = BytesIO(), _Looks(), list[tuple[int, str]]()
    with ZipFile(packed, "w") as archive:
        for at, sheet in enumerate(sheets, 1):
            with archive.open(entry(f"xl/worksheets/sheet{at}.xml"), "w") as file:
                rows = _write_sheet(file, sheet, looks)
            if sheet.is_filtered:
                filters.append((at - 1, f"'{sheet_name(sheet.name)}'!{_corners(sheet, rows, '$')}"))
        for name, content in _frame(title, sheets, filters, looks, day):
            archive.writestr(entry(name), DECLARED + content)
    return packed.getvalue()


# -- sheets ----------------------------------------------------------------------------------------


def _write_sheet(file: IO[bytes], sheet: Sheet, looks: _Looks) -> int:
    """Write a sheet, and give the number of its rows."""

    def write(words: str) -> None:
        file.write(words.encode())

    write(f'{DECLARED}<worksheet xmlns="{MAIN}">{_kept(sheet.columns_kept)}<cols>')
    for at, width in enumerate(sheet.widths, 1):
        write(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>')
    write("</cols><sheetData>")
    number = 0
    for number, row in enumerate(sheet.rows, 1):
        cells = "".join(_cell(f"{column_name(at)}{number}", cell, looks) for at, cell in enumerate(row, 1))
        write(f'<row r="{number}">{cells}</row>')
    write("</sheetData>")
    if sheet.is_filtered:
        write(f'<autoFilter ref="{_corners(sheet, number)}"/>')
    write("</worksheet>")
    return number


def _kept(columns: int) -> str:
    """Let the header stay, and the first columns if any."""
    across = f' xSplit="{columns}"' if columns else ""
    pane = "bottomRight" if columns else "bottomLeft"
    first = f"{column_name(columns + 1)}2"
    return (
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane{across} ySplit="1" topLeftCell="{first}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}" activeCell="{first}" sqref="{first}"/></sheetView></sheetViews>'
    )


def _cell(name: str, given: Cell | str | float | None, looks: _Looks) -> str:
    """Write a cell; one without a value is left out."""
    cell = given if isinstance(given, Cell) else Cell("" if given is None else given)
    if cell.value == "":
        return ""
    look = looks.of(cell)
    styled = f' s="{look}"' if look else ""
    if not isinstance(cell.value, str):
        return f'<c r="{name}"{styled}><v>{cell.value!r}</v></c>'
    words = escape(CONTROLS.sub("", cell.value)[:LONGEST_TEXT])
    return f'<c r="{name}"{styled} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


@cache
def column_name(column: int) -> str:
    """Give the letters of a column, counted from 1.

    >>> column_name(1), column_name(26), column_name(27), column_name(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_name(name: str) -> str:
    """Give a name that Excel takes for a sheet.

    >>> sheet_name("Tall: [nye]")
    'Tall nye'
    """
    return FORBIDDEN.sub("", name)[:LONGEST_NAME].replace("'", "")


def _corners(sheet: Sheet, rows: int, fixed: str = "") -> str:
    return f"{fixed}A{fixed}1:{fixed}{column_name(len(sheet.widths))}{fixed}{max(rows, 1)}"


# -- what holds the sheets together ----------------------------------------------------------------


def _frame(
    title: str, sheets: Sequence[Sheet], filters: Sequence[tuple[int, str]], looks: _Looks, day: date
) -> Iterator[tuple[str, str]]:
    """Give every other file of a workbook by its name."""
    numbers = range(1, len(sheets) + 1)
    parts = [(f"/xl/worksheets/sheet{at}.xml", f"{SHEETS}.worksheet+xml") for at in numbers]
    parts += [
        ("/xl/workbook.xml", f"{SHEETS}.sheet.main+xml"),
        ("/xl/styles.xml", f"{SHEETS}.styles+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
    )
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    yield (
        "_rels/.rels",
        _related([(f"{OFFICE}/officeDocument", "xl/workbook.xml"), (core, "docProps/core.xml")]),
    )
    yield "docProps/core.xml", _core(title, day)
    targets = [(f"{OFFICE}/worksheet", f"worksheets/sheet{at}.xml") for at in numbers]
    yield "xl/_rels/workbook.xml.rels", _related([*targets, (f"{OFFICE}/styles", "styles.xml")])
    yield "xl/workbook.xml", _workbook(sheets, filters)
    yield "xl/styles.xml", _styles(looks)


def _related(targets: Sequence[tuple[str, str]]) -> str:
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'


def _core(title: str, day: date) -> str:
    moment = f"{day.isoformat()}T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(CONTROLS.sub('', title))}</dc:title><dc:creator>Løftet</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )


def _workbook(sheets: Sequence[Sheet], filters: Sequence[tuple[int, str]]) -> str:
    named = "".join(
        f'<sheet name={quoteattr(sheet_name(sheet.name))} sheetId="{at}" r:id="rId{at}"/>'
        for at, sheet in enumerate(sheets, 1)
    )
    filtered = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">'
        f"{escape(cells)}</definedName>"
        for at, cells in filters
    )
    names = f"<definedNames>{filtered}</definedNames>" if filtered else ""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets>{names}</workbook>'


def _styles(looks: _Looks) -> str:
    formats = "".join(
        f'<numFmt numFmtId="{FIRST_FORMAT + at}" formatCode={quoteattr(shown)}/>'
        for at, shown in enumerate(looks.formats)
    )
    counted = f'<numFmts count="{len(looks.formats)}">{formats}</numFmts>' if formats else ""
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    xf = '<xf numFmtId="{}" fontId="{}" fillId="0" borderId="0" xfId="0"{}'
    used = [
        xf.format(0, 0, "/>"),
        xf.format(0, 1, ' applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'),
        xf.format(0, 0, ' quotePrefix="1"/>'),
        *(xf.format(FIRST_FORMAT + at, 0, ' applyNumberFormat="1"/>') for at in range(len(looks.formats))),
    ]
    return (
        f'<styleSheet xmlns="{MAIN}">{counted}'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(used)}">{"".join(used)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
