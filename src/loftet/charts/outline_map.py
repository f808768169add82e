"""The map of real outlines: each place as large as it is, coloured by value or status.

`charts/outline_map.html` draws it from `catalogue/outlines`; the page says in a heading what it shows.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from loftet.charts.map_names import NARROW, MapName, WishedName, names_that_fit
from loftet.geography.draw_outlines import Box
from loftet.geography.outlines import Outlines, PlaceOutline

UNKNOWN = "no"
VERY_FAR = ("t0", "c0")  # hatched: the steps of a family are not all apart in grey
NAMES_IN_THE_WEST = 640  # steps of the grid: «Stavanger» is written in the sea
MARGIN = 0.04  # of the map, around what it shows
TALLEST = 1.15  # times its width: a map of a part of the country is made wider than it is


@dataclass(frozen=True, slots=True)
class PlaceOnMap:
    """A place as the map shows it: `area` is its county, `kind` its colour token, `value` its figure."""

    code: str
    name: str
    area: str
    kind: str
    value: str
    link: str


@dataclass(frozen=True, slots=True)
class MapArea:
    """A county and its places."""

    name: str
    places: tuple[PlaceOnMap, ...]


@dataclass(frozen=True, slots=True)
class MapKey:
    """A line of the legend, which filters the map: a colour, what it means, and how many places have it."""

    kind: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class OutlineMap:
    """Everything that is drawn; `box` is the part of the grid that is shown, `absent` counts the others."""

    title: str
    box: Box
    areas: tuple[MapArea, ...]
    own: tuple[str, ...]
    names: tuple[MapName, ...]
    legend: tuple[MapKey, ...]
    absent: int
    is_part: bool

    @property
    def width(self) -> int:
        """Return the width of the part of the grid that is shown."""
        return self.box.right - self.box.left

    @property
    def height(self) -> int:
        """Return its height."""
        return self.box.bottom - self.box.top

    @property
    def hatched(self) -> tuple[str, ...]:
        """Return the codes of places that are very far from a target, or weaker than most."""
        return tuple(one.code for area in self.areas for one in area.places if one.kind in VERY_FAR)

    @property
    def hatching(self) -> float:
        """Return the distance between lines of hatching in steps of the grid: six pixels on a narrow map."""
        return round(self.width / NARROW * 6, 1)


@dataclass(frozen=True, slots=True)
class MapWish:
    """The wishes for a map, beside its places.

    `words` are the meanings of colours in the order of the legend; `own` are codes with an outline of ink;
    `around` are the codes that the map is drawn around, all of its places where there are none; `cities` are
    the codes whose names have a dot, and on which side of it; `with_names` writes the names of places where
    they fit, `with_values` their figures as well, `all_names` those that are wider than their place, too.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    own: Collection[str] = ()
    around: Collection[str] = ()
    cities: Mapping[str, str] = field(default_factory=dict)
    with_names: bool = False
    with_values: bool = False
    all_names: bool = False


def outline_map(
    title: str, places: Iterable[PlaceOnMap], outlines: Outlines, wish: MapWish
) -> OutlineMap | None:
    """Set places in their outlines; nothing where one that has a county has none, or where there are none.

    A place that is in no county is made up, and is left out: the table beside the map holds it.
    """
    places = list(places)
    drawn = [place for place in places if place.code in outlines.places]
    if not drawn or any(place.area and place.code not in outlines.places for place in places):
        return None
    by_area: dict[str, list[PlaceOnMap]] = {}
    for place in drawn:
        by_area.setdefault(place.area, []).append(place)
    kinds = [place.kind for place in drawn]
    box = box_around([code for code in wish.around if code in outlines.places], outlines)
    return OutlineMap(
        title=title,
        box=box,
        areas=tuple(MapArea(name, tuple(own)) for name, own in by_area.items()),
        own=tuple(place.code for place in drawn if place.code in wish.own),
        names=tuple(names_that_fit(_wished(drawn, outlines, wish), box)),
        legend=tuple(
            MapKey(kind, word, kinds.count(kind)) for kind, word in wish.words.items() if kind in kinds
        ),
        absent=len(places) - len(drawn),
        is_part=bool(wish.around),
    )


def box_around(codes: Collection[str], outlines: Outlines) -> Box:
    """Return the part of the grid around places, with a margin; all of it where none are named."""
    if not codes:
        return Box(-NAMES_IN_THE_WEST, 0, outlines.width, outlines.height)
    boxes = [outlines.places[code].box for code in codes]
    left, right = min(one.left for one in boxes), max(one.right for one in boxes)
    top, bottom = min(one.top for one in boxes), max(one.bottom for one in boxes)
    margin = round(max(right - left, bottom - top) * MARGIN)
    wider = max(0, round(((bottom - top) / TALLEST - (right - left)) / 2))
    return Box(left - margin - wider, top - margin, right + margin + wider, bottom + margin)


def _wished(
    places: Iterable[PlaceOnMap], outlines: Outlines, wish: MapWish
) -> Iterable[tuple[PlaceOutline, WishedName]]:
    """Return the names that a map may show: the own place first, then cities, then the largest places."""

    def rank(place: PlaceOnMap) -> tuple[bool, bool, int]:
        radius = outlines.places[place.code].label.radius
        return place.code not in wish.own, place.code not in wish.cities, -radius

    for place in sorted(places, key=rank):
        side, own = wish.cities.get(place.code, ""), place.code in wish.own
        if side or wish.with_names:
            value = place.value if wish.with_values and not side else ""
            name = WishedName(place.name, value, side, own, bool(side) or own or wish.all_names)
            yield outlines.places[place.code], name
