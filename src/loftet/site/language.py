"""The language of a page.

The order is `?lang=` (which also sets a cookie), then the cookie, then the official form of the place in
the address or whose body or matter it is, then that of the places that are compared, then bokmål.
The whole page follows, so a reader never meets two forms on one page.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from loftet.core import registry
from loftet.indicators.views.choosing import CHOOSE
from loftet.places.queries import language_of, language_of_all

PARAMETER = "lang"
# What an address may name that has an official form, and where it is asked for; apps add theirs.
FORM_OF: dict[str, Callable[[Any], str | None]] = {
    "place": language_of,
    "organisation": language_of,
}
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def asked_for(request: HttpRequest) -> str | None:
    """Return the language in the address, if it is one of ours."""
    code = request.GET.get(PARAMETER)
    return code if code in LANGUAGES else None


def chosen(request: HttpRequest) -> str | None:
    """Return the language the reader has chosen, now or before."""
    before = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return asked_for(request) or (before if before in LANGUAGES else None)


def is_visit(response: HttpResponse) -> bool:
    """Check whether somebody reads a page of ours, and has not merely taken a file or met a framed figure."""
    framed = getattr(response, "xframe_options_exempt", False)
    return not framed and response.headers.get("Content-Type", "").startswith("text/html")


@cache
def forms_of() -> Mapping[str, Callable[[Any], str | None]]:
    """Return what an address may name that has an official form; each app has said so when it started."""
    return FORM_OF | dict(registry.languages())


def official_form(request: HttpRequest, kwargs: Mapping[str, Any]) -> str | None:
    """Return the form of Norwegian of what an address is about, where it has chosen one."""
    asked = forms_of()
    word = next((one for one in asked if one in kwargs), None)
    if word is not None:
        return asked[word](kwargs[word])
    beside = request.GET.getlist(CHOOSE)
    return language_of_all(beside) if beside else None


class LanguageMiddleware:
    """Activate one language for the whole page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language chosen, and remember one that was asked for."""
        with translation.override(chosen(request) or settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        patch_vary_headers(response, ["Cookie"])
        if (asked := asked_for(request)) and is_visit(response):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                samesite="Lax",
            )
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """Choose the language by the place in the address where the reader has not chosen."""
        if chosen(request) is None:
            form = official_form(request, kwargs)
            translation.activate(form if form in LANGUAGES else settings.LANGUAGE_CODE)
