"""Choices of how a file is read, proposed from what it holds; a person looks at them and mends them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from loftet.own_data.choices import (
    ACROSS,
    COMMA,
    COMMA_BETWEEN,
    FEWEST_CELLS,
    FIXED,
    POINT,
    POINT_BETWEEN,
    WHOLE,
    Choices,
    PlaceWords,
    Table,
    cell_of,
)
from loftet.own_data.uploads import EACH_YEAR, is_workbook, layout_of, look_at, rows_of, sheet_names
from loftet.sources.tables.convert import BELOW, KNOWN_MARKS
from loftet.sources.tables.guess import (
    guess_category,
    guess_numbers,
    guess_period,
    guess_prefixed_period,
)
from loftet.sources.tables.proposed_file import ENOUGH_NUMBERS, VALUE_NAME
from loftet.sources.tables.proposed_lines import YEAR
from loftet.sources.tables.proposed_table import PERIOD_NAME
from loftet.sources.tables.raw_file import month_in, years_in
from loftet.sources.tables.read import Cell, SheetRow, text_of
from loftet.sources.tables.recipe import MissingMark
from loftet.sources.tables.units import words_behind

MUNICIPALITY = re.compile(r"komm?un|municipalit", re.IGNORECASE)
PLACE_NAME = re.compile(r"komm|region|kode|sted|stad|code|place|nr|geo|områ", re.IGNORECASE)
LAST_HEADER = 15  # the header is one of the first lines that hold something, so many at most


def propose(name: str, content: bytes, words: PlaceWords) -> tuple[Choices, Table]:
    """Return how a file is most likely to be read, and its table; a person looks at it and mends it.

    Raises:
        InvalidInput: when it cannot be read at all.
    """
    seen = look_at(name, content)
    rows, sheet = seen.rows, str(seen.keys.get("sheet", ""))
    if sheet not in ("", EACH_YEAR) and (own := _own_sheet(name, content, words)):
        rows, sheet = rows_of(name, content, "", "", own), own
    choices = Choices(sheet=sheet)
    if not is_workbook(name):
        encoding, separator = seen.keys.get("encoding", "utf-8"), seen.keys.get("separator", ",")
        choices = replace(choices, encoding=str(encoding), separator=str(separator))
    first = _of_rows(name, content, rows, choices, words)
    if first[1].blocks or first[1].months_across():
        return first
    others = sheet_names(name, content) if sheet and not first[0].is_whole else ()
    for other in (one for one in others if one not in (sheet, EACH_YEAR)):  # the largest may hold words alone
        rows = rows_of(name, content, "", "", other)
        found = _of_rows(name, content, rows, replace(choices, sheet=other), words)
        if found[0].is_whole:
            return found
    return first


def _of_rows(
    name: str, content: bytes, rows: tuple[SheetRow, ...], choices: Choices, words: PlaceWords
) -> tuple[Choices, Table]:
    """Return the choices for the rows of a file or a sheet, and their table."""
    layout = layout_of(name, content, choices.sheet)
    several = Table.of(rows, 0, layout, words).blocks
    found = replace(choices, header=0 if several else guess_header(rows))
    table = Table.of(rows, found.header, layout, words)
    found = propose_columns(table, found, words)
    if not found.period and (year := _only_year(table, name, found.sheet)):
        found = replace(found, period=FIXED + year)
    return found, table


def _own_sheet(name: str, content: bytes, words: PlaceWords) -> str:
    """Return the sheet that is named after the municipality, as where each has one."""
    return next((sheet for sheet in sheet_names(name, content) if words.match(sheet)), "")


def _only_year(table: Table, name: str, sheet: str) -> str:
    """Return the year in the name of the file or the sheet, else the only one in the lines above the rows.

    A name that has the month too, such as tall_202312, gives the month.
    """
    texts = (Path(name).stem, sheet)
    named = {str(year) for text in texts for year in years_in(text)}
    months = {month for text in texts if (month := month_in(text))}
    if len(named) == len(months) == 1:
        return f"{named.pop()}M{months.pop():02}"
    for years in (named, years_above(table)):
        if len(years) == 1:
            return years.pop()
    return ""


def years_above(table: Table) -> set[str]:
    """Return the years that stand above the rows: in a title, or in the header."""
    above = [row for row in table.rows if table.body and row.line < table.body[0].line]
    texts = [text_of(cell) for row in above for cell in row.cells]
    return {year for text in texts for year in YEAR.findall(text)}


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
        value = _value_column(table, rows, {place, period}, words)
        found = replace(
            found, period="" if period is None else str(period), value="" if value is None else str(value)
        )
        periods = [] if period is None else table.cells(period, rows)
        several = len(set(periods)) < len(periods)
        found = replace(found, only=_only(table, rows, found, place, several=several))
        rows = table.own(found, words)
        numbers = [cell_of(row, column) for row in rows for column in table.figure_columns(found)]
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
    """Return the column that names the municipality most often, one of codes before one of names.

    One of bare numbers must be called by what it holds.
    """
    best, most = None, (0, False)
    for column in table.columns:
        cells = [cell for cell in table.cells(column) if cell != ""]
        found = [cell for cell in cells if words.match(cell)]
        bare = all(text_of(cell).isdigit() for cell in found)
        if not found or (bare and not PLACE_NAME.search(table.name(column))):
            continue
        has_codes = all(any(sign.isdigit() for sign in text_of(cell)) for cell in found)
        if (len(found), has_codes) > most:
            best, most = column, (len(found), has_codes)
    if best is None:  # it names others: whether all rows are the municipality's all the same, a person says
        named = (n for n in table.columns if MUNICIPALITY.search(table.name(n)))
        return next(named, next((n for n in table.columns if _names_others(table, words, n)), None))
    return best


def _names_others(table: Table, words: PlaceWords, column: int) -> bool:
    """Check whether most cells of a column are the names of other municipalities."""
    cells = [cell for cell in table.cells(column) if cell != ""]
    return sum(words.is_other(cell) for cell in cells) * 2 > len(cells)


def _period_column(table: Table, rows: Sequence[SheetRow], place: int | None) -> int | None:
    """Return the column of periods, one that is called so first; words may stand before each of them."""
    cells = {column: table.cells(column, rows) for column in table.columns if column != place}
    found = [column for column in cells if _share(cells[column]) > ENOUGH_NUMBERS]
    named = [column for column in found if PERIOD_NAME.search(table.name(column))]
    worded = [column for column in cells if any(cells[column]) and guess_prefixed_period(cells[column])]
    return next(iter([*named, *found, *worded]), None)


def _share(cells: Sequence[Cell]) -> float:
    """Return how many of the filled cells are periods; a note below the table is none."""
    filled = [cell for cell in cells if cell != ""]
    return sum(guess_period([cell]) is not None for cell in filled) / len(filled) if filled else 0.0


def _value_column(
    table: Table, rows: Sequence[SheetRow], taken: set[int | None], words: PlaceWords
) -> int | None:
    """Return the column of the figures: under the municipality's own name, or one that is called so.

    None of several months: which of them counts a person says.
    """
    numeric = numeric_columns(table, rows, taken) or [
        n
        for n in table.columns
        if n not in taken and any(words_behind(text_of(cell)) for cell in table.cells(n, rows))
    ]
    if table.months_across():
        return None
    own = [column for column in numeric if words.match(table.name(column))]
    named = [column for column in numeric if VALUE_NAME.search(table.name(column))]
    return next(iter([*own, *named, *reversed(numeric)]), None)


def numeric_columns(table: Table, rows: Sequence[SheetRow], taken: set[int | None]) -> list[int]:
    """Return the columns of numbers that a person sees, without those that are taken."""
    free = [column for column in table.columns if column not in taken | table.layout.columns]
    shares = {column: guess_numbers(table.cells(column, rows)).share for column in free}
    fewest = min(ENOUGH_NUMBERS, max(shares.values(), default=0.0) or 1)
    return [column for column in free if shares[column] >= fewest]


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
    if any("," in text and "." in text and text.index(",") < text.index(".") for text in texts):
        return COMMA_BETWEEN
    numbers = guess_numbers(cells)
    if numbers.thousands == ".":
        return POINT_BETWEEN
    return POINT if numbers.decimal == "." and any("." in text.strip(". ") for text in texts) else COMMA


def marks_in(cells: Sequence[Cell]) -> dict[str, str]:
    """Return the texts that are no numbers, with what each usually means, or nothing; not the empty cell."""
    below = MissingMark.SUPPRESSED.value
    others = [text for text in guess_numbers(cells).others if text and not words_behind(text)]
    return {text: below if BELOW.match(text) else KNOWN_MARKS.get(text, "") for text in others}


def with_marks(choices: Choices, table: Table, words: PlaceWords) -> Choices:
    """Return the choices with the texts that are among the numbers now; what was chosen of them stays."""
    rows = table.own(choices, words)
    found = marks_in([cell_of(row, column) for row in rows for column in table.figure_columns(choices)])
    return replace(choices, marks={text: choices.marks.get(text) or usual for text, usual in found.items()})
