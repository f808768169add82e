"""The index kept up to date: written new by the worker soon after something has changed."""

from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation

from loftet.core.kinds import HealthFinding, HealthState
from loftet.core.registry import search_sources
from loftet.people.models import Organisation
from loftet.search.index import FILE, NoIndexError, opened, stamps_of, write_index

EVERY, SHARE = timedelta(minutes=1), 10
OTHERS_READ = 0o077
REBUILD = "«loftet search --rebuild» writes it, and so does the worker"


def rebuild() -> int:
    """Write the index new, and return how many things it holds."""
    with translation.override("nb"):
        return write_index(settings.DATA, search_sources().values(), timezone.now(), names())


def names() -> str:
    """Return a stamp of the names of organisations, which many texts hold, and whose rows have no version."""
    told = repr(list(Organisation.objects.order_by("pk").values_list("pk", "name")))
    return blake2b(told.encode(), digest_size=12).hexdigest()


def rebuild_where_changed(now: datetime) -> str:
    """Write the index new where it is missing or something has changed since; return what was done.

    Where writing takes long, it takes a tenth of the worker's time at most.
    """
    try:
        with opened(settings.DATA) as index:
            rests = timedelta(seconds=index.seconds * SHARE)
            if rests > EVERY and timedelta() <= now - index.made < rests:
                return "rests"
    except NoIndexError:
        pass
    return f"{rebuild()} things" if has_changed(settings.DATA) else "nothing has changed"


def has_changed(folder: Path) -> bool:
    """Check whether the index lacks something that the sources have."""
    try:
        with opened(folder) as index:
            return index.stamps != stamps_of(search_sources().values(), names())
    except NoIndexError:
        return True


def fault_of_index(folder: Path) -> str:
    """Return what is wrong with the index, as a sentence for operators; empty where it is well."""
    try:
        with opened(folder):
            pass
    except NoIndexError as fault:
        return f"{fault}; {REBUILD}"
    if (folder / FILE).stat().st_mode & OTHERS_READ:
        return f"others than its owner may read {folder / FILE}, which holds hidden texts; chmod 600"
    return ""


def check_index(_now: datetime) -> HealthFinding:
    """Check that there is an index of this version, which nobody else reads."""
    if fault := fault_of_index(settings.DATA):
        return HealthFinding(HealthState.WARN, fault)
    return HealthFinding(HealthState.OK, "the search has an index of this version")
