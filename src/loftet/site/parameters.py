"""The parameters that an address may have: others are removed before anything sees them.

A page is kept for others by its address, and its links carry the query on. So a parameter that nobody reads
must neither be cached as another page nor appear in links that somebody else gets, and a query has one
spelling: what a page reads of it, what its links repeat and what it is kept by are the same.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
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
            return self._too_long()
        known = known_of(query) if query else ""
        if len(known) > LONGEST_QUERY:  # what is no UTF-8 becomes longer
            return self._too_long()
        request.META["QUERY_STRING"] = known
        return self.get_response(request)

    def _too_long(self) -> HttpResponse:
        words = _("The address is too long. Begin at the front page.")
        return HttpResponse(f"{words}\n", status=400, content_type="text/plain; charset=utf-8")


def known_of(query: str) -> str:
    """Return a query, as WSGI holds it, with the parameters that some page reads, each in its one spelling.

    Bytes that are no UTF-8 become U+FFFD, as Django reads them.

    >>> known_of("sted=gol&utm_source=x&st%65d=al&=&q")
    'sted=gol&sted=al&q='
    """
    asked = QueryDict(query.encode("latin-1"), mutable=True, encoding="utf-8")
    for name in asked.keys() - PARAMETERS - registry.parameters():
        del asked[name]
    return asked.urlencode()
