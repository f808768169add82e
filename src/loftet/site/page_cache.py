"""Whole pages kept for readers who are not signed in.

A page depends on its address, the query as it was decoded, the language that a reader or a browser has
chosen, the edition it is read from, and which part of it is asked for: all of that is the key, so that a
newly published edition is seen at once. What people write (places, comments) is seen when a kept page is
`settings.KEEP_PAGES` seconds old. Pages for one reader are never kept: those of a session, and those that
set a cookie. Parameters that no page reads are gone already (`loftet.site.parameters`). Pages are kept
compressed, and take at most `settings.KEEP_BYTES` in each process.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit
from weakref import ReferenceType, ref

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import split_domain_port
from django.utils.cache import get_conditional_response, has_vary_header

from loftet.editions.pointer import pointer_state
from loftet.site.access_log import ROUTE, route_of
from loftet.site.known_answers import SERVED
from loftet.site.language import preferred
from loftet.site.page_store import KeptPage, PageStore, kept_from
from loftet.status.edition import PARAMETER, current, edition_key

# Packed: a long download would push out a hundred pages. As it is: packing 8 MB takes a fifth of a second.
LARGEST, LARGEST_UNPACKED = 256 * 1024, 8 * 1024 * 1024
PORTS = frozenset({"", "80", "443"})
# The targets of htmx for which a page answers with another part; a test finds each in the code.
PARTS = frozenset({"chart-hits", "figure", "hits"})
GZIP = re.compile(r"\bgzip\b")
PAGES = PageStore()


@dataclass(frozen=True, slots=True)
class ServedPage:
    """A kept page that a request was answered from, and what was published then."""

    key: str
    page: "ReferenceType[KeptPage]"
    path: str
    route: str
    pointer: tuple[int, int] | None

    def body(self) -> bytes | None:
        """Return the packed page while the same would be answered from again, None afterwards."""
        kept = PAGES.get(self.key, settings.KEEP_PAGES)
        if kept is None or kept is not self.page() or pointer_state(settings.DATA) != self.pointer:
            return None
        return kept.body


class PageCacheMiddleware:
    """Answer from the kept pages; stands outside of everything that makes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer HEAD as GET is answered; the server leaves out the body."""
        if not is_for_all(request):
            return self.get_response(request)
        asked, request.method = request.method, "GET"
        try:
            return self.kept_or_made(request)
        finally:
            request.method = asked

    def kept_or_made(self, request: HttpRequest) -> HttpResponseBase:
        """Return the cached page, or build and cache it."""
        pointer, published = pointer_state(settings.DATA), current().key
        key = key_of(request, published)
        kept = PAGES.get(key, settings.KEEP_PAGES)
        if kept is not None:
            vars(request)[ROUTE] = kept.route
            request.META[SERVED] = ServedPage(key, ref(kept), request.path, kept.route, pointer)
            return answer_from(kept, request)
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not may_be_kept(response):
            return response
        response.headers["ETag"] = etag_of(response)
        # Where an edition was published while the page was made, nobody knows what it was read from.
        if current().key == published and (PARAMETER in request.GET or edition_key(request) == published):
            page = kept_from(response, route_of(request))
            if len(page.body) <= LARGEST:
                PAGES.put(key, page, settings.KEEP_BYTES)
        return unless_known(request, response)


def answer_from(kept: KeptPage, request: HttpRequest) -> HttpResponseBase:
    """Answer with a kept page, as the reader's browser can read it."""
    compressed = bool(GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
    return unless_known(request, kept.response(compressed=compressed))


def is_for_all(request: HttpRequest) -> bool:
    """Check whether everybody who asks the same gets the same."""
    reads = request.method in ("GET", "HEAD") and settings.KEEP_PAGES > 0
    return reads and settings.SESSION_COOKIE_NAME not in request.COOKIES and is_usual_host(request)


def is_usual_host(request: HttpRequest) -> bool:
    """Check whether the site is called as readers call it.

    Pages repeat how they were called, and Django takes any port and any capital letter: one page would be
    kept as many times as somebody invents them.
    """
    called = request.META.get("HTTP_HOST", "")
    name, port = split_domain_port(called)
    ports = {*PORTS, request.META.get("SERVER_PORT", ""), str(urlsplit(settings.SITE_ADDRESS).port or "")}
    return port in ports and called == (f"{name}:{port}" if port else name)


def may_be_kept(response: HttpResponse) -> bool:
    """Check whether an answer is whole, meant for everybody, and not too long to pack."""
    secret = any(word in response.headers.get("Cache-Control", "") for word in ("private", "no-store"))
    whole = response.status_code == 200 and not response.cookies
    negotiated = has_vary_header(response, "Accept")  # the key does not know what a program asked for
    return whole and not secret and not negotiated and len(response.content) <= LARGEST_UNPACKED


def etag_of(response: HttpResponse) -> str:
    """Return the ETag of a page; a weak one, since compressed and plain it has the same."""
    given: str = response.headers.get("ETag", f'"{blake2b(response.content, digest_size=12).hexdigest()}"')
    return given if given.startswith("W/") else f"W/{given}"


def key_of(request: HttpRequest, edition: str | None) -> str:
    """Return a short key of everything that a page depends on, each as the pages themselves read it."""
    parts = (
        edition,
        request.scheme,
        request.META.get("HTTP_HOST"),
        request.path,
        list(request.GET.lists()),
        preferred(request),
        part_of(request),
    )
    return blake2b(repr(parts).encode(), digest_size=20).hexdigest()


def part_of(request: HttpRequest) -> str | None:
    """Return which part of a page htmx asks for: «» for one that no page makes, None for the whole."""
    target = request.headers.get("HX-Target", "")
    return (target if target in PARTS else "") if request.htmx else None  # type: ignore[attr-defined]


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Return the page, or answer that the reader's browser has it already."""
    return get_conditional_response(request, response.headers["ETag"], None, response) or response
