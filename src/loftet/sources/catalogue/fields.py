"""The cells of one row, taken one by one, with every fault noted."""

from collections.abc import Callable
from typing import TypeVar, cast

from loftet.invalid_input import Problem
from loftet.sources.catalogue.record import LANGUAGES, Words
from loftet.text_files.rows import Row

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
