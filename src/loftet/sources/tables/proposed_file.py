"""Raw files that are written alike, as parts of a proposed recipe."""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.guess import (
    SHORT_CODE,
    Strangers,
    guess_answers,
    guess_category,
    guess_numbers,
    guess_period,
    guess_prefixed_period,
)
from loftet.sources.tables.period import kind_of_parts, month_named
from loftet.sources.tables.place import NOTE_SIGN
from loftet.sources.tables.proposed_lines import (
    NOTES_SHOWN,
    Sketch,
    filled,
    in_list,
    in_toml,
    key_of,
    kind_and_strip,
    number_lines,
    own_indicator,
    question_of,
    quoted,
    value_in_toml,
)
from loftet.sources.tables.proposed_period import ProposedPeriod
from loftet.sources.tables.read import lettered, text_of
from loftet.sources.tables.recipe import PlaceKind
from loftet.sources.tables.units import words_behind

VALUE_NAME = re.compile(r"andel|prosent|verdi|value|rate|antall", re.IGNORECASE)
CODE_NAME = re.compile(r"(nr|nummer|kode|code|id)\.?$", re.IGNORECASE)
FLAG_NAME = re.compile(r"flagg?\b|flagg?$|fotnote|^merk", re.IGNORECASE)
ENOUGH_NUMBERS = 0.5
FEW = 4  # rows in which a number may be the same by chance
MOST_MEASURES = 20  # of one file; more are categories that nobody has named
# Columns whose categories are measures: each an indicator of its own.
MEASURE_NAME = re.compile(r"indikator|variabel|m[åa]ltall|nøkkeltal|statistikk", re.IGNORECASE)


UNIT_BEHIND = re.compile(
    r"\((?:prosent|per ?cent|antall|kr|kroner|1000|per |pr\.? |%|personer|stk)[^)]*\)$", re.IGNORECASE
)
Measured = tuple[str, list[str]]  # the words of a measure, and the filter that keeps its rows


@dataclass(slots=True)
class ProposedFile(ProposedPeriod):
    """Files or sheets that are written alike, as parts of a recipe."""

    def sketches(self, name: str, strangers: Strangers, known: int) -> list[Sketch]:
        """Return the parts of the recipe: one, or one for each measure with its years in the header.

        Places are known from the year `known` on.
        """
        made = self._by_measure(name) or [self._in_one(name)]
        beside = {*self.guess.beside, *strangers.aliases.values()}
        years = [*self._years(known)]
        for one in made:
            one.beside = tuple(beside)
            for lines in one.series.values():
                lines += years
            one.head[:0] = [
                f"path = {in_toml([file.name for file in self.files])}",
                'source = "CHOOSE who publishes it"',
                *(f"{key} = {value_in_toml(value)}" for key, value in self.seen.keys.items()),
                *self._layout(strangers),
                *self._place(strangers),
            ]
        return made

    def told_of_hidden(self) -> Iterator[str]:
        """Yield what is hidden in the sheet: columns are not proposed, rows are read all the same."""
        if columns := self.hidden_here():
            yield f"# CHOOSE: {quoted([self.name(n) for n in columns])} is hidden in the file, and not read"
        lines = {row.line for row in self.body} & set(self.seen.hidden_rows)
        if lines:
            shown = ", ".join(map(str, sorted(lines)[:NOTES_SHOWN]))
            yield f"# CHOOSE: {len(lines)} hidden rows are read as the others (line {shown}); leave them out?"

    def told_of_names(self, named: Callable[[str], str]) -> Iterator[str]:
        """Yield what is told where a code and the name on its row are of two places."""
        if self.guess.kind is not PlaceKind.CODE:
            return
        for column in self.columns():
            if column == self.guess.column or not self.names_places(column):
                continue
            wrong = [
                (row.line, code, text)
                for row in self.body
                if len(row.cells) > max(column, self.guess.column)
                and (code := text_of(row.cells[self.guess.column])) in self.guess.names
                and (place := named(text := text_of(row.cells[column])))
                and place != self.guess.names[code]
            ]
            if wrong:
                line, code, text = wrong[0]
                here = f"line {line}: {code} is {self.guess.names[code]}, and its row has the name «{text}»"
                yield f"# CHOOSE: {len(wrong)} rows have the code of a place and the name of another ({here})"

    def _layout(self, strangers: Strangers) -> Iterator[str]:
        """Yield the keys of where the table begins and ends, and of rows that are left out."""
        if "turned" not in self.seen.keys and (skipped := self.seen.rows[self.start].line - 1):
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
        valid = "codes_follow_year = true" if guess.follows_year else f"codes_at = {guess.day}"
        keys = f'column = {in_toml(column)}, kind = "{guess.kind.value}", {valid}'
        if guess.kind is PlaceKind.NAME:
            keys += f", scope = {in_toml(self.scope)}"
        cells = self.cells(guess.column)
        known = [text for text in map(text_of, cells) if text in guess.known]
        is_short = any(isinstance(cell, int) for cell in cells) or any(map(SHORT_CODE.match, known))
        keys += ", digits = 4" if guess.kind is PlaceKind.CODE and is_short else ""
        signs = sorted({match[1].strip() for text in known if (match := NOTE_SIGN.search(text))})
        keys += f", strip = {in_toml(guess.strip)}" if guess.strip else ""
        keys += ', outside = "skip"' if guess.outside else ""
        keys += f", strip_end = {in_list(signs)}" if signs else ""
        if strangers.aliases:
            pairs = [f"{in_toml(text)} = {in_toml(code)}" for text, code in strangers.aliases.items()]
            keys += f", aliases = {{ {', '.join(pairs)} }}"
        empty = [column, *self._merged_beside()] if any(cell == "" for cell in cells) else []
        if blocks := [*empty, *self._years_of_blocks()]:
            yield f"fill_down = {in_list(blocks)}"
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
        part = self.part_column() if period is not None else None
        comments, chosen, measured = self._categories(
            {period, *columns, *others, self.guess.column, *(part[:1] if part else ())}
        )
        others = [*others, *self.hidden_here()]
        if others:
            comments.append(f"# other columns of numbers are {quoted([self.name(one) for one in others])}")
        for column in columns:
            for text, pairs in measured:
                words = " ".join(filter(None, [self.name(column) if len(columns) > 1 else "", text]))
                key = sketch.add(words or self.name(column), alone=len(columns) * len(measured) == 1)
                value = f"value = {in_toml(self.name(column))}"
                answers = self._answers(column)
                sketch.series[key] += [value, *answers, *([] if answers else comments)]
                sketch.series[key] += _where([*([] if answers else chosen), *pairs])
        return sketch

    def _answers(self, *columns: int) -> list[str]:
        """Return the filter of a column of yes and no: how many of the rows say yes; nothing for another."""
        found = guess_answers([cell for column in columns for cell in self.cells(column)])
        if found is None:
            return []
        told = "the figure is the share of yes, in per cent of the rows of a place and year"
        return [f"share = {{ yes = {in_list(found[0])}, no = {in_list(found[1])} }}  # CHOOSE: {told}"]

    def _by_measure(self, name: str) -> list[Sketch]:
        """Return a part of the recipe for each measure that stands before the years of a header."""
        dated = dict(list(self.dated.items())[:MOST_MEASURES])
        taken = {n for columns in dated.values() for n in columns}
        ids = [self.key(n) for n in self.columns() if n not in taken and self.holds_something(n)]
        comments, chosen, _measured = self._categories({*taken, self.guess.column})
        made = []
        for words, columns in dated.items():
            measure = words.strip(" :,-–")
            sketch = Sketch(name if len(dated) == 1 else f"{name}_{key_of(measure)}")
            kind = guess_prefixed_period([self.head[0].cells[n] for n in columns])
            assert kind is not None  # each was read with these words
            sketch.head += number_lines([cell for column in columns for cell in self.cells(column)])
            so_far = self.is_so_far(self.head[0].cells)
            written = kind_and_strip(*kind, self.head[0].cells, so_far=so_far)
            sketch.head += [
                f'period = {{ column = "År", {written} }}{question_of(kind[0], so_far=so_far)}',
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
        names, period, question = [], 'kind = "year"', ""
        ids = [self.key(n) for n in self.columns() if n not in years and self.holds_something(n)]
        when = "År" if "År" not in ids else "Periode"
        others: dict[str, list[str]] = {}
        so_far = self.is_so_far([cell for row in self.head for cell in row.cells])
        for n, row in enumerate(self.head, start=1):
            cells = [row.cells[column] for column in years]
            if (found := guess_prefixed_period(cells)) and when not in names:
                names.append(when)
                period = kind_and_strip(*found, cells, so_far=so_far)
                question = question_of(found[0], so_far=so_far)
                continue
            if when in names and period == 'kind = "year"' and (part := kind_of_parts(cells)):
                names.append("Del")
                period = f'{kind_and_strip(part, "", cells, so_far=so_far)}, part = "Del"'
                question = question_of(part, so_far=so_far)
                continue
            if when not in names and all(map(month_named, filled(cells))):
                names.append(when)
                period, question = self._months()
                continue
            names.append(f"Rad {n}")
            if any(cell != "" for cell in cells):
                others[f"Rad {n}"] = filled(cells)
        fill = ", fill = true" if any(row.cells[n] == "" for row in self.head for n in years) else ""
        behind = self._behind(years)
        if shown := [self.said(n) for n in behind]:
            sketch.head.append(f"# CHOOSE: {quoted(shown)} stand behind the years and are not read")
        sketch.head += [
            f'period = {{ column = "{when}", {period} }}{question}',
            f"wide = {{ id_columns = {in_list(ids)}, names = {in_list(names)}{fill} }}",
        ]
        self._measures_across(sketch, years, behind, others)

    def _measures_across(
        self, sketch: Sketch, years: list[int], behind: list[int], others: dict[str, list[str]]
    ) -> None:
        """Add an indicator for each set of headers above or below the years."""
        measures = list(dict.fromkeys(zip(*others.values(), strict=True))) or [()]
        comments, chosen, measured = self._categories({*years, *behind, self.guess.column})
        for texts in measures[:MOST_MEASURES]:
            for text, more in measured:
                words = " ".join([*texts, *([text] if text else [])])
                key = sketch.add(words, alone=len(measures) * len(measured) == 1)
                pairs = [f"{in_toml(row)} = {in_toml(one)}" for row, one in zip(others, texts, strict=True)]
                sketch.series[key] += [*self._answers(*years), *comments, *_where([*chosen, *pairs, *more])]

    def _value_columns(self, period: int | None) -> tuple[list[int], list[int]]:
        """Return the columns that measure something, each an indicator, and other columns of numbers."""
        part = (self.part_column() or ())[:1] if period is not None else ()
        numeric = [
            n
            for n in self.columns()
            if n not in (period, self.guess.column)
            and n not in self.seen.hidden_columns
            and self.said(n)
            and n not in part
            and (guess_numbers(self.cells(n)).share >= ENOUGH_NUMBERS or guess_answers(self.cells(n)))
        ]
        if not numeric:
            raise InvalidInput([self._without_numbers(period)])
        chosen = ([n for n in numeric if self._measures(n)] or numeric[-1:])[:MOST_MEASURES]
        return chosen, [n for n in numeric if n not in chosen]

    def _without_numbers(self, period: int | None) -> Problem:
        """Build what is told where no column holds numbers; words behind them may be the cause."""
        for row in self.body:
            for n, cell in enumerate(row.cells):
                if n not in (period, self.guess.column) and words_behind(text_of(cell)):
                    cause = (
                        f"no column holds numbers; «{cell}» has words behind its number: let the column have "
                        "numbers alone, in one unit"
                    )
                    return Problem(cause, self.seen.file, row.line, lettered(self.name(n), n))
        return Problem("no column holds numbers", self.seen.file)

    def _measures(self, column: int) -> bool:
        """Check whether a column of numbers measures something: it neither orders, nor dates, nor names."""
        name, cells = self.name(column), self.cells(column)
        if name.casefold().startswith("sort") or CODE_NAME.search(name):
            return False
        if VALUE_NAME.search(name):
            return True
        if FLAG_NAME.search(name) or (len(cells) > FEW and len(set(cells)) == 1):
            return False
        return guess_period(cells) is None and not self.repeats_places(column)

    def hidden_here(self) -> list[int]:
        """Return the hidden columns that hold something."""
        return [n for n in self.columns() if n in self.seen.hidden_columns and self.holds_something(n)]

    def _behind(self, years: Sequence[int]) -> list[int]:
        """Return the columns with a name behind the years that are none of them."""
        return [n for n in self.columns() if n > min(years) and n not in years and self.said(n)]

    def _categories(self, taken: AbstractSet[int | None]) -> tuple[list[str], list[str], list[Measured]]:
        """Return comments and filters on columns of categories, where a place and year have several rows.

        A column that names measures gives an indicator for each: its words, and the filter for it.
        """
        comments, chosen = [], []
        measured: list[Measured] = []
        for column in self.columns():
            if (
                column in taken
                or column in self.seen.hidden_columns
                or guess_period(self.cells(column)) is not None
            ):
                continue
            found = guess_category(self.cells(column))
            if found and len(found[1]) + 1 < len(self.body) and not self.names_places(column):
                name = self.key(column)
                texts = sorted((found[0], *found[1]))
                if not measured and len(texts) <= MOST_MEASURES and is_measure(name, texts):
                    measured = [(text, [f"{in_toml(name)} = {in_toml(text)}"]) for text in texts]
                    continue
                chosen.append(f"{in_toml(name)} = {in_toml(found[0])}")
                comments.append(f"# CHOOSE: «{name}» has {quoted(found[1])} too")
        return comments, chosen, measured or [("", [])]


def is_measure(name: str, texts: Sequence[str]) -> bool:
    """Check whether categories are measures: their column is called so, or each has its unit in brackets."""
    return bool(MEASURE_NAME.search(name)) or all(map(UNIT_BEHIND.search, texts))


def _where(pairs: Sequence[str]) -> list[str]:
    return [f"where = {{ {', '.join(pairs)} }}"] if pairs else []
