"""The page of an indicator."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from loftet.indicators.edition import kept_query
from loftet.indicators.embedding import LINE, MAP, embed_of
from loftet.indicators.queries.chosen import chosen_places
from loftet.indicators.queries.indicator import indicator_page
from loftet.indicators.queries.projection import projection_at
from loftet.indicators.queries.tile_map import indicator_map
from loftet.indicators.views.choosing import CHOOSE, choices, kept_words, removable, wanted_words
from loftet.indicators.views.drawing import draw
from loftet.indicators.views.finding import codes_of, find_indicator_page
from loftet.places.queries import tiles_of


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """Show an indicator: its finding, its years, every municipality."""
    reader, edition, found = find_indicator_page(request, key)
    held = codes_of(reader, edition)
    chosen = chosen_places(request.GET.getlist(CHOOSE), edition, held)
    wanted = wanted_words(request)
    page = indicator_page(reader, edition, found, chosen.places, wanted)
    tiles = indicator_map(found, page.every, tiles_of(settings.CATALOGUE), kept_query(request))
    slugs = [place.slug for place in chosen.places]
    context = {
        "page": page,
        "indicator": found,
        "chart": draw(page, edition),
        "projection": (
            projection_at(reader, edition, found, chosen.places[0], translation.get_language() or "nb")
            if chosen.places
            else None
        ),
        "map": tiles,
        "chosen": chosen,
        "removable": removable(request, chosen),
        "others": choices(edition, held, {place.slug for place in chosen.places}),
        "wanted": wanted,
        "trend_rule": reader.method(edition)["trend"]["kind"],
        "csv_query": kept_words(request),
        "embed": embed_of(request, edition, key, slugs, page.heading, LINE),
        "embed_map": embed_of(request, edition, key, slugs, tiles.title, MAP) if tiles else None,
    }
    return render(request, "indicators/pages/indicator.html", context)
