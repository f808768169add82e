from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.sources.tables.read import SheetRow, read_rows
from loftet.sources.tables.recipe import FilePart, MissingMark, PeriodKind, PeriodPart, PlaceKind, PlacePart

Read = Callable[..., list[SheetRow]]

PLACE, PERIOD = PlacePart("Kommune", PlaceKind.NAME), PeriodPart(PeriodKind.YEAR, "År")


@pytest.fixture
def rows(tmp_path: Path) -> Read:
    def read(raw: bytes, **keys: object) -> list[SheetRow]:
        file = tmp_path / "t.csv"
        file.write_bytes(raw)
        part = FilePart(("t.csv",), "Kilden", MissingMark.MISSING, PLACE, PERIOD, **keys)  # type: ignore[arg-type]
        return list(read_rows(file, part).rows)

    return read


def test_letters_stand_whole_whatever_the_encoding(rows: Read) -> None:
    whole = [SheetRow(1, ("Å",)), SheetRow(2, ("Bø",))]
    assert rows("Å\nBø\n".encode()) == whole
    assert rows("\ufeffÅ\nBø\n".encode()) == whole
    assert rows("A\u030a\nBø\n".encode()) == whole
    assert rows("Å\nBø\n".encode("latin-1"), encoding="latin-1") == whole
    assert rows("Å\r\nBø\r\n".encode("utf-16"), encoding="utf-16") == whole


def test_a_row_remembers_the_line_on_which_it_begins(rows: Read) -> None:
    raw = b'a;b\n\n"two\nlines";1\nlast;2\n'
    assert rows(raw, separator=";") == [
        SheetRow(1, ("a", "b")),
        SheetRow(3, ("two\nlines", "1")),
        SheetRow(5, ("last", "2")),
    ]


def test_titles_are_skipped_and_notes_are_cut_off(rows: Read) -> None:
    raw = b"Tabell 1\na,b\nx,1\n\nKilde: SSB, 2024, med noter\n"
    assert rows(raw, skip_rows=1, until_blank_row=True) == [SheetRow(2, ("a", "b")), SheetRow(3, ("x", "1"))]
