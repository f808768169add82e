"""A count of an edition's figures with a known interval; one question, for the page of the method."""

from dataclasses import dataclass

from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore

# The figures that count in a status: those of ranked places, on indicators with a weight.
KNOWN = """
    SELECT count(*), count(*) FILTER (
        value_low IS NOT NULL
        OR (count IS NOT NULL AND denominator > 0 AND per IS NOT NULL AND draw IN ('binomial', 'poisson'))
    )
    FROM {in_use} JOIN {places} USING (place) JOIN {indicators} i USING (indicator)
    WHERE ranked = 1 AND value IS NOT NULL AND i.weight > 0
"""


@dataclass(frozen=True, slots=True)
class KnownIntervals:
    """The number of figures that count, and of those among them with an interval."""

    figures: int
    known: int


def known_intervals(store: EditionStore, edition: Edition) -> KnownIntervals:
    """Count the figures of municipalities that count in a status, and those with an interval."""
    ((figures, known),) = store.rows(edition, KNOWN)
    return KnownIntervals(figures, known)
