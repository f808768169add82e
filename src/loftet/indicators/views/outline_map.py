"""The page of an indicator's map with real outlines; it is there once outlines have been fetched."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.indicators.edition import kept_query
from loftet.indicators.queries.chosen import chosen_places
from loftet.indicators.queries.indicator import indicator_page
from loftet.indicators.queries.outline_map import indicator_outlines, kept_outlines
from loftet.indicators.views.choosing import CHOOSE
from loftet.indicators.views.finding import codes_of, find_indicator_page


@require_safe
def indicator_map(request: HttpRequest, key: str) -> HttpResponse:
    """Show an indicator on the map of real outlines."""
    reader, edition, found = find_indicator_page(request, key)
    kept = kept_outlines(settings.DATA)
    chosen = chosen_places(request.GET.getlist(CHOOSE), edition, codes_of(reader, edition))
    page = indicator_page(reader, edition, found, chosen.places)
    drawn = indicator_outlines(found, page.every, kept, kept_query(request)) if kept else None
    if kept is None or drawn is None:
        raise Http404(_("The outlines of the municipalities have not been fetched for this site."))
    return render(
        request, "indicators/pages/indicator_map.html", {"indicator": found, "map": drawn, "kept": kept}
    )
