"""The periods of raw files that are written alike, as the lines of a proposed recipe."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from loftet.invalid_input import InvalidInput
from loftet.sources.tables.guess import guess_period
from loftet.sources.tables.period import LAST_YEAR, is_so_far, read_part, read_year
from loftet.sources.tables.proposed_lines import (
    YEAR,
    in_toml,
    kind_and_strip,
    question_of,
    quoted,
    signs_of_notes,
)
from loftet.sources.tables.proposed_table import ProposedTable
from loftet.sources.tables.raw_file import month_in, years_in
from loftet.sources.tables.read import Cell, SheetRow, text_of
from loftet.sources.tables.recipe import Kept, PeriodKind, PeriodPart, PlaceKind

SCHOOL = re.compile(r"skole|skule|school", re.IGNORECASE)
SO_FAR = re.compile(r"hittil|h\.i\.[åa]|so far|year.to.date|akkumuler|kumul", re.IGNORECASE)
TIME_NAME = re.compile(
    r"\b(år|aar|year|period\w*|kvarta\w*|m[åa]ned\w*|halv[åa]r|uke|veke|dato|tid\w*)\b", re.IGNORECASE
)
WEEK = re.compile(r"\b(uke|veke|week)\b", re.IGNORECASE)


@dataclass(slots=True)
class ProposedPeriod(ProposedTable):
    """Files or sheets that are written alike, and when their figures are of."""

    def _years(self, known: int) -> Iterator[str]:
        """Yield what is to be chosen where years are before the first day of which places are known."""
        if min(map(int, self.printed_years()), default=LAST_YEAR) >= known:
            return
        if self.guess.follows_year:
            yield f"years = {{ first = {known} }}  # no codes of before are known: those years are left out"
        elif self.guess.kind is PlaceKind.NAME:
            yield (
                f"# CHOOSE: figures of before {known} would stand under the places of today; where a place "
                f"was another then, write years = {{ first = {known} }}"
            )

    def printed_years(self) -> set[str]:
        """Return the years of the periods as they are printed, also in names and titles."""
        if self.is_wide():
            columns = [*self.years, *(n for several in self.dated.values() for n in several)]
            texts = [text_of(row.cells[n]) for row in self.head for n in columns if n < len(row.cells)]
        elif (column := self.period_column()) is not None:
            texts = [text_of(cell) for cell in self.cells(column)]
        else:
            texts = [file.stem for file in self.files]
        return {year for text in texts for year in YEAR.findall(text)}

    def _years_of_blocks(self) -> list[str]:
        """Return the column of the years where each is written in the first row of its block alone."""
        if self.is_wide() or self.is_merged or (column := self.period_column()) is None:
            return []
        cells = self.cells(column)
        is_block = cells[0] != "" and cells.count("") > len(cells) / 2
        return [self.key(column)] if is_block else []

    def _months(self) -> tuple[str, str]:
        """Return how months without a year are read, and what is asked of them."""
        so_far = self.is_so_far(())
        keys = kind_and_strip(PeriodKind.MONTH, "", (), so_far=so_far)
        question = question_of(PeriodKind.MONTH, so_far=so_far)
        if self.seen.year_in_sheet or all(len(years_in(file.stem)) == 1 for file in self.files):
            return keys, question
        years = self.years_above(self.seen.rows)
        year = years.pop() if len(years) == 1 and len(self.files) == 1 else date.max.year
        return f"{keys}, year = {year}", f"{question}; and the year"

    def _period(self, column: int | None) -> Iterator[str]:
        """Yield how the periods are written, and what is asked of them."""
        if column is not None:
            yield self._of_column(column)
            yield from self._other_periods(column)
        elif self.seen.year_in_sheet:
            yield f'period = {{ kind = "sheet_name" }}{self._contradicted()}'
        elif len(years_in(self.seen.file.stem)) == 1:
            says = self._contradicted()
            if not says and any(month_in(file.stem) for file in self.files):
                says = "  # the year is that of the month in the name, and the period is written as the month"
            yield f'period = {{ kind = "file_name" }}{says}'
        else:
            self._demand_no_years_between()
            yield from self._unread_periods()
            years = self.years_above(self.seen.rows)
            year = years.pop() if len(years) == 1 else date.max.year
            yield f'period = {{ kind = "fixed", year = {year} }}  # CHOOSE the year of the file'

    def _of_column(self, column: int) -> str:
        """Return how a column of periods is written; a quarter may have its year in another column."""
        cells, name = self.cells(column), self.name(column)
        kind = guess_period(cells)
        assert kind is not None  # the column was chosen by it
        if kind is PeriodKind.INTERVAL and SCHOOL.search(name):
            kind = PeriodKind.SCHOOL_YEAR
        beside = ""
        if kind is PeriodKind.YEAR and (part := self.part_column()) is not None:
            kind, beside = part[1], f", part = {in_toml(self.name(part[0]))}"
        so_far = self.is_so_far(cells)
        written = kind_and_strip(kind, "", cells, so_far=so_far) + beside
        return f"period = {{ column = {in_toml(name)}, {written} }}{question_of(kind, so_far=so_far)}"

    def _other_periods(self, column: int) -> Iterator[str]:
        """Yield other columns of periods, and the years that end before their last quarter or month."""
        for n in self.columns():
            cells = self.cells(n)
            if n in (column, self.guess.column) or len(set(cells)) < 2 or self.repeats_places(n):
                continue
            if guess_period(cells) is not None and n not in self.seen.hidden_columns:
                yield f"# CHOOSE: «{self.said(n)}» has periods too, and is not read as the period"
        kind = guess_period(self.cells(column))
        if kind is None or kind.parts == 1:
            return
        ends: dict[int, int] = {}
        for cell in dict.fromkeys(self.cells(column)):
            part = PeriodPart(kind, keep=Kept.LAST, cumulated=True, strip_end=signs_of_notes([cell]))
            year = read_year(cell, part) if cell != "" else 0
            ends[year] = max(ends.get(year, 0), read_part(cell, part) if year else kind.parts)
        if short := sorted(year for year, last in ends.items() if last < kind.parts):
            yield f"# CHOOSE: {', '.join(map(str, short))} ends before its last {kind.words}, and is left out"

    def is_so_far(self, cells: Iterable[Cell]) -> bool:
        """Check whether figures are of the year so far: by their periods, or by title, header and name."""
        above = [text_of(cell) for row in self.seen.rows[: self.first] for cell in row.cells]
        return any(map(is_so_far, cells)) or any(map(SO_FAR.search, [*above, self.seen.file.stem]))

    def _contradicted(self) -> str:
        """Return what is asked where a title names another year than the file or the sheet is named by."""
        for label, rows in zip(self.labels, self.tables, strict=False):
            named = set(map(str, years_in(label)))
            if told := self.years_above(rows) - named:
                where = f" of «{label}»" if len(self.labels) > 1 else ""
                return f"  # CHOOSE: the title{where} says {', '.join(sorted(told))}"
        return ""

    def _demand_no_years_between(self) -> None:
        """Refuse a table whose years are rows between those of the places."""
        texts = [*(text for texts in self.notes.values() for text in texts), *self.strangers()]
        years = [text for text in dict.fromkeys(texts) if YEAR.fullmatch(text)]
        if not years:
            return
        line = next(row.line for row in self.seen.rows if years[0] in map(text_of, row.cells))
        cause = (
            f"{quoted(years)} stand as rows between the places, as in a compact pivot table; show it in "
            "tabular form, or give each row its year in a column"
        )
        raise InvalidInput.because(cause, file=self.seen.file, line=line)

    def _unread_periods(self) -> Iterator[str]:
        """Yield the columns that are called by a time and are not read as one: weeks, or several kinds."""
        for n in self.columns():
            cells = list(dict.fromkeys(text_of(cell) for cell in self.cells(n) if cell != ""))
            if n == self.guess.column or not cells or not TIME_NAME.search(self.said(n)):
                continue
            kinds = [guess_period([cell]) for cell in cells]
            if WEEK.search(self.said(n)):
                why = "weeks are not read; make a table of months or years"
            elif len(set(kinds)) > 1 and None not in kinds:
                why = "several kinds of period; keep one kind in the file"
            else:
                why = "not read as a period"
            yield f"# CHOOSE: «{self.said(n)}» has {quoted(cells)}: {why}"

    def years_above(self, rows: Sequence[SheetRow]) -> set[str]:
        """Return the years of the title and the header of a table."""
        above = [text_of(cell) for row in rows[: self.first] for cell in row.cells]
        return {year for text in above for year in YEAR.findall(text)}
