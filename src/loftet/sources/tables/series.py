"""From the rows of the raw files to the observations of one series."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import groupby

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.combine import (
    Cell,
    Note,
    SourcePoint,
    divide,
    one_each,
    only_grow,
    shares,
    sum_categories,
    whole_years,
)
from loftet.sources.tables.convert import FACTORS, ConvertedValue, FileNumberStyle
from loftet.sources.tables.faults import RecipeFault
from loftet.sources.tables.period import read_part, read_year, with_part, written_period
from loftet.sources.tables.place import StudyPlaces
from loftet.sources.tables.raw_file import Files, RawFile
from loftet.sources.tables.read import Cell as Printed
from loftet.sources.tables.read import SheetRow, ShownAsPercent, text_of
from loftet.sources.tables.recipe import (
    CellSelection,
    Conversion,
    DividePart,
    Kept,
    PercentCells,
    PeriodPart,
    SeriesPart,
    YearsPart,
)
from loftet.sources.tables.shape import VALUE, demand_columns, demand_values, select, value_column

ALL_YEARS = YearsPart()
OUTSIDE_YEARS = "the year is outside those of the series"
OTHER_PART = "the last quarter or month of a year is kept"
PART_OF_A_YEAR = "the year does not have all its quarters or months"
NOT_VALID_THEN = "the code is of other years, and the cell holds a mark"
OUTSIDE_PLACES = "the place is no part of the study"
NOT_ASKED = "no series asks for the row"


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of observations.csv to be; `origin` names its file where a series has several."""

    place: str
    indicator: str
    year: int
    value: ConvertedValue
    source: str
    table: str
    vintage: str
    period: str
    code: str
    lines: tuple[int, ...]
    file: RawFile
    origin: str = ""


class SeriesMaker:
    """A builder of series from raw files; after any problem none of the series may be used."""

    def __init__(self, files: Files, study: StudyPlaces) -> None:
        self.files = files
        self.study = study
        self.problems: list[Problem] = []

    def make(self, part: SeriesPart) -> list[Observation]:
        """Build the observations of one indicator."""
        files = {one.label: one for name in part.file for one in self.files[name]}
        only = next(iter(files.values()))
        cells = self.cells(part.selection, part.years, part.convert)
        if part.divide is not None:
            cells = self._divided(cells, part, part.divide)
        factor = part.scale * FACTORS[part.convert]
        return [
            self._observation(part, point, files.get(point.origin, only), factor) for point in cells.values()
        ]

    def _observation(
        self, part: SeriesPart, point: SourcePoint, file: RawFile, factor: Decimal
    ) -> Observation:
        return Observation(
            place=point.place,
            indicator=part.indicator,
            year=point.year,
            value=point.value.times(factor),
            source=file.part.source,
            table=file.part.table,
            vintage=file.part.vintage,
            period=point.period,
            code=point.code,
            lines=point.lines,
            file=file,
            origin=point.origin,
        )

    def cells(
        self, selection: CellSelection, years: YearsPart = ALL_YEARS, convert: Conversion = Conversion.NONE
    ) -> dict[Cell, SourcePoint]:
        """Return one value for each place and year that a selection holds."""
        files = self._files(selection)
        points: list[SourcePoint] = []
        if not self._demand_values(files, selection):
            return {}
        for file in files:
            with self._noting(file):
                column = value_column(file.table, selection.value)
                points += self._points(file, selection, column, years, convert, alone=len(files) == 1)
        note = self._note(files, " / ".join(selection.value) or VALUE)
        if selection.share is not None:
            points = shares(points)
        if selection.sum is None:
            return one_each(points, note, partial(_difference, files, selection))
        return sum_categories(points, selection.sum, note)

    def _files(self, selection: CellSelection) -> list[RawFile]:
        return [one for name in selection.file for one in self.files[name]]

    @contextmanager
    def _noting(self, file: RawFile) -> Iterator[None]:
        try:
            yield
        except InvalidInput as refused:
            self.problems += refused.problems
        except RecipeFault as fault:
            self.problems.append(file.recipe_problem(fault))

    def _demand_values(self, files: list[RawFile], selection: CellSelection) -> bool:
        """Check that each value asked for is in some file, once all files could be read."""
        before = len(self.problems)
        for file in files:
            with self._noting(file):
                demand_columns(file.table, list(selection.where))
        if len(self.problems) == before:
            self._demand_words(files)
            with self._noting(files[0]):
                demand_values([file.table for file in files], selection.where)
        return len(self.problems) == before

    def _demand_words(self, files: list[RawFile]) -> None:
        """Check that each word which leaves out rows does so in one of the files that are read together."""
        for _name, several in groupby(files, key=lambda file: file.name):
            first, *others = several
            for word in first.reading.idle:
                if all(word[:3] in {one[:3] for one in other.reading.idle} for other in others):
                    with self._noting(first):
                        raise word.fault(first.path)

    def _points(
        self,
        file: RawFile,
        selection: CellSelection,
        column: str,
        years: YearsPart,
        convert: Conversion,
        *,
        alone: bool,
    ) -> Iterator[SourcePoint]:
        table, place, period = file.table, file.part.place, file.part.period
        over = selection.sum.over if selection.sum else ()
        dated = [name for name in (period.column, period.part) if name]
        rows = select(table, selection, [place.column, *dated, column, *over])
        style = _number_style(file, rows, column, convert)
        if selection.share is not None:
            style = replace(style, yes=frozenset(selection.share.yes), no=frozenset(selection.share.no))
        reader = _RowReader(file, style, column, over, "" if alone else file.label)
        points = [point for row in rows if (point := reader.read(row, years, self.problems)) is not None]
        if period.keep in (Kept.MEAN, Kept.SUM):
            _demand_parts(points, period)
            whole = whole_years(points, period.kind.parts, period.keep, self._note([file], column))
            kept = {line for point in whole for line in point.lines}
            lines = {line for point in points for line in point.lines}
            file.not_used |= dict.fromkeys(lines - kept, PART_OF_A_YEAR)
            points = whole
        for point in points:
            file.used.update(point.lines)
            yield point

    def _note(self, files: list[RawFile], column: str) -> Note:
        named = {file.label: file for file in files}

        def note(cause: str, point: SourcePoint) -> None:
            file = named.get(point.origin, files[0])
            self.problems.append(Problem(cause, file.path, point.lines[0], file.table.with_letter(column)))

        return note

    def _divided(
        self, cells: dict[Cell, SourcePoint], part: SeriesPart, by: DividePart
    ) -> dict[Cell, SourcePoint]:
        files, column = self._files(part.selection), " / ".join(part.value) or VALUE
        try:
            below = self._below(cells, by)
        except ValueError as fault:
            self.problems.append(Problem(str(fault), files[0].path, None, column))
            return cells
        return divide(cells, below, by, self._note(files, column))

    def _below(self, cells: dict[Cell, SourcePoint], by: DividePart) -> dict[Cell, ConvertedValue]:
        """Return the denominator of each place and year that has one."""
        if by.by is None:
            people = {place: self.study.population(place, by.population) for place, _ in cells}
            return {cell: ConvertedValue(Decimal(people[cell[0]])) for cell in cells}
        other = self.cells(by.by)
        wanted = {cell: (cell[0], by.year or cell[1]) for cell in cells}
        return {cell: other[one].value for cell, one in wanted.items() if one in other}


def _demand_parts(points: Sequence[SourcePoint], period: PeriodPart) -> None:
    """Refuse to add up figures that are most likely the sum of the year so far."""
    if period.cumulated is None and (count := only_grow(points, period.kind.parts)):
        raise RecipeFault(
            f"the figures grow from each {period.kind.words} to the next in all {count} years of places: if "
            "each is the year so far, write cumulated = true and keep = «last», else cumulated = false",
            *("period", "keep"),
        )


def _difference(
    files: Sequence[RawFile], selection: CellSelection, first: SourcePoint, second: SourcePoint
) -> str:
    """Return in which columns two rows of a place and year differ: one of them may be chosen with where."""
    file = files[0]
    if len(files) > 1 or file.part.wide is not None:
        return ""
    table, taken = file.table, {*selection.value, file.part.place.column, file.part.period.column}
    rows = [next(row for row in table.rows if row.line == one.lines[0]) for one in (first, second)]
    for name, n in table.columns.items():
        one, other = (text_of(row.cells[n]) for row in rows)
        if name not in taken and one != other:
            return f"; «{name}» is «{one}» there and «{other}» here: choose with where"
    return ""


def _number_style(file: RawFile, rows: list[SheetRow], column: str, convert: Conversion) -> FileNumberStyle:
    """Return how the file writes its numbers; cells shown as per cent need a word of the recipe.

    A series that makes shares per cent says itself that the cells are read as they are stored.
    """
    style, position = FileNumberStyle.of(file.part), file.table.columns[column]
    if style.percent is None and convert is Conversion.SHARE_TO_PERCENT:
        return replace(style, percent=PercentCells.STORED)
    shown = [(row.line, cell) for row in rows if isinstance(cell := row.cells[position], ShownAsPercent)]
    if shown and style.percent is None:
        (line, cell), count = shown[0], len(shown)
        seen = f"{float(cell) * 100:g}"
        cells = f"{count} cells" if count > 1 else "1 cell"
        raise RecipeFault(
            f"Excel shows {cells} of {file.path} as per cent: line {line} holds {cell} and shows "
            f'{seen} %; write percent_cells = "shown" ({seen}) or "stored" ({cell})'
        )
    return style


@dataclass(frozen=True, slots=True)
class _RowReader:
    file: RawFile
    style: FileNumberStyle
    column: str
    over: tuple[str, ...]
    origin: str

    def read(self, row: SheetRow, years: YearsPart, problems: list[Problem]) -> SourcePoint | None:
        """Read one row as a point; a fault is noted and gives nothing, as does a place or year left out."""
        table, part = self.file.table, self.file.part
        columns, period = table.columns, part.period
        printed = row.cells[columns[period.column]] if period.column else str(period.year)
        place_cell = row.cells[columns[part.place.column]]
        at = period.column
        try:
            if period.part:
                printed = with_part(printed, row.cells[columns[period.part]], period.kind)
            year = read_year(printed, period)
            if not years.holds(year):
                self.file.not_used[row.line] = OUTSIDE_YEARS
                return None
            month = read_part(printed, period)
            if period.keep is Kept.LAST and month != period.kind.parts:
                self.file.not_used[row.line] = OTHER_PART
                return None
            at = part.place.column
            if self._is_of_other_years(row, place_cell, year):
                self.file.not_used[row.line] = NOT_VALID_THEN
                return None
            place = self.file.places.read(place_cell, year)
            if place is None:
                self.file.not_used[row.line] = OUTSIDE_PLACES
                return None
            at = table.label(row, self.column)
            value = self.style.read(row.cells[columns[self.column]])
        except RecipeFault as fault:
            problems.append(self.file.recipe_problem(fault))
            return None
        except ValueError as fault:
            problems.append(Problem(str(fault), table.file, row.line, table.with_letter(at)))
            return None
        categories = tuple(text_of(row.cells[columns[name]]) for name in self.over)
        return SourcePoint(
            *(place, year, value, text_of(place_cell), written_period(printed, period), (row.line,)),
            *(categories, self.origin, month),
        )

    def _is_of_other_years(self, row: SheetRow, place: Printed, year: int) -> bool:
        """Check whether a mark is under a code of other years, as in tables with the codes of all years."""
        text = text_of(row.cells[self.file.table.columns[self.column]])
        return text in self.style.marks and self.file.places.is_of_other_years(place, year)
