"""The hash of a study's content: what it says, not how the files are written."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from loftet.editions.about import About
from loftet.editions.method import plain
from loftet.editions.tables import Table
from loftet.methods.rules import Method

NUMERIC = frozenset(
    (
        *("ranked", "population", "weight", "lower", "red", "green", "upper", "direction", "per"),
        *("area_km2", "centrality"),
        *("ideal_low", "ideal_high", "trend_from", "trend_to", "example_target"),
        *("year", "value", "count", "denominator", "value_low", "value_high"),
    )
)


# Rules younger than the first editions: at its default such a rule is left out, so that no study of before
# gets another hash.
LATER_RULES = (("bounds", "min_reliability"),)


def content_hash(tables: Iterable[Table], method: Method, about: About) -> str:
    """Return the SHA-256 of tables (rows in the order of their keys), method and about.

    Numbers are hashed as numbers, so 1.0 and 1 are the same; a column without any content is as good as none.
    """
    digest = sha256()
    for table in tables:
        digest.update(b"table")
        for name in sorted(table.columns):
            cells = table.columns[name]
            if any(cells):
                digest.update(json.dumps(name).encode())
                digest.update(_canonical(table, name))
    words = {"method": _rules(method), "about": plain(about)}
    digest.update(json.dumps(words, sort_keys=True, ensure_ascii=False, default=str).encode())
    return digest.hexdigest()


def _rules(method: Method) -> dict[str, Any]:
    rules: dict[str, Any] = plain(method)
    untouched = plain(Method())
    for section, key in LATER_RULES:
        if rules[section][key] == untouched[section][key]:
            del rules[section][key]
    return rules


def _canonical(table: Table, name: str) -> bytes:
    numbers = table.floats(name) if name in NUMERIC else None
    if numbers is not None:
        return (numbers + 0.0).astype("<f8").tobytes()
    return json.dumps(table.columns[name], ensure_ascii=False).encode()
