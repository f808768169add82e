"""Open contracting data of all apps: as one file, and as pages of 100 releases."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from loftet.core import registry
from loftet.core.mail import whole
from loftet.core.ocds import Package, Release
from loftet.people.actor import nobody
from loftet.site.demo_folder import MARK
from loftet.sources.whole_file import write_whole

PAGE = 100


def releases(begin: int = 0, end: int | None = None) -> Iterator[Release]:
    """Return the releases of all apps, from one number to another; the rest is not read."""
    actor = nobody()
    for source in registry.ocds_sources():
        rows = source.visible_to(actor)
        if end is not None and end <= 0:
            return
        count = rows.order_by().count() if begin or end is not None else None
        if count is None or begin < count:
            yield from map(source.release, rows[begin:end])
        if count is not None:
            begin, end = max(begin - count, 0), None if end is None else end - count


def page(number: int) -> dict[str, Any] | None:
    """Return a page of releases with the address of the next one; None where there is no such page."""
    found = list(releases((number - 1) * PAGE, number * PAGE + 1))
    if not found and number > 1:
        return None
    links = {"next": _address(number + 1)} if len(found) > PAGE else {}
    links |= {"prev": _address(number - 1)} if number > 1 else {}
    return _package(found[:PAGE], number).as_releases(links)


def _package(found: list[Release], number: int = 1) -> Package:
    made_up = " (demo: all of it is made up)" if (settings.DATA / MARK).exists() else ""
    return Package(_address(number), f"{settings.OPERATOR or 'Løftet'}{made_up}", found)


def _address(number: int = 1) -> str:
    query = f"?side={number}" if number > 1 else ""
    return whole(f"{reverse('ocds')}{query}")


def export(out: Path, *, records: bool = False) -> int:
    """Write all releases into one file, whole or not at all, and return how many.

    Raises:
        InvalidInput: when the file cannot be written.
    """
    found = list(releases())
    built = _package(found).as_records() if records else _package(found).as_releases()
    write_whole(out, (json.dumps(built, ensure_ascii=False, indent=1) + "\n").encode())
    return len(found)
