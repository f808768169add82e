"""CSV files read row by row, with every fault kept together with the place where it stands."""

import csv
import gc
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from loftet.invalid_input import InvalidInput, Problem

Value = TypeVar("Value")
SEPARATORS = {",": "«,»", ";": "«;»", "\t": "a tab"}


@contextmanager
def without_collector() -> Iterator[None]:
    """Run without the garbage collector: it would walk again and again through rows that hold no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def nearest(word: str, known: Sequence[str]) -> str:
    """Suggest the known word that is nearest to one that is not known.

    >>> nearest("spilt", ["renumbered", "split"])
    '; did you mean «split»?'
    >>> nearest("xyz", ["renumbered", "split"])
    ''
    """
    found = get_close_matches(word, known, n=1)
    return f"; did you mean «{found[0]}»?" if found else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file, which remembers where it stands."""

    file: Path
    line: int
    cells: dict[str, str]

    def problem(self, column: str, cause: str) -> Problem:
        """Name a fault in one cell of the row."""
        return Problem(cause, self.file, self.line, column)

    def take(self, column: str, parse: Callable[[str], Value], problems: list[Problem]) -> Value | None:
        """Read a cell; a fault is noted and gives nothing."""
        try:
            return parse(self.cells[column])
        except ValueError as fault:
            problems.append(self.problem(column, str(fault)))
            return None


def read_whole(file: Path, columns: Sequence[str]) -> list[Row]:
    """Read a small CSV file of the catalogue, or refuse it with every fault of form.

    Raises:
        InvalidInput: when the file is missing, is not CSV, or lacks a column.
    """
    problems: list[Problem] = []
    rows = read_rows(file, columns, problems)
    if problems:
        raise InvalidInput(problems)
    return rows


def read_rows(file: Path, columns: Sequence[str], problems: list[Problem], separator: str = ",") -> list[Row]:
    """Read a CSV file that must have the named columns; faults of form are noted."""
    rows: list[Row] = []
    missing: list[str] = []
    try:
        lines = numbered_records(unicodedata.normalize("NFC", read_text(file)), file, separator)
        _line, header = next(lines, (1, []))
        missing = [column for column in columns if column not in header]
        if other := _other_separator(header, columns, separator):
            cause = f"its columns are separated by {other}; separate them by {SEPARATORS[separator]}"
            problems.append(Problem(cause, file, 1))
            return []
        problems.extend(
            Problem(f"the column «{column}» is missing{nearest(column, header)}", file, 1)
            for column in missing
        )
        problems.extend(
            Problem(f"the column «{column}» is there {count} times", file, 1)
            for column in columns
            if (count := header.count(column)) > 1
        )
        for first, cells in lines:
            if cells and len(cells) != len(header):
                cause = f"the row has {len(cells)} cells, the header {len(header)}"
                problems.append(Problem(cause, file, first))
            elif cells:
                rows.append(
                    Row(file, first, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
                )
    except InvalidInput as refused:
        problems.extend(refused.problems)
    return [] if missing else rows


def _other_separator(header: Sequence[str], columns: Sequence[str], separator: str) -> str:
    """Return the name of what separates the columns of a header where that is not what is expected."""
    told = header[0] if len(header) == 1 else ""
    for one, name in SEPARATORS.items():
        if one != separator and set(columns) & {cell.strip(' "') for cell in told.split(one)} - {told}:
            return name
    return ""


def numbered_records(text: str, file: str | Path, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Return the records of a CSV text with the line each begins on; a quoted cell may run over several.

    Raises:
        InvalidInput: where a record is not CSV.

    >>> list(numbered_records('a,b\\n"1\\n2",3\\nx,y', "file.csv"))
    [(1, ['a', 'b']), (2, ['1\\n2', '3']), (4, ['x', 'y'])]
    """
    return numbered_lines(io.StringIO(text, newline=""), file, separator)


def numbered_lines(lines: Iterable[str], file: str | Path, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Return the records of a CSV text that is read line by line.

    Raises:
        InvalidInput: where a record is not CSV.
    """
    reader, begins = csv.reader(lines, delimiter=separator, strict=True), 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise InvalidInput.because(f"the row is not CSV: {fault}", file=file, line=begins) from None


def read_text(file: Path) -> str:
    """Read a UTF-8 text file, with or without a byte-order mark.

    Raises:
        InvalidInput: when it is missing, is not UTF-8, or cannot be read.
    """
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise InvalidInput.because("the file is missing", file=file) from None
    except OSError as fault:
        raise InvalidInput.because(f"the file cannot be read: {fault.strerror}", file=file) from fault
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        cure = "; save it as «CSV UTF-8»" if file.suffix.lower() == ".csv" else ""
        cause = f"the file is not UTF-8: byte 0x{raw[fault.start]:02x}{cure}"
        raise InvalidInput.because(cause, file=file, line=line) from fault
