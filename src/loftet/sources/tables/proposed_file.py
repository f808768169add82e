"""Raw files that are written alike, as parts of a proposed recipe."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from loftet.invalid_input import InvalidInput
from loftet.sources.tables.guess import (
    NOTE_SIGN,
    Strangers,
    guess_category,
    guess_numbers,
    guess_period,
    guess_prefixed_period,
)
from loftet.sources.tables.proposed_lines import (
    YEAR,
    Sketch,
    filled,
    in_list,
    in_toml,
    key_of,
    number_lines,
    own_indicator,
    quoted,
)
from loftet.sources.tables.proposed_table import ProposedTable
from loftet.sources.tables.raw_file import YEAR_IN_NAME
from loftet.sources.tables.read import text_of
from loftet.sources.tables.recipe import PeriodKind, PlaceKind

VALUE_NAME = re.compile(r"andel|prosent|verdi|value|rate|antall", re.IGNORECASE)
CODE_NAME = re.compile(r"(nr|nummer|kode|code|id)\.?$", re.IGNORECASE)
SCHOOL = re.compile(r"skole|skule|school", re.IGNORECASE)
ENOUGH_NUMBERS = 0.5
MOST_MEASURES = 20  # of one file; more are categories that nobody has named


@dataclass(slots=True)
class ProposedFile(ProposedTable):
    """Files or sheets that are written alike, as parts of a recipe."""

    def sketches(self, name: str, strangers: Strangers) -> list[Sketch]:
        """Return the parts of the recipe: one, or one for each measure with its years in the header."""
        made = self._by_measure(name) or [self._in_one(name)]
        beside = {*self.guess.beside, *strangers.aliases.values()}
        for one in made:
            one.beside = tuple(beside)
            one.head[:0] = [
                f"path = {in_toml([file.name for file in self.files])}",
                'source = "CHOOSE who publishes it"',
                *(f"{key} = {in_toml(str(value))}" for key, value in self.seen.keys.items()),
                *self._layout(strangers),
                *self._place(strangers),
            ]
        return made

    def _layout(self, strangers: Strangers) -> Iterator[str]:
        """Yield the keys of where the table begins and ends, and of rows that are left out."""
        if skipped := self.seen.rows[self.start].line - 1:
            yield f"skip_rows = {skipped}"
        if self.headers > 1:
            yield f"header_rows = {self.headers}"
        if self.until_blank:
            yield "until_blank_row = true  # what stands below is told by the report"
        if self.notes:
            words = [
                f"{in_toml(self.key(column))} = {in_list(texts)}" for column, texts in self.notes.items()
            ]
            yield f"leave_out_starting = {{ {', '.join(words)} }}"
        if strangers.others:
            shown = quoted(strangers.others)
            yield f"# CHOOSE: no place of the study is called {shown}; to be left out, or aliases?"
        out = {**self.sums}
        if strangers.totals or strangers.others:
            out[self.guess.column] = [*strangers.totals, *strangers.others]
        if out:
            words = [f"{in_toml(self.key(column))} = {in_list(texts)}" for column, texts in out.items()]
            yield f"leave_out = {{ {', '.join(words)} }}"
        if strangers.doubtful:
            shown = quoted(strangers.doubtful)
            yield f'# CHOOSE: no place of the study is called {shown}; leave_out, aliases or outside = "skip"'

    def _place(self, strangers: Strangers) -> Iterator[str]:
        """Yield how the places are written."""
        guess, column = self.guess, self.key(self.guess.column)
        keys = f'column = {in_toml(column)}, kind = "{guess.kind.value}", codes_at = {guess.day}'
        if guess.kind is PlaceKind.NAME:
            keys += f", scope = {in_toml(self.scope)}"
        cells = self.cells(guess.column)
        if guess.kind is PlaceKind.CODE and any(isinstance(cell, int) for cell in cells):
            keys += ", digits = 4"
        known = [text for text in map(text_of, cells) if text in guess.known]
        signs = sorted({match[1].strip() for text in known if (match := NOTE_SIGN.search(text))})
        keys += f", strip = {in_toml(guess.strip)}" if guess.strip else ""
        keys += ', outside = "skip"' if guess.outside else ""
        keys += f", strip_end = {in_list(signs)}" if signs else ""
        if strangers.aliases:
            pairs = [f"{in_toml(text)} = {in_toml(code)}" for text, code in strangers.aliases.items()]
            keys += f", aliases = {{ {', '.join(pairs)} }}"
        if any(cell == "" for cell in cells):
            yield f"fill_down = {in_list([column, *self._merged_beside()])}"
        yield f"place = {{ {keys} }}"

    def _merged_beside(self) -> list[str]:
        """Return the other columns that leave cells empty below the first row of a block."""
        numbers = {*self.years, *(n for columns in self.dated.values() for n in columns)}
        return [
            self.key(n)
            for n in self.columns()
            if self.is_merged
            and n not in (self.guess.column, *numbers)
            and (cells := self.cells(n))
            and cells[0] != ""
            and "" in cells
            and (guess_period(cells) is not None or guess_numbers(cells).share < ENOUGH_NUMBERS)
        ]

    def _in_one(self, name: str) -> Sketch:
        """Return the part of the recipe with the period, the columns of numbers and the categories."""
        sketch = Sketch(name)
        if self.years:
            self._wide(sketch, self.years)
            sketch.head[:0] = number_lines([cell for column in self.years for cell in self.cells(column)])
            return sketch
        period = self.period_column()
        columns, others = self._value_columns(period)
        sketch.head += number_lines([cell for column in columns for cell in self.cells(column)])
        sketch.head += self._period(period)
        comments, chosen = self._categories({period, *columns, *others, self.guess.column})
        where = [*comments, *_where(chosen)]
        if others:
            where.append(f"# other columns of numbers are {quoted([self.name(one) for one in others])}")
        for column in columns:
            key = sketch.add(self.name(column), alone=len(columns) == 1)
            sketch.series[key] += [f"value = {in_toml(self.name(column))}", *where]
        return sketch

    def _by_measure(self, name: str) -> list[Sketch]:
        """Return a part of the recipe for each measure that stands before the years of a header."""
        dated = dict(list(self.dated.items())[:MOST_MEASURES])
        taken = {n for columns in dated.values() for n in columns}
        ids = [self.key(n) for n in self.columns() if n not in taken and self.holds_something(n)]
        comments, chosen = self._categories({*taken, self.guess.column})
        made = []
        for words, columns in dated.items():
            measure = words.strip(" :,-–")
            sketch = Sketch(name if len(dated) == 1 else f"{name}_{key_of(measure)}")
            kind = guess_prefixed_period([self.head[0].cells[n] for n in columns])
            assert kind is not None  # each was read with these words
            sketch.head += number_lines([cell for column in columns for cell in self.cells(column)])
            sketch.head += [
                f'period = {{ column = "År", {_kind_and_strip(*kind)} }}',
                f'wide = {{ id_columns = {in_list(ids)}, names = ["År"] }}',
            ]
            sketch.series[sketch.name] = [own_indicator(measure)] if len(dated) > 1 else []
            sketch.series[sketch.name] += [*comments, *_where(chosen)]
            if words and len(dated) > 1:
                sketch.series[sketch.name].append(f'starts_with = {{ "År" = {in_toml(words)} }}')
            sketch.names[sketch.name] = measure or sketch.name
            made.append(sketch)
        return made

    def _wide(self, sketch: Sketch, years: list[int]) -> None:
        """Add the layout of a file with a column for each year; each set of other headers is an indicator."""
        names, period = [], 'kind = "year"'
        others: dict[str, list[str]] = {}
        for n, row in enumerate(self.head, start=1):
            cells = [row.cells[column] for column in years]
            if (found := guess_prefixed_period(cells)) and "År" not in names:
                names.append("År")
                period = _kind_and_strip(*found)
                continue
            names.append(f"Rad {n}")
            if any(cell != "" for cell in cells):
                others[f"Rad {n}"] = filled(cells)
        fill = ", fill = true" if any(row.cells[n] == "" for row in self.head for n in years) else ""
        ids = [self.key(n) for n in self.columns() if n not in years and self.holds_something(n)]
        sketch.head += [
            f'period = {{ column = "År", {period} }}',
            f"wide = {{ id_columns = {in_list(ids)}, names = {in_list(names)}{fill} }}",
        ]
        measures = list(dict.fromkeys(zip(*others.values(), strict=True))) or [()]
        comments, chosen = self._categories({*years, self.guess.column})
        for texts in measures[:MOST_MEASURES]:
            key = sketch.add(" ".join(texts), alone=len(measures) == 1)
            pairs = [f"{in_toml(row)} = {in_toml(text)}" for row, text in zip(others, texts, strict=True)]
            sketch.series[key] += [*comments, *_where([*chosen, *pairs])]

    def _period(self, column: int | None) -> Iterator[str]:
        if column is not None:
            kind = guess_period(self.cells(column))
            assert kind is not None  # the column was chosen by it
            name = self.name(column)
            if kind is PeriodKind.INTERVAL and SCHOOL.search(name):
                kind = PeriodKind.SCHOOL_YEAR
            yield f"period = {{ column = {in_toml(name)}, {_kind_and_strip(kind, '')} }}" + _term(kind)
        elif self.seen.year_in_sheet:
            yield 'period = { kind = "sheet_name" }'
        elif len(YEAR_IN_NAME.findall(self.seen.file.stem)) == 1:
            yield 'period = { kind = "file_name" }'
        else:
            above = [text_of(cell) for row in self.seen.rows[: self.first] for cell in row.cells]
            years = {year for text in above for year in YEAR.findall(text)}
            year = years.pop() if len(years) == 1 else date.max.year
            yield f'period = {{ kind = "fixed", year = {year} }}  # CHOOSE the year of the file'

    def _value_columns(self, period: int | None) -> tuple[list[int], list[int]]:
        """Return the columns that measure something, each an indicator, and other columns of numbers."""
        numeric = [
            n
            for n in self.columns()
            if n not in (period, self.guess.column)
            and self.said(n)
            and guess_numbers(self.cells(n)).share >= ENOUGH_NUMBERS
        ]
        if not numeric:
            raise InvalidInput.because("no column holds numbers", file=self.seen.file)
        chosen = ([n for n in numeric if self._measures(n)] or numeric[-1:])[:MOST_MEASURES]
        return chosen, [n for n in numeric if n not in chosen]

    def _measures(self, column: int) -> bool:
        """Check whether a column of numbers measures something: it neither orders, nor dates, nor names."""
        name, cells = self.name(column), self.cells(column)
        if name.casefold().startswith("sort") or CODE_NAME.search(name):
            return False
        if VALUE_NAME.search(name):
            return True
        return guess_period(cells) is None and not self.repeats_places(column)

    def _categories(self, taken: AbstractSet[int | None]) -> tuple[list[str], list[str]]:
        """Return comments and filters on columns of categories, where a place and year have several rows."""
        comments, chosen = [], []
        for column in self.columns():
            if column in taken or guess_period(self.cells(column)) is not None:
                continue
            found = guess_category(self.cells(column))
            if found and len(found[1]) + 1 < len(self.body) and not self.names_places(column):
                name = self.key(column)
                chosen.append(f"{in_toml(name)} = {in_toml(found[0])}")
                comments.append(f"# CHOOSE: «{name}» has {quoted(found[1])} too")
        return comments, chosen


def _kind_and_strip(kind: PeriodKind, strip: str) -> str:
    term = ', term = "autumn"' if kind is PeriodKind.SCHOOL_YEAR else ""
    return f'kind = "{kind.value}"{term}' + (f", strip = {in_toml(strip)}" if strip else "")


def _term(kind: PeriodKind) -> str:
    if kind is not PeriodKind.SCHOOL_YEAR:
        return ""
    return "  # CHOOSE: «autumn» counts 2021/22 as 2021, «spring» as 2022"


def _where(pairs: Sequence[str]) -> list[str]:
    return [f"where = {{ {', '.join(pairs)} }}"] if pairs else []
