"""The municipalities most like one in the characteristics that a reader lets count."""

from collections.abc import Collection, Mapping
from math import nan

import numpy as np

from loftet.editions.engine import Record
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.editions.structure import LANGUAGES
from loftet.methods.structure import structure

# The words of an address, and the characteristics that they stand for.
CHARACTERISTICS = {
    "innbyggere": "population",
    "tetthet": "density",
    "areal": "area",
    "sentralitet": "centrality",
    "maalform": "language",
}
NEAREST = 15


def nearest_by(store: EditionStore, edition: Edition, code: str, words: Collection[str]) -> tuple[str, ...]:
    """Return the codes of the most similar ranked municipalities, the nearest first, by some characteristics.

    Each that counts weighs the same. A place of which one of them is not known is like nobody.
    """
    rows = {one: row for one, row in store.structure(edition).items() if row.get("ranked")}
    codes = list(rows)
    columns = {
        name: np.array([_number(row, name) for row in rows.values()]) for name in ("population", "area_km2")
    }
    others = {
        "centrality": np.array([_number(row, "centrality") for row in rows.values()]),
        "language": np.array([LANGUAGES.get(row.get("language") or "", nan) for row in rows.values()]),
    }
    ranked = np.ones(len(codes), dtype=bool)
    known = structure(columns["population"], columns["area_km2"], others, ranked)
    wanted = {CHARACTERISTICS[word] for word in words if word in CHARACTERISTICS}
    chosen = [at for at, name in enumerate(known.names) if name in wanted]
    if code not in rows or not chosen:
        return ()
    numbers = known.numbers[:, chosen]
    apart = np.square(numbers - numbers[codes.index(code)]).mean(axis=1)
    order = (int(at) for at in np.argsort(apart, kind="stable") if not np.isnan(apart[at]))
    return tuple(codes[at] for at in order if codes[at] != code)[:NEAREST]


def _number(row: Mapping[str, object] | Record, name: str) -> float:
    value = row.get(name)
    return float(value) if isinstance(value, int | float) else nan
