"""The ways to add places to a comparison: by a search, by a region, by likeness; all are plain links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from loftet.core.words import join_words
from loftet.editions.rows import Edition
from loftet.geography.place import Kind
from loftet.places.models import Place
from loftet.places.queries import (
    LONGEST_SEARCH,
    Ambiguous,
    Moved,
    RegionOfPlaces,
    members_of,
    place_by_slug,
    place_for_path,
    places_spelled_like,
    regions_on,
    search_places,
)
from loftet.status.edition import PARAMETER, store
from loftet.status.queries.chosen import (
    MOST_CHOSEN,
    Chosen,
    PlaceInEdition,
    day_of_codes,
    every_place,
    in_edition,
)
from loftet.status.views.choosing import CHOOSE, FILTER, GOAL
from loftet.status.views.finding import REGIONS

FIND, REGION = "finn", "region"
MOST_HITS = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a search found: the address that adds it, and the one that adds its municipalities."""

    place: Place
    address: str
    members: int
    members_address: str


@dataclass(frozen=True, slots=True)
class Hits:
    """The places that a search found; `nearly` where names are only spelled nearly like what was written."""

    places: tuple[Hit, ...]
    nearly: bool


@dataclass(frozen=True, slots=True)
class PeersToAdd:
    """The municipalities that are most like the first place chosen, and the address that adds them."""

    name: str
    names: str
    address: str


@dataclass(frozen=True, slots=True)
class Adding:
    """The places that a reader may add besides what a search finds. Nothing where eight are chosen."""

    full: bool
    regions: tuple[RegionOfPlaces, ...]
    peers: PeersToAdd | None


def wanted_place(request: HttpRequest) -> str:
    """Return the name that a reader looks for."""
    return request.GET.get(FIND, "").strip()[:LONGEST_SEARCH]


def address_with(request: HttpRequest, slugs: Iterable[str], name: str = "comparison") -> str:
    """Return the address of a comparison of some places, or of its file; edition, goal and words are kept."""
    kept = [(name, request.GET[name]) for name in (GOAL, FILTER, PARAMETER) if request.GET.get(name)]
    query = urlencode([*((CHOOSE, slug) for slug in dict.fromkeys(slugs)), *kept])
    return reverse(name) + (f"?{query}" if query else "")


def kept_fields(request: HttpRequest, chosen: Chosen, *but: str) -> list[tuple[str, str]]:
    """Return what a form of the page carries on."""
    places = [(CHOOSE, slug) for slug in chosen.slugs]
    kept = [(name, request.GET.get(name, "")) for name in (GOAL, FILTER, PARAMETER) if name not in but]
    return [*places, *((name, value) for name, value in kept if value)]


def members_named(request: HttpRequest, edition: Edition, held: set[str]) -> list[str]:
    """Return the municipalities of the region that the address names; none where it names none."""
    segment = request.GET.get(REGION, "")
    found = place_for_path(segment, *REGIONS) if segment else None
    if isinstance(found, Moved):
        found = place_by_slug(found.slug)
    elif isinstance(found, Ambiguous):
        found = found.places[0]
    if found is None:
        return []
    members = list(members_of(found, day_of_codes(edition)))
    codes = in_edition(members, edition)
    return [one.slug for one in members if one.slug in codes and codes[one.slug].code in held]


def hits(request: HttpRequest, edition: Edition, held: set[str], chosen: Chosen) -> Hits:
    """Find the places that a name may mean, each with the address that adds it."""
    wanted = wanted_place(request)
    named = search_places(wanted, MOST_HITS)
    found = [one for one in named or places_spelled_like(wanted) if one.kind != Kind.COUNTRY]
    if not found:
        return Hits((), nearly=False)
    codes, taken = in_edition(found, edition), chosen.slugs
    known = [one for one in found if one.slug in codes]
    members = (
        {one.place.slug: len(one.members) for one in regions_on(day_of_codes(edition))}
        if any(one.kind in REGIONS for one in known)
        else {}
    )
    places = (
        Hit(
            place=one,
            address=address_with(request, [*taken, one.slug])
            if codes[one.slug].code in held and one.slug not in taken
            else "",
            members=members.get(one.slug, 0),
            members_address=_with_region(request, taken, one.slug) if members.get(one.slug) else "",
        )
        for one in known
    )
    return Hits(tuple(places), nearly=not named)


def _with_region(request: HttpRequest, taken: Sequence[str], region: str) -> str:
    address = address_with(request, taken)
    return f"{address}{'&' if '?' in address else '?'}{urlencode({REGION: region})}"


def adding(request: HttpRequest, edition: Edition, held: set[str], chosen: Chosen) -> Adding:
    """Return what a reader may add besides what a search finds."""
    if len(chosen.places) >= MOST_CHOSEN:
        return Adding(full=True, regions=(), peers=None)
    regions, there = regions_on(day_of_codes(edition)), places_held(edition, held)
    return Adding(
        full=False,
        regions=tuple(one for one in regions if one.members),
        peers=peers_to_add(request, edition, chosen, there),
    )


def places_held(edition: Edition, held: set[str]) -> dict[str, PlaceInEdition]:
    """Return the places that an edition holds, by code."""
    return {code: place for code, place in every_place(edition).items() if code in held}


def peers_to_add(
    request: HttpRequest, edition: Edition, chosen: Chosen, there: Mapping[str, PlaceInEdition]
) -> PeersToAdd | None:
    """Return as many peers of the first place as there is room for; an edition may know of none."""
    if not chosen.places:
        return None
    first = chosen.places[0]
    peers = [there[one.peer] for one in store().peers(edition, first.code) if one.peer in there]
    new = [one for one in peers if one.slug not in chosen.slugs][: MOST_CHOSEN - len(chosen.places)]
    if not new:
        return None
    address = address_with(request, [*chosen.slugs, *(one.slug for one in new)])
    return PeersToAdd(first.name, join_words([one.name for one in new]), address)
