"""Permanent addresses of what a report shows: whole, in its edition and its language."""

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from loftet.core.mail import whole
from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.status.edition import PARAMETER

MOST_KEPT = 4096  # paths of some editions' indicators: every report of a run leads to the same pages


def permanent(edition: Edition, name: str, *args: str, **query: str) -> str:
    """Return the whole address of a page that shows the same for ever."""
    language = page_language()
    asked = (*query.items(), (PARAMETER, edition.id), ("lang", language))
    return whole(f"{_path(name, args)}?{_written(asked)}")


@lru_cache(MOST_KEPT)
def _path(name: str, args: tuple[str, ...]) -> str:
    return reverse(name, args=args)


@lru_cache(MOST_KEPT)
def _written(asked: tuple[tuple[str, str], ...]) -> str:
    return urlencode(asked)
