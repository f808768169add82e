"""Where the figures in use came from, for some places at once: source, table, period, row, counts."""

from collections.abc import Mapping, Sequence

from loftet.editions.decode import decode_origin
from loftet.editions.rows import Edition, Origin
from loftet.editions.store import EditionStore

IN_USE = """
    SELECT s.place, s.indicator, o.year, o.value, o.status, o.count, o.denominator,
        coalesce(o.source, '') AS source, coalesce(o."table", '') AS "table",
        coalesce(o.vintage, '') AS vintage, coalesce(o.period, '') AS period,
        coalesce(o.code, '') AS code, coalesce(o."row", '') AS "row"
    FROM {indicator_scores} s JOIN {observations} o USING (place, indicator, year)
    WHERE s.place IN (SELECT unnest(?::VARCHAR[])) AND s.indicator IN (SELECT unnest(?::VARCHAR[]))
"""

ABOUT_PEOPLE = "SELECT * FROM {indicators}"
# What an indicator's counts are of, as the catalogue's column `bottom_line` says it.
PEOPLE = "people"

Traces = Mapping[tuple[str, str], Origin]


def traces(store: EditionStore, edition: Edition, places: Sequence[str], indicators: Sequence[str]) -> Traces:
    """Give the origin of the figure in use, by place and indicator; one question to the edition."""
    rows = store.answers(edition, IN_USE, [list(places), list(indicators)])
    return {
        (row["place"], row["indicator"]): decode_origin(
            tuple(value for name, value in row.items() if name not in ("place", "indicator"))
        )
        for row in rows
    }


def about_people(store: EditionStore, edition: Edition) -> frozenset[str]:
    """Give the indicators whose counts are of people, as far as the study says so."""
    rows = store.answers(edition, ABOUT_PEOPLE)
    return frozenset(row["indicator"] for row in rows if row.get("bottom_line") == PEOPLE)
