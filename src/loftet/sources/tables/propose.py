"""A recipe proposed from raw files: what was seen, with a comment where a person must choose."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from hashlib import file_digest
from pathlib import Path

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.invalid_input import InvalidInput
from loftet.sources.tables.blocks import pasted_line, tables_on
from loftet.sources.tables.guess import (
    Strangers,
    guess_numbers,
    guess_place,
    guess_prefixed_period,
)
from loftet.sources.tables.indicators import COLUMNS
from loftet.sources.tables.proposed_file import ProposedFile
from loftet.sources.tables.proposed_lines import YEAR, Sketch, in_list, in_toml, key_of, quoted
from loftet.sources.tables.raw_file import years_in
from loftet.sources.tables.raw_look import (
    RawLook,
    filled_cells,
    look,
    look_at_sheet,
    look_at_sheets,
    turned_round,
    visible_sheets,
)
from loftet.sources.tables.read import text_of

VALUE_LINE = "value = "
SHOWN = 3  # cells
COLUMNS_OF_PLACES = 4  # the first ones, of which one may have the places
FEWEST_PLACES = 3  # in a row or as sheets: fewer may be names by chance
MOST_ABOVE = 15  # rows that may stand above the places of a table turned round
CODE = re.compile(r"^(\d{4})(?!\d)", re.ASCII)
DIGITS = re.compile(r"\d+")


def propose(files: Sequence[Path], gazetteer: Gazetteer, scope: str, codes_at: date) -> tuple[str, str]:
    """Return a recipe and a list of indicators for raw files.

    Files with the same header, and names that differ in digits alone, are one series.

    Raises:
        InvalidInput: when a file is no table, or has no column of places.
    """
    alike: dict[tuple[object, ...], list[RawLook]] = {}
    around = gazetteer.resolve(scope, codes_at)
    _demand_different(files)
    for file in files:
        for seen in _seen(file, partial(_place_of, gazetteer, around, codes_at)):
            alike.setdefault(_layout(seen), []).append(seen)
    sketches: list[Sketch] = []
    for n, several in enumerate(alike.values(), start=1):
        for one in _sketches(_name(n, several[0]), several, gazetteer, scope, codes_at):
            one.header, one.stem = header_of(several[0]), stem_of(several[0].file) + several[0].title
            if several[0].title:
                one.names = {key: one.names.get(key, several[0].title) for key in one.series}
            _join(one, sketches)
            sketches.append(one)
    return _recipe(sketches, scope, codes_at), _indicators(sketches)


def _name(number: int, seen: RawLook) -> str:
    """Return what a part of the recipe is called; after its sheet where each sheet is a table of its own."""
    return f"fil{number}_{key_of(seen.title)}" if seen.title else f"fil{number}"


def _demand_different(files: Sequence[Path]) -> None:
    """Refuse a file that is the same as another to the last byte, and of no other year by its name."""
    found: dict[object, Path] = {}
    for file in files:
        with suppress(OSError), file.open("rb") as stream:
            years = frozenset(years_in(file.stem))
            first = found.setdefault((years, file_digest(stream, "sha256").digest()), file)
            if first != file:
                cause = f"it is the same as {first.name} to the last byte; leave one of them out"
                raise InvalidInput.because(cause, file=file)


def _seen(file: Path, named: Callable[[str], str]) -> list[RawLook]:
    """Return a file as tables with a place in each row, also where places are sheets or columns."""
    seen, visible = look(file), visible_sheets(file)
    places = [name for name in visible if named(name)]
    if len(places) >= FEWEST_PLACES:
        return [look_at_sheets(file, places)]
    if len(visible) > 1 and not seen.year_in_sheet:
        tables = [one for name in visible if _is_table(one := look_at_sheet(file, name), named)]
        if len(tables) > 1:
            return tables
    return [_turned(seen, named)]


def _is_table(seen: RawLook, named: Callable[[str], str]) -> bool:
    """Check whether a sheet has rows with a place and a number."""
    found = 0
    for row in seen.rows:
        texts = [text_of(cell) for cell in row.cells[:COLUMNS_OF_PLACES]]
        numbers = [cell for cell in row.cells[1:] if cell != "" and guess_numbers([cell]).share]
        found += bool(numbers) and any(text and named(text) for text in texts)
    return found >= FEWEST_PLACES


def _turned(seen: RawLook, named: Callable[[str], str]) -> RawLook:
    """Return a table with a place in each row, the other way round where places are columns."""
    for n, row in enumerate(seen.rows[:MOST_ABOVE]):
        _first, *others = (text_of(cell) for cell in row.cells if cell != "") if filled_cells(row) else ("",)
        found = sum(bool(named(text)) for text in others)
        if found >= FEWEST_PLACES and found * 2 > len(others):
            below = [one.cells[0] for one in seen.rows[n + 1 :] if not one.blank]
            return turned_round(seen, n) if guess_prefixed_period(below) else seen
    return seen


def _layout(seen: RawLook) -> tuple[object, ...]:
    """Return what files must have in common to be written in one part of the recipe.

    A year in a header is no difference; one in the title is where nothing else tells the year.
    """
    line, texts = next((row.line for row in seen.rows if filled_cells(row) > 1), 0), header_of(seen)
    title = {
        year
        for row in seen.rows
        if row.line < line
        for year in YEAR.findall(" ".join(map(text_of, row.cells)))
    }
    told = () if years_in(seen.file.stem) else tuple(sorted(title))
    return seen.file.suffix, seen.title, texts, line, tuple(seen.keys.items()), told, stem_of(seen.file)


def header_of(seen: RawLook) -> tuple[str, ...]:
    """Return the texts of the first row with more than one cell, without years."""
    header = next((row.cells for row in seen.rows if filled_cells(row) > 1), ())
    return tuple(YEAR.sub("", text_of(cell)) for cell in header)


def stem_of(file: Path) -> str:
    """Return the name of a file without its digits: files of one subject differ in the year alone."""
    return DIGITS.sub("", file.stem)


def _join(sketch: Sketch, others: Sequence[Sketch]) -> None:
    """Add a file of another layout to the series of one with the same header and name, digits aside."""
    for one in others:
        if one.stem != sketch.stem or len(one.series) != len(sketch.series) or not one.series:
            continue
        if one.header == sketch.header and [*one.series.values()] == [*sketch.series.values()]:
            one.files.append(sketch.name)
            sketch.series.clear()
            return
        if _is_under_another_heading(one, sketch):
            return


def _is_under_another_heading(one: Sketch, other: Sketch) -> bool:
    """Check whether files differ in the heading of their only numbers; then the series is read from both."""
    if len(one.series) > 1 or len(one.header) != len(other.header):
        return False
    (lines,), (new,) = one.series.values(), other.series.values()
    if [row for row in lines if VALUE_LINE not in row] != [row for row in new if VALUE_LINE not in row]:
        return False
    values = [row.partition(VALUE_LINE)[2] for row in (*lines, *new) if row.startswith(VALUE_LINE)]
    names = [
        name for text in values for name in (json.loads(text) if text.startswith("[") else [json.loads(text)])
    ]
    if len(set(one.header) ^ set(other.header)) > len(names):
        return False
    lines[:] = [
        f"# CHOOSE: the heading changes, {quoted(names)}; if it is not the same, make series of their own",
        f"{VALUE_LINE}{in_list(names)}",
        *(row for row in lines if VALUE_LINE not in row and "the heading changes" not in row),
    ]
    one.files.append(other.name)
    other.series.clear()
    return True


def _recipe(sketches: Sequence[Sketch], scope: str, codes_at: date) -> str:
    head = [
        "# Proposed by «loftet recipe new». Look at each comment that begins with CHOOSE.",
        "# All keys: docs/how-to/recipe.md",
        '\n[study]\ntitle = "CHOOSE a title"\npublisher = "CHOOSE a publisher"\nlicence = "CHOOSE a licence"',
        f"codes_at = {codes_at}\nscope = {json.dumps(scope)}",
        'indicators = "indicators.csv"\nmethod = "method.toml"',
    ]
    beside = sorted({code for one in sketches for code in one.beside})
    if beside:
        head[3] += f"\nalso = {in_list(beside)}"
    parts = [line for one in sketches for line in ("", f"[files.{one.name}]", *one.head)]
    series = [
        line
        for one in sketches
        for key, keys in one.series.items()
        for line in ("", "[[series]]", f'indicator = "{key}"', f"file = {in_toml(one.files)}", *keys)
    ]
    return "\n".join([*head, *parts, *series, ""])


def _indicators(sketches: Sequence[Sketch]) -> str:
    """Return the list; which way is better nobody can see in a file."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*COLUMNS, "direction", "unit"])
    for one in sketches:
        for key in one.series:
            name = one.names.get(key, key)
            writer.writerow([key, name, "", "1", *[""] * (len(COLUMNS) - 4), "", ""])
    return stream.getvalue()


def _sketches(
    name: str, several: Sequence[RawLook], gazetteer: Gazetteer, scope: str, codes_at: date
) -> Iterator[Sketch]:
    """Yield the parts of the recipe for files that are written alike."""
    seen, around = several[0], gazetteer.resolve(scope, codes_at)
    place = guess_place([row.cells for row in seen.rows], gazetteer, around, codes_at)
    if place is None:
        named = partial(_place_of, gazetteer, around, codes_at)
        raise InvalidInput.because(_without_places(seen, scope, named), file=seen.file)
    named = partial(_named, gazetteer, around, codes_at)
    known = place.known
    for each in several:
        _demand_one_table(each, lambda text: text in known or bool(named(text)))
    files, tables = (
        tuple(one.file for one in several),
        [rows for one in several for rows in (one.rows, *one.others)],
    )
    labels = tuple(label for one in several for label in one.sheets or (one.file.stem,))
    file = ProposedFile(files, seen, tables[:1], place, scope, labels)
    if len(tables) > 1:  # a mark or a total may be in one of them only
        below = [row.cells for rows in tables[1:] for row in rows[file.first :]]
        place = guess_place([*(row.cells for row in seen.rows), *below], gazetteer, around, codes_at) or place
        file = ProposedFile(files, seen, tables, place, scope, labels)
    strangers = Strangers.of(file.strangers(), place, gazetteer, around, codes_at)
    told = [*file.told_of_hidden(), *file.told_of_names(named)]
    for one in file.sketches(name, strangers, gazetteer.known_from.year):
        one.head[:0] = told
        yield one


def _demand_one_table(seen: RawLook, is_place: Callable[[str], bool]) -> None:
    """Refuse a sheet with several tables: which of them is meant no file tells."""
    found = tables_on(seen.rows, is_place, with_places=True) if "turned" not in seen.keys else ()
    if found:
        where = " and ".join(map(str, found))
        sheet = f" of the sheet «{seen.keys['sheet']}»" if seen.keys.get("sheet") else ""
        cause = (
            f"there are {len(found)} tables, in {where}{sheet}; let each have a file or a sheet of its own"
        )
        raise InvalidInput.because(cause, file=seen.file, line=found[1].top)


def _without_places(seen: RawLook, scope: str, named: Callable[[str], str]) -> str:
    """Return why no column is of places, with the first cells that were tried."""
    if pasted := pasted_line(seen.rows, str(seen.keys.get("separator", ",")), lambda text: bool(named(text))):
        return f"each line is one cell, first «{pasted}», as a table pasted from a PDF; split it into columns"
    first = [text for row in seen.rows if filled_cells(row) > 1 and (text := text_of(row.cells[0]))]
    shown = f"; the first column has {quoted(first[1 : 1 + SHOWN])}" if len(first) > 1 else ""
    alone = "; a file about one place needs a column with its name" if shown and _is_dated(first) else ""
    return f"no column holds places in «{scope}»{shown}{alone}"


def _is_dated(first: Sequence[str]) -> bool:
    return guess_prefixed_period(first[1:]) is not None


def _place_of(gazetteer: Gazetteer, scope: Place, codes_at: date, text: str) -> str:
    """Return the name of the place that a name, a code, or both mean; nothing where they mean none."""
    code = CODE.match(text)
    with suppress(InvalidInput):
        if code and gazetteer.resolve(code[1], codes_at) in gazetteer.members(scope, codes_at):
            return gazetteer.resolve(code[1], codes_at).name
    return "" if code else _named(gazetteer, scope, codes_at, text)


def _named(gazetteer: Gazetteer, scope: Place, codes_at: date, text: str) -> str:
    """Return the name of the place that a name means; nothing where it means none."""
    with suppress(InvalidInput):
        return gazetteer.by_name(text, scope, codes_at).name
    return ""
