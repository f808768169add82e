"""The whole series of an indicator: every place, every year, and where each value came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loftet.editions.rows import ValueStatus
from loftet.editions.scale import UNKNOWN, IndicatorScale

WHOLE_SERIES = """
    SELECT place, year, value, status, value_low, value_high, count, denominator,
        coalesce(source, ''), coalesce("table", ''), coalesce(vintage, ''), coalesce(period, ''),
        coalesce(code, ''), coalesce("row", '')
    FROM {observations} WHERE indicator = ? ORDER BY place, year
"""


@dataclass(frozen=True, slots=True)
class Observed:
    """One year of an indicator in one place, with its origin as far as the study knows it.

    `low` and `high` are the sampling interval of the value at 95 %. Counts are left out: in a small place
    they could tell of single persons.
    """

    place: str
    year: int
    value: float | None
    status: ValueStatus
    low: float | None
    high: float | None
    source: str
    table: str
    vintage: str
    period: str
    code: str
    row: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """The yardstick of an indicator in an edition, in raw units (of a balance: of the distance)."""

    lower: float | None
    red: float | None
    yellow: float | None
    green: float | None
    upper: float | None


def decode_observed(row: tuple[Any, ...], scale: IndicatorScale) -> Observed:
    """Read a row of WHOLE_SERIES."""
    place, year, value, status, *rest = row
    known, origin = rest[:4], rest[4:]
    low, high = UNKNOWN if value is None else scale.value_interval(*known)
    return Observed(place, int(year), value, ValueStatus(status or "reported"), low, high, *origin)


def read_bounds(record: Mapping[str, Any]) -> dict[str, Bounds]:
    """Return the bounds of every indicator as they were used, from the record of the run."""
    names = Bounds.__slots__
    return {use["indicator"]: Bounds(*(use[name] for name in names)) for use in record["indicators"]}
