"""A page of each kind, asked for before a reader does: when a process starts, and when figures are published.

What the first page of a kind costs is paid here: templates, words of each language, tables read into memory.
Readers are answered meanwhile.
"""

import gc
import logging
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from loftet.core.errors import kind_of, place_of
from loftet.places.queries import regions_on
from loftet.site.access_log import UNLOGGED
from loftet.site.wsgi_bridge import Wsgi, environ_of, respond
from loftet.status.edition import current, store
from loftet.status.queries.chosen import day_of_codes
from loftet.status.shared_challenges.queries import prepare_findings

LOOK_EVERY, STEP = 5.0, 0.5  # seconds: for a newly published edition, and for the end of the process
WITHOUT_WORDS = (
    *("front", "municipalities", "goals", "indicators", "regions", "explore", "coverage", "data", "method"),
    *("whats_new", "about"),
)
OF_PLACE = (
    *("municipality", "municipality_figures", "municipality_sheet", "municipality_presentation"),
    "municipality_work",
)
OF_REGION = ("region", "challenges", "region_presentation")

logger = logging.getLogger(__name__)


def start_warming(application: Wsgi) -> None:
    """Start a thread that warms a web process, now and when another edition is published."""
    threading.Thread(target=_keep_warm, args=(application,), name="warming").start()


def _keep_warm(application: Wsgi) -> None:
    warmed, looked = None, -LOOK_EVERY
    while is_running():
        if time.monotonic() - looked >= LOOK_EVERY:
            looked = time.monotonic()
            warmed = _warm_new(application, warmed)
        time.sleep(STEP)


def _warm_new(application: Wsgi, warmed: str | None) -> str:
    """Ask for pages where another edition is published than the warmed one; return that one."""
    if (key := current().key) != warmed:
        try:
            warm(application)
        except Exception as error:  # readers are answered all the same
            logger.error("warming failed: %s\n%s", kind_of(error), place_of(error))
    return key


def is_running() -> bool:
    """Check whether the process goes on; this thread is no daemon, for DuckDB must not be cut off."""
    return threading.main_thread().is_alive()


def _set_aside() -> None:
    """Leave all that is in memory now out of later searches for garbage: in a whole edition they are slow.

    What is no longer used is still freed, since readings hold no circles.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def warm(application: Wsgi) -> int:
    """Ask for a page of each kind in each language; return how many were answered whole."""
    whole = 0
    if edition := current().edition:
        store().decode_all(edition)
        prepare_findings(store(), edition)
    for language, _name in settings.LANGUAGES:
        for address in addresses():
            if not is_running():
                return whole
            whole += _ask(application, address, language)
    _set_aside()
    return whole


def addresses() -> Iterator[str]:
    """Return the addresses of a page of each kind; none before an edition is published."""
    edition = current().edition
    if edition is None:
        return
    region = next((one for one in regions_on(day_of_codes(edition)) if len(one.members) > 1), None)
    if region is None:
        return
    one, other = (place.slug for place in region.members[:2])
    indicator = store().indicators(edition, settings.LANGUAGE_CODE)[0]
    of_place = {"place": one}
    yield from map(reverse, WITHOUT_WORDS)
    yield from (reverse(name, kwargs=of_place) for name in OF_PLACE)
    yield from (reverse(name, kwargs={"place": region.place.slug}) for name in OF_REGION)
    yield reverse("municipality_goal", kwargs=of_place | {"goal": indicator.goal})
    yield reverse("goal", kwargs={"goal": indicator.goal})
    beside = f"?sted={one}&sted={other}"
    yield reverse("indicator", kwargs={"key": indicator.key}) + beside
    yield reverse("indicator_map", kwargs={"key": indicator.key})
    yield reverse("comparison") + beside
    yield reverse("comparison_challenges") + beside
    yield f"{reverse('search')}?q={one}+{indicator.goal}"


def _ask(application: Wsgi, address: str, language: str) -> bool:
    url = urlsplit(address)
    scope = {
        "method": "GET",
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "http_version": "1.1",
        "scheme": "https",
    }
    headers = {
        "HOST": urlsplit(settings.SITE_ADDRESS).netloc,
        "ACCEPT_LANGUAGE": language,
        "ACCEPT_ENCODING": "gzip",
        "X_FORWARDED_PROTO": "https",
    }
    environ = environ_of(scope, headers, b"") | {UNLOGGED: True}
    return respond(application, environ).status == 200
