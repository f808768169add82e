"""The raw files of a recipe: which files and sheets its paths mean, and what was done with their rows."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.faults import RecipeFault
from loftet.sources.tables.period import FIRST_YEAR, LAST_YEAR
from loftet.sources.tables.place import PlaceReader, StudyPlaces
from loftet.sources.tables.raw_text import demand_true_name, is_excel
from loftet.sources.tables.read import Reading, read_rows
from loftet.sources.tables.recipe import FilePart, PeriodKind, PeriodPart, Recipe
from loftet.sources.tables.shape import LongTable, shape
from loftet.sources.tables.toml_record import TomlDocument
from loftet.sources.workbook import demand_workbook
from loftet.sources.workbook_layout import SheetEntry, sheets_of
from loftet.text_files.rows import nearest

PATTERN = re.compile(r"[*?]")
YEAR_IN_NAME = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
MONTH_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})M?(0[1-9]|1[0-2])(?!\d)", re.ASCII)  # 202312, 2023M12
DAY_IN_NAME = re.compile(
    r"(?<!\d)(?:\d{4}[-_.]\d{2}[-_.]\d{2}|\d{1,2}\.\d{1,2}\.\d{4}|20\d{6})(?!\d)", re.ASCII
)
OPEN_IN_EXCEL = "~$"  # what Excel lays beside a workbook that is open


def years_in(name: str) -> set[int]:
    """Return the years in the name of a file or a sheet; the year of a whole day is of when it was fetched.

    >>> years_in("tall 2024 hentet 2025-02-03"), years_in("2019 og 2020") == {2019, 2020}
    ({2024}, True)
    >>> years_in("tall_202312"), month_in("tall_202312"), month_in("tall_2023")
    ({2023}, 12, 0)
    """
    found = {*map(int, YEAR_IN_NAME.findall(_without_days(name))), *(year for year, _ in _months_in(name))}
    return {year for year in found if FIRST_YEAR <= year <= LAST_YEAR}


def month_in(name: str) -> int:
    """Return the month in the name of a file or a sheet, as in «tall_202312»; 0 for none or several."""
    found = _months_in(name)
    return found.pop()[1] if len(found) == 1 else 0


def _months_in(name: str) -> set[tuple[int, int]]:
    """Return years and months; 201112 may also be a school year, and is neither."""
    found = {(int(year), int(month)) for year, month in MONTH_IN_NAME.findall(_without_days(name))}
    return {(year, month) for year, month in found if (year + 1) % 100 != month}


def _without_days(name: str) -> str:
    return DAY_IN_NAME.sub("", name) or name


@dataclass(slots=True)
class RawFile:
    """One file, or one sheet of it: how it is written, its rows once they are read, and their use.

    `used` are the lines that a series is made of, `not_used` why others are not. `alone` is one that the
    recipe does not read together with others.
    """

    name: str
    part: FilePart
    path: Path
    sheet: str
    places: PlaceReader
    document: TomlDocument
    alone: bool = True
    used: set[int] = field(default_factory=set)
    not_used: dict[int, str] = field(default_factory=dict)
    _reading: Reading | None = None
    _table: LongTable | None = None

    @property
    def reading(self) -> Reading:
        """Return the rows as they stand; the file is read once."""
        if self._reading is None:
            with self._naming_the_sheet():
                reading = read_rows(self.path, self.part, self.sheet)
            if self.alone and reading.idle:
                raise reading.idle[0].fault(self.path)
            self._reading = reading
        return self._reading

    @property
    def table(self) -> LongTable:
        """Return the rows as named columns."""
        if self._table is None:
            self._table = shape(self.shown, self.reading.rows, self.part)
        return self._table

    @property
    def shown(self) -> Path:
        """Return the file as faults name it: with its sheet where the recipe reads several."""
        return self.path.with_name(self.label)

    @contextmanager
    def _naming_the_sheet(self) -> Iterator[None]:
        """Name the sheet in each fault of the file."""
        try:
            yield
        except InvalidInput as refused:
            shown = [replace(one, file=self.shown) if one.line else one for one in refused.problems]
            raise InvalidInput(shown) from None

    @property
    def label(self) -> str:
        """Return the name of the file, and of the sheet where the recipe reads several."""
        return f"{self.path.name} [{self.sheet}]" if self.sheet else self.path.name

    def recipe_problem(self, fault: RecipeFault) -> Problem:
        """Build a problem at the line of the recipe that is at fault."""
        return self.document.problem(str(fault), ("files", self.name, *fault.keys))


def raw_files(
    recipe: Recipe, document: TomlDocument, data: Path, study: StudyPlaces
) -> dict[str, tuple[RawFile, ...]]:
    """Find the files and sheets of each part of the recipe; none of them is read yet but for its sheets."""
    problems: list[Problem] = []
    found: dict[str, tuple[RawFile, ...]] = {}
    for name, part in recipe.files.items():
        try:
            pairs = [pair for path in _paths(part, data) for pair in _with_sheets(part, path)]
            found[name] = tuple(
                RawFile(
                    *(name, _dated(part, path, sheet), path, sheet, PlaceReader(part.place, study), document),
                    alone=len(pairs) == 1,
                )
                for path, sheet in pairs
            )
        except RecipeFault as fault:
            problems.append(document.problem(str(fault), ("files", name, *fault.keys)))
        except InvalidInput as refused:
            problems += refused.problems
    if problems:
        raise InvalidInput(problems)
    return found


def _paths(part: FilePart, data: Path) -> list[Path]:
    there = sorted(path.name for path in data.iterdir() if path.is_file())
    paths: dict[str, None] = {}
    for path in part.path:
        if not PATTERN.search(path):
            paths[path] = None
            continue
        fitting = [name for name in there if fnmatchcase(name, path) and not name.startswith(OPEN_IN_EXCEL)]
        if not fitting:
            raise RecipeFault(f"no file in {data} is called «{path}»{nearest(path, there)}", "path")
        paths |= dict.fromkeys(fitting)
    return [data / path for path in paths]


def _with_sheets(part: FilePart, path: Path) -> list[tuple[Path, str]]:
    """Return a file with each sheet that is asked for; a hidden one is read only by its full name."""
    if not part.sheet:
        return [(path, _first_sheet(path) if part.period.kind is PeriodKind.SHEET_NAME else "")]
    if not is_excel(path):
        raise RecipeFault(f"{path} is no workbook and has no sheets", "sheet")
    sheets: dict[str, None] = {}
    for wanted in part.sheet:
        if not PATTERN.search(wanted):
            sheets[wanted] = None
            continue
        fitting = [one.name for one in _sheets(path) if not one.hidden and fnmatchcase(one.name, wanted)]
        if not fitting:
            raise RecipeFault(f"no sheet of {path} that is not hidden is called «{wanted}»", "sheet")
        sheets |= dict.fromkeys(fitting)
    return [(path, sheet) for sheet in sheets]


def _first_sheet(path: Path) -> str:
    return next((sheet.name for sheet in _sheets(path) if not sheet.hidden), "")


def _sheets(path: Path) -> tuple[SheetEntry, ...]:
    demand_true_name(path)
    demand_workbook(path)
    return sheets_of(path)


def _dated(part: FilePart, path: Path, sheet: str) -> FilePart:
    """Return the part with the year that its file or sheet is named by, where the recipe needs it."""
    kind = part.period.kind
    if kind is PeriodKind.MONTH and not part.period.year:  # for months that are written without a year
        years = years_in(sheet) or years_in(path.stem)
        year = years.pop() if len(years) == 1 else 0
        return replace(part, period=replace(part.period, year=year))
    if kind not in (PeriodKind.FILE_NAME, PeriodKind.SHEET_NAME):
        return part
    name = path.stem if kind is PeriodKind.FILE_NAME else sheet
    years = years_in(name)
    if len(years) != 1:
        told = "no year" if not years else f"several years ({', '.join(map(str, sorted(years)))})"
        raise RecipeFault(f"the name «{name}» holds {told}", "period", "kind")
    return replace(part, period=PeriodPart(PeriodKind.FIXED, year=years.pop(), month=month_in(name)))


Files = Mapping[str, tuple[RawFile, ...]]
