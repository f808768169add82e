"""The page on which a reader sets up to eight places side by side, and their figures as a file."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.indicators.downloads import Figure, Kind, Page, figures_response
from loftet.indicators.edition import edition_of, store
from loftet.indicators.queries.beside import is_about, readings_of
from loftet.indicators.queries.chosen import COUNTRY, MOST_CHOSEN, chosen_places
from loftet.indicators.queries.colour_limits import uses_two_weakest
from loftet.indicators.queries.comparison import comparison_page, read_places
from loftet.indicators.sentences.words import join_words
from loftet.indicators.views.adding import (
    REGION,
    adding,
    address_with,
    hits,
    kept_fields,
    members_named,
    wanted_place,
)
from loftet.indicators.views.choosing import CHOOSE, FILTER, GOAL, removable, wanted_goal, wanted_words
from loftet.indicators.views.finding import codes_of


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Set places side by side, or help to choose them."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "indicators/pages/comparison_empty.html")
    held, slugs = codes_of(store(), edition), request.GET.getlist(CHOOSE)
    if members := members_named(request, edition, held):
        return redirect(address_with(request, [*slugs, *members]))
    chosen = chosen_places([*slugs, request.GET.get(REGION, "")], edition, held)
    found, wanted = hits(request, edition, held, chosen), wanted_words(request)
    context: dict[str, object] = {"chosen": chosen, "hits": found, "asked": wanted_place(request)}
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "indicators/parts/comparison_hits.html", context)
    else:
        page = (
            comparison_page(store(), edition, chosen.places, wanted_goal(request), wanted)
            if chosen.places
            else None
        )
        context |= {
            "page": page,
            "names": join_words([place.name for place in chosen.places]),
            "csv_address": address_with(request, chosen.slugs, "comparison_csv"),
            "excel_address": address_with(request, chosen.slugs, "comparison_xlsx"),
            "removable": removable(request, chosen),
            "adding": adding(request, edition, held, chosen),
            "kept_by_search": kept_fields(request, chosen),
            "kept_by_filter": kept_fields(request, chosen, GOAL, FILTER),
            "wanted": wanted,
            "most": MOST_CHOSEN,
            "two_worst": uses_two_weakest(store(), edition),
        }
        response = render(request, "indicators/pages/comparison.html", context)
    patch_vary_headers(response, ["HX-Request"])  # a cache must not give the part for the whole
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
