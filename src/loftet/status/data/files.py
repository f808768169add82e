"""The three files of a whole edition: CSV in an archive, Parquet in an archive, and a workbook."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import xlsxwriter
from django.utils import translation

from loftet.core.export import Cells, csv_lines, unguarded_lines
from loftet.editions.memory_cache import connect
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.status.data.code_book import KINDS, LANGUAGES, BookColumn, code_book, code_words
from loftet.status.data.package import DESCRIPTOR, packed_descriptor
from loftet.status.data.readme import README_NAMES, readme
from loftet.status.data.tables import TABLES
from loftet.status.downloads.archive import dated_entry
from loftet.status.downloads.workbook import CONTROLS, FORMULA, LONGEST_TEXT, TEXTS_STAY

COLUMNS_HEADER = ("table", "column", "kind", *(f"meaning_{one}" for one in LANGUAGES))
WORDS_HEADER = ("column", "word", *(f"meaning_{one}" for one in LANGUAGES))
Write = Callable[[EditionStore, Edition, Path], None]


def write_csv(store: EditionStore, edition: Edition, file: Path) -> None:
    """Write every table as CSV, described for programs and for people, as one archive: a data package."""
    book = code_book()
    with ZipFile(file, "w") as archive:
        _add(archive, DESCRIPTOR, [packed_descriptor(edition)], edition)
        _write_about(archive, edition)
        for table, rows in TABLES.items():
            header = [column.name for column in book[table]]
            _add(archive, f"{table}.csv", csv_lines(rows(store, edition), header), edition)


def write_parquet_files(store: EditionStore, edition: Edition, file: Path) -> None:
    """Write every table as Parquet, the code book and a text that says what they are, as one archive."""
    with ZipFile(file, "w") as archive, tempfile.TemporaryDirectory(dir=file.parent) as folder:
        _write_about(archive, edition)
        for table, rows in TABLES.items():
            made = _parquet(Path(folder) / table, code_book()[table], rows(store, edition))
            entry = dated_entry(f"{table}.parquet", edition)
            entry.compress_type = ZIP_STORED  # it is packed already
            with archive.open(entry, "w") as inside, made.open("rb") as packed:
                while piece := packed.read(1 << 20):
                    inside.write(piece)


def _write_about(archive: ZipFile, edition: Edition) -> None:
    for language, name in README_NAMES.items():
        with translation.override(language):
            _add(archive, name, [readme(edition)], edition)
    _add(archive, "codebook.csv", csv_lines(_book_rows(), COLUMNS_HEADER), edition)
    _add(archive, "codebook_words.csv", csv_lines(_word_rows(), WORDS_HEADER), edition)


def _book_rows() -> Iterator[Cells]:
    for columns in code_book().values():
        yield from ((one.table, one.name, one.kind, *one.meanings) for one in columns)


def _word_rows() -> Iterator[Cells]:
    yield from ((one.column, one.word, *one.meanings) for one in code_words())


def _add(archive: ZipFile, name: str, pieces: Iterable[str], edition: Edition) -> None:
    with archive.open(dated_entry(name, edition), "w") as file:
        for piece in pieces:
            file.write(piece.encode())


def _parquet(stem: Path, columns: tuple[BookColumn, ...], rows: Iterable[Cells]) -> Path:
    """Write rows as Parquet by way of a plain CSV file, which DuckDB reads with the kinds of the code book.

    What is empty there is unknown: no text is empty.
    """
    plain, made = stem.with_suffix(".plain"), stem.with_suffix(".parquet")
    with plain.open("w", encoding="utf-8", newline="") as file:
        file.writelines(unguarded_lines(rows))
    kinds = ", ".join(f"'{one.name}': '{KINDS[one.kind]}'" for one in columns)
    read = f"read_csv(?, header=false, delim=',', quote='\"', escape='\"', nullstr='', columns={{{kinds}}})"
    with connect() as connection:
        target = str(made).replace("'", "''")
        connection.execute(f"COPY (SELECT * FROM {read}) TO '{target}' (FORMAT parquet)", [str(plain)])  # noqa: S608
    plain.unlink()
    return made


# --- the workbook ------------------------------------------------------------------------------------


def write_workbook_file(store: EditionStore, edition: Edition, file: Path) -> None:
    """Write a workbook: a text and the code book first, then each table; each year has a column.

    Cells are written row by row and never held in memory, so that the largest edition fits.
    """
    options = {"constant_memory": True, "tmpdir": str(file.parent), **TEXTS_STAY}
    book = xlsxwriter.Workbook(str(file), options)
    day = edition.built
    book.set_properties({"author": "Løftet", "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001
    sheet = _Sheets(book)
    with translation.override("en"):
        sheet.add("Read me", (100,), ([line] for line in readme(edition).split("\r\n")))
    sheet.add("Code book", (12, 18, 10, 60, 60, 60), [COLUMNS_HEADER, *_book_rows()], is_table=True)
    sheet.add("Words", (22, 18, 50, 50, 50), [WORDS_HEADER, *_word_rows()], is_table=True)
    for table, rows in TABLES.items():
        if table == "series":
            sheet.add("series", (8, 30), _wide_series(rows(store, edition)), is_table=True)
        else:
            header = [column.name for column in code_book()[table]]
            sheet.add(table, (8, 20, 24, 40), _after(header, rows(store, edition)), is_table=True)
    book.close()


def _after(header: Cells, rows: Iterable[Cells]) -> Iterator[Cells]:
    yield header
    yield from rows


def _wide_series(rows: Iterable[Cells]) -> Iterator[Cells]:
    """Return a row for each indicator in each place, a column for each year: a sheet has a million rows."""
    kept: list[tuple[Cells, Mapping[int, object]]] = []
    for key, years in groupby(rows, key=itemgetter(0, 1)):
        kept.append((key, {int(str(year[2])): year[3] for year in years}))
    known = sorted({year for _key, values in kept for year in values})
    yield ("place", "indicator", *known)
    for key, values in kept:
        yield (*key, *(values.get(year) for year in known))


class _Sheets:
    """The sheets of a workbook, written one after the other."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True})
        self._stays = book.add_format({"quote_prefix": True})

    def add(self, name: str, widths: Iterable[int], rows: Iterable[Cells], *, is_table: bool = False) -> None:
        page = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        if is_table:
            page.freeze_panes(1, 0)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is None or cell == "":
                    continue
                if isinstance(cell, int | float):
                    page.write_number(at, column, cell, self._bold if is_table and not at else None)
                    continue
                text = CONTROLS.sub("", str(cell))[:LONGEST_TEXT]
                stays = self._stays if text.startswith(FORMULA) else None
                page.write_string(at, column, text, self._bold if is_table and not at else stays)
