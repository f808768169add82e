"""From the rows of the raw files to the observations of one series."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.combine import Cell, Note, SourcePoint, divide, one_each, sum_categories
from loftet.sources.tables.convert import FACTORS, ConvertedValue, FileNumberStyle, read_year
from loftet.sources.tables.place import PlaceReader, StudyPlaces
from loftet.sources.tables.read import SheetRow, read_rows, text_of
from loftet.sources.tables.recipe import (
    CellSelection,
    DividePart,
    FilePart,
    PeriodKind,
    SeriesPart,
    YearsPart,
)
from loftet.sources.tables.shape import VALUE, LongTable, select, shape

ALL_YEARS = YearsPart()


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of observations.csv to be."""

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


@dataclass(slots=True)
class RawFile:
    """One raw file: how it is written, its rows once they are read, and what was made of them."""

    name: str
    part: FilePart
    path: Path
    places: PlaceReader
    used: set[int] = field(default_factory=set)
    _table: LongTable | None = None

    @property
    def table(self) -> LongTable:
        """Return the rows; the file is read once."""
        if self._table is None:
            self._table = shape(self.path, read_rows(self.path, self.part), self.part)
        return self._table


class SeriesMaker:
    """A builder of series from raw files; after any problem none of the series may be used."""

    def __init__(self, files: Mapping[str, RawFile], study: StudyPlaces) -> None:
        self.files = files
        self.study = study
        self.problems: list[Problem] = []

    def make(self, part: SeriesPart) -> list[Observation]:
        """Build the observations of one indicator."""
        file = self.files[part.file]
        cells = self.cells(part.selection, part.years)
        if part.divide is not None:
            cells = self._divided(cells, part, part.divide)
        factor = part.scale * FACTORS[part.convert]
        return [
            Observation(
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
            )
            for point in cells.values()
        ]

    def cells(self, selection: CellSelection, years: YearsPart = ALL_YEARS) -> dict[Cell, SourcePoint]:
        """Return one value for each place and year that a selection holds."""
        file = self.files[selection.file]
        column = selection.value or VALUE
        try:
            points = list(self._points(file, selection, column, years))
        except InvalidInput as refused:
            self.problems += refused.problems
            return {}
        note = self._note(file, column)
        if selection.sum is None:
            return one_each(points, note)
        return sum_categories(points, selection.sum, note)

    def _points(
        self, file: RawFile, selection: CellSelection, column: str, years: YearsPart
    ) -> Iterator[SourcePoint]:
        table, place, period = file.table, file.part.place, file.part.period
        over = selection.sum.over if selection.sum else ()
        dated = [] if period.kind is PeriodKind.FIXED else [period.column]
        rows = select(table, selection, [place.column, *dated, column, *over])
        reader = _RowReader(table, file.part, file.places, column, over)
        for row in rows:
            point = reader.read(row, years, self.problems)
            if point is not None:
                file.used.add(row.line)
                yield point

    def _note(self, file: RawFile, column: str) -> Note:
        return lambda cause, line: self.problems.append(Problem(cause, file.path, line, column))

    def _divided(
        self, cells: dict[Cell, SourcePoint], part: SeriesPart, by: DividePart
    ) -> dict[Cell, SourcePoint]:
        file, column = self.files[part.file], part.value or VALUE
        try:
            below = self._below(cells, by)
        except ValueError as fault:
            self.problems.append(Problem(str(fault), file.path, None, column))
            return cells
        return divide(cells, below, by, self._note(file, column))

    def _below(self, cells: dict[Cell, SourcePoint], by: DividePart) -> dict[Cell, ConvertedValue]:
        """Return the denominator of each place and year that has one."""
        if by.by is None:
            people = {place: self.study.population(place, by.population) for place, _ in cells}
            return {cell: ConvertedValue(Decimal(people[cell[0]])) for cell in cells}
        other = self.cells(by.by)
        wanted = {cell: (cell[0], by.year or cell[1]) for cell in cells}
        return {cell: other[one].value for cell, one in wanted.items() if one in other}


@dataclass(frozen=True, slots=True)
class _RowReader:
    table: LongTable
    part: FilePart
    places: PlaceReader
    column: str
    over: tuple[str, ...]

    def read(self, row: SheetRow, years: YearsPart, problems: list[Problem]) -> SourcePoint | None:
        """Read one row as a point; a fault is noted and gives nothing, as does a place or year left out."""
        columns, period = self.table.columns, self.part.period
        printed = row.cells[columns[period.column]] if period.column else str(period.year)
        place_cell = row.cells[columns[self.part.place.column]]
        at = period.column
        try:
            year = read_year(printed, period)
            if not years.holds(year):
                return None
            at = self.part.place.column
            place = self.places.read(place_cell, year)
            if place is None:
                return None
            at = self.table.label(row, self.column)
            value = FileNumberStyle.of(self.part).read(row.cells[columns[self.column]])
        except ValueError as fault:
            problems.append(Problem(str(fault), self.table.file, row.line, at))
            return None
        categories = tuple(text_of(row.cells[columns[name]]) for name in self.over)
        return SourcePoint(place, year, value, text_of(place_cell), text_of(printed), (row.line,), categories)
