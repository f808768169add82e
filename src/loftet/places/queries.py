"""Queries about places: by address, by search, by region."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, When
from django.db.models.functions import Length, Substr
from django.utils import timezone

from loftet.geography.outlines import FOLDER, TABLE, Outlines, read_outlines
from loftet.geography.place import Kind, Language
from loftet.geography.slugs import slug
from loftet.geography.tiles import FILE, Tile, read_tiles
from loftet.places.models import Membership, Place, PlaceCode, PlaceWord

MOST_ASKED = 50  # an address with more places is not a request for a page
ALIKE = 0.75  # of 1: one letter in five may be wrong, lacking or too many
LONGEST_SEARCH = 80  # no name is longer, and nobody should make the database look for a novel


@dataclass(frozen=True, slots=True)
class Moved:
    """The place has another address: that of its slug."""

    slug: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several places bear the name; the reader chooses."""

    places: tuple[Place, ...]


def may_be_word(text: str) -> bool:
    """Check whether a text from an address is worth asking the database for; PostgreSQL stops at a NUL."""
    return len(text) <= LONGEST_SEARCH and text.isprintable()


def place_by_slug(slug: str) -> Place | None:
    """Find a place by its slug."""
    return Place.objects.filter(slug=slug).first()


def slugs_around(slug: str, on: date) -> list[str]:
    """Return the slug of a place and, of a municipality, of what it lies in; none where there is no place."""
    place = place_by_slug(slug)
    if place is None:
        return []
    is_inside = place.kind == Kind.MUNICIPALITY
    return [slug, *(around(place.pk, on).values_list("slug", flat=True) if is_inside else ())]


def place_for_path(segment: str, *kinds: Kind) -> Place | Moved | Ambiguous | None:
    """Find what a word in an address means: a slug, or a code, an old code or a name in any language.

    It is looked for among places of some kinds, or else among municipalities. Only a slug is the place's
    own address; all else has moved there. At most two queries.
    """
    if not may_be_word(segment):
        return None
    places = Place.objects.filter(kind__in=kinds or (Kind.MUNICIPALITY,))
    if place := places.filter(slug=segment).first():
        return place
    named = places.filter(words__word=slug(segment)[:LONGEST_SEARCH]).annotate(lasts=_lasts())
    return _choice(list(named))


def _lasts() -> Exists:
    return Exists(PlaceCode.objects.filter(place=OuterRef("pk"), valid_to=None))


def _choice(named: Sequence[Place]) -> Moved | Ambiguous | None:
    """Select places that still exist; several such are the reader's choice."""
    if not named:
        return None
    alive = [place for place in named if getattr(place, "lasts", False)] or named
    return Moved(alive[0].slug) if len(alive) == 1 else Ambiguous(tuple(alive))


def language_of(segment: str) -> str | None:
    """Return the official form of Norwegian of a place; of a county or a region, that of most members.

    None where none is chosen, or as many have chosen the one as the other. At most two queries.
    """
    place = place_by_slug(segment) if may_be_word(segment) else None
    return form_of(place) if place else None


def form_of(place: Place) -> str | None:
    """Return the official form of Norwegian of a place, as `language_of` does of its slug."""
    if place.kind in (Kind.REGION, Kind.COUNTY):
        return most_chosen(members_of(place, timezone.localdate()).values_list("language", flat=True))
    return most_chosen([place.language])


def language_of_all(slugs: Sequence[str]) -> str | None:
    """Return the official form of Norwegian that most of some places have chosen, if any. One query."""
    wanted = [slug for slug in slugs if may_be_word(slug)][:MOST_ASKED]
    return most_chosen(Place.objects.filter(slug__in=wanted).values_list("language", flat=True))


def most_chosen(forms: Iterable[str]) -> str | None:
    """Return the form that most have chosen; neutral places leave it to the others."""
    chosen = Counter(forms)
    bokmal, nynorsk = chosen[Language.BOKMAL], chosen[Language.NYNORSK]
    if bokmal == nynorsk:
        return None
    return Language.BOKMAL.value if bokmal > nynorsk else Language.NYNORSK.value


def search_places(text: str, limit: int = 10) -> list[Place]:
    """Find places by a part of a name or by a code, whatever the case and however æ, ø and å are typed.

    Places that still exist come first; among them exact names, then those that begin so. One query.
    """
    exact, begins, inside = Q(), Q(), Q()
    ways = _ways_to_type(text)
    if not ways:
        return []
    for word in ways:
        exact |= Q(words__word=word)
        begins |= Q(words__word__startswith=word)
        inside |= Q(words__word__contains=f"-{word}")
    closeness = Case(
        When(exact, then=0),
        When(begins, then=1),
        When(inside, then=2),
        default=3,
        output_field=IntegerField(),
    )
    holds = _holding(ways, "words__word")
    found = Place.objects.filter(holds).annotate(closeness=Min(closeness), lasts=_lasts())
    return list(found.order_by("-lasts", "closeness", _size(), "sort_key", "slug")[:limit])


def is_in_a_name(text: str) -> bool:
    """Check whether `search_places` finds something. One query, a fifth of the work of that one."""
    return PlaceWord.objects.filter(_holding(_ways_to_type(text), "word")).exists()


def _holding(ways: Iterable[str], field: str) -> Q:
    holds = Q(pk__in=())
    for word in ways:
        holds |= Q(**{f"{field}__{'startswith' if word.isdigit() else 'contains'}": word})
    return holds


def places_named(words: Iterable[str]) -> dict[str, Place]:
    """Return the places that last and bear one of some names, by it; municipalities first.

    At most two queries.
    """
    named = PlaceWord.objects.filter(word__in=list(words))
    if not named.exists():  # far quicker, and most texts name none
        return {}
    rows = named.filter(place__in=Place.objects.filter(_lasts()))
    found: dict[str, Place] = {}
    kinds = list(Kind)
    for row in rows.select_related("place"):
        known = found.get(row.word)
        if known is None or kinds.index(Kind(row.place.kind)) < kinds.index(Kind(known.kind)):
            found[row.word] = row.place
    return found


def places_spelled_like(text: str, limit: int = 3) -> list[Place]:
    """Find places whose names are spelled nearly like a text, the nearest first: what its writer may mean.

    Places that have ended are left out. At most two queries.
    """
    wanted = slug(text[:LONGEST_SEARCH])
    if not wanted:
        return []
    named = PlaceWord.objects.filter(place__in=Place.objects.filter(_lasts())).exclude(word__regex=r"^\d")
    owner = dict(named.values_list("word", "place"))
    near = dict.fromkeys(owner[word] for word in get_close_matches(wanted, owner, n=limit, cutoff=ALIKE))
    found = Place.objects.in_bulk(near)
    return [found[key] for key in near]


def _ways_to_type(text: str) -> set[str]:
    """Return the words that a search may mean: «aa» may be å, and «oe» ø."""
    word = slug(text[:LONGEST_SEARCH])
    ways = {
        word,
        word.replace("aa", "a"),
        word.replace("oe", "o"),
        word.replace("aa", "a").replace("oe", "o"),
    }
    return ways - {""}


def _size() -> Case:
    ranks = (When(kind=kind.value, then=rank) for rank, kind in enumerate(Kind))
    return Case(*ranks, output_field=IntegerField())


def members_of(region: Place, on: date) -> QuerySet[Place]:
    """Return the municipalities of a county, a region or the country on a day, in Norwegian order.

    Those that the demo makes up are not the country's.
    """
    codes = PlaceCode.objects.on(on)
    municipalities = Place.objects.filter(kind=Kind.MUNICIPALITY, pk__in=codes.values("place"))
    if region.kind == Kind.REGION:
        rows = Membership.objects.on(on).filter(region=region)
        return municipalities.filter(pk__in=rows.values("member"))
    if region.kind == Kind.COUNTY:
        code = codes.filter(place=region).values_list("code", flat=True).first()
        begin = codes.filter(code__startswith=code) if code else codes.none()
        return municipalities.filter(pk__in=begin.values("place"))
    if region.kind == Kind.COUNTRY:
        return municipalities.filter(made_up=False)
    return municipalities.filter(pk=region.pk)


def municipalities_on(day: date) -> QuerySet[Place]:
    """Return the municipalities that there are on a day, in Norwegian order; those made up, too."""
    codes = PlaceCode.objects.on(day)
    rows = Place.objects.filter(kind=Kind.MUNICIPALITY, pk__in=codes.values("place"))
    return rows.order_by("sort_key")


def lying_in(region: Place, municipalities: Iterable[int], on: date) -> frozenset[int]:
    """Return the municipalities, of those given by key, that are in a region or a county on a day.

    The same as `members_of` for a county. A region contains the municipalities of its rows, even without
    a code, for example one that people added: it has no figures, but can decide and have pages. Without a
    code it is in no county. At most two queries, however many they are.
    """
    found = inside([region.pk], on).filter(pk__in=municipalities)
    return frozenset(found.values_list("pk", flat=True))


def members_by_region(on: date) -> dict[int, frozenset[int]]:
    """Return the same as `members_of` for every region and county that has members on a day, all as keys.

    Unlike `regions_on` it knows a region that has no code, too, and none without members. Two queries.
    """
    codes = PlaceCode.objects.on(on).filter(place__kind__in=(Kind.MUNICIPALITY, Kind.COUNTY))
    found = _inside(codes.values_list("place", "place__kind", "code"), on)
    return {one: there for one, there in found.items() if there}


def _inside(codes: Iterable[tuple[int, str, str]], on: date) -> dict[int, frozenset[int]]:
    """Return the municipalities inside each county and region: those that have a code on the day. One query.

    `codes` are places with their kind and code.
    """
    municipalities: dict[int, str] = {}
    counties: dict[int, str] = {}
    for place, kind, code in codes:
        if kind in (Kind.COUNTY, Kind.MUNICIPALITY):
            (counties if kind == Kind.COUNTY else municipalities).setdefault(place, code)
    members: dict[int, set[int]] = defaultdict(set)
    for region, member in Membership.objects.on(on).values_list("region", "member"):
        if member in municipalities:
            members[region].add(member)
    return {one: frozenset(there) for one, there in members.items()} | {
        county: frozenset(one for one, own in municipalities.items() if own.startswith(code))
        for county, code in counties.items()
    }


def around(municipality: int, on: date) -> QuerySet[Place]:
    """Return the regions and the county that a municipality, by its key, lies in on a day.

    Regions have rows that say so; a county is told by the code, which begins with its own.
    """
    codes = PlaceCode.objects.on(on)
    code = codes.filter(place=municipality).values_list("code", flat=True).first() or ""
    counties = codes.filter(code__in=[code[:end] for end in range(1, len(code))])
    regions = Membership.objects.on(on).filter(member=municipality)
    return Place.objects.filter(
        Q(kind=Kind.REGION, pk__in=regions.values("region"))
        | Q(kind=Kind.COUNTY, pk__in=counties.values("place"))
    )


def inside(regions: Iterable[int], on: date) -> QuerySet[Place]:
    """Return the places that lie in some regions and counties, by their keys, on a day: `around` reversed."""
    codes = PlaceCode.objects.on(on)
    counties = codes.filter(place__in=regions, place__kind=Kind.COUNTY).exclude(code=OuterRef("code"))
    start = Substr(OuterRef("code"), 1, Length("code"))
    of_county = Exists(counties.order_by().annotate(start=start).filter(code=F("start")))
    rows = Membership.objects.on(on).filter(region__in=regions, region__kind=Kind.REGION)
    return Place.objects.filter(
        Q(pk__in=rows.values("member")) | Q(pk__in=codes.filter(of_county).values("place"))
    )


@cache
def tiles_of(catalogue: Path) -> dict[str, Tile]:
    """Return the square of each municipality on the tile map; a catalogue without the file has no map."""
    file = catalogue / "places" / FILE
    return read_tiles(file) if file.exists() else {}


@cache
def outlines_of(catalogue: Path) -> Outlines:
    """Return where each municipality lies on the map of outlines; none in a catalogue without the file."""
    there = (catalogue / FOLDER / TABLE).exists()
    return read_outlines(catalogue) if there else Outlines(0, 0, {})


def centres(on: date) -> list[tuple[str, str, float, float]]:
    """Return the municipalities of a day with their middle: slug, name, longitude, latitude. One query."""
    of_day = PlaceCode.objects.on(on).filter(place__kind=Kind.MUNICIPALITY, place__made_up=False)
    there = of_day.exclude(place__longitude=None).exclude(place__latitude=None)
    rows = there.order_by("code").values_list(
        "place__slug", "place__name", "place__longitude", "place__latitude"
    )
    return [
        (slug, name, round(east, 3), round(north, 3))
        for slug, name, east, north in rows
        if east is not None and north is not None
    ]


@dataclass(frozen=True, slots=True)
class RegionOfPlaces:
    """A county or a region and its municipalities, in Norwegian order."""

    place: Place
    members: tuple[Place, ...]


def names_of_ended_counties(day: date) -> frozenset[str]:
    """Return the names of the counties that had ended by a day. One query."""
    counties = Place.objects.filter(kind=Kind.COUNTY).exclude(
        pk__in=PlaceCode.objects.on(day).values("place")
    )
    return frozenset(counties.values_list("name", flat=True))


def regions_on(day: date) -> tuple[RegionOfPlaces, ...]:
    """Return the regions of a day, and then its counties, each with its municipalities. Two queries.

    Those are the ones with a code on the day, with or without members.
    """
    codes = PlaceCode.objects.on(day).select_related("place").order_by("place__sort_key")
    dated = list(codes.exclude(place__kind=Kind.COUNTRY))
    inside = _inside(((one.place_id, one.place.kind, one.code) for one in dated), day)
    # By the key of each, in the order of names.
    places = {one.place_id: one.place for one in dated if one.place.kind == Kind.MUNICIPALITY}
    order = {pk: rank for rank, pk in enumerate(places)}
    return tuple(
        RegionOfPlaces(
            one.place,
            tuple(places[pk] for pk in sorted(inside.get(one.place_id, ()), key=order.__getitem__)),
        )
        for kind in (Kind.REGION, Kind.COUNTY)
        for one in dated
        if one.place.kind == kind
    )


def region_mates(places: Collection[int], day: date) -> frozenset[int]:
    """Return the places that share a region with one of some places, and the regions; one query."""
    return mates_in(memberships_of_regions(places, day), places)


def memberships_of_regions(places: Collection[int], day: date) -> QuerySet[Any]:
    """Return region and member for all members of the regions of some places, or that they are."""
    rows = Membership.objects.on(day)
    of_own = rows.filter(Q(member__in=places) | Q(region__in=places), region__kind=Kind.REGION)
    return rows.filter(region__in=of_own.values("region")).order_by().values_list("region", "member")


def mates_in(memberships: Iterable[tuple[int, int]], places: Collection[int]) -> frozenset[int]:
    """Return the same of `region_mates`, of memberships that have been read."""
    rows = list(memberships)
    regions = {region for region, member in rows if {region, member} & set(places)}
    return frozenset({*places, *(place for row in rows if row[0] in regions for place in row)})
