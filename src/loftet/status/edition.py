"""The edition that a page is read from: the published one, or the one in the address."""

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from loftet.editions.opened import Current
from loftet.editions.rows import Edition
from loftet.editions.stamp import DamagedEdition, UnknownEdition
from loftet.editions.store import EditionStore
from loftet.editions.visibility import NO_ONE
from loftet.invalid_input import InvalidInput
from loftet.status.visibility import visibility

PARAMETER = "utgave"
LOOKED_UP = "loftet_edition"


@lru_cache
def store_in(root: Path) -> EditionStore:
    """Return the one store of a data folder in this process, which shows nobody's status."""
    return EditionStore(root, NO_ONE)


def store() -> EditionStore:
    """Return the store of the site's data, as the site may show it: one for each page."""
    return store_in(settings.DATA).seen_by(visibility())


def kept_query(request: HttpRequest, *names: str) -> str:
    """Return what links carry on of an address: the edition, where it names one, and what has these names."""
    kept = [(name, word) for name in (PARAMETER, *names) for word in request.GET.getlist(name) if word]
    return f"?{urlencode(kept)}" if kept else ""


def edition_of(request: HttpRequest) -> Edition | None:
    """Return the edition that a page is read from; none is published on a new site.

    It is looked up once for each request, so that no page is read from two editions when one is published.
    """
    return _looked_up(request).edition


def current() -> Current:
    """Return the edition that pages are read from where the address names none."""
    return store_in(settings.DATA).current()


def named_edition(edition_id: str | None) -> Edition:
    """Return the edition that a command names, or the one that pages are read from.

    Raises:
        InvalidInput: when there is none.
    """
    found = store().edition(edition_id) if edition_id else current().edition
    if found is None:
        raise InvalidInput.because("no edition is published here: see «loftet edition publish»")
    return found


def edition_key(request: HttpRequest) -> str:
    """Return a word for the edition that a page was read from, once it is made, else for the current one."""
    found: Current | None = vars(request).get(LOOKED_UP)
    return (found or current()).key


def edition_fault(request: HttpRequest) -> Current | None:
    """Return what a page is read from in place of the published edition; None where that is whole."""
    found = _looked_up(request)
    return found if found.reason else None


def _looked_up(request: HttpRequest) -> Current:
    kept = vars(request)
    if LOOKED_UP not in kept:
        kept[LOOKED_UP] = _look_up(request)
    found: Current = kept[LOOKED_UP]
    return found


def _look_up(request: HttpRequest) -> Current:
    wanted = request.GET.get(PARAMETER)
    if wanted is None:
        return current()
    try:
        return Current(store().edition(wanted))
    except UnknownEdition as unknown:
        raise Http404(_("There is no edition «%(id)s».") % {"id": wanted}) from unknown
    except DamagedEdition as damaged:
        told = _("Edition «%(id)s» is damaged: its files are not those that were built.")
        raise Http404(told % {"id": wanted}) from damaged
