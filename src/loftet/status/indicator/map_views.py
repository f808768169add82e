"""The page of an indicator's map: the whole country, or a county or a region by itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from loftet.charts.tile_map import TileMap
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.places.models import Place
from loftet.places.queries import members_of, tiles_of
from loftet.status.edition import kept_query
from loftet.status.indicator.queries import place_rows
from loftet.status.queries.chosen import chosen_places, day_of_codes, in_edition
from loftet.status.queries.outline_map import MapPart, value_map
from loftet.status.queries.tile_map import indicator_map as indicator_tiles
from loftet.status.region.list_queries import regions_page
from loftet.status.views.choosing import CHOOSE, FORM, TILES, kept_words
from loftet.status.views.finding import codes_of, find_indicator_page

REGION = "region"


@require_safe
def indicator_map(request: HttpRequest, key: str) -> HttpResponse:
    """Show an indicator on the map of real outlines, or on that of squares."""
    reader, edition, found = find_indicator_page(request, key)
    chosen = chosen_places(request.GET.getlist(CHOOSE), edition, codes_of(reader, edition))
    regions = regions_to_choose(edition)
    region = next((one for one in regions if one.slug == request.GET.get(REGION)), None)
    kept, own = kept_query(request), [place.code for place in chosen.places]
    part = part_of(region, edition) if region else None
    outlines = value_map(reader, edition, found, kept, own, part)
    as_tiles = request.GET.get(FORM) == TILES or outlines is None
    context = {
        "indicator": found,
        "year": max(
            (one.year for one in reader.indicator_table(edition, found.key) if one.year), default=None
        ),
        "map": tiles(reader, edition, found, set(own), kept) if as_tiles else outlines,
        "as_tiles": as_tiles,
        "has_outlines": outlines is not None,
        "region": region,
        "regions": regions,
        "chosen": [place.slug for place in chosen.places],
        "csv_query": kept_words(request),
    }
    return render(request, "status/pages/indicator_map.html", context)


def regions_to_choose(edition: Edition) -> list[Place]:
    """Return the regions and counties that a map can be drawn of."""
    page = regions_page(day_of_codes(edition))
    listed = (*page.regions, *page.counties)
    return [one.place for one in listed if not one.place.made_up and one.members]


def tiles(
    reader: EditionStore, edition: Edition, indicator: Indicator, own: set[str], kept: str
) -> TileMap | None:
    """Return the map of squares."""
    readings = {one.place: one for one in reader.indicator_table(edition, indicator.key)}
    band = reader.indicator_bands(edition, indicator.key)[0]
    rows = place_rows(reader, edition, indicator, readings, band, own)
    return indicator_tiles(indicator, rows, tiles_of(settings.CATALOGUE), kept)


def part_of(region: Place, edition: Edition) -> MapPart:
    """Return the part of the country that a county or a region is."""
    members = in_edition(members_of(region, day_of_codes(edition)), edition)
    return MapPart([one.code for one in members.values()], region.name)
