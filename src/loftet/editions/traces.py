"""Origins of the figures in use, for some places at once: source, table, period, row, counts."""

from collections.abc import Mapping, Sequence

from loftet.editions.decode import decode_origin
from loftet.editions.rows import Edition, Origin
from loftet.editions.store import EditionStore

IN_USE = """
    SELECT place, indicator, year, observed_value, observed_status, count, denominator,
        coalesce(source, ''), coalesce("table", ''), coalesce(vintage, ''), coalesce(period, ''),
        coalesce(code, ''), coalesce("row", '')
    FROM {in_use}
    WHERE observed AND list_contains(?::VARCHAR[], place) AND list_contains(?::VARCHAR[], indicator)
"""

# What an indicator's counts are of, as the catalogue's column `bottom_line` says it.
PEOPLE = "people"

Traces = Mapping[tuple[str, str], Origin]


def traces(store: EditionStore, edition: Edition, places: Sequence[str], indicators: Sequence[str]) -> Traces:
    """Return the origin of the figure in use, by place and indicator; one question to the edition."""
    rows = store.rows(edition, IN_USE, [list(places), list(indicators)])
    return {(place, indicator): decode_origin(tuple(rest)) for place, indicator, *rest in rows}


def about_people(store: EditionStore, edition: Edition) -> frozenset[str]:
    """Return the indicators whose counts are of people, as far as the study says so."""
    rows = store.indicator_records(edition)
    return frozenset(row["indicator"] for row in rows if row.get("bottom_line") == PEOPLE)
