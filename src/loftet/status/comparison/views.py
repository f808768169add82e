"""The page on which a reader sets up to eight places side by side, and their figures as a file."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.charts.strip import COLOURS
from loftet.core.words import join_words
from loftet.status.comparison.adding import (
    REGION,
    adding,
    address_with,
    hits,
    kept_fields,
    members_named,
    wanted_place,
)
from loftet.status.comparison.queries import comparison_page, read_places
from loftet.status.downloads import Figure, Kind, Page, figures_response
from loftet.status.edition import edition_of, store
from loftet.status.indicator.choices import Chip
from loftet.status.queries.beside import is_about, readings_of
from loftet.status.queries.chosen import COUNTRY, MOST_CHOSEN, chosen_places
from loftet.status.views.choosing import CHOOSE, FILTER, GOAL, removable, wanted_goal, wanted_words
from loftet.status.views.finding import codes_of

HITS = "hits"


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Set places side by side, or help to choose them."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "status/pages/comparison_empty.html")
    held, slugs = codes_of(store(), edition), request.GET.getlist(CHOOSE)
    if members := members_named(request, edition, held):
        return redirect(address_with(request, [*slugs, *members]))
    chosen = chosen_places([*slugs, request.GET.get(REGION, "")], edition, held)
    found, wanted = hits(request, edition, held, chosen), wanted_words(request)
    context: dict[str, object] = {"chosen": chosen, "hits": found, "asked": wanted_place(request)}
    target = request.headers.get("HX-Target", "") if request.htmx else ""  # type: ignore[attr-defined]
    if target == HITS:
        response = render(request, "status/parts/comparison_hits.html", context)
    else:
        theme = wanted_goal(request)
        page = comparison_page(store(), edition, chosen.places, theme, wanted) if chosen.places else None
        context |= {
            "page": page,
            "names": join_words([place.name for place in chosen.places]),
            "csv_address": address_with(request, chosen.slugs, "comparison_csv"),
            "excel_address": address_with(request, chosen.slugs, "comparison_xlsx"),
            "chips": [
                Chip(place.slug, place.name, token, address)
                for (place, address), token in zip(removable(request, chosen), COLOURS, strict=False)
            ],
            "tokens": COLOURS[: len(chosen.places)],
            "adding": adding(request, edition, held, chosen),
            "kept_by_search": kept_fields(request, chosen),
            "kept_by_filter": kept_fields(request, chosen, GOAL, FILTER),
            "wanted": wanted,
            "most": MOST_CHOSEN,
            "here": request.build_absolute_uri(address_with(request, chosen.slugs)),
        }
        response = render(request, "status/pages/comparison.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])  # a cache must not give the part for the whole
    return response


@require_safe
def comparison_file(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    """Return the figures of the places: all indicators, or those that the page's words name."""
    edition = edition_of(request)
    chosen = (
        chosen_places(request.GET.getlist(CHOOSE), edition, codes_of(store(), edition)) if edition else None
    )
    if edition is None or chosen is None or not chosen.places:
        raise Http404(_("Choose the places to compare, each as «sted=» in the address."))
    names = {place.code: place.name for place in chosen.places}
    wanted = wanted_words(request)
    figures = (
        Figure(names[reading.place], row.indicator, reading)
        for row in read_places(store(), edition, chosen.places)
        if is_about(row.indicator, wanted)
        for reading in readings_of(row)
        if reading.place != COUNTRY
    )
    name = "-".join(["sammenligning", *(place.slug for place in chosen.places)])
    said = join_words([place.name for place in chosen.places])
    page = Page(said, "comparison", query=tuple((CHOOSE, place.slug) for place in chosen.places))
    return figures_response(request, kind, name, page, figures, edition)
