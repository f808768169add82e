"""The files that can be taken home, each at an address of its own."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.status.downloads.answer import JSON_STAT, METADATA, ZIP, file_response
from loftet.status.downloads.archive import zip_file
from loftet.status.downloads.csv import (
    SERIES_HEADER,
    csv_response,
    reading_cells,
    series_cells,
    wanted_style,
)
from loftet.status.downloads.jsonstat import jsonstat_file
from loftet.status.downloads.metadata import metadata_file
from loftet.status.downloads.whole import read_whole
from loftet.status.indicator.queries import is_wanted
from loftet.status.queries.conservative_trend import conservative_trend_readings
from loftet.status.views.choosing import wanted_words
from loftet.status.views.finding import find_indicator_page

YEARS, ALL = "aar", "alle"


@require_safe
def indicator_csv(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the newest figure of every place as CSV, or every year (`?aar=alle`)."""
    reader, edition, indicator = find_indicator_page(request, key)
    if years := request.GET.get(YEARS):
        if years != ALL:
            raise Http404(_("There is no choice of years «%(years)s». There is «alle».") % {"years": years})
        rows = series_cells(read_whole(request, reader, edition, indicator))
        return csv_response(request, f"{key}-{YEARS}-{ALL}", rows, edition, SERIES_HEADER)
    names = {place.code: place.name for place in reader.places(edition)}
    wanted = wanted_words(request)
    ahead = reader.projection_reader.projections_everywhere(edition, key)
    read = conservative_trend_readings(reader, edition, reader.indicator_table(edition, key), ahead).values()
    table = [one for one in read if is_wanted(one.place, names, wanted)]
    cells = (reading_cells(names[one.place], indicator, one, edition) for one in table)
    return csv_response(request, key, cells, edition)


@require_safe
def indicator_json(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the whole series of an indicator as JSON-stat 2.0."""
    reader, edition, found = find_indicator_page(request, key)
    return file_response(
        request, edition, key, JSON_STAT, lambda: jsonstat_file(read_whole(request, reader, edition, found))
    )


@require_safe
def indicator_metadata(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return what is known about an indicator."""
    reader, edition, found = find_indicator_page(request, key)
    return file_response(
        request, edition, key, METADATA, lambda: metadata_file(read_whole(request, reader, edition, found))
    )


@require_safe
def indicator_zip(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return an indicator with all that belongs to it as one archive."""
    reader, edition, found = find_indicator_page(request, key)
    style = wanted_style(request)
    return file_response(
        request, edition, key, ZIP, lambda: zip_file(read_whole(request, reader, edition, found), style)
    )
