"""A recipe proposed from raw files: what was seen, with a comment where a person must choose."""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.tables.guess import (
    KNOWN_MARKS,
    TOTAL,
    PlaceGuess,
    guess_category,
    guess_numbers,
    guess_period,
    guess_place,
)
from loftet.sources.tables.indicators import COLUMNS
from loftet.sources.tables.raw_file import YEAR_IN_NAME
from loftet.sources.tables.raw_look import RawLook, header_above, look
from loftet.sources.tables.read import Cell, SheetRow, ShownAsPercent, text_of
from loftet.sources.tables.recipe import PeriodKind, PlaceKind

NOTES_SHOWN = 10
VALUE_NAME = re.compile(r"andel|prosent|verdi|value|rate|antall", re.IGNORECASE)
PERIOD_NAME = re.compile(r"år|year|period|dato", re.IGNORECASE)
ENOUGH_NUMBERS = 0.5


@dataclass(slots=True)
class Sketch:
    """The lines of one file's part of the recipe, and of its series."""

    name: str
    head: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    beside: tuple[str, ...] = ()


def propose(files: Sequence[Path], gazetteer: Gazetteer, scope: str, codes_at: date) -> tuple[str, str]:
    """Return a recipe and a list of indicators for raw files; files with the same header are one series.

    Raises:
        InvalidInput: when a file is no table, or has no column of places.
    """
    groups: dict[tuple[str, tuple[Cell, ...]], list[RawLook]] = {}
    for file in files:
        seen = look(file)
        first = next((row.cells for row in seen.rows if sum(cell != "" for cell in row.cells) > 1), ())
        groups.setdefault((file.suffix, first), []).append(seen)
    sketches = [
        _sketch(f"fil{n}", several, gazetteer, scope, codes_at)
        for n, several in enumerate(groups.values(), start=1)
    ]
    return _recipe(sketches, scope, codes_at), _indicators(sketches)


def _recipe(sketches: Sequence[Sketch], scope: str, codes_at: date) -> str:
    head = [
        "# Proposed by «loftet recipe new». Look at each comment that begins with CHOOSE.",
        "# All keys: docs/how-to/recipe.md",
        '\n[study]\ntitle = "CHOOSE a title"\npublisher = "CHOOSE a publisher"\nlicence = "CHOOSE a licence"',
        f"codes_at = {codes_at}\nscope = {json.dumps(scope)}",
        'indicators = "indicators.csv"\nmethod = "method.toml"',
    ]
    beside = sorted({code for one in sketches for code in one.beside})
    if beside:
        head[3] += f"\nalso = {_list(beside)}"
    parts = [line for one in sketches for line in ("", f"[files.{one.name}]", *one.head, *one.wide)]
    series = [
        line
        for one in sketches
        for line in ("", "[[series]]", f'indicator = "{one.name}"', f'file = "{one.name}"', *one.series)
    ]
    return "\n".join([*head, *parts, *series, ""])


def _indicators(sketches: Sequence[Sketch]) -> str:
    """Return the list; which way is better nobody can see in a file."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*COLUMNS, "direction", "unit"])
    for one in sketches:
        writer.writerow([one.name, one.name, "", "1", *[""] * (len(COLUMNS) - 4), "", ""])
    return stream.getvalue()


def _sketch(
    name: str, several: Sequence[RawLook], gazetteer: Gazetteer, scope: str, codes_at: date
) -> Sketch:
    seen = several[0]
    cells = [row.cells for row in seen.rows]
    place = guess_place(cells, gazetteer, gazetteer.resolve(scope, codes_at), codes_at)
    if place is None:
        raise InvalidInput.because(f"no column holds places in «{scope}»", file=seen.file)
    first = min(place.rows)
    start, count = header_above(seen.rows, first)
    if count == 0:
        raise InvalidInput.because("there is no header above the first place", file=seen.file)
    sketch = Sketch(name, beside=place.beside)
    table = _Table(seen, place, start, count, first, scope)
    paths = [one.file.name for one in several]
    sketch.head += [
        f"path = {json.dumps(paths[0] if len(paths) == 1 else paths, ensure_ascii=False)}",
        'source = "CHOOSE who publishes it"',
        *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in seen.keys.items()),
        *table.layout(),
        *table.place(),
    ]
    table.values(sketch)
    return sketch


@dataclass(slots=True)
class _Table:
    """One raw file whose places and header have been found."""

    seen: RawLook
    guess: PlaceGuess
    start: int
    headers: int
    first: int
    scope: str

    @property
    def body(self) -> list[SheetRow]:
        """Return the rows from the first place on, blank ones and notes left out."""
        return [row for row in self.seen.rows[self.first :] if sum(cell != "" for cell in row.cells) > 1]

    def name(self, column: int) -> str:
        """Return the name of a column as the recipe must write it."""
        head = self.seen.rows[self.start : self.first]
        cells = [text_of(row.cells[column]) for row in head if column < len(row.cells)]
        return " / ".join(cell for cell in cells if cell)

    def cells(self, column: int) -> list[Cell]:
        """Return the cells of a column."""
        return [row.cells[column] for row in self.body if column < len(row.cells)]

    def layout(self) -> Iterator[str]:
        """Yield the keys of where the table begins and ends."""
        skipped = self.seen.rows[self.start].line - 1
        if skipped:
            yield f"skip_rows = {skipped}"
        if self.headers > 1:
            yield f"header_rows = {self.headers}"
        last = max(self.guess.rows)
        if any(row.blank for row in self.seen.rows[last + 1 :]):
            yield "until_blank_row = true  # what stands below is told by the report"
            return
        notes = [row for row in self.seen.rows[last + 1 :] if sum(cell != "" for cell in row.cells) == 1]
        if notes:
            words = [text_of(row.cells[0]) for row in notes]
            yield f"leave_out_starting = {{ {_key(self.name(0))} = {_list(words)} }}"

    def place(self) -> Iterator[str]:
        """Yield how the places are written; names that are no place are left out or shown."""
        guess, column = self.guess, self.name(self.guess.column)
        keys = f'column = {_quoted(column)}, kind = "{guess.kind.value}", codes_at = {guess.day}'
        if guess.kind is PlaceKind.NAME:
            keys += f", scope = {_quoted(self.scope)}"
        cells = self.cells(guess.column)
        if guess.kind is PlaceKind.CODE and any(isinstance(cell, int) for cell in cells):
            keys += ", digits = 4"
        signs = sorted({text[-1] for text in map(text_of, cells) if text.endswith("*")})
        keys += ', outside = "skip"' if guess.outside else ""
        keys += f", strip_end = {_list(signs)}" if signs else ""
        totals = [text for text in guess.unknown if TOTAL.match(text) and text in map(text_of, cells)]
        if totals:
            yield f"leave_out = {{ {_key(column)} = {_list(totals)} }}"
        others = [text for text in guess.unknown if text not in totals]
        if others:
            shown = ", ".join(f"«{text}»" for text in others[:NOTES_SHOWN])
            yield f'# CHOOSE: no place of the study is called {shown}; leave_out, aliases or outside = "skip"'
        if any(cell == "" for cell in cells):
            yield f"fill_down = {_list([column])}"
        yield f"place = {{ {keys} }}"

    def values(self, sketch: Sketch) -> None:
        """Add the period, the column of the numbers and the categories to begin with."""
        years = self._year_columns()
        period = None if len(years) > 1 else self._period_column()
        if len(years) > 1:
            self._wide(sketch, years)
            numbers = [cell for column in years for cell in self.cells(column)]
        else:
            sketch.head.append(self._period(period))
            column, others = self._value_column(period)
            sketch.series.append(f"value = {_quoted(self.name(column))}")
            if others:
                shown = ", ".join(f"«{self.name(one)}»" for one in others)
                sketch.series.append(f"# CHOOSE: other columns of numbers are {shown}")
            sketch.series += self._where({period, column, *others, self.guess.column})
            numbers = self.cells(column)
        sketch.head[1:1] = list(_number_keys(numbers))

    def _columns(self) -> range:
        return range(max(len(row.cells) for row in self.seen.rows[self.start : self.first]))

    def _year_columns(self) -> list[int]:
        """Return the columns that stand under the years of a header row."""
        for row in self.seen.rows[self.start : self.first]:
            dated = [n for n, cell in enumerate(row.cells) if cell != "" and guess_period([cell]) is not None]
            if len(dated) > 1:
                return [n for n in self._columns() if n >= dated[0]]
        return []

    def _period_column(self) -> int | None:
        found = [
            n
            for n in self._columns()
            if n != self.guess.column and self.name(n) and guess_period(self.cells(n)) is not None
        ]
        named = [n for n in found if PERIOD_NAME.search(self.name(n))]
        return next(iter([*named, *found]), None)

    def _period(self, column: int | None) -> str:
        if column is not None:
            kind = guess_period(self.cells(column))
            assert kind is not None  # the column was chosen by it
            term = ', term = "autumn"' if kind is PeriodKind.SCHOOL_YEAR else ""
            return f'period = {{ column = {_quoted(self.name(column))}, kind = "{kind.value}"{term} }}'
        if self.seen.year_in_sheet:
            return 'period = { kind = "sheet_name" }'
        if len(YEAR_IN_NAME.findall(self.seen.file.stem)) == 1:
            return 'period = { kind = "file_name" }'
        return f'period = {{ kind = "fixed", year = {date.max.year} }}  # CHOOSE the year of the file'

    def _value_column(self, period: int | None) -> tuple[int, list[int]]:
        numeric = [
            n
            for n in self._columns()
            if n not in (period, self.guess.column)
            and self.name(n)
            and guess_numbers(self.cells(n)).share >= ENOUGH_NUMBERS
        ]
        if not numeric:
            raise InvalidInput.because("no column holds numbers", file=self.seen.file)
        named = [n for n in numeric if VALUE_NAME.search(self.name(n))]
        unsorted = [n for n in numeric if not self.name(n).casefold().startswith("sort")]
        chosen = next(iter([*named, *reversed(unsorted), *numeric]))
        return chosen, [n for n in numeric if n != chosen]

    def _where(self, taken: set[int | None]) -> Iterator[str]:
        """Yield the filter on columns of categories, where a place and year would have several rows."""
        chosen, comments = [], []
        for column in self._columns():
            if column in taken or not self.name(column) or guess_period(self.cells(column)) is not None:
                continue
            found = guess_category(self.cells(column))
            if found and len(found[1]) + 1 < len(set(self.guess.rows)) and not self._names_places(column):
                chosen.append(f"{_key(self.name(column))} = {_quoted(found[0])}")
                others = ", ".join(f"«{text}»" for text in found[1][:NOTES_SHOWN])
                comments.append(f"# CHOOSE: «{self.name(column)}» has {others} too")
        yield from comments
        if chosen:
            yield f"where = {{ {', '.join(chosen)} }}"

    def _names_places(self, column: int) -> bool:
        """Check whether a column only says once more which place a row is about."""
        pairs = {
            (text_of(row.cells[self.guess.column]), text_of(row.cells[column]))
            for row in self.body
            if column < len(row.cells)
        }
        return len(pairs) == len({place for place, _ in pairs})

    def _wide(self, sketch: Sketch, years: list[int]) -> None:
        """Add the layout of a file with a column for each year."""
        head = self.seen.rows[self.start : self.first]
        names, where = [], []
        for n, row in enumerate(head, start=1):
            cells = [row.cells[column] for column in years if row.cells[column] != ""]
            if guess_period(cells) is not None and "År" not in names:
                names.append("År")
                kind = guess_period(cells)
                continue
            names.append(f"Rad {n}")
            if cells:
                where.append(f'"Rad {n}" = {_quoted(text_of(cells[0]))}')
        filled = any(row.cells[column] == "" for row in head for column in years)
        ids = [text for n in self._columns() if n not in years and (text := self._first_name(n))]
        sketch.head.append(f'period = {{ column = "År", kind = "{kind.value if kind else "year"}" }}')
        fill = ", fill = true" if filled else ""
        sketch.wide.append(f"wide = {{ id_columns = {_list(ids)}, names = {_list(names)}{fill} }}")
        if where:
            sketch.series.append(f"where = {{ {', '.join(where)} }}  # CHOOSE among the headers")

    def _first_name(self, column: int) -> str:
        head = self.seen.rows[self.start : self.first]
        return next((text_of(row.cells[column]) for row in head if row.cells[column] != ""), "")


def _number_keys(cells: Sequence[Cell]) -> Iterator[str]:
    """Yield how numbers and marks are written."""
    seen = guess_numbers(cells)
    marks: dict[str, list[str]] = {}
    for text in seen.others:
        if text in KNOWN_MARKS:
            marks.setdefault(KNOWN_MARKS[text], []).append(text)
    unknown = [text for text in seen.others if text not in KNOWN_MARKS]
    yield 'blank = "missing"' + ("  # CHOOSE what an empty cell means" if "" in cells else "")
    if seen.decimal != ".":
        yield f"decimal = {_quoted(seen.decimal)}"
    if seen.thousands:
        yield f"thousands = {_quoted(seen.thousands)}"
    if seen.strip:
        yield f"strip_value = {_list(seen.strip)}"
    if any(isinstance(cell, ShownAsPercent) for cell in cells):
        yield 'percent_cells = "shown"'
    for kind, printed in marks.items():
        yield f"{kind} = {_list(printed)}  # CHOOSE: is that what the mark means?"
    if unknown:
        shown = ", ".join(f"«{text}»" for text in unknown[:NOTES_SHOWN])
        yield f"# CHOOSE: {shown} is no number; what does it mean?"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


_key = _quoted


def _list(words: Sequence[str]) -> str:
    return json.dumps(list(dict.fromkeys(words)), ensure_ascii=False)
