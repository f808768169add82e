"""Thirty-two kinds of broken files, as a county's statistics officer met them, and what is told of each.

`told` is what refuses the file; without it the file is read, `values` are its values and `said` stands in
the report.
"""

import io
from dataclasses import dataclass, field

from openpyxl import Workbook

Book = dict[str, list[list[object]]]  # sheets by name; a name in brackets is hidden

HEADER: list[object] = ["Kommune", "År", "Gruppe", "Verdi"]
DATA = "Kommune,År,Gruppe,Verdi\nSkien,2020,a,1.5\nTinn,2020,a,2.5\n"
BOTH = {"4003 2020": "1.5", "4026 2020": "2.5"}

PLACE = 'column = "Kommune", kind = "name", codes_at = 2024-01-01, scope = "40"'
FILE = 'blank = "missing"'
YEAR = 'kind = "year"'
EXCEL = {"t.csv": "t.xlsx"}


@dataclass(frozen=True)
class Broken:
    """What is changed in the recipe, what the raw file holds, and what then is told or read."""

    data: str | bytes = DATA
    changes: dict[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    indicators: str = ""


def with_key(*keys: str) -> dict[str, str]:
    """Return the change that adds keys to the file's part of the recipe."""
    return {FILE: "\n".join((FILE, *keys))}


def by_code(more: str = "", day: str = "2024-01-01") -> dict[str, str]:
    """Return the change that reads the places by code."""
    return {PLACE: f'column = "Kommune", kind = "code", codes_at = {day}{more}'}


def book(sheets: Book, formats: dict[str, str] | None = None) -> bytes:
    """Return a workbook; `formats` are the number formats of cells in its last sheet."""
    made, stream = Workbook(), io.BytesIO()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.strip("()"))
        sheet.sheet_state = "hidden" if name.startswith("(") else "visible"
        for row in rows:
            sheet.append(row)
        for cell, written in (formats or {}).items():
            sheet[cell].number_format = written
    made.save(stream)
    return stream.getvalue()


def rows_of(text: str) -> str:
    """Return a file of several rows under the usual header."""
    return f"Kommune,År,Gruppe,Verdi\n{text}"


OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
ONE_SHEET = book({"Ark1": [HEADER, ["Skien", 2020, "a", 1.5], ["Tinn", 2020, "a", 2.5]]})
SHEETS = {"Data": [HEADER, ["Skien", 2020, "a", 1.5], ["Tinn", 2020, "a", 2.5]]}
OLD_SHEETS = {"(Gammelt)": [HEADER, ["Skien", 2020, "a", 99]], **SHEETS}
TWO_TABLES = DATA + ",,,\n" + "".join(f"{name},2021,a,1\n" for name in ("Skien", "Tinn", "Vinje"))

BROKEN_FILES = {
    "1 semicolons for commas": Broken(
        DATA.replace(",", ";"),
        told=(
            "recipe.toml, line 10, column files.t.separator: "
            "the cells of data/t.csv are separated by «;», not by «,»; "
            'write separator = ";"',
        ),
    ),
    "2 a decimal comma that is not told": Broken(
        'Kommune,År,Gruppe,Verdi\nSkien,2020,a,"1,5"\nTinn,2020,a,"1,5"\n',
        told=('data/t.csv, line 2, column Verdi: «1,5» is not a number; write decimal = "," (2 rows)',),
    ),
    "3 UTF-16": Broken(
        DATA.encode("utf-16"),
        told=(
            "recipe.toml, line 10, column files.t.encoding: data/t.csv is written in utf-16, not in utf-8; "
            'write encoding = "utf-16"',
        ),
    ),
    "3 UTF-8 read as Latin-1": Broken(
        DATA,
        with_key('encoding = "latin-1"'),
        told=(
            "recipe.toml, line 14, column files.t.encoding: data/t.csv is written in utf-8, not in latin-1; "
            'write encoding = "utf-8"',
        ),
    ),
    "3 Latin-1 read as UTF-8": Broken(
        DATA.encode("latin-1"),
        told=("data/t.csv, line 1: the byte 0xc5 is not utf-8; the recipe says encoding = «utf-8»",),
    ),
    "4 a thin space between thousands": Broken(
        DATA.replace("1.5", "1\u2009234.5"),
        told=('data/t.csv, line 2, column Verdi: «1\u2009234.5» is not a number; write thousands = " "',),
    ),
    "5 a dot between thousands": Broken(
        rows_of("Skien,2020,a,1.234\nTinn,2020,a,987\nVinje,2020,a,12.500\n"),
        values={"4003 2020": "1.234"},
        said=(
            "x: look at: 2 numbers in data/t.csv have a dot and three digits after it (line 2: 1.234), and "
            'none another number of digits; if the dot stands between thousands, write thousands = "."',
        ),
    ),
    "6 two header rows": Broken(
        DATA.replace("Verdi\n", "Andel\n,,,Verdi\n"),
        told=("data/t.csv, line 1, column Verdi: the column «Verdi» is missing",),
    ),
    "7 a note directly below": Broken(
        DATA + "Kilde: Kilden 2024\n",
        told=(
            "data/t.csv, line 4: the row has 1 cells, the header 4; "
            "leave_out_starting leaves a note out: its first cell is «Kilde: Kilden 2024»",
        ),
    ),
    "7 a note directly below, left out": Broken(
        DATA + "Kilde: Kilden 2024\n",
        with_key('leave_out_starting = { Kommune = "Kilde" }'),
        values=BOTH,
        said=("data/t.csv: 1 row left out by the recipe: line 4 «Kilde: Kilden 2024»",),
    ),
    "8 a blank row in the middle": Broken(
        TWO_TABLES,
        with_key("until_blank_row = true"),
        values=BOTH,
        said=("data/t.csv: the table ends at the blank row 4; 3 rows below it were not read (lines 5-7)",),
    ),
    "9 a row of the sum": Broken(
        DATA + "I alt,2020,a,4\n",
        told=("data/t.csv, line 4, column Kommune: no place is called «I alt» in Telemark on 2024-01-01",),
    ),
    "9 a row of the sum, left out": Broken(
        DATA + "I alt,2020,a,4\n",
        with_key('leave_out = { Kommune = "I alt" }'),
        values=BOTH,
        said=("data/t.csv: 1 row left out by the recipe: line 4 «I alt»",),
    ),
    "9 a row to leave out that is not there": Broken(
        DATA + "I alt,2020,a,4\n",
        with_key('leave_out = { Kommune = "I Alt" }'),
        told=(
            "recipe.toml, line 14, column files.t.leave_out: "
            "no row of data/t.csv has «I Alt» in the column «Kommune»; did you mean «I alt»?",
        ),
    ),
    "10 a name that another place bears": Broken(
        DATA.replace("Tinn", "Bø"),
        {'codes_at = 2024-01-01, scope = "40"': 'codes_at = 2024-01-01, scope = "NO"'},
        told=(
            "data/t.csv, line 3, column Kommune: "
            "«Bø» is 1867 Bø, which is no part of the study; outside = «skip» leaves it out",
        ),
    ),
    "11 a code of before 2020": Broken(
        DATA.replace("Skien", "0806").replace("Tinn", "4026"),
        by_code(),
        told=(
            "data/t.csv, line 2, column Kommune: the code «0806» is not known; "
            "codes are known from 2020-01-01 on; to leave earlier years out, write years = { first = 2020 }",
        ),
    ),
    "11 a code of another day": Broken(
        DATA.replace("Skien", "3807").replace("Tinn", "4026"),
        by_code(),
        told=(
            "data/t.csv, line 2, column Kommune: "
            "the code «3807» is not valid on 2024-01-01; it became 4003 Skien"
            "; where each year has its own codes, write codes_follow_year = true",
        ),
    ),
    "11 the scope is not valid on a day": Broken(
        DATA,
        {'codes_at = 2024-01-01, scope = "40"': 'codes_follow_year = true, scope = "40"'},
        told=(
            "recipe.toml, line 14, column files.t.place.scope: the code «40» is not valid on 2020-01-01; "
            "before it came 38 Vestfold og Telemark",
        ),
    ),
    "11 the scope is not known": Broken(
        DATA,
        {'codes_at = 2024-01-01, scope = "40"': 'codes_at = 2024-01-01, scope = "08"'},
        told=("recipe.toml, line 14, column files.t.place.scope: the code «08» is not known",),
    ),
    "12 a row that stands twice": Broken(
        DATA + "Skien,2020,a,1.5\n",
        told=("data/t.csv, line 4, column Verdi: a second value for 4003 in 2020; the first is in line 2",),
    ),
    "13 a column under another name": Broken(
        DATA.replace("Kommune,", "SortKommune,Kommunenavn,")
        .replace("Skien", "1,Skien")
        .replace("Tinn", "2,Tinn"),
        told=(
            "data/t.csv, line 1, column Kommune: "
            "the column «Kommune» is missing; did you mean «Kommunenavn»?",
        ),
    ),
    "13 a hard space in a column's name": Broken(
        DATA.replace("Verdi", "Antall\u00a0personer"),
        {'value = "Verdi"': 'value = "Antall personer"'},
        values=BOTH,
    ),
    "14 the year in the file's name": Broken(
        "Kommune,Verdi\nSkien,1.5\nTinn,2.5\n",
        {'{ column = "År", kind = "year" }': '{ kind = "file_name" }', '"t.csv"': '"t-2020.csv"'},
        values=BOTH,
    ),
    "15 an interval as a year": Broken(
        DATA.replace("2020", "2019-2021"),
        told=(
            "data/t.csv, line 2, column År: «2019-2021» is not a year; "
            'if it is an interval, write kind = "interval" (2 rows)',
        ),
    ),
    "15 an interval that ends before it begins": Broken(
        DATA.replace("2020", "2021-2019"),
        {YEAR: 'kind = "interval"'},
        told=("data/t.csv, line 2, column År: the interval «2021-2019» ends before it begins (2 rows)",),
    ),
    "15 intervals with a stroke or a short year": Broken(
        DATA.replace("Skien,2020", "Skien,2018/2020").replace("Tinn,2020", "Tinn,2018-20"),
        {YEAR: 'kind = "interval"'},
        values=BOTH,
    ),
    "16 signs of per cent": Broken(
        DATA.replace("1.5", "1.5 %").replace("2.5", "2.5*"),
        told=(
            'data/t.csv, line 2, column Verdi: «1.5 %» is not a number; write strip_value = ["%"]',
            'data/t.csv, line 3, column Verdi: «2.5*» is not a number; write strip_value = ["*"]',
        ),
    ),
    "16 signs around a number that the recipe knows": Broken(
        DATA.replace("1.5", "1.5 %").replace("2.5", "+2.5*"),
        with_key('strip_value = ["%", "*", "+"]'),
        values=BOTH,
    ),
    "17 the sheet has no rows": Broken(
        book({"Forside": [["Om tallene"]], **SHEETS}),
        EXCEL,
        told=("data/t.xlsx, line 1: the sheet «Forside» has a header and no rows; its other sheets: «Data»",),
    ),
    "18 a hidden sheet is first": Broken(
        book(OLD_SHEETS),
        EXCEL,
        values=BOTH,
        said=("data/t.xlsx: sheet «Data» read; not read: «Gammelt» (hidden)",),
    ),
    "18 a hidden sheet that is named": Broken(
        book(OLD_SHEETS),
        {'"t.csv"': '"t.xlsx"\nsheet = "Gammelt"'},
        values={"4003 2020": "99.0"},
        said=("data/t.xlsx: sheet «Gammelt» (hidden) read; not read: «Data»",),
    ),
    "19 a sheet for each year": Broken(
        book({year: [HEADER, ["Skien", int(year), "a", 1.5]] for year in ("2020", "2021")}),
        EXCEL,
        values={"4003 2020": "1.5"},
        said=("data/t.xlsx: sheet «2020» read; not read: «2021»",),
    ),
    "20 an old workbook": Broken(
        OLD_EXCEL,
        told=("data/t.csv: the file is an old .xls workbook; save it as .xlsx",),
    ),
    "20 a workbook under the name of a text": Broken(
        ONE_SHEET,
        told=("data/t.csv: the file is an Excel workbook; rename it to .xlsx",),
    ),
    "20 a web page": Broken(
        "\n<!DOCTYPE html><html><table></table></html>",
        told=("data/t.csv: the file is a web page; open it in a spreadsheet and save it as .xlsx",),
    ),
    "20 a text under the name of a workbook": Broken(
        DATA,
        EXCEL,
        told=("data/t.xlsx: the file is no .xlsx workbook; it is a text, so rename it to .csv",),
    ),
}
