"""The table in raw files that are written alike: its header, its rows, and what its columns hold."""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.sources.tables.guess import (
    TOTAL,
    PlaceGuess,
    guess_answers,
    guess_numbers,
    guess_period,
    guess_prefixed_period,
)
from loftet.sources.tables.period import is_part, kind_of_parts, month_named
from loftet.sources.tables.raw_look import RawLook, filled_cells, header_above, is_unit
from loftet.sources.tables.read import Cell, SheetRow, nameless, text_of
from loftet.sources.tables.recipe import PeriodKind

PERIOD_NAME = re.compile(r"år|year|period|dato", re.IGNORECASE)
END_NAME = re.compile(r"\b(til|to|slutt|end)\b", re.IGNORECASE)  # of a span from one year to another
PART_NAMES = {
    PeriodKind.HALF_YEAR: re.compile(r"halv[åa]r", re.IGNORECASE),
    PeriodKind.QUARTER: re.compile(r"kvarta[lr]|quarter", re.IGNORECASE),
    PeriodKind.MONTH: re.compile(r"m[åa]ned|mnd|month", re.IGNORECASE),
}


@dataclass(slots=True)
class ProposedTable:
    """Files or sheets that are written alike, whose places have been found; `seen` is the first of them."""

    files: tuple[Path, ...]
    seen: RawLook
    tables: Sequence[Sequence[SheetRow]]
    guess: PlaceGuess
    scope: str
    labels: tuple[str, ...] = ()  # the name of the file or the sheet of each table
    start: int = field(init=False)
    headers: int = field(init=False)
    first: int = field(init=False)
    until_blank: bool = field(init=False)
    body: list[SheetRow] = field(init=False)  # blank rows and notes left out
    notes: dict[int, list[str]] = field(init=False)  # by their column
    sums: dict[int, list[str]] = field(init=False)  # of rows that leave the place empty, by their column
    is_merged: bool = field(init=False)  # whether a place is printed on the first of its rows only
    years: list[int] = field(init=False)  # columns under the years of a header row
    dated: dict[str, list[int]] = field(
        init=False
    )  # those whose only header ends with a year, by what is before

    def __post_init__(self) -> None:
        self.first = self._first_below_the_header()
        self.start, self.headers = header_above(self.seen.rows, self.first)
        if self.headers == 0:
            raise InvalidInput.because("there is no header above the first place", file=self.seen.file)
        self.until_blank = self._ends_at_a_blank_row()
        self.body, self.notes, self.sums = [], {}, {}
        rows = [row for rows in self.tables for row in self._below_the_header(rows)]
        names = self._name_columns()
        without = [row for row in rows if filled_cells(row) > 1 and self._leaves_place_empty(row)]
        parts = [row for row in without if not any(is_total(row, n) for n in names)]
        self.is_merged = len(parts) * 2 > len(self.guess.rows)
        for row in rows:
            if filled_cells(row) > 1:
                is_part = self.is_merged and (row in parts or row not in without)
                if is_part or not self._is_sum(row):
                    self.body.append(row)
            elif not row.blank and not self._is_place(row):
                column = next(n for n, cell in enumerate(row.cells) if cell != "")
                self.notes.setdefault(column, []).append(text_of(row.cells[column]))
        self.years = self._year_columns()
        self.dated = {} if self.years else self._dated()

    def _first_below_the_header(self) -> int:
        """Return the first row below the header: before the first known place may be others, and headings."""
        rows, first = self.seen.rows, min(self.guess.rows)
        while first and self._is_data(rows[first - 1], rows[first]):
            first -= 1
        above = first
        while above and filled_cells(rows[above - 1]) < 2 and not is_unit(rows[above - 1]):
            above -= 1
        return above or first

    def _is_place(self, row: SheetRow) -> bool:
        column = self.guess.column
        return column < len(row.cells) and text_of(row.cells[column]) in self.guess.known

    def _leaves_place_empty(self, row: SheetRow) -> bool:
        return row.cells[self.guess.column : self.guess.column + 1] == ("",)

    def _name_columns(self) -> set[int]:
        """Return the columns that have the name of a place beside its code."""
        places = [row.cells for row in self.seen.rows if self._is_place(row)]
        names = {text: name.casefold() for text, name in self.guess.names.items()}
        return {
            n
            for cells in places
            for n, cell in enumerate(cells)
            if n != self.guess.column
            and text_of(cell).casefold() == names.get(text_of(cells[self.guess.column]))
        }

    def _is_sum(self, row: SheetRow) -> bool:
        """Check whether a row leaves the place empty and says in another column that it is a sum."""
        if not self._leaves_place_empty(row):
            return False
        column = next((n for n, cell in enumerate(row.cells) if TOTAL.search(text_of(cell))), None)
        if column is None:
            return False
        self.sums.setdefault(column, []).append(text_of(row.cells[column]))
        return True

    def _is_data(self, row: SheetRow, below: SheetRow) -> bool:
        """Check whether a row above the first known place has numbers where that has them, and no years."""
        numbers = [
            row.cells[n] if n < len(row.cells) else ""
            for n, cell in enumerate(below.cells)
            if n != self.guess.column and guess_numbers([cell]).share
        ]
        is_number = [guess_numbers([cell]).share > 0 for cell in numbers]
        return bool(numbers) and all(is_number) and guess_prefixed_period(numbers) is None

    def _places(self, rows: Sequence[SheetRow]) -> list[int]:
        return [n for n, row in enumerate(rows) if n >= self.first and self._is_place(row)]

    def _ends_at_a_blank_row(self) -> bool:
        """Check whether a blank row comes after the last place of a table, and none between its places."""
        below = False
        for rows in self.tables:
            if not (places := self._places(rows)):
                continue
            if any(row.blank for row in rows[self.first : places[-1]]):
                return False
            below = below or any(row.blank for row in rows[places[-1] :])
        return below

    def _below_the_header(self, rows: Sequence[SheetRow]) -> Sequence[SheetRow]:
        places = self._places(rows)
        ends = (
            n for n, row in enumerate(rows) if self.until_blank and places and n > places[-1] and row.blank
        )
        return rows[self.first : next(ends, len(rows))]

    def strangers(self) -> list[str]:
        """Return the cells of the column of places that are none."""
        return [
            text
            for cell in self.cells(self.guess.column)
            if (text := text_of(cell)) and text not in self.guess.known
        ]

    def name(self, column: int) -> str:
        """Return the name of a column as the recipe must write it."""
        return self.said(column) or nameless(column)

    def said(self, column: int) -> str:
        """Return what the headers of a column say."""
        cells = [text_of(row.cells[column]) for row in self.head if column < len(row.cells)]
        return " / ".join(cell for cell in cells if cell)

    @property
    def head(self) -> Sequence[SheetRow]:
        """Return the rows of the header."""
        return self.seen.rows[self.start : self.first]

    def cells(self, column: int) -> list[Cell]:
        """Return the cells of a column."""
        return [row.cells[column] for row in self.body if column < len(row.cells)]

    def key(self, column: int) -> str:
        """Return the name of a column before a wide file is laid out as a long one."""
        return (self.first_name(column) or nameless(column)) if self.is_wide() else self.name(column)

    def is_wide(self) -> bool:
        """Check whether years are in the header."""
        return bool(self.years or self.dated)

    def columns(self) -> range:
        """Return the columns of the header."""
        return range(max(len(row.cells) for row in self.head))

    def _year_columns(self) -> list[int]:
        """Return the columns that stand under the years of a header row."""
        for row in self.head:
            found: dict[str, list[int]] = {}  # by the words before each year
            for n, cell in enumerate(row.cells):
                if (
                    cell != ""
                    and n not in self.seen.hidden_columns
                    and (one := guess_prefixed_period([cell]))
                ):
                    found.setdefault(one[1], []).append(n)
            plain = found.get("", [])
            dated = next(iter(found.values())) if len(found) == 1 and not plain else plain
            dated = of_one_kind(row, dated)
            if len(dated) > 1:
                return self._under(row, dated)
        return self._month_columns()

    def _month_columns(self) -> list[int]:
        """Return the columns that stand under the names of months, where no column has the year."""
        for row in self.head:
            named = [n for n, cell in enumerate(row.cells) if month_named(text_of(cell))]
            named = [n for n in named if n not in self.seen.hidden_columns]
            if len(named) > 1 and self.period_column(set(named)) is None:
                return self._under(row, named)
        return []

    def _under(self, row: SheetRow, dated: Sequence[int]) -> list[int]:
        """Return the columns under some cells of a header row; an empty cell belongs to that on its left."""
        taken, is_under = [], False
        for n in self.columns():
            if n < len(row.cells) and row.cells[n] != "":
                is_under = n in dated
            elif n not in dated:
                is_under = is_under and self._is_beside(n)
            if is_under and self.holds_something(n):
                taken.append(n)
        return taken

    def _is_beside(self, column: int) -> bool:
        """Check whether a column without a year may be under that on its left: it has figures, or nothing."""
        cells = [cell for cell in self.cells(column) if cell != ""]
        return not cells or guess_numbers(cells).share > 0 or guess_answers(cells) is not None

    def _dated(self) -> dict[str, list[int]]:
        """Return the columns whose one header ends with a year, by what stands before it."""
        if self.headers != 1:
            return {}
        found: dict[str, list[int]] = {}
        for n, cell in enumerate(self.head[0].cells):
            kind_and_words = guess_prefixed_period([cell])
            if kind_and_words and n != self.guess.column and n not in self.seen.hidden_columns:
                found.setdefault(kind_and_words[1], []).append(n)
        found = {words: of_one_kind(self.head[0], columns) for words, columns in found.items()}
        taken = {n for columns in found.values() for n in columns}
        return found if found and self.period_column(taken) is None else {}

    def holds_something(self, column: int) -> bool:
        """Check whether a column has a name or a cell."""
        return bool(self.first_name(column)) or any(cell != "" for cell in self.cells(column))

    def first_name(self, column: int) -> str:
        """Return what the uppermost header of a column says."""
        return next((text_of(row.cells[column]) for row in self.head if row.cells[column] != ""), "")

    def period_column(self, taken: AbstractSet[int] = frozenset()) -> int | None:
        """Return the column whose cells are periods, one that is called so first; or none."""
        found = [
            n
            for n in self.columns()
            if n not in (self.guess.column, *self.seen.hidden_columns, *taken)
            and guess_period(self.cells(n)) is not None
        ]
        named = [n for n in found if PERIOD_NAME.search(self.name(n))]
        ends = [n for n in named if END_NAME.search(self.name(n))]
        return next(iter([*ends, *named, *found]), None)

    def part_column(self) -> tuple[int, PeriodKind] | None:
        """Return the column of the half, the quarter or the month beside that of the year; or none."""
        for n in self.columns():
            cells = [cell for cell in self.cells(n) if cell != ""]
            if n == self.guess.column or n in self.seen.hidden_columns or not cells:
                continue
            if kind := kind_of_parts(cells):
                return n, kind
            named = [kind for kind, words in PART_NAMES.items() if words.search(self.name(n))]
            if named and all(is_part(cell, named[0]) for cell in cells):
                return n, named[0]
        return None

    def _pairs(self, column: int) -> set[tuple[str, str]]:
        """Return the cells of a column, each with its place."""
        pairs, place = set(), ""
        for row in self.body:
            if len(row.cells) > max(column, self.guess.column):
                place = text_of(row.cells[self.guess.column]) or place
                text = text_of(row.cells[column])
                if text or not self.is_merged:
                    pairs.add((place, text))
        return pairs

    def names_places(self, column: int) -> bool:
        """Check whether a column only says once more which place a row is about."""
        pairs = self._pairs(column)
        return len(pairs) == len({place for place, _ in pairs})

    def repeats_places(self, column: int) -> bool:
        """Check whether a place has the same number in each of its several rows."""
        return self.names_places(column) and len(self._pairs(column)) < len(self.body)


def is_total(row: SheetRow, column: int) -> bool:
    """Check whether a row is called a sum in a column."""
    return bool(TOTAL.search("".join(map(text_of, row.cells[column : column + 1]))))


def of_one_kind(row: SheetRow, columns: Sequence[int]) -> list[int]:
    """Return the columns whose periods are of the commonest kind: 2022 and 2023, not the change 2022-2023."""
    kinds = {n: found[0] for n in columns if (found := guess_prefixed_period([row.cells[n]]))}
    if not kinds or guess_prefixed_period([row.cells[n] for n in columns]):
        return list(columns)
    most = Counter(kinds.values()).most_common(1)[0][0]
    return [n for n in columns if kinds[n] is most]
