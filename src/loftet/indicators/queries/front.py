"""What the front page knows of indicators."""

from dataclasses import dataclass

from django.utils import translation

from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.geography.slugs import plain

NEWEST = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator and its newest year."""

    key: str
    name: str
    year: int
    municipalities: int


def newest_figures(store: EditionStore, edition: Edition | None) -> tuple[Figure, ...]:
    """Give the indicators with the newest figures."""
    if edition is None:
        return ()
    names = {one.key: one.name for one in store.indicators(edition, translation.get_language() or "nb")}
    return tuple(
        Figure(news.indicator, names[news.indicator], news.year, news.places)
        for news in store.news(edition)[:NEWEST]
    )


def search_indicators(store: EditionStore, edition: Edition | None, text: str) -> tuple[Indicator, ...]:
    """Find the indicators whose name or explanation holds every word, whatever its case or accents."""
    words = plain(text).split()
    if edition is None or not words:
        return ()
    return tuple(
        one
        for one in store.indicators(edition, translation.get_language() or "nb")
        if all(word in plain(f"{one.name} {one.about}") for word in words)
    )
