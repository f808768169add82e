"""The report of `loftet study build`: every file and how it was used, every indicator and what it holds."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from loftet.sources.tables.figures import Figure
from loftet.sources.tables.read import SheetRow, text_of
from loftet.sources.tables.study_folder import runs
from loftet.sources.workbook_layout import SheetEntry

SHOWN = 5


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file, or one sheet of it: its rows, what was made of them, and what was not read or used."""

    path: Path
    read: int
    used: int
    observations: Mapping[str, int]
    left_out: Mapping[str, str]
    sheet: str = ""  # where the recipe names it
    rows_left_out: tuple[SheetRow, ...] = ()
    not_used: Mapping[str, tuple[int, ...]] | None = None
    ends: int = 0
    below: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """Return the file, and the sheet where the recipe names one."""
        return f"{self.path} [{self.sheet}]" if self.sheet else str(self.path)

    def lines(self) -> list[str]:
        """Return the facts of the file, one line for each."""
        made = ", ".join(f"{indicator} {count}" for indicator, count in self.observations.items())
        made = made or "only divided by"
        told = [f"{self.read} rows read, {self.used} used; observations: {made}"]
        if self.left_out:
            names = ", ".join(f"{code} {name}" for code, name in sorted(self.left_out.items()))
            told.append(f"places outside the study left out: {names}")
        if self.rows_left_out:
            told.append(
                f"{_rows(len(self.rows_left_out))} left out by the recipe: {_shown(self.rows_left_out)}"
            )
        told += [
            f"{_rows(len(lines))} not used: {reason} (lines {_some_runs(lines)})"
            for reason, lines in (self.not_used or {}).items()
        ]
        if self.below:
            told.append(
                f"the table ends at the blank row {self.ends}; {_rows(len(self.below))} below it "
                f"{'was' if len(self.below) == 1 else 'were'} not read (lines {_some_runs(self.below)})"
            )
        if self.hidden_columns:
            told.append(f"hidden in the sheet: {', '.join(self.hidden_columns)}")
        if self.hidden_rows:
            told.append(
                f"{_rows(len(self.hidden_rows))} hidden in the sheet, and read as the others "
                f"(lines {_some_runs(self.hidden_rows)})"
            )
        return [f"{self.label}: {line}" for line in told]


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _shown(rows: tuple[SheetRow, ...]) -> str:
    shown = []
    for row in rows[:SHOWN]:
        first = next((text_of(cell) for cell in row.cells if cell != ""), "")
        shown.append(f"line {row.line} «{first}»")
    more = [f"and {len(rows) - SHOWN} more"] if len(rows) > SHOWN else []
    return ", ".join([*shown, *more])


def _some_runs(lines: tuple[int, ...]) -> str:
    parts = runs(lines).split()
    return " ".join([*parts[:SHOWN], *(["…"] if len(parts) > SHOWN else [])])


@dataclass(frozen=True, slots=True)
class WorkbookReport:
    """The sheets of a workbook that were read, and those that were not."""

    path: Path
    read: tuple[SheetEntry, ...]
    not_read: tuple[SheetEntry, ...]

    def line(self) -> str:
        """Return it as a line."""
        names = ", ".join(map(str, self.read))
        told = f"{self.path}: sheet{'s' if len(self.read) > 1 else ''} {names} read"
        return told + (f"; not read: {', '.join(map(str, self.not_read))}" if self.not_read else "")


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """One indicator: its figures and their extremes, the places without, and what to look at."""

    indicator: str
    figures: int
    years: tuple[int, int]
    places_with: int
    places: int
    only_marks: tuple[str, ...]
    absent: tuple[str, ...]
    lowest: Figure | None
    highest: Figure | None
    look_at: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield the facts of the indicator, one line for each."""
        yield from (f"{self.indicator}: {line}" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        first, last = self.years
        when = f" from {first} to {last}" if first != last else f" in {first}" if first else ""
        yield f"{self.figures} figures{when}; {self.places_with} of {self.places} places have any"
        if self.lowest and self.highest:
            yield f"lowest {self.lowest}, highest {self.highest}"
        if self.only_marks:
            yield f"rows without a figure for {', '.join(self.only_marks)}"
        if self.absent:
            yield f"no rows for {', '.join(self.absent)}"
        yield from (f"look at: {one}" for one in dict.fromkeys(self.look_at))


@dataclass(frozen=True, slots=True)
class BuildReport:
    """All that a build read, wrote, left out and did not find."""

    out: Path
    files: tuple[FileReport, ...]
    workbooks: tuple[WorkbookReport, ...]
    unused: Mapping[Path, str]
    ranked: int
    also: int
    statuses: Counter[str]
    indicators: tuple[IndicatorReport, ...]

    def lines(self) -> tuple[str, ...]:
        """Format the whole build, one line per fact."""
        told = [line for file in self.files for line in file.lines()]
        told += [workbook.line() for workbook in self.workbooks]
        told += [f"{path}: not used: {reason}" for path, reason in self.unused.items()]
        told += [line for indicator in self.indicators for line in indicator.lines()]
        told += self.totals()
        return (*told, f"{self.out}: written")

    def totals(self) -> list[str]:
        """Return the numbers of places and observations."""
        without = sorted((status, count) for status, count in self.statuses.items() if status)
        marks = ", ".join(f"{status} {count}" for status, count in without)
        told = (
            f"observations: {self.statuses.total()}, of which {sum(n for _, n in without)} without a value"
            + (f" ({marks})" if marks else "")
        )
        return [f"places: {self.ranked} ranked, {self.also} shown beside them", told]
