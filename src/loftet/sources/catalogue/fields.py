"""The cells of one row, taken one by one, with every fault noted."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar, cast

from loftet.invalid_input import Problem
from loftet.sources.catalogue.record import Words
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import Row, read_rows

Value = TypeVar("Value")


class Fields:
    """A reader of the cells of a row; its values may be used only while `whole` is true."""

    def __init__(self, row: Row, problems: list[Problem]) -> None:
        self.row = row
        self.problems = problems
        self.whole = True

    def take(self, column: str, parse: Callable[[str], Value]) -> Value:
        """Read a cell; after a fault the row is not whole, and the value is never looked at."""
        try:
            return parse(self.row.cells[column])
        except ValueError as fault:
            self.refuse(column, str(fault))
            return cast(Value, None)

    def words(self, column: str, parse: Callable[[str], str]) -> Words:
        """Read a text in its three languages."""
        return Words(*(self.take(f"{column}_{language}", parse) for language in LANGUAGES))

    def refuse(self, column: str, cause: str) -> None:
        """Add a problem that shows only when cells are seen together."""
        self.problems.append(self.row.problem(column, cause))
        self.whole = False


def read_records(
    file: Path,
    columns: Sequence[str],
    texts: Sequence[str],
    read: Callable[[Fields], Value | None],
    problems: list[Problem],
    once: Sequence[str] = (),
) -> list[Value]:
    """Read the rows of a file, with their texts in three languages; no two are the same in columns `once`."""
    in_each = (f"{text}_{language}" for text in texts for language in LANGUAGES)
    rows = read_rows(file, (*columns, *in_each), problems)
    lines: dict[tuple[str, ...], int] = {}
    for row in rows if once else ():
        key = tuple(row.cells[column] for column in once)
        if (first := lines.setdefault(key, row.line)) != row.line:
            problems.append(row.problem(once[-1], f"«{key[-1]}» is in line {first} already"))
    return [one for row in rows if (one := read(Fields(row, problems))) is not None]
