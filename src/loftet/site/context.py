"""The context of every page around its own content."""

from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core import registry
from loftet.core.words import Words
from loftet.editions.opened import Current
from loftet.editions.rows import Edition
from loftet.indicators.edition import PARAMETER, current, edition_fault, edition_of, kept_query
from loftet.invalid_input import InvalidInput
from loftet.notices.queries import unread
from loftet.people.models import User

# The menu of every page: the name of the address, and its words.
MENU: tuple[tuple[str, Words], ...] = (
    ("municipalities", _("Municipalities")),
    ("goals", _("Goals")),
    ("indicators", _("Indicators")),
    ("regions", _("Regions")),
    ("comparison", _("Compare")),
    ("cohorts", _("Who takes part")),
)
# The footer of every page: about the figures, and about the site.
ABOUT_PAGES: tuple[tuple[str, Words], ...] = (
    ("coverage", _("What is known")),
    ("whats_new", _("What is new")),
    ("method", _("Method")),
    ("about", _("About")),
    ("privacy", _("Privacy")),
    ("accessibility", _("Accessibility")),
)
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


def language_links(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Return the same page in each language: code, name in its own language, address."""
    links = []
    for code, _name in settings.LANGUAGES:
        query = request.GET.copy()
        query["lang"] = code
        links.append((code, NAMES[code], f"{request.path}?{query.urlencode()}"))
    return links


def edition_shown(request: HttpRequest) -> Edition | None:
    """Return the edition of the page; the page that says an edition is not there, or broken, has none."""
    try:
        return edition_of(request)
    except (Http404, InvalidInput):
        return None


def fault_shown(request: HttpRequest) -> Current | None:
    """Return what replaces the published edition, where that cannot be used."""
    try:
        return edition_fault(request)
    except (Http404, InvalidInput):
        return None


def newest_address(request: HttpRequest, shown: Edition | None) -> str:
    """Return the address of the same page in the published edition, where another one is shown."""
    if shown is None or PARAMETER not in request.GET or shown == current().edition:
        return ""
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def permanent_address(request: HttpRequest, shown: Edition | None) -> str:
    """Return the permanent address of the page as it is now, when newer figures are published too."""
    if shown is None:
        return ""
    query = request.GET.copy()
    query[PARAMETER] = shown.id
    return f"{request.path}?{query.urlencode()}"


def unread_of(request: HttpRequest) -> int:
    """Count the unread notices of the signed-in user; without one nothing is queried."""
    user = request.user
    return unread(user.pk, timezone.localdate()) if isinstance(user, User) else 0


def page(request: HttpRequest) -> dict[str, object]:
    """Return the languages, the edition of the page, and the parameters that links carry on."""
    edition = edition_shown(request)
    return {
        "language_links": language_links(request),
        "menu": (*MENU, *((one.url_name, one.words) for one in registry.menu())),
        "about_pages": ABOUT_PAGES,
        "edition": edition,
        "edition_fault": fault_shown(request),
        "unread": partial(unread_of, request),  # asked where a template shows it, not by every part of a page
        "newest_address": newest_address(request, edition),
        "permanent_address": permanent_address(request, edition),
        "kept_query": kept_query(request),
    }
