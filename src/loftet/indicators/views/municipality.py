"""The page of a municipality, and its figures as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.indicators.downloads import csv_response, reading_cells
from loftet.indicators.edition import edition_of, store
from loftet.indicators.queries.chosen import chosen_places, in_edition
from loftet.indicators.queries.municipality import municipality_page
from loftet.indicators.views.choosing import CHOOSE, choices, removable
from loftet.indicators.views.finding import codes_of, find_municipality


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
