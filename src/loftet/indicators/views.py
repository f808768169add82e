"""The pages of a municipality and of an indicator."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.charts.cache import cached_line
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.indicators.downloads import csv_response, reading_cells
from loftet.indicators.edition import PARAMETER, edition_of, kept_query, store, trend_rule
from loftet.indicators.queries.chosen import (
    COUNTRY,
    Chosen,
    PlaceInEdition,
    chosen_places,
    every_place,
    in_edition,
)
from loftet.indicators.queries.indicator import IndicatorPage, find_indicator, indicator_page, is_wanted
from loftet.indicators.queries.municipality import municipality_page
from loftet.indicators.queries.tile_map import indicator_map
from loftet.places.models import Place
from loftet.places.queries import Ambiguous, Moved, place_for_path, tiles_of

CHOOSE, FILTER = "sted", "q"
LONGEST_FILTER = 100


def find_municipality(request: HttpRequest, segment: str, name: str) -> Place | HttpResponse:
    """Find the municipality of an address, or the answer that leads to it."""
    found = place_for_path(segment)
    if isinstance(found, Moved):
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse(name, args=[found.slug]) + query, permanent=True)
    if isinstance(found, Ambiguous):
        return render(
            request, "indicators/ambiguous.html", {"wanted": segment, "places": found.places}, status=300
        )
    if found is None:
        raise Http404(_("There is no municipality «%(name)s».") % {"name": segment})
    return found


def codes_of(reader: EditionStore, edition: Edition | None) -> set[str]:
    """Give the codes of the places that an edition holds."""
    return {place.code for place in reader.places(edition)} if edition else set()


@require_safe
def municipality(request: HttpRequest, place: str) -> HttpResponse:
    """Show how a municipality stands."""
    found = find_municipality(request, place, "municipality")
    if isinstance(found, HttpResponse):
        return found
    reader, edition = store(), edition_of(request)
    held = codes_of(reader, edition)
    here = in_edition([found], edition).get(found.slug) if edition else None
    context: dict[str, object] = {"place": found}
    if edition is None or here is None or here.code not in held:
        return render(request, "indicators/municipality_empty.html", context)
    chosen = chosen_places(request.GET.getlist(CHOOSE), edition, held, but=found.slug)
    context |= {
        "page": municipality_page(reader, edition, here, chosen.places),
        "others": choices(edition, held, {here.slug, *(other.slug for other in chosen.places)}),
        "removable": removable(request, chosen),
        "chosen": chosen,
    }
    return render(request, "indicators/municipality.html", context)


@require_safe
def municipality_csv(request: HttpRequest, place: str) -> HttpResponse:
    """Give the figures of a municipality as CSV."""
    found = find_municipality(request, place, "municipality_csv")
    if isinstance(found, HttpResponse):
        return found
    reader, edition = store(), edition_of(request)
    here = in_edition([found], edition).get(found.slug) if edition else None
    if edition is None or here is None or here.code not in codes_of(reader, edition):
        raise Http404(_("This edition has no figures for %(place)s.") % {"place": found.name})
    rows = reader.indicator_rows(edition, here.code, translation.get_language() or "nb", ())
    cells = (reading_cells(here.name, row.indicator, row.own, edition) for row in rows)
    return csv_response(here.slug, cells, edition)


def find_indicator_page(request: HttpRequest, key: str) -> tuple[EditionStore, Edition, Indicator]:
    """Find an indicator of the edition, or say that it is not there."""
    reader, edition = store(), edition_of(request)
    indicator = find_indicator(reader, edition, key) if edition else None
    if edition is None or indicator is None:
        raise Http404(_("This edition has no indicator «%(key)s».") % {"key": key})
    return reader, edition, indicator


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """Show an indicator: its finding, its years, every municipality."""
    reader, edition, found = find_indicator_page(request, key)
    held = codes_of(reader, edition)
    chosen = chosen_places(request.GET.getlist(CHOOSE), edition, held)
    wanted = wanted_places(request)
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
        "csv_query": csv_query(request),
    }
    return render(request, "indicators/indicator.html", context)


@require_safe
def indicator_csv(request: HttpRequest, key: str) -> HttpResponse:
    """Give an indicator of every place as CSV."""
    reader, edition, found = find_indicator_page(request, key)
    names = {place.code: place.name for place in reader.places(edition)}
    wanted = wanted_places(request)
    table = [one for one in reader.indicator_table(edition, key) if is_wanted(one.place, names, wanted)]
    cells = (reading_cells(names[one.place], found, one, edition) for one in table)
    return csv_response(key, cells, edition)


def wanted_places(request: HttpRequest) -> str:
    """Give the words that the list of places is to hold."""
    return request.GET.get(FILTER, "").strip()[:LONGEST_FILTER]


def csv_query(request: HttpRequest) -> str:
    """Give the query by which the file holds the edition and the places that the page shows."""
    kept = {name: request.GET[name] for name in (PARAMETER, FILTER) if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


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


def choices(edition: Edition, held: set[str], taken: set[str]) -> list[PlaceInEdition]:
    """Give the places that can still be chosen, in Norwegian order; the country is always beside."""
    open_to_choice = held - {COUNTRY}
    known = every_place(edition).values()
    return [place for place in known if place.code in open_to_choice and place.slug not in taken]


def removable(request: HttpRequest, chosen: Chosen) -> list[tuple[PlaceInEdition, str]]:
    """Give each chosen place with the address of the same page without it."""
    links = []
    for place in chosen.places:
        query = request.GET.copy()
        query.setlist(CHOOSE, [slug for slug in query.getlist(CHOOSE) if slug != place.slug])
        links.append((place, f"?{query.urlencode()}"))
    return links
