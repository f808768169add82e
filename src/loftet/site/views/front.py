"""The front page: what this is, one search, and the ways on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.charts.tile_map import Mark, PlaceOnMap, TileMap, tile_map
from loftet.geography.place import Kind
from loftet.indicators.edition import edition_of, kept_query, store
from loftet.indicators.queries.front import newest_figures, search_goals, search_indicators
from loftet.places.models import Place
from loftet.places.queries import (
    CountyOfPlaces,
    members_of,
    municipalities_by_county,
    places_spelled_like,
    search_places,
    tiles_of,
)
from loftet.site.context import edition_shown

HITS = 20
LONGEST_SEARCH = 100


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page, with links to a municipality, a region, a goal or an indicator."""
    edition, today = edition_of(request), timezone.localdate()
    wanted = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    context: dict[str, object] = {
        "wanted": wanted,
        "hits": place_hits(search_places(wanted, limit=HITS), today),
        "goal_hits": search_goals(wanted),
        "indicator_hits": search_indicators(store(), edition, wanted),
    }
    if wanted and not any(context[hits] for hits in ("hits", "goal_hits", "indicator_hits")):
        context["meant"] = place_hits(places_spelled_like(wanted), today)
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "site/parts/hits.html", context)
    else:
        counties = municipalities_by_county(today)
        context |= {
            "front": True,
            "municipalities": sum(len(one.municipalities) for one in counties if not one.made_up),
            "map": map_of_names(counties, kept_query(request)),
            "newest": newest_figures(store(), edition),
        }
        response = render(request, "site/pages/front.html", context)
    patch_vary_headers(response, ["HX-Request"])  # a cache must not give the part for the whole
    return response


def map_of_names(counties: Iterable[CountyOfPlaces], query: str) -> TileMap | None:
    """Return a map that only links: a name in each square, and no status."""
    places = (
        PlaceOnMap(
            place.slug,
            county.name,
            Mark.PLAIN,
            place.name,
            reverse("municipality", args=[place.slug]) + query,
        )
        for county in counties
        if not county.made_up
        for place in county.municipalities
    )
    return tile_map(_("Find a municipality on the map"), places, tiles_of(settings.CATALOGUE))


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A place that a search found; a region shows its municipalities, too."""

    place: Place
    members: tuple[Place, ...]

    @property
    def page(self) -> str:
        """Return the name of the address of the place's page."""
        return "municipality" if self.place.kind == Kind.MUNICIPALITY else "region"


def place_hits(found: Iterable[Place], today: date) -> list[SearchHit]:
    """Return the places that a search found; the whole country is no answer to a search."""
    return [
        SearchHit(place, () if place.kind == Kind.MUNICIPALITY else tuple(members_of(place, today)))
        for place in found
        if place.kind != Kind.COUNTRY
    ]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Exclude made-up figures from the indexes of search engines."""
    edition = edition_shown(request)
    closed = edition is None or edition.demo
    return HttpResponse(f"User-agent: *\nDisallow:{' /' if closed else ''}\n", content_type="text/plain")
