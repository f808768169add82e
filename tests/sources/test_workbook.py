"""Workbooks that are small, and unpack to something that would fill memory: refused with a sentence."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from loftet.invalid_input import InvalidInput
from loftet.sources.emissions import SHEET as DETAILED
from loftet.sources.emissions import read_emissions
from loftet.sources.tables.read import read_rows
from loftet.sources.tables.recipe import FilePart
from loftet.sources.workbook import WorkbookSheet, read_sheet
from tests.sources.test_emissions import VINTAGE

SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
Spoil = Callable[[str, str], Path]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """Return a function that writes a workbook with one of its parts exchanged, or with one more."""

    def write(part: str, xml: str) -> Path:
        good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
        book = Workbook()
        assert book.active is not None
        book.active.append(["Kommune", "År"])
        book.active.title = DETAILED
        book.save(good)
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as new:
            for name in dict.fromkeys([*old.namelist(), part]):
                new.writestr(name, xml if name == part else old.read(name))
        return bad

    return write


def refusals(file: Path) -> set[str]:
    """Return what each reader of workbooks says of a file."""
    part = FilePart((file.name,), "", None, None, None)  # type: ignore[arg-type]
    said = set()
    readers: tuple[Callable[[], object], ...] = (
        lambda: read_sheet(file, DETAILED),
        lambda: read_rows(file, part),
        lambda: read_emissions(file, VINTAGE),
    )
    for read in readers:
        with pytest.raises(InvalidInput) as refused:
            read()
        said.add(str(refused.value))
    return said


def sheet_of(rows: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def wide_rows(rows: int) -> str:
    """Return the finding's sheet: one cell far to the right, and many short rows."""
    short = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(2, rows))
    return sheet_of(f'<row r="1"><c r="XFD1"><v>1</v></c></row>{short}')


READ = """
import resource, sys
from pathlib import Path
from loftet.invalid_input import InvalidInput
from loftet.sources.workbook import read_sheet
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_sheet(Path(sys.argv[1]), "Oversikt - detaljert")
except InvalidInput as refused:
    print(refused)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_small_workbook_of_a_billion_cells_is_refused_before_they_are_made(spoil: Spoil) -> None:
    file = spoil(SHEET, wide_rows(60_000))
    assert file.stat().st_size < 400_000
    done = subprocess.run([sys.executable, "-c", READ, file], capture_output=True, text=True, check=True)
    said, megabytes = done.stdout.splitlines()
    assert said == f"{file}: the sheet has at least 1,221 rows of 16,384 columns; 20,000,000 cells are read"
    assert int(megabytes) < 100


@pytest.mark.parametrize("part", [SHEET, STYLES, "xl/workbook.xml"])
def test_a_workbook_with_entities_inside_entities_is_refused(spoil: Spoil, part: str) -> None:
    root = {SHEET: "worksheet", STYLES: "styleSheet"}.get(part, "workbook")
    file = spoil(part, f"{BOMB.replace('worksheet', root)}<{root} {MAIN}>&i;</{root}>")
    assert refusals(file) == {f"{file}: the workbook defines XML entities; no spreadsheet does"}


@pytest.mark.parametrize(
    ("part", "xml"),
    [
        (SHEET, f"<worksheet {MAIN}><sheetData><row"),
        (
            SHEET,
            sheet_of('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'),
        ),
        (SHEET, sheet_of('<row r="x"><c r="A1"/></row>')),
        (
            SHEET,
            sheet_of('<row r="1"><c r="Å1"><v>1</v></c></row>'),
        ),
        ("xl/workbook.xml", "<workbook"),
        ("[Content_Types].xml", "<Types"),
    ],
)
def test_a_workbook_whose_xml_is_broken_is_refused_with_a_sentence(spoil: Spoil, part: str, xml: str) -> None:
    file = spoil(part, xml)
    assert all(said.startswith(f"{file}: the file cannot be read as Excel: ") for said in refusals(file))


def test_a_row_far_down_is_refused(spoil: Spoil) -> None:
    cell = '<row r="9999999"><c r="A9999999"><v>1</v></c></row>'
    file = spoil(SHEET, sheet_of(cell))
    assert refusals(file) == {f"{file}: the sheet has more than 1,048,576 rows"}


def test_a_workbook_that_unpacks_to_half_a_gigabyte_is_refused(
    spoil: Spoil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loftet.sources.workbook.MOST_BYTES", 10_000)
    file = spoil(SHEET, " " * 20_000)
    assert all("10,000 are read" in said for said in refusals(file))


def test_a_part_that_unpacks_to_far_more_than_its_size_is_refused_unread(spoil: Spoil) -> None:
    """Twenty million texts in 826 KB kept a processor for more than a minute."""
    texts = f"<sst {MAIN}>" + "<si><t>a</t></si>" * 1_500_000 + "</sst>"
    file = spoil("xl/sharedStrings.xml", texts)
    (said,) = refusals(file)
    assert said.startswith(f"{file}: «xl/sharedStrings.xml» unpacks to ")
    assert said.endswith(" times its size; 200 are read")


def test_more_texts_than_any_workbook_has_are_refused(spoil: Spoil, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loftet.sources.workbook.MOST_TIMES", 10_000)
    monkeypatch.setattr("loftet.sources.workbook.SMALL_BYTES", 1_000)
    monkeypatch.setattr("loftet.sources.workbook.MOST_TEXTS", 100)
    file = spoil("xl/sharedStrings.xml", f"<sst {MAIN}>" + "<si><t>a</t></si>" * 101 + "</sst>")
    assert refusals(file) == {f"{file}: the workbook has 101 different texts; 100 are read"}


def test_the_first_sheet_is_read_where_none_is_named_and_rows_are_of_one_width(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Ark"
    for row in (["a"], [], ["b", None, 2.5]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    assert read_sheet(tmp_path / "t.xlsx") == WorkbookSheet(
        tmp_path / "t.xlsx", "Ark", (("a", None, None), (None, None, None), ("b", None, 2.5))
    )
