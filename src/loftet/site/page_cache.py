"""Whole pages kept at hand for readers who are not signed in.

A page depends on its address, the language a reader has chosen before, the edition it is read from, and
whether it is asked for whole or as a part: all of that is the key, so that a newly published edition is
seen at once. What people write (places, comments) is seen when a kept page is `settings.KEEP_PAGES`
seconds old. Pages for one reader are never kept: those of a session, and those that set a cookie.
"""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from loftet.indicators.edition import edition_key
from loftet.site.language import chosen

PAGES = "pages"
# A long download would push out a hundred pages.
LARGEST = 256 * 1024


class PageCacheMiddleware:
    """Answer from the pages kept at hand; stands outside of everything that makes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the page that is kept, or make it and keep it."""
        if not is_for_all(request):
            return self.get_response(request)
        shelf = caches[PAGES]
        kept = shelf.get(key_of(request, edition_key(request)))
        if isinstance(kept, HttpResponse):
            return unless_known(request, kept)
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not may_be_kept(response):
            return response
        response.headers.setdefault("ETag", f'"{blake2b(response.content, digest_size=12).hexdigest()}"')
        # An edition may have been published while the page was made: the one that it was read from counts.
        shelf.set(key_of(request, edition_key(request)), response)
        return unless_known(request, response)


def is_for_all(request: HttpRequest) -> bool:
    """Tell whether everybody who asks the same gets the same."""
    reads = request.method == "GET" and settings.KEEP_PAGES > 0
    return reads and settings.SESSION_COOKIE_NAME not in request.COOKIES


def may_be_kept(response: HttpResponse) -> bool:
    """Tell whether an answer is whole, meant for everybody, and not too long."""
    secret = any(word in response.headers.get("Cache-Control", "") for word in ("private", "no-store"))
    whole = response.status_code == 200 and not response.cookies
    return whole and not secret and len(response.content) <= LARGEST


def key_of(request: HttpRequest, edition: str | None) -> str:
    """Give what a page depends on, as a short word."""
    parts = (
        edition or "",
        request.META.get("HTTP_HOST", ""),
        request.get_full_path(),
        chosen(request) or "",
        request.headers.get("HX-Request", ""),
        "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else "",
    )
    return blake2b("\0".join(parts).encode(), digest_size=20).hexdigest()


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Give the page, or say that the reader's browser has it already."""
    return get_conditional_response(request, response.headers["ETag"], None, response) or response
