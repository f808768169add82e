"""The map of real outlines: the values of an indicator, the words of a goal, a place among its neighbours."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.charts.numbers import number_text
from loftet.charts.outline_map import UNKNOWN, MapWish, OutlineMap, PlaceOnMap, outline_map
from loftet.charts.value_classes import ValueClasses, value_classes
from loftet.core.words import gap_sign
from loftet.editions.rows import Edition, Indicator, Reading
from loftet.editions.store import EditionStore
from loftet.places.models import Place, PlaceCode
from loftet.places.queries import outlines_of
from loftet.status.queries.chosen import PlaceInEdition, every_place
from loftet.status.sentences.words import YES_NO, figure
from loftet.ui.numbers import number_style

PLACE = "place"  # the colour token of a place that is only shown
MOST_NAMED = 12  # places whose names all stand on a map that only shows where they are
SLUG = "SLUG"  # stands for a place in an address
CITIES = {"0301": "right", "1103": "left", "4601": "left", "5001": "left", "1804": "left", "5501": "left"}


@dataclass(frozen=True, slots=True)
class MapPart:
    """The part of the country that a map shows: the codes it is drawn around, and the name of the part."""

    codes: Collection[str] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class MapRow:
    """A municipality with its figure."""

    place: PlaceInEdition
    county: str
    reading: Reading


def value_map(
    store: EditionStore,
    edition: Edition,
    indicator: Indicator,
    query: str = "",
    own: Collection[str] = (),
    part: MapPart | None = None,
) -> OutlineMap | None:
    """Return the map of an indicator's values in five classes; None where the edition has other codes.

    `part` draws the map around some places, with names and figures; without it, all of them and six cities.
    `own` are the codes that stand out; `query` is what links to other pages carry on.
    """
    part = part or MapPart()
    every = list(map_rows(store, edition, indicator))
    shown = [row for row in every if not part.codes or row.place.code in part.codes]
    values = [row.reading.value for row in every if row.reading.value is not None]
    classes = value_classes(values, indicator.decimals)
    address = reverse("municipality", args=[SLUG]) + query
    places = (
        PlaceOnMap(
            code=row.place.code,
            name=row.place.name,
            area=row.county,
            kind=classes.kind(row.reading.value),
            value=_value(indicator, row.reading, with_unit=not part.codes),
            link=address.replace(SLUG, row.place.slug, 1),
        )
        for row in shown
    )
    wish = MapWish(
        words=class_words(classes, indicator),
        own=own,
        around=part.codes,
        cities={} if part.codes else CITIES,
        with_names=bool(part.codes),
        with_values=bool(part.codes),
    )
    title = lowest_and_highest(indicator, shown, part.name)
    return outline_map(title, places, outlines_of(settings.CATALOGUE), wish)


def map_rows(store: EditionStore, edition: Edition, indicator: Indicator) -> Iterable[MapRow]:
    """Return the ranked municipalities that have an address, each with its newest figure."""
    known, places = every_place(edition), store.places(edition)
    names = {place.code: place.name for place in places}
    readings = {one.place: one for one in store.indicator_table(edition, indicator.key)}
    for place in places:
        if place.ranked and place.code in readings and place.code in known:
            yield MapRow(known[place.code], names.get(place.code[:2], ""), readings[place.code])


def county_part(store: EditionStore, edition: Edition, code: str) -> MapPart:
    """Return the county of a municipality as a part of the map; nothing of one that is in none."""
    places = store.places(edition)
    name = next((one.name for one in places if one.code == code[:2]), "")
    inside = [one.code for one in places if one.ranked and one.code[:2] == code[:2]]
    return MapPart(inside, name) if name else MapPart()


def _value(indicator: Indicator, reading: Reading, *, with_unit: bool) -> str:
    if reading.value is None:
        return str(gap_sign(reading.status).word)
    return figure(reading.value, indicator, with_unit=with_unit)


def class_words(classes: ValueClasses, indicator: Indicator) -> dict[str, str]:
    """Return the meaning of each class of values: below, between and above round limits."""
    if indicator.unit in YES_NO:
        return {"v1": _("no"), "v5": _("yes"), UNKNOWN: _("not known")}
    limits = [_limit(limit, indicator) for limit in classes.limits]
    if not limits:
        return {classes.kinds[0]: _("the same everywhere"), UNKNOWN: _("not known")}
    between = [f"{low}–{high}" for low, high in pairwise(limits)]
    words = [
        _("under %(limit)s") % {"limit": limits[0]},
        *between,
        _("over %(limit)s") % {"limit": limits[-1]},
    ]
    return dict(zip(classes.kinds, words, strict=True)) | {UNKNOWN: _("not known")}


def _limit(limit: float, indicator: Indicator) -> str:
    """Write a limit with no more decimals than it needs."""
    decimals = next(
        (one for one in range(indicator.decimals) if round(limit, one) == limit), indicator.decimals
    )
    return number_text(limit, decimals, number_style())


def lowest_and_highest(indicator: Indicator, rows: Sequence[MapRow], where: str) -> str:
    """Return what a map shows: which place has the lowest and which the highest value."""
    known = [row for row in rows if row.reading.value is not None]
    known.sort(key=lambda row: row.reading.value or 0.0)
    if len(known) < 2 or figure(known[0].reading.value or 0.0, indicator) == figure(
        known[-1].reading.value or 0.0, indicator
    ):
        return indicator.name
    said = {"low": known[0].place.name, "high": known[-1].place.name, "where": where}
    if where:
        return _("In %(where)s: %(low)s lowest, %(high)s highest") % said
    return _("%(low)s lowest, %(high)s highest") % said


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place for a map that only shows where places are."""

    code: str
    slug: str
    name: str


def place_map(
    title: str,
    places: Iterable[NamedPlace],
    query: str = "",
    own: Collection[str] = (),
    area: str = "",
) -> OutlineMap | None:
    """Return a map of the members of a region with their names; `own` are those that stand out."""
    places = list(places)
    address = reverse("municipality", args=[SLUG]) + query
    return outline_map(
        title,
        (
            PlaceOnMap(
                one.code,
                one.name,
                area,
                "p1" if one.code in own else PLACE,
                "",
                address.replace(SLUG, one.slug, 1),
            )
            for one in places
        ),
        outlines_of(settings.CATALOGUE),
        MapWish(around=[one.code for one in places], with_names=True, all_names=len(places) <= MOST_NAMED),
    )


def map_of_places(
    title: str, places: Collection[Place], own: Collection[int], day: date
) -> OutlineMap | None:
    """Return a map of some places as they are on a day; those of the keys `own` stand out."""
    codes = dict(PlaceCode.objects.on(day).filter(place__in=places).values_list("place", "code"))
    named = [NamedPlace(codes[one.pk], one.slug, one.name) for one in places if one.pk in codes]
    return place_map(title, named, own=[codes[key] for key in own if key in codes])
