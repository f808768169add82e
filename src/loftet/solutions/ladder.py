"""The spread of a solution, computed from where its use is confirmed; never claimed.

>>> gol = Spot("gol", "33", frozenset({"hallingdal"}))
>>> oslo = Spot("oslo", "03", frozenset())
>>> rung_of([gol]), rung_of([gol, Spot("al", "33", frozenset({"hallingdal"}))])
(1, 2)
>>> rung_of([gol, oslo]), rung_of([gol, oslo, Spot("alta", "56", frozenset())]), rung_of([Spot(abroad=True)])
(1, 3, 4)
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

LOCAL, REGIONAL, NATIONAL, INTERNATIONAL = 1, 2, 3, 4
NEIGHBOURS, COUNTIES = 2, 3  # municipalities of one region or county; counties of the country


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a solution is in use: a municipality with its county and regions, or one abroad."""

    place: str = ""
    county: str = ""
    regions: frozenset[str] = frozenset()
    abroad: bool = False


def rung_of(spots: Iterable[Spot]) -> int:
    """Return the highest rung that is reached; 0 where it is not in use."""
    found = set(spots)
    if any(one.abroad for one in found):
        return INTERNATIONAL
    if len({one.county for one in found if one.county}) >= COUNTIES:
        return NATIONAL
    shared = Counter(area for one in found for area in {one.county, *one.regions} if area)
    if max(shared.values(), default=0) >= NEIGHBOURS:
        return REGIONAL
    return LOCAL if found else 0
