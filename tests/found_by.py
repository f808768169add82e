"""What search may show to somebody, of every kind: read as the search reads it."""

from collections.abc import Iterator

from loftet.core.registry import search_sources
from loftet.core.search import SearchDocument
from loftet.people.permissions import Actor
from loftet.search.command import nobody

PEOPLES = ("need", "pool", "solution", "challenge", "report", "note")


def documents(actor: Actor | None = None) -> Iterator[SearchDocument]:
    """Yield what people wrote and somebody may find: without an actor, what everybody may."""
    for kind, source in search_sources().items():
        if kind in PEOPLES:
            keys = [one.key for one in source.documents()]
            yield from source.seen_by(actor or nobody()).documents(keys)
