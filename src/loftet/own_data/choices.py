"""Choices of how a file is read: those of a person, and those that are proposed from what the file holds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from typing import Any

from loftet.own_data.uploads import is_workbook, look_at, rows_of
from loftet.sources.tables.guess import (
    KNOWN_MARKS,
    guess_category,
    guess_numbers,
    guess_period,
    guess_prefixed_period,
)
from loftet.sources.tables.place import CODE_FIRST, CODE_LAST, NOTE_SIGN
from loftet.sources.tables.proposed_file import ENOUGH_NUMBERS, VALUE_NAME
from loftet.sources.tables.proposed_lines import YEAR
from loftet.sources.tables.proposed_table import PERIOD_NAME
from loftet.sources.tables.read import Cell, SheetRow, ShownAsPercent, text_of

WHOLE, ACROSS = "", "across"  # no column of places: all rows are the municipality's; years in the header
FIXED = "fixed:"  # and the year of the whole file
ZERO = "zero"
COMMA, POINT, POINT_BETWEEN = ",", ".", ".,"
MUNICIPALITY = re.compile(r"komm?un|municipalit", re.IGNORECASE)
PLACE_NAME = re.compile(r"komm|region|kode|sted|stad|code|place|nr", re.IGNORECASE)
LAST_HEADER = 15  # the header is one of the first lines that hold something, so many at most
FEWEST_CELLS = 2
MOST_MARKS = 6


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Ways in which tables write a municipality: its codes over time, and its names."""

    codes: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, codes: Iterable[str], names: Iterable[str]) -> "PlaceWords":
        """Build the words from codes and names as they are printed."""
        return cls(frozenset(codes), frozenset(_plain(name) for name in names))

    def match(self, cell: Cell) -> bool:
        """Check whether a cell is this municipality: «3324», «Gol», «3324 Gol» or «Gol kommune».

        >>> gol = PlaceWords.of(["0617", "3324"], ["Gol"])
        >>> [gol.match(cell) for cell in (3324, "0617", "3324 Gol", "Gol (3324)", "Gol kommune", "Golf")]
        [True, True, True, True, True, False]
        """
        text = text_of(cell).removesuffix(".0")
        if text.isdigit():
            return text.zfill(4) in self.codes
        if both := CODE_FIRST.match(text) or CODE_LAST.match(text):
            return both["code"] in self.codes
        return self._named(text)

    def contradict(self, cell: Cell) -> bool:
        """Check whether a cell has this municipality's code with another name, or its name with another code.

        >>> gol = PlaceWords.of(["3324"], ["Gol"])
        >>> [gol.contradict(cell) for cell in ("3324 Hol", "3330 Gol", "3324 Gol *", "3330 Hol", 3324)]
        [True, True, False, False, False]
        """
        text = text_of(cell)
        both = CODE_FIRST.match(text) or CODE_LAST.match(text)
        return both is not None and (both["code"] in self.codes) != self._named(both["name"])

    def _named(self, text: str) -> bool:
        return _plain(NOTE_SIGN.sub("", text)) in self.names


def _plain(name: str) -> str:
    return " ".join(name.casefold().removesuffix(" kommune").removesuffix(" kommuna").split())


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices of how a file is read. Columns are counted from 0; `header` is its line, 0 for none.

    `period` is a column, `ACROSS` with what comes before each year in the header («across:Årsverk »), or
    `FIXED` with the year. `only` keeps the rows that have a word in a column: «2=Alle». `marks` say what a
    text that is no number means.
    """

    encoding: str = "utf-8"
    separator: str = ";"
    sheet: str = ""
    header: int = 0
    place: str = WHOLE
    period: str = ""
    value: str = ""
    only: str = ""
    decimal: str = COMMA
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_across(self) -> bool:
        """Check whether the years are in the header."""
        return self.period.startswith(ACROSS)

    @property
    def measure(self) -> str:
        """Return what comes before each year in the header."""
        return self.period.removeprefix(ACROSS).removeprefix(":") if self.is_across else ""

    @property
    def year(self) -> str:
        """Return the year that the whole file is about, if one was chosen."""
        return self.period.removeprefix(FIXED) if self.period.startswith(FIXED) else ""

    @property
    def layout(self) -> tuple[str, str, str, int]:
        """Return the choices on which the columns hang."""
        return self.encoding, self.separator, self.sheet, self.header

    def as_json(self) -> dict[str, Any]:
        """Return the choices as they are stored."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file below its header, and how a person names its columns."""

    rows: tuple[SheetRow, ...]
    header: SheetRow | None
    body: tuple[SheetRow, ...]

    @classmethod
    def of(cls, rows: tuple[SheetRow, ...], header: int) -> "Table":
        """Split the rows at the line of the header; blank rows are left out."""
        head = next((row for row in rows if row.line == header), None)
        return cls(rows, head, tuple(row for row in rows if row.line > header and not row.blank))

    @property
    def columns(self) -> range:
        """Return the columns that hold something."""
        return range(max((len(row.cells) for row in (*self.body, *self.heads)), default=0))

    @property
    def heads(self) -> tuple[SheetRow, ...]:
        """Return the row of the header, if there is one."""
        return (self.header,) if self.header else ()

    def name(self, column: int) -> str:
        """Return what a column is called in the file, if it is called anything."""
        return text_of(cell_of(self.header, column)) if self.header else ""

    def cells(self, column: int, rows: Sequence[SheetRow] | None = None) -> list[Cell]:
        """Return the cells of a column."""
        return [cell_of(row, column) for row in (self.body if rows is None else rows)]

    def own(self, choices: Choices, words: PlaceWords) -> tuple[SheetRow, ...]:
        """Return the rows of the municipality, and of those the ones that are asked for."""
        rows: Iterable[SheetRow] = self.body
        if choices.place != WHOLE:
            rows = self._of_place(int(choices.place), words)
            if choices.period.isdigit() and self.is_merged(int(choices.place)):
                rows = _filled_down(rows, int(choices.period))
        if choices.only:
            column, _sign, word = choices.only.partition("=")
            rows = (row for row in rows if text_of(cell_of(row, int(column))) == word)
        return tuple(rows)

    def is_merged(self, column: int) -> bool:
        """Check whether a place is named on the first of its rows only, as where cells are merged."""
        cells = [cell_of(row, column) for row in self.body if len(row.cells) - row.cells.count("") > 1]
        return cells.count("") * 2 > len(cells) - cells.count("") > 0

    def _of_place(self, column: int, words: PlaceWords) -> Iterator[SheetRow]:
        """Yield the rows of the municipality; where cells are merged, also those below its name."""
        merged, is_own = self.is_merged(column), False
        for row in self.body:
            if (cell := cell_of(row, column)) != "":
                is_own = words.match(cell)
            elif not merged or len(row.cells) - row.cells.count("") < FEWEST_CELLS:
                is_own = False
            if is_own:
                yield row

    def years_across(self, measure: str = "") -> tuple[int, ...]:
        """Return the columns that have a period in the header, behind the words of a measure."""
        return self.measures_across().get(measure, ())

    def measures_across(self) -> dict[str, tuple[int, ...]]:
        """Return the columns that have a period in the header, by what comes before it."""
        found: dict[str, tuple[int, ...]] = {}
        for column, cell in enumerate(self.header.cells if self.header else ()):
            if cell != "" and (guessed := guess_prefixed_period([cell])):
                found[guessed[1]] = (*found.get(guessed[1], ()), column)
        return found


def _filled_down(rows: Iterable[SheetRow], column: int) -> Iterator[SheetRow]:
    """Yield rows whose empty cell of a column means the one above."""
    above: Cell = ""
    for row in rows:
        above = cell_of(row, column) or above
        cells = (*row.cells[:column], above, *row.cells[column + 1 :])
        yield SheetRow(row.line, cells)


def cell_of(row: SheetRow, column: int) -> Cell:
    """Return a cell of a row; a row may be shorter than others."""
    return row.cells[column] if column < len(row.cells) else ""


def read_table(name: str, content: bytes, choices: Choices) -> Table:
    """Read a file as it was chosen.

    Raises:
        InvalidInput: when it cannot be read so.
    """
    rows = rows_of(name, content, choices.encoding, choices.separator, choices.sheet)
    return Table.of(rows, choices.header)


def propose(name: str, content: bytes, words: PlaceWords) -> tuple[Choices, Table]:
    """Return how a file is most likely to be read, and its table; a person looks at it and mends it.

    Raises:
        InvalidInput: when it cannot be read at all.
    """
    seen = look_at(name, content)
    found = Choices(sheet=str(seen.keys.get("sheet", "")))
    if not is_workbook(name):
        encoding, separator = seen.keys.get("encoding", "utf-8"), seen.keys.get("separator", ",")
        found = replace(found, encoding=str(encoding), separator=str(separator))
    found = replace(found, header=guess_header(seen.rows))
    table = Table.of(seen.rows, found.header)
    found = propose_columns(table, found, words)
    if not found.period and (year := _only_year(table, name, found.sheet)):
        found = replace(found, period=FIXED + year)
    return found, table


def _only_year(table: Table, name: str, sheet: str) -> str:
    """Return the year in the name of the file or the sheet, else the only one in the lines above the rows."""
    above = [row for row in table.rows if table.body and row.line < table.body[0].line]
    for texts in ([name, sheet], [text_of(cell) for row in above for cell in row.cells]):
        years: set[str] = {year for text in texts for year in YEAR.findall(text)}
        if len(years) == 1:
            return years.pop()
    return ""


def guess_header(rows: Sequence[SheetRow]) -> int:
    """Return the line of the header: of years side by side, or the first that has words and no numbers."""
    filled = [row for row in rows if sum(cell != "" for cell in row.cells) >= FEWEST_CELLS][:LAST_HEADER]
    for row, below in pairwise(filled):
        dated = [n for n, cell in enumerate(row.cells) if cell != "" and guess_period([cell]) is not None]
        if len(dated) > 1 and any(guess_period([cell_of(below, n)]) is None for n in dated):
            return row.line
    plain = (
        row.line
        for row in filled
        if all(isinstance(cell, str) and not guess_numbers([cell]).share for cell in row.cells if cell != "")
    )
    return next(plain, 0)


def propose_columns(table: Table, choices: Choices, words: PlaceWords) -> Choices:
    """Return the choices with the columns that look most like place, period and value."""
    place = _place_column(table, words)
    found = replace(choices, place=WHOLE if place is None else str(place), only="", marks={})
    rows = table.own(found, words) or table.body
    if measure := _measure(table, rows, place):
        found = replace(found, period=measure, value="")
        numbers = [cell_of(row, column) for row in rows for column in table.years_across(found.measure)]
        found = replace(found, only=_only(table, rows, found, place, several=len(rows) > 1))
        rows = table.own(found, words)
    else:
        period = _period_column(table, rows, place)
        value = _value_column(table, rows, {place, period})
        found = replace(
            found, period="" if period is None else str(period), value="" if value is None else str(value)
        )
        periods = [] if period is None else table.cells(period, rows)
        several = len(set(periods)) < len(periods)
        found = replace(found, only=_only(table, rows, found, place, several=several))
        rows = table.own(found, words)
        numbers = [] if value is None else table.cells(value, rows)
    return replace(found, decimal=_decimal(numbers), marks=marks_in(numbers))


def _measure(table: Table, rows: Sequence[SheetRow], place: int | None) -> str:
    """Return the choice of years in the header; of several measures before them the first."""
    if len(table.years_across()) > 1:
        return ACROSS
    measures = [words for words in table.measures_across() if words]
    if not measures or _period_column(table, rows, place) is not None:
        return ""
    return f"{ACROSS}:{measures[0]}"


def _place_column(table: Table, words: PlaceWords) -> int | None:
    """Return the column that names the municipality; one of bare numbers must be called by what it holds."""
    best, most = None, 0
    for column in table.columns:
        cells = [cell for cell in table.cells(column) if cell != ""]
        found = [cell for cell in cells if words.match(cell)]
        bare = all(text_of(cell).isdigit() for cell in found)
        if len(found) > most and not (bare and not PLACE_NAME.search(table.name(column))):
            best, most = column, len(found)
    if best is None:  # it names others: whether all rows are the municipality's all the same, a person says
        return next((n for n in table.columns if MUNICIPALITY.search(table.name(n))), None)
    return best


def _period_column(table: Table, rows: Sequence[SheetRow], place: int | None) -> int | None:
    found = [
        column
        for column in table.columns
        if column != place and _share(table.cells(column, rows)) > ENOUGH_NUMBERS
    ]
    named = [column for column in found if PERIOD_NAME.search(table.name(column))]
    return next(iter([*named, *found]), None)


def _share(cells: Sequence[Cell]) -> float:
    """Return how many of the filled cells are periods; a note below the table is none."""
    filled = [cell for cell in cells if cell != ""]
    return sum(guess_period([cell]) is not None for cell in filled) / len(filled) if filled else 0.0


def _value_column(table: Table, rows: Sequence[SheetRow], taken: set[int | None]) -> int | None:
    free = [column for column in table.columns if column not in taken]
    shares = {column: guess_numbers(table.cells(column, rows)).share for column in free}
    numeric = [column for column in free if shares[column] >= min(ENOUGH_NUMBERS, max(shares.values()) or 1)]
    named = [column for column in numeric if VALUE_NAME.search(table.name(column))]
    return next(iter([*named, *reversed(numeric)]), None)


def _only(
    table: Table, rows: Sequence[SheetRow], choices: Choices, place: int | None, *, several: bool
) -> str:
    """Return the filter to begin with where the municipality has several rows for a period."""
    offered = categories(table, rows, choices)
    if not several or not offered:
        return ""
    column = min(offered)
    found = guess_category(table.cells(column, rows))
    return f"{column}={found[0]}" if found else ""


def categories(table: Table, rows: Sequence[SheetRow], choices: Choices) -> dict[int, tuple[str, ...]]:
    """Return the words of each column that parts the rows of the municipality."""
    taken = {choices.place, choices.period, choices.value}
    across = [n for columns in table.measures_across().values() for n in columns] if choices.is_across else []
    found = {}
    for column in table.columns:
        if str(column) in taken or column in across:
            continue
        cells = table.cells(column, rows)
        if (words := guess_category(cells)) and guess_numbers(cells).share < ENOUGH_NUMBERS:
            found[column] = (words[0], *words[1])
    return found


def _decimal(cells: Sequence[Cell]) -> str:
    texts = [cell for cell in cells if isinstance(cell, str)]
    if any("," in text and "." in text and text.index(".") < text.index(",") for text in texts):
        return POINT_BETWEEN
    numbers = guess_numbers(cells)
    if numbers.thousands == ".":
        return POINT_BETWEEN
    return POINT if numbers.decimal == "." and any("." in text.strip(". ") for text in texts) else COMMA


def marks_in(cells: Sequence[Cell]) -> dict[str, str]:
    """Return the texts that are no numbers, with what each usually means, or nothing; not the empty cell."""
    return {text: KNOWN_MARKS.get(text, "") for text in guess_numbers(cells).others if text}


def with_marks(choices: Choices, table: Table, words: PlaceWords) -> Choices:
    """Return the choices with the texts that are among the numbers now; what was chosen of them stays."""
    rows = table.own(choices, words)
    columns = (
        table.years_across(choices.measure)
        if choices.is_across
        else tuple(map(int, filter(None, [choices.value])))
    )
    found = marks_in([cell_of(row, column) for row in rows for column in columns])
    return replace(choices, marks={text: choices.marks.get(text) or usual for text, usual in found.items()})


def is_percent(cells: Sequence[Cell]) -> bool:
    """Check whether numbers are written with a per cent sign, or shown with one."""
    return any(isinstance(cell, ShownAsPercent) or (isinstance(cell, str) and "%" in cell) for cell in cells)
