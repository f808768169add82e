"""The context of every page around its own content."""

from collections.abc import Iterable
from functools import cache, partial
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core import registry
from loftet.core.actor import AnyActor
from loftet.core.words import Words, page_language
from loftet.editions.opened import Current
from loftet.editions.rows import Edition
from loftet.invalid_input import InvalidInput
from loftet.notices.queries import unread
from loftet.notices.waiting import count_waiting
from loftet.people.access import permissions_of
from loftet.people.models import User
from loftet.site.language import is_form_of_place
from loftet.status.citation import is_cited
from loftet.status.edition import PARAMETER, current, edition_fault, edition_of, kept_query
from loftet.status.share.addresses import share_picture

# The menu of every page: the name of the address, and its words. One that has no address yet is left out.
MENU: tuple[tuple[str, Words], ...] = (
    ("municipalities", _("Municipalities")),
    ("goals", _("Goals")),
    ("explore", _("Explore")),
    ("regions", _("Regions")),
    ("cohorts", _("The programme")),
)
# What those who work here meet first in the menu; the rest of it is one press away.
WORK = ("needs", "events", "projects", "municipalities", "cohorts")
# The footer of every page: about the figures, and about the site.
ABOUT_PAGES: tuple[tuple[str, Words], ...] = (
    ("method", _("How we compute")),
    ("data", _("Data and API")),
    ("indicators", _("Indicators")),
    ("coverage", _("What is known")),
    ("whats_new", _("What is new")),
    ("about", _("About")),
    ("accessibility", _("Accessibility")),
    ("privacy", _("Privacy")),
)
REPORT = "error_report"
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


@cache
def address_of(name: str) -> str | None:
    """Return the address of a page of the menu, or None where the site does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def linked(entries: Iterable[tuple[str, Words]]) -> list[tuple[str, Words]]:
    """Return the entries that lead somewhere."""
    return [(name, words) for name, words in entries if address_of(name)]


def section_of(path: str, entries: Iterable[tuple[str, Words]]) -> tuple[str, str]:
    """Return the entry of the menu under which a page lies, and whether it is that page or one below."""
    for name, _words in entries:
        address = address_of(name) or ""
        if address and path.startswith(address):
            return name, "page" if path == address else "true"
    return "", ""


def menus(path: str, actor: AnyActor | None) -> dict[str, object]:
    """Return the menu, the entry that a page lies under, and the links between the pages of that entry.

    The entry itself is the first of them. A link with a rule is shown to whom it lets in; it is asked where
    the link would be shown alone.
    """
    entries = [(one.under, (one.url_name, one.words)) for one in registry.menu()]
    ruled = {one.url_name: one for one in registry.menu() if one.rule is not None}
    menu = linked((*MENU, *(link for under, link in entries if not under)))
    page, page_as = section_of(path, [*menu, *(link for _under, link in entries)])
    here = next((under for under, link in entries if under and link[0] == page), page)
    below = [link for under, link in entries if under == here] if page_as == "page" else []
    beside = linked([*(link for link in menu if link[0] == here), *below]) if below else []
    beside = [link for link in beside if link[0] not in ruled or ruled[link[0]].leads_on(actor)]
    return {
        "menu": menu,
        "work_menu": [one for name in WORK for one in menu if one[0] == name],
        "more_menu": [one for one in menu if one[0] not in WORK],
        "here": here,
        "here_as": page_as if page == here else "true",
        "section_pages": beside,
        "section_here": page,
    }


def report_address(request: HttpRequest) -> str:
    """Return where a reader says that something on the page is wrong; the page is filled in there."""
    where = {"adresse": request.path}
    return f"{reverse(REPORT)}?{urlencode(where)}"


def share_address(request: HttpRequest) -> str:
    """Return the whole address of the page with the language that it is read in, for somebody else."""
    query = request.GET.copy()
    query["lang"] = page_language()
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


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


def acts_for(request: HttpRequest) -> dict[str, object]:
    """Return the organisation that the signed-in person acts for first, and the others that can be chosen."""
    roles = {one.slug: one for one in reversed(permissions_of(request).own_first)}
    every = [*reversed(roles.values())]
    return {"first": every[0] if every else None, "others": every[1:]}


def page(request: HttpRequest) -> dict[str, object]:
    """Return the languages, the edition of the page, and the parameters that links carry on."""
    edition = edition_shown(request)
    return {
        **menus(request.path, getattr(request, "actor", None)),
        "language_links": language_links(request),
        "form_of_place": is_form_of_place(request),
        "language_name": NAMES[page_language()],
        "about_pages": linked(ABOUT_PAGES),
        "report_address": report_address(request),
        "share_address": partial(share_address, request),
        "edition": edition,
        "edition_fault": fault_shown(request),
        "acts_for": partial(acts_for, request),
        "unread": partial(unread_of, request),  # asked where a template shows it, not by every part of a page
        "asked_of_me": partial(count_waiting, request),
        "newest_address": newest_address(request, edition),
        "permanent_address": permanent_address(request, edition),
        "kept_query": kept_query(request),
        "is_cited": edition is not None and is_cited(request),
        "share_picture": share_picture(request, edition),
    }
