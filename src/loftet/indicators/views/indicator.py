"""The page of an indicator, and its figures as a file."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from loftet.charts.cache import cached_line
from loftet.editions.rows import Edition
from loftet.indicators.downloads import csv_response, reading_cells
from loftet.indicators.edition import kept_query, trend_rule
from loftet.indicators.queries.chosen import chosen_places
from loftet.indicators.queries.indicator import IndicatorPage, indicator_page, is_wanted
from loftet.indicators.queries.tile_map import indicator_map
from loftet.indicators.views.choosing import CHOOSE, choices, kept_words, removable, wanted_words
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
    context = {
        "page": page,
        "indicator": found,
        "chart": draw(page, edition),
        "map": indicator_map(found, page.every, tiles_of(settings.CATALOGUE), kept_query(request)),
        "chosen": chosen,
        "removable": removable(request, chosen),
        "others": choices(edition, held, {place.slug for place in chosen.places}),
        "wanted": wanted,
        "trend_rule": trend_rule(settings.DATA, edition.id),
        "csv_query": kept_words(request),
    }
    return render(request, "indicators/indicator.html", context)


@require_safe
def indicator_csv(request: HttpRequest, key: str) -> HttpResponseBase:
    """Give an indicator of every place as CSV."""
    reader, edition, found = find_indicator_page(request, key)
    names = {place.code: place.name for place in reader.places(edition)}
    wanted = wanted_words(request)
    table = [one for one in reader.indicator_table(edition, key) if is_wanted(one.place, names, wanted)]
    cells = (reading_cells(names[one.place], found, one, edition) for one in table)
    return csv_response(request, key, cells, edition)


def draw(page: IndicatorPage, edition: Edition) -> str:
    """Draw the line chart, or take it from the cache; its text was escaped when it was drawn."""
    if page.view is None:
        return ""
    svg = cached_line(
        page.view,
        settings.DATA / "charts",
        edition=edition.id,
        language=translation.get_language() or "nb",
        key=page.indicator.key,
    )
    return mark_safe(svg)  # noqa: S308 - made by our own renderer, which escapes every text
