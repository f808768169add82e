"""Which edition a page is read from: the published one, or the one in the address."""

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from loftet.editions.rows import Edition
from loftet.editions.stamp import UnknownEdition
from loftet.editions.store import EditionStore
from loftet.editions.visibility import NO_ONE
from loftet.indicators.visibility import visibility

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
    """Give what links carry on of an address: the edition, where it names one, and what has these names."""
    kept = [(name, word) for name in (PARAMETER, *names) for word in request.GET.getlist(name) if word]
    return f"?{urlencode(kept)}" if kept else ""


def edition_of(request: HttpRequest) -> Edition | None:
    """Give the edition that a page is read from; none is published on a new site.

    It is looked up once for each request, so that no page is read from two editions when one is published.
    """
    looked_up = vars(request)
    if LOOKED_UP not in looked_up:
        looked_up[LOOKED_UP] = _look_up(request)
    edition: Edition | None = looked_up[LOOKED_UP]
    return edition


def edition_read(request: HttpRequest, otherwise: str | None) -> str | None:
    """Give the id of the edition that a page was read from, once it is made."""
    edition: Edition | None = vars(request).get(LOOKED_UP)
    return edition.id if edition else otherwise


def _look_up(request: HttpRequest) -> Edition | None:
    wanted = request.GET.get(PARAMETER)
    if wanted is None:
        return store().published()
    try:
        return store().edition(wanted)
    except UnknownEdition as unknown:
        raise Http404(_("There is no edition «%(id)s».") % {"id": wanted}) from unknown
