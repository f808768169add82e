"""Choices of how a file is read, and the table that they make of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from loftet.own_data.uploads import NO_LAYOUT, SheetLayout, YearOfSheet, layout_of, rows_of
from loftet.sources.tables.blocks import tables_on
from loftet.sources.tables.guess import TOTAL, guess_prefixed_period
from loftet.sources.tables.period import month_named
from loftet.sources.tables.place import CODE_FIRST, CODE_LAST, GENERATION, NOTE_SIGN
from loftet.sources.tables.read import Cell, SheetRow, ShownAsPercent, text_of
from loftet.sources.workbook import Grid, column_letters

WHOLE, ACROSS = "", "across"  # no column of places: all rows are the municipality's; years in the header
FIXED = "fixed:"  # and the year of the whole file
ZERO = "zero"
COMMA, POINT, POINT_BETWEEN, COMMA_BETWEEN = ",", ".", ".,", ",."
OF_MONTHS, LAST, MEAN, SUM, EACH = "months:", "last", "mean", "sum", "each"  # of a column for each month
FEWEST_CELLS = 2
MOST_MARKS = 6


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Ways in which tables write a municipality: its codes over time, its names, and those of all others."""

    codes: frozenset[str]
    names: frozenset[str]
    others: frozenset[str] = frozenset()

    @classmethod
    def of(cls, codes: Iterable[str], names: Iterable[str], others: Iterable[str] = ()) -> "PlaceWords":
        """Build the words from codes and names as they are printed."""
        own, rest = (frozenset(_plain(name) for name in group) for group in (names, others))
        return cls(frozenset(codes), own, rest - own)

    def is_other(self, cell: Cell) -> bool:
        """Check whether a cell is the name of another municipality.

        >>> gol = PlaceWords.of([], ["Gol"], ["Gol", "Hol"])
        >>> [gol.is_other(cell) for cell in ("Hol kommune", "Gol", "Andel")]
        [True, False, False]
        """
        return _plain(NOTE_SIGN.sub("", text_of(cell))) in self.others

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

    def match_name(self, cell: Cell) -> bool:
        """Check whether a cell is this municipality, and more than a code."""
        return not text_of(cell).removesuffix(".0").isdigit() and self.match(cell)

    def names_place(self, cell: Cell) -> bool:
        """Check whether a cell is this municipality or the name of another."""
        return self.match(cell) or self.is_other(cell)

    def contradict(self, cell: Cell) -> bool:
        """Check whether a cell has this municipality's code with another name, or its name with another code.

        >>> gol = PlaceWords.of(["3324"], ["Gol"])
        >>> [gol.contradict(cell) for cell in ("3324 Hol", "3330 Gol", "3324 Gol *", "3330 Hol", 3324)]
        [True, True, False, False, False]
        """
        text = text_of(cell)
        both = CODE_FIRST.match(text) or CODE_LAST.match(text)
        if both is None or self.is_earlier(cell):
            return False
        return (both["code"] in self.codes) != self._named(both["name"])

    def is_earlier(self, cell: Cell) -> bool:
        """Check whether a cell has the municipality's name under a code that is not known any more.

        >>> PlaceWords.of(["3324"], ["Gol"]).is_earlier("0617 Gol (-2019)")
        True
        """
        both = CODE_FIRST.match(text_of(cell))
        if both is None or both["code"] in self.codes or not GENERATION.search(both["name"]):
            return False
        return self._named(both["name"])

    def _named(self, text: str) -> bool:
        return _plain(GENERATION.sub("", NOTE_SIGN.sub("", text.strip()))) in self.names


def _plain(name: str) -> str:
    return " ".join(name.casefold().removesuffix(" kommune").removesuffix(" kommuna").split())


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices of how a file is read. Columns are counted from 0; `header` is its line, 0 for none.

    `period` is a column, `ACROSS` with what comes before each year in the header («across:Årsverk »), or
    `FIXED` with the year, «fixed:2023» or «fixed:2023M12». `value` is a column, or `OF_MONTHS` with what
    counts of a column for each month. `only` keeps the rows that have a word in a column: «2=Alle». `marks`
    say what a text that is no number means.
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
    def is_whole(self) -> bool:
        """Check whether it is chosen where years and figures stand."""
        return bool(self.period and (self.value or self.is_across))

    @property
    def months(self) -> str:
        """Return what counts of a column for each month, `LAST` and so on, or nothing."""
        return self.value.removeprefix(OF_MONTHS) if self.value.startswith(OF_MONTHS) else ""

    @property
    def layout(self) -> tuple[str, str, str, int]:
        """Return the choices on which the columns hang."""
        return self.encoding, self.separator, self.sheet, self.header

    def with_all_rows(self) -> "Choices":
        """Return the choices with all rows of the municipality."""
        return replace(self, only="")

    def as_json(self) -> dict[str, Any]:
        """Return the choices as they are stored."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file below its header, and how a person names its columns."""

    rows: tuple[SheetRow, ...]
    header: SheetRow | None
    body: tuple[SheetRow, ...]
    layout: SheetLayout = NO_LAYOUT
    blocks: tuple[Grid, ...] = ()

    @classmethod
    def of(
        cls,
        rows: tuple[SheetRow, ...],
        header: int,
        layout: SheetLayout = NO_LAYOUT,
        words: PlaceWords | None = None,
    ) -> "Table":
        """Split the rows at the line of the header; blank rows are left out.

        `blocks` are the tables of a sheet that has several; the header then says which of them is read.
        """
        head = next((row for row in rows if row.line == header), None)
        is_place = words.names_place if words else (lambda _text: False)
        is_yearly = any(isinstance(row.cells[-1], YearOfSheet) for row in rows if row.cells)
        blocks = () if is_yearly else tables_on(rows, is_place, with_places=False)
        last = next((one.bottom for one in blocks if one.top == header), None)
        body = tuple(row for row in rows if row.line > header and not row.blank)
        if last is not None:
            body = tuple(row for row in body if row.line <= last)
        return cls(rows, head, body, layout, blocks)

    @property
    def block(self) -> Grid | None:
        """Return the table that is read of several on a sheet; none while nobody has chosen one."""
        chosen = [one for one in self.blocks if self.header and one.top == self.header.line]
        return chosen[0] if len(chosen) == 1 else None

    def address(self, row: SheetRow, column: int) -> str:
        """Return the cell of a row as a spreadsheet names it, with its sheet: «Ark1!C5»."""
        sheet = self.sheet(row)
        return f"{sheet}!" * bool(sheet) + f"{column_letters(column + 1)}{row.line}"

    def sheet(self, row: SheetRow) -> str:
        """Return the sheet of a row; none of a text."""
        last = row.cells[-1] if row.cells else ""
        return last.sheet if isinstance(last, YearOfSheet) else self.layout.sheet

    def label(self, column: int) -> str:
        """Return a column as people point at it: «Andel» (C)."""
        letters = column_letters(column + 1)
        return f"«{name}» ({letters})" if (name := self.name(column)) else letters

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

    @property
    def above(self) -> list[list[str]]:
        """Return the texts of each row above the header."""
        above = [row.cells for row in self.rows if self.header and row.line < self.header.line]
        return [[text_of(cell) for cell in cells if cell != ""] for cells in above]

    @property
    def title(self) -> str:
        """Return the first line above the header that holds one text and no more."""
        return next((texts[0] for texts in self.above if len(texts) == 1 and not TOTAL.search(texts[0])), "")

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
        """Yield the rows of the municipality; where cells are merged, also those below its name.

        A row below that is called otherwise in a column of names, such as «Sum» beside codes, is not its own.
        """
        names = [n for n in self.columns if n != column and any(map(words.match_name, self.cells(n)))]
        merged, is_own = self.is_merged(column), False
        for row in self.body:
            if (cell := cell_of(row, column)) != "":
                is_own = words.match(cell)
            elif not merged or len(row.cells) - row.cells.count("") < FEWEST_CELLS:
                is_own = False
            else:
                is_own = is_own and all(cell_of(row, n) == "" or words.match(cell_of(row, n)) for n in names)
            if is_own:
                yield row

    def months_across(self) -> dict[int, int]:
        """Return the month of each column that is called by the name of one: «Jan», «Februar»."""
        heads = enumerate(self.header.cells if self.header else ())
        found = {n: month for n, cell in heads if (month := month_named(text_of(cell)))}
        return found if len(set(found.values())) > 1 else {}

    def figure_columns(self, choices: Choices) -> tuple[int, ...]:
        """Return the columns that hold figures, also while nobody has chosen what counts of months."""
        if choices.is_across:
            return self.years_across(choices.measure)
        if choices.value.isdigit():
            return (int(choices.value),)
        return tuple(self.months_across())

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


def read_table(name: str, content: bytes, choices: Choices, words: PlaceWords | None = None) -> Table:
    """Read a file as it was chosen.

    Raises:
        InvalidInput: when it cannot be read so.
    """
    rows = rows_of(name, content, choices.encoding, choices.separator, choices.sheet)
    return Table.of(rows, choices.header, layout_of(name, content, choices.sheet), words)


def is_percent(cells: Sequence[Cell]) -> bool:
    """Check whether numbers are written with a per cent sign, or shown with one."""
    return any(isinstance(cell, ShownAsPercent) or (isinstance(cell, str) and "%" in cell) for cell in cells)
