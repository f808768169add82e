"""A workbook of emissions as large as that of the whole country is read in a minute and 500 MB."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from loftet.sources.emissions import SHEET
from loftet.sources.stand_in.emissions import HEADER as EMISSIONS_HEADER

ROWS = 460_000
CODES = [f"{1101 + number}" for number in range(357)]
YEARS = [2009, 2011, 2013, *range(2015, 2025)]
SECTORS = [f"Sektor {number}" for number in range(1, 11)]
SOURCES = [f"Kilde {number}  " for number in range(1, 5)]
GASES = ["CO2", "CH4", "N2O"]
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
READ = """
import resource, sys, time
from datetime import date
from pathlib import Path
from loftet.sources.emissions import read_emissions
began = time.process_time()
emissions = read_emissions(Path(sys.argv[1]), date(2026, 3, 2)).emissions
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(len(emissions), sum(one.tonnes for one in emissions), time.process_time() - began, megabytes)
"""


def sheet_rows(number: dict[str, int]) -> Iterator[str]:
    """Yield the XML of the rows; texts are numbers of the workbook's list of texts, as Excel writes them."""

    def text(column: str, row: int, word: str) -> str:
        return f'<c r="{column}{row}" t="s"><v>{number[word]}</v></c>'

    yield "".join(text(column, 1, word) for column, word in zip("ABCDEFGH", EMISSIONS_HEADER, strict=True))
    keys = product(CODES, YEARS, SECTORS, SOURCES, GASES)
    for row, (code, year, *words) in zip(range(2, ROWS + 2), keys, strict=False):
        texts = "".join(text(column, row, word) for column, word in zip("EFG", words, strict=True))
        place = f"{text('A', row, 'Fylket')}{text('B', row, code)}{text('C', row, 'Kommunen')}"
        yield f'{place}<c r="D{row}"><v>{year}</v></c>{texts}<c r="H{row}"><v>{row % 97}.25</v></c>'


def write_large_workbook(file: Path) -> None:
    """Write the workbook: a library makes all but the rows, which would take it minutes."""
    small = file.with_suffix(".small.xlsx")
    book = Workbook(small)
    sheet = book.add_worksheet(SHEET)
    words = ["Fylket", "Kommunen", *EMISSIONS_HEADER, *CODES, *SECTORS, *SOURCES, *GASES]
    sheet.write_column("A1", words)
    book.close()
    number = {word: at for at, word in enumerate(words)}
    with (
        zipfile.ZipFile(small) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(HEAD.encode())
            for row, cells in enumerate(sheet_rows(number), start=1):
                part.write(f'<row r="{row}">{cells}</row>'.encode())
            part.write(b"</sheetData></worksheet>")


@pytest.mark.release
def test_the_emissions_of_the_whole_country_are_read_in_a_minute_and_500_mb(tmp_path: Path) -> None:
    file = tmp_path / "utslipp.xlsx"
    write_large_workbook(file)
    done = subprocess.run([sys.executable, "-c", READ, file], capture_output=True, text=True, check=True)
    rows, tonnes, seconds, megabytes = done.stdout.split()
    print(f"{rows} rows in {float(seconds):.0f} s of processor time, {megabytes} MB")  # noqa: T201
    assert int(rows) == ROWS
    assert float(tonnes) == sum(row % 97 + 0.25 for row in range(2, ROWS + 2))
    assert float(seconds) <= 60
    assert int(megabytes) <= 500
