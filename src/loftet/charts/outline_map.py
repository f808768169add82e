"""The map of real outlines: each place as large as it is, coloured by status; `outline_map.svg` draws it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from loftet.geography.outlines import Outlines


@dataclass(frozen=True, slots=True)
class PlaceOnMap:
    """A place as the map shows it: `status` is the key of its sign, `area` its county."""

    code: str
    area: str
    status: str
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class OutlineShape:
    """A place that is drawn."""

    path: str
    status: str
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class CountyOutline:
    """A county and its places."""

    name: str
    shapes: tuple[OutlineShape, ...]


@dataclass(frozen=True, slots=True)
class OutlineKey:
    """A line of the legend: a status, what it means, and how many places have it."""

    status: str
    symbol: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class OutlineMap:
    """Everything that is drawn; `rings` are paths that stand out, `absent` counts those without."""

    title: str
    width: int
    height: int
    areas: tuple[CountyOutline, ...]
    rings: tuple[str, ...]
    legend: tuple[OutlineKey, ...]
    absent: int


def outline_map(
    title: str,
    places: Iterable[PlaceOnMap],
    outlines: Outlines,
    words: Mapping[str, tuple[str, str]],
    chosen: Collection[str] = (),
) -> OutlineMap | None:
    """Set places in their outlines; nothing where none of them has one.

    `words` are the symbol and the meaning of each status in the order of the legend, which names those that
    are on the map; `chosen` are codes.
    """
    places = list(places)
    drawn = [place for place in places if place.code in outlines.paths]
    if not drawn:
        return None
    by_area: dict[str, list[OutlineShape]] = {}
    for place in drawn:
        shape = OutlineShape(outlines.paths[place.code], place.status, place.label, place.link)
        by_area.setdefault(place.area, []).append(shape)
    statuses = [place.status for place in drawn]
    return OutlineMap(
        title=title,
        width=outlines.width,
        height=outlines.height,
        areas=tuple(CountyOutline(name, tuple(shapes)) for name, shapes in by_area.items()),
        rings=tuple(outlines.paths[place.code] for place in drawn if place.code in chosen),
        legend=tuple(
            OutlineKey(status, symbol, word, statuses.count(status))
            for status, (symbol, word) in words.items()
            if status in statuses
        ),
        absent=len(places) - len(drawn),
    )
