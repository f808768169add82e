"""Cells of a series that a person should look at: signs that may mean two things."""

import re
from collections.abc import Iterator

from loftet.sources.tables.raw_file import Files, RawFile
from loftet.sources.tables.read import text_of
from loftet.sources.tables.recipe import CellSelection
from loftet.sources.tables.shape import value_column

SIGNS = {".": "dot", ",": "comma"}


def doubtful_cells(files: Files, selection: CellSelection) -> Iterator[str]:
    """Yield what is doubtful in the columns of a series."""
    for name in selection.file:
        for file in files[name]:
            column = value_column(file.table, selection.value)
            yield from _thousands(file, column)
            part = file.part
            if selection.value and column == part.period.column:
                yield f"the column «{column}» is read as the year too"
            if selection.value and column == part.place.column:
                yield f"the column «{column}» is read as the place too"


def _thousands(file: RawFile, column: str) -> Iterator[str]:
    """Find a decimal sign that may stand between thousands: three digits follow it wherever it stands."""
    sign = file.part.decimal
    position = file.table.columns[column]
    cells = [
        (row.line, cell)
        for row in file.table.rows
        if row.line in file.used and isinstance(cell := row.cells[position], str) and sign in cell
    ]
    three = re.compile(rf"^-?[1-9]\d{{0,2}}{re.escape(sign)}\d{{3}}$", re.ASCII)
    if cells and all(three.match(text_of(cell)) for _, cell in cells):
        (line, first), name = cells[0], SIGNS[sign]
        yield (
            f"{len(cells)} numbers in {file.path} have a {name} and three digits after it "
            f"(line {line}: {first}), and none another number of digits; "
            f'if the {name} stands between thousands, write thousands = "{sign}"'
        )
