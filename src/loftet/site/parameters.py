"""The parameters that an address may have: others are removed before anything sees them.

A page is kept for others by its whole address, and its links carry the query on. So a parameter that nobody
reads must neither be cached as another page nor appear in links that somebody else gets.
"""

from collections.abc import Callable
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from loftet.core import registry

# All that the site reads of a query, beside what lists are filtered by; a test finds each name in the code.
PARAMETERS = frozenset(
    {"aar", "adresse", "bort", "code", "dekning", "finn", "format", "fra", "indikator"}
    | {"kart", "kvalitet", "lang", "likhet", "maal", "maalestokk", "neste", "opp"}
    | {"paavirkning", "q", "region", "side", "sorter", "state", "sted", "tema", "til", "uten"}
    | {"utgave", "vis"}
)
LONGEST_QUERY, MOST_PARAMETERS = 4096, 200


class ParametersMiddleware:
    """Refuse queries that are too long, and pass on the parameters that some page reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 400 without reading the query, or pass on what is known of it."""
        query = request.META.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY or query.count("&") >= MOST_PARAMETERS:
            words = _("The address is too long. Begin at the front page.")
            return HttpResponse(f"{words}\n", status=400, content_type="text/plain; charset=utf-8")
        if query:
            request.META["QUERY_STRING"] = known_of(query)
        return self.get_response(request)


def known_of(query: str) -> str:
    """Return a query without the parameters that no page reads, the others as they are written.

    >>> known_of("sted=gol&utm_source=x&st%65d=al&=&q")
    'sted=gol&st%65d=al&q'
    """
    known = PARAMETERS | registry.parameters()
    return "&".join(part for part in query.split("&") if unquote_plus(part.partition("=")[0]) in known)
