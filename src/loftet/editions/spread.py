"""The spread of indicators: the values of every ranked place, for strips of dots; one question for many."""

from collections.abc import Mapping, Sequence

from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore

SPREAD = """
    SELECT indicator, list(value ORDER BY value)
    FROM {indicator_scores} JOIN {places} USING (place)
    WHERE ranked = 1 AND value IS NOT NULL AND list_contains(?::VARCHAR[], indicator)
    GROUP BY indicator
"""


def spread_of(
    store: EditionStore, edition: Edition, indicators: Sequence[str]
) -> Mapping[str, tuple[float, ...]]:
    """Return the values of ranked places by indicator, the lowest first; values name no place."""
    if not indicators:
        return {}
    rows = store.rows(edition, SPREAD, [list(dict.fromkeys(indicators))])
    return {indicator: tuple(values) for indicator, values in rows}
