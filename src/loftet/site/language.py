"""The language of a page.

The order is `?lang=` (which also sets a cookie), then the cookie, then nynorsk or English where the reader's
browser asks for it, then of who is signed in their own or that of their municipality, then for all others the
official form of the place in the address or whose body or matter it is, then that of the places that are
compared, then that of whose record the page is about, then bokmål. A browser that asks for bokmål is as
browsers come in Norway, and no choice: the place's form goes before it. The whole page follows, so a reader
never meets two forms on one page; where the form is the place's, the page says so.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from loftet.core import registry
from loftet.core.pages.base import ABOUT
from loftet.core.words import page_language
from loftet.people.access import permissions_of
from loftet.people.models import Organisation, OrganisationKind, User
from loftet.places.models import Place
from loftet.places.queries import form_of, language_of, language_of_all
from loftet.programme.models import Cohort
from loftet.status.views.choosing import CHOOSE

PARAMETER = "lang"
# What an address may name that has an official form, and where it is asked for; apps add theirs.
FORM_OF: dict[str, Callable[[Any], str | None]] = {
    "place": language_of,
    "organisation": language_of,
}
FIRMS = (OrganisationKind.SUPPLIER, OrganisationKind.RESEARCH)
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
# What a browser may ask for, and what it gets: readers of Sámi are met in bokmål.
ASKED_BY_BROWSERS = {
    **{code: code for code in LANGUAGES},
    **dict.fromkeys(("no", "se", "smj", "sma", "sms", "smn", "smi"), "nb"),
}
FORM_OF_PLACE = "loftet_form_of_place"


def asked_for(request: HttpRequest) -> str | None:
    """Return the language in the address, if it is one of ours."""
    code = request.GET.get(PARAMETER)
    return code if code in LANGUAGES else None


def chosen(request: HttpRequest) -> str | None:
    """Return the language the reader has chosen, now or before."""
    before = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return asked_for(request) or (before if before in LANGUAGES else None)


def browser_language(request: HttpRequest) -> str:
    """Return the first of our languages that a browser asks for, or bokmål."""
    for asked, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if code := ASKED_BY_BROWSERS.get(asked.partition("-")[0]):
            return code
    return settings.LANGUAGE_CODE


def preferred(request: HttpRequest) -> str | None:
    """Return the language that the reader has chosen, or that the browser asks for on purpose."""
    browser = browser_language(request)
    return chosen(request) or (browser if browser != settings.LANGUAGE_CODE else None)


def is_form_of_place(request: HttpRequest) -> bool:
    """Check whether the page's language was chosen for its place, and is not what it would have been."""
    return FORM_OF_PLACE in vars(request)


def is_visit(response: HttpResponse) -> bool:
    """Check whether somebody reads a page of ours, and has not merely taken a file or met a framed figure."""
    framed = getattr(response, "xframe_options_exempt", False)
    return not framed and response.headers.get("Content-Type", "").startswith("text/html")


@cache
def forms_of() -> Mapping[str, Callable[[Any], str | None]]:
    """Return what an address may name that has an official form; each app has said so when it started."""
    return FORM_OF | dict(registry.languages())


def form_of_owner(subject: Any) -> str | None:
    """Return the form of Norwegian of whose record a page is about; a firm has chosen none."""
    if isinstance(subject, Cohort):
        return subject.language
    owner = getattr(subject, "owner", None)
    if isinstance(owner, Organisation):
        return form_of(owner.place) if owner.place and owner.kind not in FIRMS else None
    return form_of(owner) if isinstance(owner, Place) else None


def meet_in(request: HttpRequest, form: str | None) -> None:
    """Set the form of Norwegian of the page for a reader who has chosen none."""
    translation.activate(form if form in LANGUAGES else settings.LANGUAGE_CODE)
    if form in LANGUAGES and form != settings.LANGUAGE_CODE:
        vars(request)[FORM_OF_PLACE] = form


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
        with translation.override(preferred(request) or settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers["Content-Language"] = page_language()
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
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
        if preferred(request) is not None:
            return
        if isinstance(request.user, User):
            translation.activate(request.user.language or permissions_of(request).language)
        else:
            form = official_form(request, kwargs)
            meet_in(request, form)
            if not form:  # the page finds what it is about, and tells
                vars(request)[ABOUT] = lambda subject: meet_in(request, form_of_owner(subject))
