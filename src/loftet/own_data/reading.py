"""The figures of a municipality in a file, each beside its raw cell, and what is wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.own_data.choices import (
    COMMA,
    COMMA_BETWEEN,
    LAST,
    MEAN,
    POINT,
    POINT_BETWEEN,
    SUM,
    WHOLE,
    ZERO,
    Choices,
    PlaceWords,
    Table,
    cell_of,
    is_percent,
)
from loftet.own_data.figures import Figure
from loftet.own_data.months import of_years
from loftet.sources.tables.blocks import pasted_line
from loftet.sources.tables.convert import SPACES, FileNumberStyle
from loftet.sources.tables.guess import NOTES_OF_YEAR, guess_answers, guess_prefixed_period, kinds_of
from loftet.sources.tables.period import is_so_far, read_day, read_part, read_year
from loftet.sources.tables.read import Cell, SheetRow, ShownAsPercent, text_of
from loftet.sources.tables.recipe import MissingMark, PercentCells, PeriodKind, PeriodPart, Term
from loftet.sources.tables.units import units_behind, words_behind

SHOWN, SHOWN_PROBLEMS = 10, 8
STRIP = ("%", "*", "+")
DASHES = re.compile(r"\s*(?:[-–—‑_]|til)\s*")
NAME_AND_UNIT = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]{1,20})[)\]]$")
MOST_DECIMALS, LARGEST = 4, Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Reading:
    """Result of reading: figures, the kind of their periods, lines that were left out, and what is wrong."""

    figures: tuple[Figure, ...] = ()
    kind: str = PeriodKind.YEAR.value
    left_out: tuple[int, ...] = ()
    problems: tuple[str, ...] = ()
    percent: bool = False
    name: str = ""
    unit: str = ""  # behind the numbers
    lacking: tuple[str, ...] = ()  # years that lack a month, and so have no figure

    @property
    def about(self) -> tuple[str, str]:
        """Return what the column of the figures is called, and the unit that is named there.

        >>> Reading(name="Straumbruk (MWh)").about, Reading(name="Tal", percent=True).about
        (('Straumbruk', 'MWh'), ('Tal', '%'))
        """
        if match := NAME_AND_UNIT.match(self.name):
            return match[1], match[2]
        return self.name, "%" if self.percent else self.unit

    @property
    def is_usable(self) -> bool:
        """Check whether the figures can be kept."""
        return bool(self.figures) and not self.problems

    @property
    def decimals(self) -> int:
        """Return the most decimals that a number has."""
        exponents = [one.value.as_tuple().exponent for one in self.figures if one.value is not None]
        most = max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)
        return min(max(most, 0), MOST_DECIMALS)


def read_chosen(table: Table, choices: Choices, words: PlaceWords) -> Reading:
    """Read the figures of a table as it was chosen."""
    if lacking := _pasted(table, choices, words) or _lacking(table, choices):
        return Reading(problems=(lacking,))
    if contradictions := tuple(_contradictions(table, choices, words)):
        return Reading(problems=contradictions)
    rows = table.own(choices, words)
    if not rows:
        return Reading(problems=(_no_rows(table, choices),))
    pairs = _without_words(list(_pairs(table, choices, rows)))
    kind = _kind([pair.period for pair in pairs])
    measure = choices.measure.strip(" :,-–") or table.title
    name = table.name(int(choices.value)) if choices.value.isdigit() else measure
    reading = replace(_read(pairs, kind, choices), name=name)
    return _by_year(reading, choices.months) if choices.months in (LAST, MEAN, SUM) else reading


def _by_year(reading: Reading, what: str) -> Reading:
    """Return a reading of months with one figure a year."""
    if not reading.is_usable:
        return reading
    figures, lacking = of_years(reading.figures, what)
    problems = (
        () if figures else (_("No year has figures of all twelve months. Choose the last month instead."),)
    )
    kind = reading.kind if what == LAST else PeriodKind.YEAR.value
    return replace(reading, figures=tuple(figures), kind=kind, lacking=lacking, problems=problems)


class Pair(NamedTuple):
    """The cell of a period and that of a figure, with the address of the figure."""

    row: SheetRow
    period: Cell
    value: Cell
    cell: str


def _lacking(table: Table, choices: Choices) -> str:
    if table.blocks and table.block is None:
        return _several_tables(table)
    if not choices.period:
        return _("Choose where the years stand.")
    if not choices.is_across and not choices.value and table.months_across():
        return _(
            "There is a column for each month. Choose under «The column of the figures» what counts for the "
            "year: the last month, the mean or the sum."
        )
    if not choices.is_across and not choices.value:
        return _answers(table) or _("Choose the column that has the figures.")
    chosen = [one for one in (choices.place, choices.period, choices.value) if one.isdigit()]
    if len(chosen) > len(set(chosen)):
        return _("One column is chosen twice. Choose different columns for municipality, year and figure.")
    return ""


def _answers(table: Table) -> str:
    """Return what is told of a column of yes and no, where the file has no numbers."""
    for column in table.columns:
        if guess_answers(table.cells(column)):
            told = _(
                "%(column)s has yes and no, and no numbers. Write 1 for yes and 0 for no, and send it again."
            )
            return told % {"column": table.label(column)}
    return ""


def _pasted(table: Table, choices: Choices, words: PlaceWords) -> str:
    """Return what is told of a table whose lines are one cell each, as when it is pasted from a PDF."""
    if choices.place != WHOLE or not (line := pasted_line(table.rows, choices.separator, words.names_place)):
        return ""
    told = _(
        "«%(line)s» is one cell, as when a table is pasted from a PDF. Split it into columns, and send it "
        "again."
    )
    return told % {"line": line[:60]}


def _several_tables(table: Table) -> str:
    """Return the question which of several tables is meant; of those side by side one must be taken out."""
    told = {"cells": ", ".join(map(str, table.blocks)), "count": len(table.blocks)}
    if len({one.top for one in table.blocks}) < len(table.blocks):
        return (
            _(
                "There are %(count)d tables beside each other: %(cells)s. Keep one in the file, and send it "
                "again."
            )
            % told
        )
    return (
        _("There are %(count)d tables: %(cells)s. Choose the line of the header of the one you mean.") % told
    )


def _no_rows(table: Table, choices: Choices) -> str:
    if choices.place == WHOLE or choices.only:
        return _("No row is left.")
    return _(
        "No row of «%(column)s» names the municipality. Choose another column, or that all rows are about it."
    ) % {"column": table.name(int(choices.place)) or choices.place}


def _contradictions(table: Table, choices: Choices, words: PlaceWords) -> Iterator[str]:
    """Yield what is wrong with cells whose code and name are of two municipalities."""
    found: dict[str, list[int]] = {}
    for row in table.body if choices.place != WHOLE else ():
        if words.contradict(cell := cell_of(row, int(choices.place))):
            found.setdefault(text_of(cell), []).append(row.line)
    yield from _told(
        found, _("«%(cell)s» has the code of one municipality and the name of another (%(lines)s).")
    )


def _pairs(table: Table, choices: Choices, rows: Sequence[SheetRow]) -> Iterator[Pair]:
    """Yield each row with the cell of its period and that of its figure."""
    if choices.is_across:
        across = table.years_across(choices.measure)
        headers = [table.name(column).removeprefix(choices.measure) for column in across]
        for row in rows:
            for column, header in zip(across, headers, strict=True):
                yield Pair(row, header, cell_of(row, column), table.address(row, column))
        return
    if choices.months:
        for row in rows:
            year = choices.year[:4] or text_of(cell_of(row, int(choices.period)))
            for column, month in table.months_across().items():
                named = f"{year}M{month:02}" if year else ""
                yield Pair(row, named, cell_of(row, column), table.address(row, column))
        return
    column = int(choices.value)
    for row in rows:
        period = choices.year or cell_of(row, int(choices.period))
        yield Pair(row, period, cell_of(row, column), table.address(row, column))


def _without_words(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """Return pairs without the words that stand before every period: «År 2022»."""
    guessed = guess_prefixed_period([pair.period for pair in pairs])
    if guessed is None or not guessed[1]:
        return pairs
    return [pair._replace(period=text_of(pair.period).removeprefix(guessed[1])) for pair in pairs]


def _part(kind: PeriodKind) -> PeriodPart:
    """Return how a period is read."""
    term = Term.AUTUMN if kind is PeriodKind.SCHOOL_YEAR else None
    return PeriodPart(kind, term=term)


def _kind(cells: Sequence[Cell]) -> PeriodKind:
    """Return the kind of period that most cells are."""
    read = {kind: sum(_year(cell, kind) is not None for cell in cells) for kind in kinds_of(cells)}
    kind = max(read, key=read.__getitem__)
    # «januar 2023» is the day of a date, and a month where all are written so.
    return PeriodKind.MONTH if read[PeriodKind.MONTH] == read[kind] > 0 and kind is PeriodKind.DATE else kind


def _without_notes(cell: Cell) -> Cell:
    """Return a period without the signs of notes behind it, as the star of a provisional year."""
    return NOTES_OF_YEAR.sub("", cell) if isinstance(cell, str) else cell


def _year(cell: Cell, kind: PeriodKind) -> int | None:
    try:
        return read_year(_without_notes(cell), _part(kind))
    except ValueError:
        return None


def _read(pairs: Sequence[Pair], kind: PeriodKind, choices: Choices) -> Reading:
    units = units_behind([text_of(pair.value).translate(SPACES) for pair in pairs])
    style, figures, left_out = _style(choices, units), list[Figure](), list[int]()
    no_year, no_number = dict[str, list[int]](), dict[str, list[int]]()
    for row, period, cell, address in pairs:
        year = _year(period, kind)
        mark = choices.marks.get(text_of(cell), "")
        if year is None:
            if cell == "" or (period == "" and _number(cell, style) is None):
                left_out.append(row.line)  # a note, or a line between
            else:
                no_year.setdefault(text_of(period), []).append(row.line)
            continue
        number = Decimal(0) if mark == ZERO else None if mark or cell == "" else _number(cell, style)
        if number is None and not mark and cell != "":
            no_number.setdefault(text_of(cell), []).append(row.line)
            continue
        why = "" if number is not None else mark or MissingMark.MISSING.value
        figures.append(Figure(_label(period, kind), year, number, why, _raw(cell), row.line, address))
    if choices.place != WHOLE:
        printed = {pair.cell: text_of(cell_of(pair.row, int(choices.place))) for pair in pairs}
        figures = _of_one_code(figures, printed)
    problems = [
        *_so_far(no_year),
        *_told(no_year, _("«%(cell)s» is no year, year span or date (%(lines)s).")),
        *_words_behind(no_number),
        *_told(no_number, _("«%(cell)s» is no number. Choose what it means, or another column (%(lines)s).")),
        *_twice(figures),
    ]
    if not figures and not problems:
        problems = [_("No row has both a year and a figure.")]
    figures.sort(key=lambda one: (one.year, place_in_year(one.period, kind), one.period))
    percent = is_percent([pair.value for pair in pairs])
    unit = units[0].rstrip(".") if units else ""
    return Reading(tuple(figures), kind.value, tuple(left_out), tuple(problems), percent, unit=unit)


def _so_far(cells: dict[str, list[int]]) -> Iterator[str]:
    """Yield one sentence for periods that are the year so far, and take them out."""
    if found := [text for text in cells if is_so_far(text)]:
        lines = [cells.pop(text)[0] for text in found]
        yield _(
            "«%(cell)s» is the year so far (line %(line)d). Keep one row for each year, its last, and write "
            "the year alone."
        ) % {"cell": found[0], "line": lines[0]}


def _words_behind(cells: dict[str, list[int]]) -> Iterator[str]:
    """Yield one sentence for all cells that have words behind their numbers, and take them out."""
    worded = [text for text in cells if words_behind(text.translate(SPACES))]
    if worded:
        lines = [cells.pop(text)[0] for text in worded]
        words = dict.fromkeys(words_behind(text.translate(SPACES)) for text in worded)
        yield _(
            "Words stand behind the numbers: %(words)s, first in line %(line)d. Write numbers alone, all in "
            "one unit, and send the file again."
        ) % {"words": ", ".join(f"«{one}»" for one in list(words)[:SHOWN_PROBLEMS]), "line": lines[0]}


def _of_one_code(figures: Sequence[Figure], printed: Mapping[str, str]) -> list[Figure]:
    """Return the figures without marks under codes of other years, where each code has a row of its own.

    `printed` are the places as they stand on the row of each cell.
    """
    groups: dict[str, list[Figure]] = {}
    for one in figures:
        groups.setdefault(one.period, []).append(one)
    kept = list[Figure]()
    for group in groups.values():
        known = [one for one in group if one.value is not None]
        places = {printed[one.cell] for one in group} - {""}
        if len(group) == len(places) > 1 and len(known) < 2:
            group = known or group[:1]
        kept += group
    return kept


def place_in_year(period: str, kind: PeriodKind) -> int:
    """Return where a period lies in its year: its quarter, its month, or its day.

    >>> [place_in_year(text, PeriodKind.DATE) for text in ("31.01.2023", "5.11.2023")]
    [131, 1105]
    """
    if kind is PeriodKind.DATE:
        day = read_day(text_of(_without_notes(period)))
        return day.month * 100 + day.day
    return read_part(_without_notes(period), _part(kind))


def part_of_year(period: str) -> PeriodKind | None:
    """Return whether a period is half a year, a quarter or a month, and not a year or more.

    >>> part_of_year("2023K4").value, part_of_year("2023") is None
    ('quarter', True)
    """
    if _year(period, PeriodKind.YEAR) is not None:
        return None
    kinds = (PeriodKind.HALF_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)
    return next((kind for kind in kinds if _year(period, kind) is not None), None)


def _style(choices: Choices, units: tuple[str, ...]) -> FileNumberStyle:
    between = {POINT_BETWEEN: (".", COMMA), COMMA_BETWEEN: (",", POINT)}
    thousands, decimal = between.get(choices.decimal, (" ", choices.decimal))
    return FileNumberStyle(decimal, thousands, {}, strip=(*STRIP, *units), percent=PercentCells.SHOWN)


def _number(cell: Cell, style: FileNumberStyle) -> Decimal | None:
    try:
        number = style.read(cell).number
    except (ValueError, ArithmeticError):
        return None
    if number is None or not number.is_finite() or abs(number) >= LARGEST:
        return None
    return round(number, 10) if number.as_tuple().exponent < -10 else number  # type: ignore[operator]


def _raw(cell: Cell) -> str:
    """Return a cell as the file shows it, a share that Excel shows as per cent with its sign."""
    return (
        f"{(Decimal(str(cell)) * 100).normalize():f} %" if isinstance(cell, ShownAsPercent) else text_of(cell)
    )


def _label(cell: Cell, kind: PeriodKind) -> str:
    """Return how a period is written: years of a span with a dash, all else as in the file."""
    text = text_of(cell).strip()
    return DASHES.sub("–", text) if kind is PeriodKind.INTERVAL else text


def _told(cells: Mapping[str, list[int]], words: str) -> Iterator[str]:
    """Yield one sentence for each distinct cell, with how many and where."""
    for text, lines in list(cells.items())[:SHOWN_PROBLEMS]:
        where = ngettext("line %(first)d", "%(count)d lines, the first is %(first)d", len(lines))
        lines_told = where % {"count": len(lines), "first": lines[0]}
        yield words % {"cell": text[:60], "lines": lines_told}
    if (more := len(cells) - SHOWN_PROBLEMS) > 0:
        words = ngettext("And %(count)d more like it.", "And %(count)d more like them.", more)
        yield words % {"count": more}


def _twice(figures: Sequence[Figure]) -> Iterator[str]:
    """Yield the periods that have several figures; which of them is meant only a person knows."""
    lines: dict[str, list[int]] = {}
    for one in figures:
        lines.setdefault(one.period, []).append(one.line)
    several = {period: found for period, found in lines.items() if len(found) > 1}
    words = _("%(cell)s has several figures (%(lines)s). Choose which rows count, or leave one in the file.")
    yield from _told(several, words)
