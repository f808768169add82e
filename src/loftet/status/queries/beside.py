"""Places side by side: what each has of an indicator, and the indicators of a goal that are shown."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loftet.core.words import GAPS, Sign, gap_sign
from loftet.editions.rows import (
    Band,
    Colour,
    Indicator,
    IndicatorRow,
    Reading,
    ValueStatus,
    Yardstick,
)
from loftet.geography.slugs import plain
from loftet.status.sentences.words import figure
from loftet.status.signs import is_like_most, status_sign


@dataclass(frozen=True, slots=True)
class Cell:
    """An indicator in a place: its figure and status, or why there is none.

    `year` is that of the figure where it is not the newest of its row or column.
    """

    text: str
    year: int | None
    sign: Sign


@dataclass(frozen=True, slots=True)
class GapCount:
    """The number of figures of a kind that are not there."""

    sign: Sign
    count: int


def cell(reading: Reading, indicator: Indicator, band: Band | None, newest: int | None) -> Cell:
    """Return the cell of a place; `newest` is the year that need not be said."""
    if reading.value is None:
        return Cell("", None, gap_sign(reading.status))
    text = figure(reading.value, indicator, with_unit=False)
    year = reading.year if reading.year != newest else None
    return Cell(text, year, status_sign(reading, indicator, band))


def newest_year(readings: Iterable[Reading]) -> int | None:
    """Return the newest year with a figure."""
    years = (one.year for one in readings if one.value is not None and one.year is not None)
    return max(years, default=None)


def readings_of(row: IndicatorRow) -> tuple[Reading, ...]:
    """Return all readings of a row: the first place asked for, then those beside it."""
    return (row.own, *row.compared)


def is_strong(reading: Reading, indicator: Indicator, band: Band | None) -> bool:
    """Check whether a figure is close to its target, or better than most."""
    return reading.colour is Colour.GREEN and not is_like_most(reading, indicator, band)


def is_weak(reading: Reading, indicator: Indicator, band: Band | None) -> bool:
    """Check whether a figure is far from its target, or weaker than most.

    Slightly weaker than the middle is what half of the country is: no weakness to speak of.
    """
    return is_far(reading.colour, indicator.yardstick) and not is_like_most(reading, indicator, band)


def is_far(colour: Colour | None, yardstick: Yardstick | None) -> bool:
    """Check whether a colour says far from a target, or weaker than most by mere comparison."""
    if yardstick is Yardstick.COMPARISON:
        return colour is Colour.RED
    return colour in (Colour.ORANGE, Colour.RED)


def gap_counts(readings: Iterable[Reading]) -> tuple[GapCount, ...]:
    """Count the figures that are not there, each kind by itself."""
    counts = Counter(reading.status for reading in readings if reading.value is None)
    return tuple(
        GapCount(sign, counts[ValueStatus(key)]) for key, sign in GAPS.items() if counts[ValueStatus(key)]
    )


def is_about(indicator: Indicator, wanted: str) -> bool:
    """Check whether an indicator's name or explanation holds every word, whatever its case or accents."""
    said = plain(f"{indicator.name} {indicator.about}")
    return all(word in said for word in plain(wanted).split())


def rows_shown(rows: Iterable[IndicatorRow], goal: str, wanted: str) -> list[IndicatorRow]:
    """Return the rows that a reader's words name, or else those of a goal."""
    return [
        row for row in rows if (is_about(row.indicator, wanted) if wanted else row.indicator.goal == goal)
    ]


def by_goal(rows: Iterable[IndicatorRow]) -> Mapping[str, Sequence[IndicatorRow]]:
    """Group rows by their goal."""
    parts: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        parts.setdefault(row.indicator.goal, []).append(row)
    return parts


def is_total(country: float | None, values: Iterable[float]) -> bool:
    """Check whether the country's figure is a sum of the places', and nothing to compare one of them with.

    >>> is_total(6000.0, [5.0, 800.0]), is_total(4.9, [2.6, 13.6]), is_total(None, [])
    (True, False, False)
    """
    return country is not None and country > max(values, default=country)
