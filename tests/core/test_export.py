"""Lists as files: numbers stay numbers, and no text runs as a formula."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest

from loftet.core.export import NORWEGIAN, PLAIN, csv_file_response, csv_lines, file_response, written

SOURCE = Path(__file__).parents[2] / "src" / "loftet"
# Packages below core write studies and editions, which programs read.
BELOW = ("methods", "geography", "sources", "editions", "charts")


@pytest.mark.parametrize(
    ("cell", "plain", "norwegian"),
    [
        (-5, "-5", "-5"),
        (-0.5, "-0.5", "-0,5"),
        (Decimal("-12.50"), "-12.50", "-12,50"),
        (Decimal("1E+2"), "100", "100"),
        ("-5", "-5", "-5"),
        ("-5 %", "'-5 %", "'-5 %"),
        ("=1+1", "'=1+1", "'=1+1"),
        ("+47 12 34 56 78", "'+47 12 34 56 78", "'+47 12 34 56 78"),
        ("@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1", "'\t=1"),
        ("\r=1", "'\r=1", "'\r=1"),
        ("Ål; og =1", "Ål; og =1", "Ål; og =1"),
        (date(2026, 11, 26), "2026-11-26", "2026-11-26"),
        (False, "False", "False"),
        (None, "", ""),
    ],
)
def test_a_cell_is_written_so(cell: object, plain: str, norwegian: str) -> None:
    assert (written(cell, PLAIN), written(cell, NORWEGIAN)) == (plain, norwegian)


def test_a_list_is_a_file_that_a_norwegian_spreadsheet_opens() -> None:
    response = csv_file_response("kull", ("name", "hours"), [("Ål; Gol", Decimal("1.5")), ("=1", None)])
    assert response.content.decode() == '\ufeffname;hours\r\n"Ål; Gol";1,5\r\n\'=1;\r\n'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="kull.csv"'


def test_lines_are_written_one_at_a_time() -> None:
    assert list(csv_lines([("a", 1.5)], ("x", "y"))) == ["x,y\r\n", "a,1.5\r\n"]


# What follows an edition has headers of its own; what was sent twice is only read.
NAMES_FILES = ["core/export.py", "core/submissions.py", "status/downloads/answer.py"]


@pytest.mark.parametrize(
    ("words", "where"), [("csv.writer(", ["core/export.py"]), ('"Content-Disposition"', NAMES_FILES)]
)
def test_no_app_writes_csv_or_the_name_of_a_file_by_itself(words: str, where: list[str]) -> None:
    found = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if words in path.read_text() and path.relative_to(SOURCE).parts[0] not in BELOW
    ]
    assert sorted(found) == where


def test_a_file_keeps_a_name_with_norwegian_letters() -> None:
    response = file_response(b"", "text/plain", "Ål – møte.txt")
    name = response.headers["Content-Disposition"].partition("filename*=utf-8''")[2]
    assert unquote(name) == "Ål – møte.txt"
    assert file_response("", "text/plain", "gol.txt", attachment=False).headers["Content-Disposition"] == (
        'inline; filename="gol.txt"'
    )
