"""Directions as carefully as the edition knows them: by the whole interval of the pace, not by its middle."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from loftet.editions.projection_rows import Heading, Projection
from loftet.editions.rows import Edition, IndicatorRow, Reading, Trend
from loftet.editions.store import EditionStore

BY_ALL_YEARS = "theil_sen"
TRENDS = {heading: Trend(heading.value) for heading in Heading if heading is not Heading.TOO_SHORT}


def conservative_trend_rows(
    store: EditionStore, edition: Edition, rows: Iterable[IndicatorRow], found: Iterable[Projection]
) -> tuple[IndicatorRow, ...]:
    """Return the rows of a place with the more careful direction of each figure."""
    of = {one.indicator: one for one in found}
    by_all = judges_by_all_years(store, edition)
    return tuple(_conservative_trend_row(row, of.get(row.indicator.key), by_all) for row in rows)


def _conservative_trend_row(row: IndicatorRow, found: Projection | None, by_all_years: bool) -> IndicatorRow:
    own = conservative_trend(row.own, found, by_all_years)
    return row if own is row.own else replace(row, own=own)


def conservative_trend_readings(
    store: EditionStore, edition: Edition, readings: Iterable[Reading], found: Iterable[Projection]
) -> Mapping[str, Reading]:
    """Return the readings of an indicator, by place, with the more careful direction of each."""
    of = {one.place: one for one in found}
    by_all = judges_by_all_years(store, edition)
    return {one.place: conservative_trend(one, of.get(one.place), by_all) for one in readings}


def judges_by_all_years(store: EditionStore, edition: Edition) -> bool:
    """Check whether the edition's method judges directions by all years, not by the first and the last."""
    return bool(store.method(edition)["trend"]["kind"] == BY_ALL_YEARS)


def conservative_trend(reading: Reading, found: Projection | None, by_all_years: bool = True) -> Reading:
    """Return a reading the direction that its whole interval bears out.

    Too few separate years are no direction at all, unless the method asks for no more than two.
    """
    if found is None or found.state is None or reading.value is None:
        return reading
    if found.state is Heading.TOO_SHORT:
        trend = None if by_all_years else reading.trend
    else:
        trend = TRENDS[found.state]
    return reading if trend is reading.trend else replace(reading, trend=trend)
