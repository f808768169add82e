"""The tile map: one square of equal size for each municipality, read from `tiles.csv`."""

import csv
import io
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.rows import Row, nearest, read_rows

FILE = "tiles.csv"
HEADER = ("place", "column", "row")
LARGEST = 999


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A square of the map: the column counts from the west, the row from the north, both from 0."""

    column: int
    row: int

    @property
    def beside(self) -> tuple["Tile", "Tile", "Tile", "Tile"]:
        """Return the four squares that share a side with it: north, east, south, west."""
        x, y = self.column, self.row
        return Tile(x, y - 1), Tile(x + 1, y), Tile(x, y + 1), Tile(x - 1, y)


@dataclass(frozen=True, slots=True, order=True)
class BorderLine:
    """A straight line between corners; the corner (x, y) is the north-western one of that square."""

    x1: int
    y1: int
    x2: int
    y2: int


def read_tiles(file: Path, places: Collection[str] | None = None) -> dict[str, Tile]:
    """Read the square of each municipality, by slug.

    `places` are the slugs that there are, where they are known. A place has one square, a square one place.

    Raises:
        InvalidInput: with every fault found, each with file, line and column.
    """
    problems: list[Problem] = []
    tiles: dict[str, Tile] = {}
    taken: dict[Tile, str] = {}
    for row in read_rows(file, HEADER, problems):
        tile, slug = _tile(row, problems), row.cells["place"]
        if places is not None and slug not in places:
            hint = nearest(slug, list(places))
            problems.append(row.problem("place", f"no place has the slug «{slug}»{hint}"))
        elif slug in tiles:
            problems.append(row.problem("place", f"the place «{slug}» has a tile already"))
        elif tile in taken:
            problems.append(row.problem("column", f"«{taken[tile]}» has this tile already"))
        elif tile:
            tiles[slug] = tile
            taken[tile] = slug
    if not tiles and not problems:
        problems.append(Problem("the file has no rows", file))
    if problems:
        raise InvalidInput(problems)
    return tiles


def _tile(row: Row, problems: list[Problem]) -> Tile | None:
    column, line = row.take("column", _count, problems), row.take("row", _count, problems)
    return None if column is None or line is None else Tile(column, line)


def _count(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and int(cell) <= LARGEST):
        raise ValueError(f"«{cell}» is not a whole number from 0 to {LARGEST}")
    return int(cell)


def write_tiles(file: Path, tiles: Mapping[str, Tile]) -> None:
    """Write the squares in the order given; after a crash the old file or the new one is there."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(HEADER)
    rows.writerows((slug, tile.column, tile.row) for slug, tile in tiles.items())
    new = file.with_name(f".{file.name}.new")
    with new.open("w", encoding="utf-8") as stream:
        stream.write(text.getvalue())
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)


def borders(areas: Mapping[Tile, str]) -> tuple[BorderLine, ...]:
    """Return the lines between squares of different areas, such as counties, as long as they run straight.

    The edge of the map is no border.

    >>> borders({Tile(0, 0): "a", Tile(1, 0): "b", Tile(0, 1): "a", Tile(1, 1): "b"})
    (BorderLine(x1=1, y1=0, x2=1, y2=2),)
    """
    upright = {(tile.column + 1, tile.row) for tile in areas if _differ(areas, tile, tile.beside[1])}
    level = {(tile.row + 1, tile.column) for tile in areas if _differ(areas, tile, tile.beside[2])}
    drawn = [BorderLine(x, y1, x, y2) for x, y1, y2 in _straight(upright)]
    drawn += [BorderLine(x1, y, x2, y) for y, x1, x2 in _straight(level)]
    return tuple(sorted(drawn))


def _differ(areas: Mapping[Tile, str], one: Tile, other: Tile) -> bool:
    return other in areas and areas[one] != areas[other]


def _straight(edges: set[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Join edges of one length that follow each other on the same line."""
    for line, start in sorted(edges):
        if (line, start - 1) not in edges:
            end = start + 1
            while (line, end) in edges:
                end += 1
            yield line, start, end
