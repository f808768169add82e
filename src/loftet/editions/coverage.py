"""The coverage of an edition: the figures and gaps of each place, and the years of each indicator."""

from dataclasses import dataclass
from typing import Any

from loftet.editions.periods import year_of
from loftet.editions.rows import ValueStatus

# A goal applies to a place where one of its indicators does: then it has a coverage.
PLACE_COVERAGE = """
    SELECT place, figures, missing, suppressed, not_possible, not_applicable, goals, goals_that_apply
    FROM (
        SELECT place, count(value) AS figures,
            count(*) FILTER (value IS NULL AND status = 'missing') AS missing,
            count(*) FILTER (value IS NULL AND status = 'suppressed') AS suppressed,
            count(*) FILTER (value IS NULL AND status = 'not_possible') AS not_possible,
            count(*) FILTER (value IS NULL AND status = 'not_applicable') AS not_applicable
        FROM {indicator_scores} GROUP BY place
    ) JOIN (
        SELECT place, count(*) FILTER (colour <> 'grey') AS goals, count(coverage) AS goals_that_apply
        FROM {goal_scores} GROUP BY place
    ) USING (place) ORDER BY place
"""

# The figures that are used, in the ranked places alone.
YEARS_IN_USE = """
    SELECT indicator, year, coalesce(status, 'reported') AS status, count(*), max(period)
    FROM {in_use} JOIN {places} USING (place)
    WHERE ranked = 1 AND value IS NOT NULL GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class PlaceCoverage:
    """The coverage of a place: indicators with a figure, with each kind of gap, and goals with a status."""

    place: str
    figures: int
    missing: int
    suppressed: int
    not_possible: int
    not_applicable: int
    goals: int
    goals_that_apply: int

    @property
    def applying(self) -> int:
        """Count the indicators that apply to the place, whether there is a figure or not."""
        return self.figures + self.missing + self.suppressed + self.not_possible


@dataclass(frozen=True, slots=True)
class YearInUse:
    """The number of ranked places whose figure of an indicator is from a year, as a value of a kind."""

    indicator: str
    year: int
    status: ValueStatus
    places: int


def decode_place_coverage(row: tuple[Any, ...]) -> PlaceCoverage:
    """Read a row of PLACE_COVERAGE."""
    return PlaceCoverage(*row)


def decode_year_in_use(row: tuple[Any, ...]) -> YearInUse:
    """Read a row of YEARS_IN_USE."""
    indicator, year, status, places, period = row
    return YearInUse(indicator, year_of(year, period), ValueStatus(status), places)
