"""A recipe proposed from raw files: what was seen, with a comment where a person must choose."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.tables.guess import Strangers, guess_place
from loftet.sources.tables.indicators import COLUMNS
from loftet.sources.tables.proposed_file import ProposedFile
from loftet.sources.tables.proposed_lines import YEAR, Sketch, in_list, in_toml
from loftet.sources.tables.raw_file import YEAR_IN_NAME
from loftet.sources.tables.raw_look import RawLook, filled_cells, look
from loftet.sources.tables.read import text_of


def propose(files: Sequence[Path], gazetteer: Gazetteer, scope: str, codes_at: date) -> tuple[str, str]:
    """Return a recipe and a list of indicators for raw files; files with the same header are one series.

    Raises:
        InvalidInput: when a file is no table, or has no column of places.
    """
    alike: dict[tuple[object, ...], list[RawLook]] = {}
    for file in files:
        seen = look(file)
        alike.setdefault(_layout(seen), []).append(seen)
    sketches: list[Sketch] = []
    for n, (layout, several) in enumerate(alike.items(), start=1):
        for one in _sketches(f"fil{n}", several, gazetteer, scope, codes_at):
            one.header = layout[1]
            _join(one, sketches)
            sketches.append(one)
    return _recipe(sketches, scope, codes_at), _indicators(sketches)


def _layout(seen: RawLook) -> tuple[object, ...]:
    """Return what files must have in common to be written in one part of the recipe.

    A year in a header is no difference; one in the title is where nothing else tells the year.
    """
    line, header = next(((row.line, row.cells) for row in seen.rows if filled_cells(row) > 1), (0, ()))
    texts = tuple(YEAR.sub("", text_of(cell)) for cell in header)
    title = {
        year
        for row in seen.rows
        if row.line < line
        for year in YEAR.findall(" ".join(map(text_of, row.cells)))
    }
    told = () if YEAR_IN_NAME.search(seen.file.stem) else tuple(sorted(title))
    return seen.file.suffix, texts, line, tuple(seen.keys.items()), told


def _join(sketch: Sketch, others: Sequence[Sketch]) -> None:
    """Add a file of another layout to the series of one with the same header."""
    for one in others:
        if one.header == sketch.header and one.series and [*one.series.values()] == [*sketch.series.values()]:
            one.files.append(sketch.name)
            sketch.series.clear()
            return


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
        raise InvalidInput.because(f"no column holds places in «{scope}»", file=seen.file)
    files, tables = (
        tuple(one.file for one in several),
        [rows for one in several for rows in (one.rows, *one.others)],
    )
    file = ProposedFile(files, seen, tables[:1], place, scope)
    if len(tables) > 1:  # a mark or a total may be in one of them only
        below = [row.cells for rows in tables[1:] for row in rows[file.first :]]
        place = guess_place([*(row.cells for row in seen.rows), *below], gazetteer, around, codes_at) or place
        file = ProposedFile(files, seen, tables, place, scope)
    strangers = Strangers.of(file.strangers(), place, gazetteer, around, codes_at)
    yield from file.sketches(name, strangers)
