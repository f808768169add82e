"""What the web reads: the published edition, and its figures as frozen rows.

Plain DuckDB SQL over Parquet. Neither xarray, pandas nor Dask is needed or imported. What belongs to a
whole edition (places, indicators, bands) is read once and kept: an edition never changes.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from loftet.editions import peer_rows, queries
from loftet.editions.coverage import (
    PLACE_COVERAGE,
    YEARS_IN_USE,
    PlaceCoverage,
    YearInUse,
    decode_place_coverage,
    decode_year_in_use,
)
from loftet.editions.decode import (
    count_colours,
    decode_band,
    decode_goal,
    decode_goal_count,
    decode_index,
    decode_indicator,
    decode_indicator_count,
    decode_origin,
    decode_place,
    decode_point,
    decode_reading,
)
from loftet.editions.engine import Engine, Record
from loftet.editions.observed import WHOLE_SERIES, Bounds, Observed, decode_observed, read_bounds
from loftet.editions.outlook_questions import OutlookQuestions
from loftet.editions.peer_rows import Peer, Standing, decode_peer, decode_standing
from loftet.editions.pointer import published
from loftet.editions.rows import (
    Band,
    ColourCount,
    Edition,
    GoalCount,
    GoalReading,
    GoalRow,
    IndexReading,
    Indicator,
    IndicatorCount,
    IndicatorRow,
    News,
    Origin,
    Place,
    Reading,
    Series,
)
from loftet.editions.scale import UNSCALED, Scale, read_scales
from loftet.editions.stamp import EDITIONS, RECORD, list_editions, read_edition

COUNTRY = "NO"
# How many editions, and languages of them, are kept at hand.
KEPT = 24
# How many places that are not ranked: of an edition, the country and its fifteen counties.
KEPT_PLACES = 64

Bands = dict[str, Band | None]


class EditionStore:
    """The editions under a data folder, for reading; one for each process, shared by its threads."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._engine = Engine(root / EDITIONS)
        self.outlook = OutlookQuestions(self._engine)
        keep = lru_cache(maxsize=KEPT)
        self._edition = keep(self._read_edition)
        self._places = keep(self._read_places)
        self._structure = keep(self._read_structure)
        self._not_ranked = keep(self._read_not_ranked)
        self._beside = lru_cache(maxsize=KEPT_PLACES)(self._read_beside)
        self._indicator_records = keep(self._read_indicator_records)
        self._indicators = keep(self._read_indicators)
        self._indicator_bands = keep(self._read_indicator_bands)
        self._goal_bands = keep(self._read_goal_bands)
        self._indicator_counts = keep(self._read_indicator_counts)
        self._goal_counts = keep(self._read_goal_counts)
        self._place_coverage = keep(self._read_place_coverage)
        self._years_in_use = keep(self._read_years_in_use)
        self._scales = keep(self._read_scales)
        self._record = keep(self._read_record)

    # -- which edition -------------------------------------------------------------------------------

    def published(self) -> Edition | None:
        """Give the edition that the site serves; None before the first is published.

        Raises:
            UnknownEdition: when the pointer names an edition that is not there.
            DamagedEdition: when it is not whole.
        """
        edition_id = published(self.root)
        return self.edition(edition_id) if edition_id else None

    def editions(self) -> tuple[Edition, ...]:
        """Give every whole edition, the newest first."""
        return list_editions(self.root)

    def edition(self, edition_id: str) -> Edition:
        """Give an edition by its id.

        Raises:
            UnknownEdition: when there is none; the nearest id is suggested.
            DamagedEdition: when it is not whole.
        """
        return self._edition(edition_id)

    def _read_edition(self, edition_id: str) -> Edition:
        return read_edition(self.root, edition_id)

    # -- the whole edition ---------------------------------------------------------------------------

    def places(self, edition: Edition) -> tuple[Place, ...]:
        """Give every place, ranked or not, in the order of codes."""
        return self._places(edition.id)

    def indicators(self, edition: Edition, language: str) -> tuple[Indicator, ...]:
        """Give every indicator with its texts in a language (nb, nn, en), in the order of goals."""
        return self._indicators(edition.id, language)

    def index(self, edition: Edition) -> tuple[IndexReading, ...]:
        """Give what all goals together say of every place, in the order of codes."""
        return tuple(map(decode_index, self._engine.ask(edition.id, queries.INDEX)))

    def news(self, edition: Edition) -> tuple[News, ...]:
        """Give the newest year of every indicator that has a value, the newest first."""
        return tuple(News(*row) for row in self._engine.ask(edition.id, queries.NEWS))

    def colours(self, edition: Edition) -> tuple[tuple[str, tuple[ColourCount, ...]], ...]:
        """Count the colours of the goals of every place, by yardstick; in the order of codes."""
        goals = map(decode_goal, self._engine.records(edition.id, queries.GOALS))
        return tuple(
            (place, count_colours(of_place)) for place, of_place in groupby(goals, lambda g: g.place)
        )

    def indicator_counts(self, edition: Edition) -> tuple[IndicatorCount, ...]:
        """Count the ranked places by colour, or by why they have no value, for every indicator."""
        return self._indicator_counts(edition.id)

    def goal_counts(self, edition: Edition) -> tuple[GoalCount, ...]:
        """Count the ranked places by colour and by what gave it, for every goal."""
        return self._goal_counts(edition.id)

    def place_coverage(self, edition: Edition) -> tuple[PlaceCoverage, ...]:
        """Count the figures and the gaps of every place, ranked or not, in the order of codes."""
        return self._place_coverage(edition.id)

    def years_in_use(self, edition: Edition) -> tuple[YearInUse, ...]:
        """Count the figures of every indicator by their year, the oldest first."""
        return self._years_in_use(edition.id)

    # -- one place -----------------------------------------------------------------------------------

    def indicator_rows(
        self,
        edition: Edition,
        place: str,
        language: str,
        compare: Sequence[str] = (COUNTRY,),
        goal: str | None = None,
    ) -> tuple[IndicatorRow, ...]:
        """Give every indicator of a place, or of one goal, with the readings of the places beside it.

        A place of `compare` that the edition does not hold has no readings.
        """
        indicators = [one for one in self.indicators(edition, language) if goal in (None, one.goal)]
        found = self._found(edition, [place, *compare], [one.key for one in indicators])
        bands = self._indicator_bands(edition.id)
        return tuple(
            IndicatorRow(
                indicator=indicator,
                own=found[place, indicator.key],
                compared=tuple(
                    found[other, indicator.key] for other in compare if (other, indicator.key) in found
                ),
                values=bands[0].get(indicator.key),
                scores=bands[1].get(indicator.key),
            )
            for indicator in indicators
            if (place, indicator.key) in found
        )

    def goal_rows(
        self, edition: Edition, place: str, compare: Sequence[str] = (COUNTRY,)
    ) -> tuple[GoalRow, ...]:
        """Give every goal of a place, with the readings of the places it is compared with."""
        rows = self._engine.of_places(edition.id, "goal_scores", [place, *compare])
        found = {(reading.place, reading.goal): reading for reading in map(decode_goal, rows)}
        bands = self._goal_bands(edition.id)
        own = sorted((r for r in found.values() if r.place == place), key=lambda r: goal_order(r.goal))
        return tuple(
            GoalRow(
                goal=reading.goal,
                own=reading,
                compared=tuple(
                    found[other, reading.goal] for other in compare if (other, reading.goal) in found
                ),
                scores=bands.get(reading.goal),
            )
            for reading in own
        )

    def place_series(self, edition: Edition, place: str, indicators: Sequence[str]) -> tuple[Series, ...]:
        """Give the series of some indicators of a place, for its spark lines: these show no intervals."""
        return self._series(edition, [place], indicators, intervals=False)

    def origins(self, edition: Edition, place: str, indicator: str) -> tuple[Origin, ...]:
        """Tell where the values of an indicator in a place came from, the newest year first."""
        rows = self._engine.ask(edition.id, queries.ORIGINS, [place, indicator])
        return tuple(map(decode_origin, rows))

    # -- one indicator, one goal ---------------------------------------------------------------------

    def indicator_table(self, edition: Edition, indicator: str) -> tuple[Reading, ...]:
        """Give the newest value of an indicator in every place, in the order of codes."""
        return self._readings(edition.id, queries.READINGS_OF_INDICATOR, [indicator])

    def indicator_bands(self, edition: Edition, indicator: str) -> tuple[Band | None, Band | None]:
        """Give the middle half of the ranked places: of their values, and of their scores."""
        values, scores = self._indicator_bands(edition.id)
        return values.get(indicator), scores.get(indicator)

    def series(self, edition: Edition, indicator: str, places: Sequence[str]) -> tuple[Series, ...]:
        """Give the series of an indicator in some places, in the order asked for."""
        found = {series.place: series for series in self._series(edition, places, [indicator])}
        return tuple(found[place] for place in places if place in found)

    def whole_series(self, edition: Edition, indicator: str) -> tuple[Observed, ...]:
        """Give every year of an indicator in every place, with origins; by place, the oldest year first."""
        scale = self._scales(edition.id).get(indicator, UNSCALED)
        rows = self._engine.ask(edition.id, WHOLE_SERIES, [indicator])
        return tuple(decode_observed(row, scale) for row in rows)

    def bounds(self, edition: Edition, indicator: str) -> Bounds | None:
        """Give what an indicator was held against; none where the edition does not know the indicator."""
        return read_bounds(self._record(edition.id)).get(indicator)

    def method(self, edition: Edition) -> dict[str, Any]:
        """Give the method of an edition, as its record tells it."""
        method: dict[str, Any] = self._record(edition.id)["method"]
        return method

    def goal_table(self, edition: Edition, goal: str) -> tuple[GoalReading, ...]:
        """Give a goal in every place, in the order of codes."""
        rows = self._engine.records(edition.id, queries.GOAL_EVERYWHERE, [goal])
        return tuple(map(decode_goal, rows))

    def goal_band(self, edition: Edition, goal: str) -> Band | None:
        """Give the middle half of the ranked places' scores of a goal."""
        return self._goal_bands(edition.id).get(goal)

    # -- for the modules beside this one that lay out a whole edition ---------------------------------

    def answers(self, edition: Edition, sql: str, parameters: Sequence[object] = ()) -> list[Record]:
        """Answer a question of another module of this package: every row by the names of its columns."""
        return self._engine.records(edition.id, sql, parameters)

    def rows(self, edition: Edition, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Answer such a question with its rows alone."""
        return self._engine.ask(edition.id, sql, parameters)

    def structure(self, edition: Edition) -> Mapping[str, Record]:
        """Give the row of every place, by its code, in the order of codes."""
        return self._structure(edition.id)

    def indicator_records(self, edition: Edition) -> Sequence[Record]:
        """Give the row of every indicator, with all that its study says of it."""
        return self._indicator_records(edition.id)

    def record(self, edition: Edition) -> dict[str, Any]:
        """Give the record of the run, `study.json`."""
        record: dict[str, Any] = self._record(edition.id)
        return record

    # -- peers; an edition that was built before there were any has none -----------------------------

    def peers(self, edition: Edition, place: str) -> tuple[Peer, ...]:
        """Give the peers of a place, the nearest first; none where its structure is not known."""
        if not self._engine.has(edition.id, "peers"):
            return ()
        return tuple(map(decode_peer, self._engine.of_places(edition.id, "peers", [place])))

    def standings(self, edition: Edition, place: str) -> tuple[Standing, ...]:
        """Give where a place stands among its peers, for every indicator in which that is known."""
        return self._standings(edition, peer_rows.EXPECTED_OF_PLACE, place)

    def standing_everywhere(self, edition: Edition, indicator: str) -> tuple[Standing, ...]:
        """Give where every place stands among its peers in an indicator, in the order of codes."""
        return self._standings(edition, peer_rows.EXPECTED_EVERYWHERE, indicator)

    def _standings(self, edition: Edition, sql: str, key: str) -> tuple[Standing, ...]:
        if not self._engine.has(edition.id, "expected"):
            return ()
        return tuple(map(decode_standing, self._engine.records(edition.id, sql, [key])))

    # -- reading -------------------------------------------------------------------------------------

    def _found(
        self, edition: Edition, places: Sequence[str], indicators: Sequence[str]
    ) -> dict[tuple[str, str], Reading]:
        """Find the readings of places: those of the country and the counties stand beside every page."""
        kept = [place for place in places if place in self._not_ranked(edition.id)]
        asked = [place for place in places if place not in kept]
        readings = [reading for place in kept for reading in self._beside(edition.id, place)]
        if asked:
            readings += self._readings(edition.id, queries.READINGS_OF_PLACES, [asked, indicators])
        return {(reading.place, reading.indicator): reading for reading in readings}

    def _read_beside(self, edition_id: str, place: str) -> tuple[Reading, ...]:
        return self._readings(edition_id, queries.READINGS_OF_PLACE, [place])

    def _read_not_ranked(self, edition_id: str) -> frozenset[str]:
        return frozenset(place.code for place in self._places(edition_id) if not place.ranked)

    def _read_structure(self, edition_id: str) -> dict[str, Record]:
        return {row["place"]: row for row in self._engine.records(edition_id, queries.STRUCTURE)}

    def _read_indicator_records(self, edition_id: str) -> list[Record]:
        return self._engine.records(edition_id, queries.INDICATORS)

    def _read_places(self, edition_id: str) -> tuple[Place, ...]:
        return tuple(map(decode_place, self._engine.ask(edition_id, queries.PLACES)))

    def _read_indicators(self, edition_id: str, language: str) -> tuple[Indicator, ...]:
        indicators = [decode_indicator(row, language) for row in self._indicator_records(edition_id)]
        return tuple(sorted(indicators, key=lambda one: (goal_order(one.goal), one.key)))

    def _read_indicator_bands(self, edition_id: str) -> tuple[Bands, Bands]:
        rows = self._engine.ask(edition_id, queries.INDICATOR_BANDS)
        values = {key: decode_band(cuts, count) for key, cuts, count, _, _ in rows}
        scores = {key: decode_band(cuts, count) for key, _, _, cuts, count in rows}
        return values, scores

    def _read_goal_bands(self, edition_id: str) -> Bands:
        rows = self._engine.ask(edition_id, queries.GOAL_BANDS)
        return {goal: decode_band(cuts, count) for goal, cuts, count in rows}

    def _read_indicator_counts(self, edition_id: str) -> tuple[IndicatorCount, ...]:
        return tuple(map(decode_indicator_count, self._engine.ask(edition_id, queries.INDICATOR_COUNTS)))

    def _read_goal_counts(self, edition_id: str) -> tuple[GoalCount, ...]:
        return tuple(map(decode_goal_count, self._engine.ask(edition_id, queries.GOAL_COUNTS)))

    def _read_record(self, edition_id: str) -> dict[str, Any]:
        record = (self.root / EDITIONS / edition_id / RECORD).read_text(encoding="utf-8")
        told: dict[str, Any] = json.loads(record)
        return told

    def _read_place_coverage(self, edition_id: str) -> tuple[PlaceCoverage, ...]:
        return tuple(map(decode_place_coverage, self._engine.ask(edition_id, PLACE_COVERAGE)))

    def _read_years_in_use(self, edition_id: str) -> tuple[YearInUse, ...]:
        return tuple(map(decode_year_in_use, self._engine.ask(edition_id, YEARS_IN_USE)))

    def _read_scales(self, edition_id: str) -> dict[str, Scale]:
        return read_scales(self._record(edition_id), self._engine.ask(edition_id, queries.SCALES))

    def _readings(self, edition_id: str, sql: str, parameters: Sequence[object]) -> tuple[Reading, ...]:
        scales = self._scales(edition_id)
        rows = self._engine.ask(edition_id, sql, parameters)
        return tuple(decode_reading(row, scales.get(row[1], UNSCALED)) for row in rows)

    def _series(
        self, edition: Edition, places: Sequence[str], indicators: Sequence[str], *, intervals: bool = True
    ) -> tuple[Series, ...]:
        scales = self._scales(edition.id) if intervals else {}
        since = {one.key: one.series_from for one in self._indicators(edition.id, "nb")}
        rows = self._engine.ask(edition.id, queries.SERIES, [places, indicators])
        return tuple(
            Series(
                place,
                key,
                tuple(decode_point(row, scales.get(key, UNSCALED) if intervals else None) for row in years),
                since[key],
            )
            for (place, key), years in groupby(rows, key=itemgetter(0, 1))
        )


def goal_order(goal: str) -> tuple[bool, int, str]:
    """Give the key that puts numbered goals in the order of their numbers, before the others and none.

    >>> sorted(["10", "", "2", "water"], key=goal_order)
    ['2', '10', '', 'water']
    """
    numbered = goal.isascii() and goal.isdigit()
    return (not numbered, int(goal) if numbered else 0, goal)
