"""The tile map: a square for each municipality with a mark in it, drawn by `charts/tile_map.svg`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from loftet.geography.tiles import BorderLine, Tile, borders


class Mark(Enum):
    """The meaning of a square; the value is the id of its drawing in `charts/tile_marks.svg`.

    A status has a colour and a symbol of its own, so that the map can be read without colours. By a target
    the colours are green to red, among others blue to brown; the symbols are the same.
    """

    GREEN = "tg"
    YELLOW = "ty"
    ORANGE = "to"
    RED = "tr"
    BETTER = "c3"
    SLIGHTLY_BETTER = "c2"
    SLIGHTLY_WEAKER = "c1"
    WEAKER = "c0"
    ALIKE = "te"
    GREY = "td"
    NONE = "tn"
    NOT_JOINED = "tj"
    MISSING = "tm"
    SUPPRESSED = "ts"
    NOT_POSSIBLE = "tp"
    NOT_APPLICABLE = "tx"
    PLAIN = "tl"

    @classmethod
    def of(cls, key: str) -> "Mark":
        """Return the mark of a status, by the key that pages know it by.

        >>> Mark.of("not_applicable")
        <Mark.NOT_APPLICABLE: 'tx'>
        """
        return cls[LIKE.get(key, key).upper()]


# The kinds of marks and the words of goals, by the squares that say the same.
LIKE = {
    "t3": "green",
    "t2": "yellow",
    "t1": "orange",
    "t0": "red",
    **dict.fromkeys(("c3", "mostly_strong"), "better"),
    "c2": "slightly_better",
    "c1": "slightly_weaker",
    **dict.fromkeys(("c0", "mostly_weak"), "weaker"),
    **dict.fromkeys(("un", "mixed"), "alike"),
    "no": "missing",
    "too_few": "grey",
}


@dataclass(frozen=True, slots=True)
class PlaceOnMap:
    """A municipality as the map shows it: `area` is its county, `label` what its square says."""

    slug: str
    area: str
    mark: Mark
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class TileCell:
    """A square of the map; `x` and `y` count squares from the north-west."""

    x: int
    y: int
    mark: Mark
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class CountyTiles:
    """A county and its squares, read as a text is: row by row from the north."""

    name: str
    cells: tuple[TileCell, ...]


@dataclass(frozen=True, slots=True)
class TileKey:
    """A line of the legend: a mark, what it means, and how many squares have it."""

    mark: Mark
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """Everything that is drawn: the squares by county, the borders between counties, the legend.

    `border` is the data of one path in squares; `rings` are the squares that stand out.
    """

    title: str
    width: int
    height: int
    areas: tuple[CountyTiles, ...]
    rings: tuple[TileCell, ...]
    border: str
    legend: tuple[TileKey, ...]


def tile_map(
    title: str,
    places: Iterable[PlaceOnMap],
    tiles: Mapping[str, Tile],
    *,
    words: Mapping[Mark, str] | None = None,
    chosen: Collection[str] = (),
) -> TileMap | None:
    """Set places on their squares; nothing where none of them has one.

    A place without a square is left out: the table beside the map holds it. `words` are the meanings of
    marks in the order of the legend, which names those that are on the map; `chosen` are slugs.
    """
    on_map = [place for place in places if place.slug in tiles]
    if not on_map:
        return None
    cells = {place.slug: _cell(place, tiles[place.slug]) for place in on_map}
    by_area: dict[str, list[TileCell]] = {}
    for place in on_map:
        by_area.setdefault(place.area, []).append(cells[place.slug])
    marks = [cell.mark for cell in cells.values()]
    return TileMap(
        title=title,
        width=max(tile.column for tile in tiles.values()) + 1,
        height=max(tile.row for tile in tiles.values()) + 1,
        areas=tuple(CountyTiles(name, tuple(sorted(own, key=_reading))) for name, own in by_area.items()),
        rings=tuple(cell for slug, cell in cells.items() if slug in chosen),
        border="".join(map(_stroke, borders({tiles[place.slug]: place.area for place in on_map}))),
        legend=tuple(
            TileKey(mark, word, marks.count(mark)) for mark, word in (words or {}).items() if mark in marks
        ),
    )


def _cell(place: PlaceOnMap, tile: Tile) -> TileCell:
    return TileCell(tile.column, tile.row, place.mark, place.label, place.link)


def _reading(cell: TileCell) -> tuple[int, int]:
    return cell.y, cell.x


def _stroke(line: BorderLine) -> str:
    length = f"v{line.y2 - line.y1}" if line.x1 == line.x2 else f"h{line.x2 - line.x1}"
    return f"M{line.x1} {line.y1}{length}"
