"""Rows about time, as the web reads them: projections of figures, and several years pooled."""

from dataclasses import dataclass
from enum import StrEnum

from loftet.editions.engine import Record

PROJECTIONS_OF_PLACE = "SELECT * FROM {projections} WHERE place = ? ORDER BY indicator"

PROJECTIONS_EVERYWHERE = "SELECT * FROM {projections} WHERE indicator = ? ORDER BY place"

POOLED_OF_PLACE = """
    SELECT * FROM {pooled} WHERE place = ? AND list_contains(?::VARCHAR[], rule) ORDER BY indicator
"""

POOLED_EVERYWHERE = "SELECT * FROM {pooled} WHERE indicator = ? ORDER BY place"


class Heading(StrEnum):
    """The direction of a figure, as far as its interval says so; the first five are those of a trend."""

    ON_TRACK = "on_track"
    IMPROVING = "improving"
    STAGNATING = "stagnating"
    WORSENING = "worsening"
    UNCLEAR = "unclear"
    TOO_SHORT = "too_short"


class PoolingRule(StrEnum):
    """By which rule years came together.

    `ONE_YEAR`: the newest is enough, or the only one. `YEARS`: so many that 20 are counted. `STILL_FEW`: five
    periods, and still fewer than 20. `MEAN`: of up to three values, whose counts are not known. `SUPPRESSED`:
    the newest year is hidden, or fewer than 5 are counted, and nothing is told.
    """

    ONE_YEAR = "one_year"
    YEARS = "years"
    STILL_FEW = "still_few"
    MEAN = "mean"
    SUPPRESSED = "suppressed"


class ShrunkToward(StrEnum):
    """The places that a figure is shrunk towards: the place's own group, or all ranked places."""

    GROUP = "group"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Projection:
    """The pace of a figure a year, the pace its target asks for, and what the target year may bring.

    All in raw units, intervals at 95 %; None = not known. `values` is how many separate values it rests on.
    `years_to_target` counts from `last_year` at today's pace; 0 = reached. `expected` goes on with what is
    sure of the pace. Its interval is `widening` times as wide as the figures alone would make it, because
    earlier projections missed; 1 = not at all. `p_target` is the chance that the target is reached then.
    """

    place: str
    indicator: str
    first_year: int
    last_year: int
    values: int
    value: float
    pace: float | None
    pace_low: float | None
    pace_high: float | None
    target: float | None
    needed_pace: float | None
    years_to_target: float | None
    target_year: int
    expected: float | None
    expected_low: float | None
    expected_high: float | None
    p_target: float | None
    widening: float | None
    state: Heading | None

    @property
    def was_widened(self) -> bool:
        """Check whether earlier projections missed so often that the interval was made wider."""
        return self.widening is not None and self.widening > 1


@dataclass(frozen=True, slots=True)
class PooledFigure:
    """The pooled figure of several years, and the figure shrunk towards others; in raw units, at 95 %.

    `reliability` tells how much of the leaning figure is the place's own, from 0 to 1. None = not known or
    not told; `count` and `denominator` are there only where figures rest on counts.
    """

    place: str
    indicator: str
    rule: PoolingRule
    first_year: int | None
    last_year: int | None
    values: int | None
    count: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    shrunk: float | None
    shrunk_low: float | None
    shrunk_high: float | None
    reliability: float | None
    leans_on: ShrunkToward | None


def decode_projection(row: Record) -> Projection:
    """Read a row of PROJECTIONS_OF_PLACE or PROJECTIONS_EVERYWHERE."""
    state = Heading(row["state"]) if row["state"] else None
    return Projection(**{**row, "state": state})


def decode_pooled(row: Record) -> PooledFigure:
    """Read a row of POOLED_OF_PLACE or POOLED_EVERYWHERE."""
    rest = {name: cell for name, cell in row.items() if name not in ("rule", "toward")}
    leans_on = ShrunkToward(row["toward"]) if row["toward"] else None
    return PooledFigure(rule=PoolingRule(row["rule"]), leans_on=leans_on, **rest)
