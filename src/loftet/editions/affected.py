"""The number of persons between places and their yardsticks, for figures that count persons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loftet.editions.rows import Edition, ValueStatus
from loftet.editions.store import EditionStore
from loftet.methods.persons import Persons, persons

COUNTED = """
    SELECT s.place, s.indicator, s.value, coalesce(s.status, '') AS status, o.denominator, i.per
    FROM {indicator_scores} s JOIN {indicators} i USING (indicator)
    LEFT JOIN {observations} o ON o.place = s.place AND o.indicator = s.indicator AND o.year = s.year
    WHERE s.place IN (SELECT unnest(?::VARCHAR[])) AND s.indicator IN (SELECT unnest(?::VARCHAR[]))
        AND i.per IS NOT NULL AND i.draw IN ('binomial', 'poisson')
    ORDER BY s.place, s.indicator
"""


@dataclass(frozen=True, slots=True)
class PersonCount:
    """The count of an indicator in a place: its value for each `per` of the denominator, in persons."""

    value: float | None
    denominator: float | None
    per: float
    hidden: bool


def counted_in_persons(
    store: EditionStore, edition: Edition, places: Sequence[str], indicators: Sequence[str]
) -> Mapping[str, tuple[PersonCount, ...]]:
    """Return the figures of each place in the indicators that count persons; others are left out."""
    found: dict[str, list[PersonCount]] = {}
    for row in store.answers(edition, COUNTED, [list(places), list(indicators)]):
        hidden = row["status"] == ValueStatus.SUPPRESSED
        found.setdefault(row["indicator"], []).append(
            PersonCount(row["value"], row["denominator"], row["per"], hidden)
        )
    return {key: tuple(cells) for key, cells in found.items()}


def persons_apart(cells: Sequence[PersonCount], level: float | None, direction: int | None) -> Persons:
    """Return how many persons fewer or more it would be if every place that is worse were at a level.

    A place that is better counts for nothing: the one does not make up for the other. One hidden cell hides
    the sum, for the others could be taken from it.

    >>> cells = (PersonCount(20.0, 400.0, 100, False), PersonCount(8.0, 900.0, 100, False))
    >>> persons_apart(cells, 10.0, -1).number
    40
    """
    if level is None or not direction or not cells:
        return persons(None)
    if any(cell.hidden for cell in cells):
        return persons(None, hidden=True)
    known = [cell for cell in cells if cell.value is not None and cell.denominator is not None]
    if not known:
        return persons(None)
    return persons(
        sum(
            max(direction * (level - (cell.value or 0.0)), 0.0) * (cell.denominator or 0.0) / cell.per
            for cell in known
        )
    )
