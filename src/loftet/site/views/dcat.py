"""The catalogue of open data for machines: Turtle, or JSON-LD or RDF/XML where it is asked for."""

from collections.abc import Mapping
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe
from django.views.decorators.vary import vary_on_headers

from loftet.site.dcat import build_catalogue, write_catalogue
from loftet.status.edition import current

# The first is for who has no wish.
WRITTEN: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/json": "json-ld",
    "application/rdf+xml": "xml",
}


@lru_cache(maxsize=8)
def _written(_edition: str, kind: str) -> bytes:
    """Return the catalogue of an edition, written once in each form: it takes a third of a second."""
    return write_catalogue(build_catalogue(), WRITTEN[kind])


@require_safe
@conditional_page
@vary_on_headers("Accept")
def catalogue(request: HttpRequest) -> HttpResponse:
    """Return the catalogue; anyone may read it from another site."""
    kind = request.get_preferred_type(list(WRITTEN)) or "text/turtle"
    edition = current().edition
    content = _written(edition.id if edition else "", kind)
    return HttpResponse(content, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})
