"""Spreadsheets that are wrong: refused with file, row, column and cause, and nothing is written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.tables import build_study

LayOut = Callable[[dict[str, str], str | bytes | None], None]

BY_CODE = {
    'column = "Kommune", kind = "name", codes_at = 2024-01-01, scope = "40"': (
        'column = "Kommune", kind = "code", codes_at = 2024-01-01'
    )
}


def excel(*rows: tuple[object, ...]) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ark1"
    for row in [("Kommune", "År", "Gruppe", "Verdi"), *rows]:
        sheet.append(list(row))
    return book


EXCEL_CASES = {
    "a code that Excel has made a number": (
        {**BY_CODE, "t.csv": "t.xlsx"},
        ((301, 2020, "a", 1.5),),
        "data/t.xlsx, line 2, column Kommune (A): the code 301 is a number and may have lost a leading zero; "
        "write it as text, or set digits in the recipe",
    ),
    "a sheet that is not there": (
        {'path = "t.csv"': 'path = "t.xlsx"\nsheet = "Ark2"'},
        (("Skien", 2020, "a", 1.5),),
        "data/t.xlsx: there is no sheet «Ark2»; did you mean «Ark1»?",
    ),
    "a formula that was never computed": (
        {"t.csv": "t.xlsx"},
        (("Skien", 2020, "a", "=1+1"),),
        "data/t.xlsx, line 2, column Ark1!D2: the formula =1+1 has no value; "
        "open the file in a spreadsheet and save it",
    ),
    "a cell that is true": (
        {"t.csv": "t.xlsx"},
        (("Skien", 2020, "a", True),),
        "data/t.xlsx, line 2, column Verdi (D): «True» is not a number; "
        'if it says why there is none, write missing = ["True"]',
    ),
}


@pytest.mark.parametrize("name", EXCEL_CASES)
def test_a_fault_in_excel_is_named_with_its_row(name: str, desk: LayOut, gazetteer: Gazetteer) -> None:
    changes, rows, told = EXCEL_CASES[name]
    desk(changes, None)
    excel(*rows).save(Path("data", "t.xlsx"))
    with pytest.raises(InvalidInput) as refused:
        build_study(Path("recipe.toml"), Path("data"), Path("out"), gazetteer)
    assert str(refused.value) == told
    assert not Path("out").exists()
