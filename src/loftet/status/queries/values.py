"""The newest values of all ranked municipalities, as strips draw them; a value tells no status."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from loftet.editions.rows import Edition
from loftet.editions.spread import spread_of
from loftet.editions.store import EditionStore
from loftet.status.edition import store_in


def values_of(store: EditionStore, edition: Edition, key: str) -> tuple[float, ...]:
    """Return the newest values of an indicator; those of all indicators are read at once for an edition."""
    return _values(store.root, edition).get(key, ())


@lru_cache(maxsize=4)
def _values(root: Path, edition: Edition) -> Mapping[str, tuple[float, ...]]:
    store = store_in(root)
    return spread_of(store, edition, [one.key for one in store.indicators(edition, "nb")])
