"""Data about whole editions, read once and cached for all readers: an edition never changes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from loftet.editions import queries
from loftet.editions.coverage import (
    PLACE_COVERAGE,
    YEARS_IN_USE,
    PlaceCoverage,
    YearInUse,
    decode_place_coverage,
    decode_year_in_use,
)
from loftet.editions.decode import (
    decode_band,
    decode_goal_count,
    decode_indicator,
    decode_indicator_count,
    decode_place,
    decode_reading,
)
from loftet.editions.engine import Engine, Record
from loftet.editions.rows import Band, GoalCount, Indicator, IndicatorCount, Place, Reading
from loftet.editions.scale import UNSCALED, IndicatorScale, read_scales
from loftet.editions.stamp import EDITIONS, RECORD
from loftet.editions.visibility import Scope

# How many editions, and languages of them, are kept in memory.
KEPT = 24
# How many places that are not ranked: of an edition, the country and its fifteen counties.
KEPT_PLACES = 64

Bands = dict[str, Band | None]


@dataclass(frozen=True, slots=True)
class DecodedReadings:
    """The newest readings of a whole edition, by place and by indicator; pages of many places need most."""

    scope: Scope
    of_place: Mapping[str, Sequence[Reading]]
    of_indicator: Mapping[str, tuple[Reading, ...]]


class WholeEditions:
    """A cache of data about whole editions; data with a status are cached for each scope."""

    def __init__(self, root: Path, engine: Engine) -> None:
        self._root = root
        self._engine = engine
        keep = lru_cache(maxsize=KEPT)
        self.record = keep(self._read_record)
        self.places = keep(self._read_places)
        self.structure = keep(self._read_structure)
        self.not_ranked = keep(self._read_not_ranked)
        self.indicator_records = keep(self._read_indicator_records)
        self.indicators = keep(self._read_indicators)
        self.scales = keep(self._read_scales)
        self.beside = lru_cache(maxsize=KEPT_PLACES)(self._read_beside)
        self.indicator_bands = keep(self._read_indicator_bands)
        self.goal_bands = keep(self._read_goal_bands)
        self.indicator_counts = keep(self._read_indicator_counts)
        self.goal_counts = keep(self._read_goal_counts)
        self.place_coverage = keep(self._read_place_coverage)
        self._decoded: DecodedReadings | None = None
        self.years_in_use = keep(self._read_years_in_use)

    def decode_all(self, scope: Scope) -> None:
        """Decode the readings of a whole edition and keep them; one edition is kept at a time.

        Its tables are read into memory first, so that no reader's question is the one that does it.
        """
        self._engine.keep(scope.edition)
        of_place: dict[str, list[Reading]] = {}
        of_indicator: dict[str, list[Reading]] = {}
        for reading in self.readings(scope, queries.READINGS, []):
            of_place.setdefault(reading.place, []).append(reading)
            of_indicator.setdefault(reading.indicator, []).append(reading)
        tables = {key: tuple(found) for key, found in of_indicator.items()}
        self._decoded = DecodedReadings(scope, of_place, tables)

    def readings_of_indicator(self, scope: Scope, indicator: str) -> tuple[Reading, ...]:
        """Return the readings of an indicator in every place, in the order of codes."""
        decoded = self._decoded
        if decoded is not None and decoded.scope == scope:
            return decoded.of_indicator.get(indicator, ())
        return self.readings(scope, queries.READINGS_OF_INDICATOR, [indicator])

    def readings_of_places(
        self, scope: Scope, places: Iterable[str], indicators: Sequence[str]
    ) -> list[Reading]:
        """Return the readings of some indicators, or of more, in some places."""
        decoded = self._decoded
        if decoded is not None and decoded.scope == scope:
            return [one for place in dict.fromkeys(places) for one in decoded.of_place.get(place, ())]
        not_ranked = self.not_ranked(scope.edition)
        kept = [one for place in places if place in not_ranked for one in self.beside(scope, place)]
        asked = [place for place in places if place not in not_ranked]
        found = self.readings(scope, queries.READINGS_OF_PLACES, [asked, indicators]) if asked else ()
        return [*kept, *found]

    def readings(self, scope: Scope, sql: str, parameters: Sequence[object]) -> tuple[Reading, ...]:
        """Return the readings that a query finds; none of them is cached."""
        scales = self.scales(scope.edition)
        rows = self._engine.ask(scope, sql, parameters)
        return tuple(decode_reading(row, scales.get(row[1], UNSCALED), scope.hidden) for row in rows)

    # -- what tells no status --------------------------------------------------------------------------

    def _read_record(self, edition_id: str) -> dict[str, Any]:
        record = (self._root / EDITIONS / edition_id / RECORD).read_text(encoding="utf-8")
        told: dict[str, Any] = json.loads(record)
        return told

    def _read_places(self, edition_id: str) -> tuple[Place, ...]:
        return tuple(decode_place(row) for row in self.structure(edition_id).values())

    def _read_structure(self, edition_id: str) -> dict[str, Record]:
        return {row["place"]: row for row in self._engine.open_rows(edition_id, "places")}

    def _read_not_ranked(self, edition_id: str) -> frozenset[str]:
        return frozenset(place.code for place in self.places(edition_id) if not place.ranked)

    def _read_indicator_records(self, edition_id: str) -> list[Record]:
        return self._engine.open_rows(edition_id, "indicators")

    def _read_indicators(self, edition_id: str, language: str) -> tuple[Indicator, ...]:
        indicators = [decode_indicator(row, language) for row in self.indicator_records(edition_id)]
        return tuple(sorted(indicators, key=lambda one: (goal_order(one.goal), one.key)))

    def _read_scales(self, edition_id: str) -> dict[str, IndicatorScale]:
        rows = (
            (row["indicator"], row["per"], row["draw"], row["ideal_low"] is not None)
            for row in self.indicator_records(edition_id)
        )
        return read_scales(self.record(edition_id), rows)

    # -- what a status is part of ----------------------------------------------------------------------

    def _read_beside(self, scope: Scope, place: str) -> tuple[Reading, ...]:
        return self.readings(scope, queries.READINGS_OF_PLACE, [place])

    def _read_indicator_bands(self, scope: Scope) -> tuple[Bands, Bands]:
        rows = self._engine.ask(scope, queries.INDICATOR_BANDS)
        values = {key: decode_band(cuts, count) for key, cuts, count, _, _ in rows}
        scores = {key: decode_band(cuts, count) for key, _, _, cuts, count in rows}
        return values, scores

    def _read_goal_bands(self, scope: Scope) -> Bands:
        rows = self._engine.ask(scope, queries.GOAL_BANDS)
        return {goal: decode_band(cuts, count) for goal, cuts, count in rows}

    def _read_indicator_counts(self, scope: Scope) -> tuple[IndicatorCount, ...]:
        return tuple(map(decode_indicator_count, self._engine.ask(scope, queries.INDICATOR_COUNTS)))

    def _read_goal_counts(self, scope: Scope) -> tuple[GoalCount, ...]:
        return tuple(map(decode_goal_count, self._engine.ask(scope, queries.GOAL_COUNTS)))

    def _read_place_coverage(self, scope: Scope) -> tuple[PlaceCoverage, ...]:
        return tuple(map(decode_place_coverage, self._engine.ask(scope, PLACE_COVERAGE)))

    def _read_years_in_use(self, scope: Scope) -> tuple[YearInUse, ...]:
        return tuple(map(decode_year_in_use, self._engine.ask(scope, YEARS_IN_USE)))


def goal_order(goal: str) -> tuple[bool, int, str]:
    """Return the key that puts numbered goals in the order of their numbers, before the others and none.

    >>> sorted(["10", "", "2", "water"], key=goal_order)
    ['2', '10', '', 'water']
    """
    numbered = goal.isascii() and goal.isdigit()
    return (not numbered, int(goal) if numbered else 0, goal)
