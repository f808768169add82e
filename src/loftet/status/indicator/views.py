"""The page of an indicator."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.charts.outline_map import OutlineMap
from loftet.core.actor import actor_of
from loftet.core.words import page_language
from loftet.geography.place import Kind
from loftet.places.queries import LONGEST_SEARCH, place_by_slug, places_spelled_like, search_places
from loftet.status.comments.rules import may_comment
from loftet.status.downloads.said import citation
from loftet.status.edition import kept_query
from loftet.status.embedding import LINE, embed_of
from loftet.status.indicator import choices
from loftet.status.indicator.choices import FIND, FIRST, LAST, LIKENESS
from loftet.status.indicator.drawing import draw
from loftet.status.indicator.figure_views import Figure, read_figure
from loftet.status.indicator.place_rows import SORTS
from loftet.status.indicator.queries import IndicatorPage
from loftet.status.indicator.sentences import unit_line
from loftet.status.queries.chosen import in_edition
from loftet.status.queries.outline_map import county_part, value_map
from loftet.status.queries.projection import projection_at
from loftet.status.sentences.words import target_figure
from loftet.status.views.choosing import CHOOSE, kept_words, removable, wanted_words

MOST_HITS, MOST_SUGGESTED = 8, 6
FIGURE, HITS = "figure", "chart-hits"


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """Show an indicator: its finding, its chart, the places around; or the part that a script asks for."""
    figure = read_figure(request, key, wanted_words(request), choices.read_sort(request))
    wanted = request.headers.get("HX-Target", "") if request.htmx else ""  # type: ignore[attr-defined]
    asked = request.GET.get(FIND, "").strip()[:LONGEST_SEARCH]
    hits = _hits(request, figure, asked)
    # The first place is the page's own: its heading, its map and its rows come with it.
    found: dict[str, object] = {"asked": asked, "hits": hits, "is_first": not figure.page.places}
    if wanted == HITS:
        response = render(request, "status/parts/chart_hits.html", found)
    elif added := _added_by_name(figure, asked, hits):
        return HttpResponseRedirect(request.path + added)
    else:
        context = figure_context(request, figure) | found
        if wanted != FIGURE:
            context |= page_context(request, figure)
        part = "status/parts/indicator_figure.html" if wanted == FIGURE else "status/pages/indicator.html"
        response = render(request, part, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])  # a cache must not give the part for the whole
    return response


def comments_here(request: HttpRequest, slug: str) -> bool:
    """Check whether the reader may comment on a figure of a place; reads nothing for those without a role."""
    actor = actor_of(request)
    place = place_by_slug(slug) if slug and actor.permissions.roles else None
    return place is not None and bool(may_comment(actor, place))


def figure_context(request: HttpRequest, figure: Figure) -> dict[str, object]:
    """Return what the chart, the map and the buttons under them show."""
    page, edition, indicator = figure.page, figure.edition, figure.page.indicator
    view = page.view
    embed = embed_of(request, edition, indicator.key, page.heading, LINE)
    return {
        "page": page,
        "figure": figure,
        "indicator": indicator,
        "chart": draw(view),
        "unit_line": unit_line(indicator, view) if view else "",
        "map": map_of(request, figure),
        "map_links": [(map_address(request, figure), _("The whole country"))] if page.own else [],
        "chosen": figure.chosen,
        "chips": choices.chips(
            request,
            page.places,
            country=view is not None and view.country is not None,
            band=view.band.column if view and view.band else "",
        ),
        "is_full": len(page.places) >= choices.MOST,
        "suggested": [*choices.shown_again(request, figure.choice), *suggested(request, page)],
        "kept_by_search": choices.kept_fields(request),
        "kept_by_years": choices.kept_fields(request, FIRST, LAST),
        "first_year": figure.choice.first or (page.years[0] if page.years else None),
        "last_year": figure.choice.last or (page.years[-1] if page.years else None),
        "wanted": wanted_words(request),
        "may_comment": comments_here(request, page.own.slug if page.own else ""),
        "csv_query": kept_words(request),
        "embed": embed,
        "citation": citation(indicator, edition, embed.permanent),
    }


def map_of(request: HttpRequest, figure: Figure) -> OutlineMap | None:
    """Return the map of the county of the own place, or of the whole country."""
    page, edition, own = figure.page, figure.edition, figure.page.own
    shown = own is not None and own.kind in (Kind.MUNICIPALITY, Kind.COUNTY)
    part = county_part(figure.reader, edition, own.code) if own is not None and shown else None
    codes = [place.code for place in page.places[:1]]
    return value_map(figure.reader, edition, page.indicator, kept_query(request), codes, part)


def map_address(request: HttpRequest, figure: Figure) -> str:
    """Return the address of the map of the whole country."""
    query = urlencode([(CHOOSE, figure.page.places[0].slug)]) if figure.page.places else ""
    kept = kept_query(request).removeprefix("?")
    words = "&".join(filter(None, (query, kept)))
    return f"{reverse('indicator_map', args=[figure.page.indicator.key])}?{words}"


def page_context(request: HttpRequest, figure: Figure) -> dict[str, object]:
    """Return what the rest of the page shows."""
    page, edition, indicator = figure.page, figure.edition, figure.page.indicator
    sort, language = choices.read_sort(request), page_language()
    own = page.own
    target = indicator.example_target if indicator.example_target is not None else indicator.green
    return {
        "near": page.nearby,
        "sorts": [
            (one, name, choices.sorted_by(request, one), one == sort)
            for one, name in zip(SORTS, (_("name"), _("figure"), _("change")), strict=True)
        ],
        "likeness": choices.likeness_boxes(figure.choice) if page.peers else [],
        "kept_by_likeness": choices.kept_fields(request, LIKENESS),
        "projection": projection_at(figure.reader, edition, indicator, own, language) if own else None,
        "removable": removable(request, figure.chosen),
        "trend_rule": figure.reader.method(edition)["trend"]["kind"],
        "target_text": "" if target is None else target_figure(target, indicator),
    }


def _hits(request: HttpRequest, figure: Figure, asked: str) -> list[choices.Chip]:
    """Return the places that a name may mean, each with the address that adds it."""
    if not asked:
        return []
    found = search_places(asked, MOST_HITS) or places_spelled_like(asked)
    codes = in_edition(found, figure.edition)
    there = {place.slug for place in found if place.slug in codes and codes[place.slug].code in figure.held}
    taken = {place.slug for place in figure.page.places}
    return [
        choices.Chip(
            place.slug, place.name, "", choices.with_place(request, place.slug) if place.slug in there else ""
        )
        for place in found
        if place.slug not in taken
    ]


def _added_by_name(figure: Figure, asked: str, hits: Sequence[choices.Chip]) -> str:
    """Return the address with a place that is sent by its whole name; empty where none or several have it."""
    if len(figure.page.places) >= choices.MOST:
        return ""
    found = [one.address for one in hits if one.address and one.name.casefold() == asked.casefold()]
    return found[0] if len(found) == 1 else ""


def suggested(request: HttpRequest, page: IndicatorPage) -> list[choices.Chip]:
    """Return the places around the own one that are not in the chart, as many as are soon read."""
    taken = {place.slug for place in page.places}
    lines = [line for group in page.nearby.groups for line in group.lines]
    new = [line for line in lines if line.slug and line.slug not in taken and line.gap is None]
    return [
        choices.Chip(line.slug, line.name, "", choices.with_place(request, line.slug))
        for line in new[:MOST_SUGGESTED]
    ]
