"""Checks between the keys of a recipe, beyond each having its type."""

import codecs
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.sources.tables.period import FIRST_YEAR, LAST_YEAR
from loftet.sources.tables.recipe import (
    CellSelection,
    DividePart,
    FilePart,
    Kept,
    PeriodKind,
    PeriodPart,
    PlaceKind,
    PlacePart,
    Recipe,
    SeriesPart,
    WidePart,
)
from loftet.sources.tables.toml_record import TomlDocument, read_record
from loftet.text_files.rows import nearest
from loftet.text_files.toml_lines import Keys

OPEN_QUESTION = "CHOOSE"  # what `loftet recipe new` writes where a person must answer
Found = Iterator[tuple[str, Keys]]  # causes and the keys they belong to


def read_recipe(file: Path) -> tuple[Recipe, TomlDocument]:
    """Read a recipe and check it; every fault is named with its line and key.

    The document is given too, so that what shows up later can still be told with its line.
    """
    recipe, document = read_record(file, Recipe)
    problems = [document.problem(cause, keys) for cause, keys in _faults(recipe)]
    if problems:
        raise InvalidInput(problems)
    return recipe, document


def _faults(recipe: Recipe) -> Found:
    if not recipe.series:
        yield "the recipe has no series", ("series",)
    for name, part in recipe.files.items():
        yield from _file(part, ("files", name))
    for position, series in enumerate(recipe.series):
        yield from _series(recipe, series, ("series", position))
    yield from _names(recipe)
    yield from _unanswered(recipe)


def _unanswered(recipe: Recipe) -> Found:
    """Find what a proposal left to be chosen, and what readers must be told and is empty."""
    study = recipe.study
    told: list[tuple[str, Keys]] = [
        (getattr(study, key), ("study", key)) for key in ("title", "publisher", "licence")
    ]
    told += [(part.source, ("files", name, "source")) for name, part in recipe.files.items()]
    for words, keys in told:
        if not words.strip():
            yield "it is empty, and pages and downloads tell it to readers", keys
        elif words.startswith(OPEN_QUESTION):
            yield f"«{words}» is still to be chosen", keys


def _names(recipe: Recipe) -> Found:
    """Find indicators made twice, and files that nothing uses or that are both used and unused."""
    indicators = [series.indicator for series in recipe.series]
    for position, indicator in enumerate(indicators):
        if indicator in indicators[:position]:
            yield f"the indicator «{indicator}» has a series already", ("series", position, "indicator")
    used = {file for series in recipe.series for selection in _selections(series) for file in selection.file}
    for name in recipe.files:
        if name not in used:
            yield (
                f"no series uses the file «{name}»; if that is meant, name it in [[unused]]",
                ("files", name),
            )
    paths = {path for part in recipe.files.values() for path in part.path}
    for position, one in enumerate(recipe.unused):
        if one.file in paths:
            yield f"«{one.file}» is used above", ("unused", position, "file")
        if not one.reason.strip():
            yield "a file is left out without a reason", ("unused", position, "reason")


def _selections(series: SeriesPart) -> list[CellSelection]:
    below = series.divide.by if series.divide else None
    return [series.selection, *([below] if below else [])]


# --- files ----------------------------------------------------------------------------------------


def _file(part: FilePart, keys: Keys) -> Found:
    try:
        codecs.lookup(part.encoding)
    except LookupError:
        yield f"there is no encoding «{part.encoding}»", (*keys, "encoding")
    if len(part.separator) != 1:
        yield f"the separator «{part.separator}» is not one sign", (*keys, "separator")
    if part.decimal not in (".", ","):
        yield f"the decimal sign «{part.decimal}» is neither dot nor comma", (*keys, "decimal")
    if part.decimal == part.thousands:
        yield "the decimal sign and the sign between thousands are the same", (*keys, "thousands")
    if part.sheet_column and not part.sheet:
        yield "the names of sheets are read where the key «sheet» says which", (*keys, "sheet_column")
    if part.header_rows < 1:
        yield "a file needs a header row", (*keys, "header_rows")
    if not part.path:
        yield "there is no file", (*keys, "path")
    for sign in part.strip_value:
        if not sign or any(letter.isdecimal() for letter in sign):
            yield f"«{sign}» holds a digit, or nothing, and would change a number", (*keys, "strip_value")
    printed = [*part.missing, *part.not_possible, *part.suppressed, *part.not_applicable, *part.zero]
    for mark in sorted({mark for mark in printed if printed.count(mark) > 1}):
        yield f"the mark «{mark}» has two meanings", keys
    if "" in printed:
        yield "what an empty cell means is said by blank", keys
    yield from _place(part.place, (*keys, "place"))
    yield from _period(part.period, (*keys, "period"))
    if part.wide is not None:
        yield from _wide(part.wide, part.header_rows, (*keys, "wide"))


def _place(part: PlacePart, keys: Keys) -> Found:
    if (part.codes_at is None) != part.codes_follow_year:
        cause = "say the day at which the file's codes are valid: codes_at, or codes_follow_year = true"
        yield cause, (*keys, "codes_at")
    if part.digits and part.kind is PlaceKind.CODE_AND_NAME:
        yield "a code that stands with its name has all its digits", (*keys, "digits")
    if part.kind is PlaceKind.NAME and not part.scope:
        yield "names need a scope: the code of the county, region or country they lie in", (*keys, "scope")


def _period(part: PeriodPart, keys: Keys) -> Found:
    fixed = part.kind is PeriodKind.FIXED
    if part.kind.has_column and not part.column:
        yield "the key «column» is missing", (*keys, "column")
    elif part.column and fixed:
        yield "a fixed period has a year and no column", (*keys, "column")
    elif part.column and not part.kind.has_column:
        yield "the year is part of a name, so there is no column", (*keys, "column")
    if fixed != bool(part.year) and part.kind is not PeriodKind.MONTH:
        yield "year is for kind = «fixed», which needs it", (*keys, "year")
    elif part.year == date.max.year:
        yield "the year of the file is still to be chosen", (*keys, "year")
    elif fixed and not FIRST_YEAR <= part.year <= LAST_YEAR:
        yield f"the year {part.year} is not between {FIRST_YEAR} and {LAST_YEAR}", (*keys, "year")
    if part.month and not (fixed and 1 <= part.month <= PeriodKind.MONTH.parts):
        yield "month is 1 to 12, and for kind = «fixed»", (*keys, "month")
    if (part.kind is PeriodKind.SCHOOL_YEAR) != (part.term is not None):
        yield "term = «autumn» or «spring» is for kind = «school_year», which needs it", (*keys, "term")
    if (part.kind.parts > 1) != (part.keep is not None):
        cause = (
            "keep = «last», «mean» or «sum» is for kind = «half_year», «quarter» and «month», which need it"
        )
        yield cause, (*keys, "keep")
    if part.part and part.kind.parts == 1:
        yield "part is for kind = «half_year», «quarter» and «month»", (*keys, "part")
    if part.cumulated and part.keep in (Kept.MEAN, Kept.SUM):
        yield "figures of the year so far are never added up: write keep = «last»", (*keys, "keep")


def _wide(part: WidePart, header_rows: int, keys: Keys) -> Found:
    if len(part.names) != header_rows:
        yield f"{len(part.names)} names for {header_rows} header rows", (*keys, "names")
    if not part.id_columns:
        yield "a wide file needs the columns that hold no values", (*keys, "id_columns")


# --- series ---------------------------------------------------------------------------------------


def _series(recipe: Recipe, series: SeriesPart, keys: Keys) -> Found:
    yield from _selection(recipe, series.selection, keys)
    if series.years.last and series.years.first > series.years.last:
        yield "the last year is before the first", (*keys, "years")
    if series.scale == 0:
        yield "a scale of zero leaves nothing", (*keys, "scale")
    if series.divide is not None:
        yield from _divide(series.divide, (*keys, "divide"))
        if series.divide.by is not None:
            yield from _selection(recipe, series.divide.by, (*keys, "divide", "by"))


def _selection(recipe: Recipe, selection: CellSelection, keys: Keys) -> Found:
    if not selection.file:
        yield "there is no file", (*keys, "file")
    for name in selection.file:
        if selection.file.count(name) > 1:
            yield f"the file «{name}» is named twice", (*keys, "file")
        yield from _file_of(recipe, name, selection, keys)
    if selection.sum is not None and not selection.sum.over:
        yield "a sum needs the columns it adds over", (*keys, "sum", "over")


def _file_of(recipe: Recipe, name: str, selection: CellSelection, keys: Keys) -> Found:
    file = recipe.files.get(name)
    if file is None:
        known = nearest(name, list(recipe.files))
        yield f"there is no file «{name}» in the recipe{known}", (*keys, "file")
    elif file.wide is None and not selection.value:
        yield "the key «value» is missing: the column that holds the numbers", (*keys, "value")
    elif file.wide is not None and selection.value:
        yield "a wide file has no value column; choose its columns with where", (*keys, "value")


def _divide(part: DividePart, keys: Keys) -> Found:
    if bool(part.population) == (part.by is not None):
        yield "divide by population = YEAR or by = { file = … }, one of the two", keys
    if part.year and part.by is None:
        yield "year is for by; the population's year is said by population", (*keys, "year")
    if part.per <= 0:
        yield "per must be above zero", (*keys, "per")
