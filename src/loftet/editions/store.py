"""The reader of the web: the published edition, and its figures as frozen rows.

Plain DuckDB SQL over Parquet. Neither xarray, pandas nor Dask is needed or imported. What belongs to a
whole edition (places, indicators, bands) is read once and kept: an edition never changes. A reader has a
`Visibility`: it never meets the status of a place that this hides (`loftet.editions.visibility`).
"""

from collections.abc import Mapping, Sequence
from copy import copy
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from loftet.editions import peer_rows, queries
from loftet.editions.coverage import PlaceCoverage, YearInUse
from loftet.editions.decode import count_colours, decode_goal, decode_index, decode_origin, decode_point
from loftet.editions.engine import Engine, Record
from loftet.editions.observed import WHOLE_SERIES, Bounds, Observed, decode_observed, read_bounds
from loftet.editions.opened import Current, OpenedEditions
from loftet.editions.peer_rows import Peer, Standing, decode_peer, decode_standing
from loftet.editions.periods import year_of
from loftet.editions.pointer import published
from loftet.editions.projection_reader import ProjectionReader
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
    NewestYear,
    Origin,
    Place,
    Reading,
    Series,
)
from loftet.editions.scale import UNSCALED
from loftet.editions.stamp import EDITIONS, list_editions
from loftet.editions.visibility import Codes, Scope, Visibility
from loftet.editions.whole import WholeEditions, goal_order

__all__ = ["COUNTRY", "EditionStore", "goal_order"]

COUNTRY = "NO"


class EditionStore:
    """The editions under a data folder, as somebody may see them; its threads share what it has read."""

    def __init__(self, root: Path, visibility: Visibility) -> None:
        self.root = root
        self.visibility = visibility
        self._engine = Engine(root / EDITIONS)
        self._whole = WholeEditions(root, self._engine)
        self._opened = OpenedEditions(root)
        self.projection_reader = ProjectionReader(self._engine, self.scope)

    def seen_by(self, visibility: Visibility) -> "EditionStore":
        """Return a reader of the same editions for another visibility; caches are shared."""
        other = copy(self)
        other.visibility = visibility
        other.projection_reader = ProjectionReader(self._engine, other.scope)
        return other

    def hidden_in(self, edition: Edition) -> Codes:
        """Return the codes of the places whose status is hidden from this reader."""
        return self.visibility.hidden_in(edition, self._whole.places(edition.id))

    def scope(self, edition: Edition) -> Scope:
        """Return the scope of a query: an edition, and the places whose status is hidden."""
        return Scope(edition.id, self.hidden_in(edition))

    # -- which edition -------------------------------------------------------------------------------

    def published(self) -> Edition | None:
        """Return the edition that the site serves; None before the first is published.

        Raises:
            UnknownEdition: when the pointer names an edition that is not there.
            DamagedEdition: when it is not whole.
        """
        edition_id = published(self.root)
        return self.edition(edition_id) if edition_id else None

    def current(self) -> Current:
        """Return the edition that pages are read from: the published one while it is whole."""
        return self._opened.current()

    def editions(self) -> tuple[Edition, ...]:
        """Return every edition whose files are there, the newest first; `edition` compares their bytes."""
        return list_editions(self.root)

    def edition(self, edition_id: str) -> Edition:
        """Return an edition by its id.

        Raises:
            UnknownEdition: when there is none; the nearest id is suggested.
            DamagedEdition: when it is not whole.
        """
        return self._opened.edition(edition_id)

    # -- the whole edition ---------------------------------------------------------------------------

    def decode_all(self, edition: Edition) -> None:
        """Decode the readings of a whole edition in advance, as readers of this visibility see them."""
        self._whole.decode_all(self.scope(edition))

    def places(self, edition: Edition) -> tuple[Place, ...]:
        """Return every place, ranked or not, in the order of codes."""
        return self._whole.places(edition.id)

    def indicators(self, edition: Edition, language: str) -> tuple[Indicator, ...]:
        """Return every indicator with its texts in a language (nb, nn, en), in the order of goals."""
        return self._whole.indicators(edition.id, language)

    def index(self, edition: Edition) -> tuple[IndexReading, ...]:
        """Return the reading of all goals of every place with a status, in the order of codes."""
        scope = self.scope(edition)
        rows = map(decode_index, self._engine.ask(scope, queries.INDEX))
        return tuple(one for one in rows if one.place not in scope.hidden)

    def news(self, edition: Edition) -> tuple[NewestYear, ...]:
        """Return the newest year of every indicator that has a value, the newest first."""
        rows = self._engine.ask(self.scope(edition), queries.NEWS)
        return tuple(NewestYear(key, year_of(year, period), places) for key, year, places, period in rows)

    def colours(self, edition: Edition) -> tuple[tuple[str, tuple[ColourCount, ...]], ...]:
        """Count the colours of the goals of each place with a status, by yardstick; in the order of codes."""
        goals = self._goals(edition, queries.GOALS)
        return tuple(
            (place, count_colours(of_place))
            for place, of_place in groupby((goal for goal in goals if goal.judged), lambda g: g.place)
        )

    def indicator_counts(self, edition: Edition) -> tuple[IndicatorCount, ...]:
        """Count the ranked places by colour, or by why they have no value, for every indicator."""
        return self._whole.indicator_counts(self.scope(edition))

    def goal_counts(self, edition: Edition) -> tuple[GoalCount, ...]:
        """Count the ranked places by colour and by what gave it, for every goal."""
        return self._whole.goal_counts(self.scope(edition))

    def place_coverage(self, edition: Edition) -> tuple[PlaceCoverage, ...]:
        """Count the figures and the gaps of every place, ranked or not, in the order of codes."""
        return self._whole.place_coverage(self.scope(edition))

    def years_in_use(self, edition: Edition) -> tuple[YearInUse, ...]:
        """Count the figures of every indicator by their year, the oldest first."""
        return self._whole.years_in_use(self.scope(edition))

    # -- one place -----------------------------------------------------------------------------------

    def indicator_rows(
        self,
        edition: Edition,
        place: str,
        language: str,
        compare: Sequence[str] = (COUNTRY,),
        goal: str | None = None,
    ) -> tuple[IndicatorRow, ...]:
        """Return every indicator of a place, or of one goal, with the readings of the places beside it.

        A place of `compare` that the edition does not hold has no readings.
        """
        indicators = [one for one in self.indicators(edition, language) if goal in (None, one.goal)]
        found = self._found(edition, [place, *compare], [one.key for one in indicators])
        bands = self._whole.indicator_bands(self.scope(edition))
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

    def readings_of_places(
        self, edition: Edition, places: Sequence[str], indicators: Sequence[str]
    ) -> tuple[Reading, ...]:
        """Return the readings of some indicators in some places; one question at most."""
        wanted = frozenset(indicators)
        found = self._found(edition, places, indicators).values() if places and indicators else ()
        return tuple(reading for reading in found if reading.indicator in wanted)

    def goal_rows(
        self, edition: Edition, place: str, compare: Sequence[str] = (COUNTRY,)
    ) -> tuple[GoalRow, ...]:
        """Return every goal of a place, with the readings of the places it is compared with."""
        scope = self.scope(edition)
        rows = self._engine.of_places(scope, "goal_scores", [place, *compare])
        readings = (decode_goal(row, scope.hidden) for row in rows)
        found = {(reading.place, reading.goal): reading for reading in readings}
        bands = self._whole.goal_bands(scope)
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
        """Return the series of some indicators of a place, for its spark lines: these show no intervals."""
        return self._series(edition, [place], indicators, intervals=False)

    def series_of_places(
        self, edition: Edition, places: Sequence[str], indicators: Sequence[str]
    ) -> tuple[Series, ...]:
        """Return the series of some indicators of some places without intervals; one question for all."""
        return self._series(edition, places, indicators, intervals=False)

    def origins(self, edition: Edition, place: str, indicator: str) -> tuple[Origin, ...]:
        """Return the origins of an indicator's values in a place, the newest year first."""
        rows = self._engine.ask(self.scope(edition), queries.ORIGINS, [place, indicator])
        return tuple(map(decode_origin, rows))

    # -- one indicator, one goal ---------------------------------------------------------------------

    def indicator_table(self, edition: Edition, indicator: str) -> tuple[Reading, ...]:
        """Return the newest value of an indicator in every place, in the order of codes."""
        return self._whole.readings_of_indicator(self.scope(edition), indicator)

    def indicator_bands(self, edition: Edition, indicator: str) -> tuple[Band | None, Band | None]:
        """Return the middle half of the ranked places: of their values, and of their scores."""
        values, scores = self._whole.indicator_bands(self.scope(edition))
        return values.get(indicator), scores.get(indicator)

    def series(self, edition: Edition, indicator: str, places: Sequence[str]) -> tuple[Series, ...]:
        """Return the series of an indicator in some places, in the order asked for."""
        found = {series.place: series for series in self._series(edition, places, [indicator])}
        return tuple(found[place] for place in places if place in found)

    def whole_series(self, edition: Edition, indicator: str) -> tuple[Observed, ...]:
        """Return every year of an indicator in every place, with origins; by place, the oldest year first."""
        scale = self._whole.scales(edition.id).get(indicator, UNSCALED)
        rows = self._engine.ask(self.scope(edition), WHOLE_SERIES, [indicator])
        return tuple(decode_observed(row, scale) for row in rows)

    def bounds(self, edition: Edition, indicator: str) -> Bounds | None:
        """Return the yardstick of an indicator; none where the edition does not know the indicator."""
        return read_bounds(self._whole.record(edition.id)).get(indicator)

    def method(self, edition: Edition) -> dict[str, Any]:
        """Return the method of an edition, as its record tells it."""
        method: dict[str, Any] = self._whole.record(edition.id)["method"]
        return method

    def goal_table(self, edition: Edition, goal: str) -> tuple[GoalReading, ...]:
        """Return a goal in every place, in the order of codes."""
        return self._goals(edition, queries.GOAL_EVERYWHERE, goal)

    def every_goal(self, edition: Edition) -> tuple[GoalReading, ...]:
        """Return every goal in every place, in the order of codes."""
        return self._goals(edition, queries.GOALS)

    def goal_band(self, edition: Edition, goal: str) -> Band | None:
        """Return the middle half of the ranked places' scores of a goal."""
        return self._whole.goal_bands(self.scope(edition)).get(goal)

    # -- for the modules beside this one that lay out a whole edition ---------------------------------

    def answers(self, edition: Edition, sql: str, parameters: Sequence[object] = ()) -> list[Record]:
        """Answer a question of another module of this package: every row by the names of its columns.

        A table in braces is without the status of hidden places. `{all_goal_scores}` and the like hold it, so
        what is made of them must name no place.
        """
        return self._engine.records(self.scope(edition), sql, parameters)

    def rows(self, edition: Edition, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Answer such a question with its rows alone."""
        return self._engine.ask(self.scope(edition), sql, parameters)

    def structure(self, edition: Edition) -> Mapping[str, Record]:
        """Return the row of every place, by its code, in the order of codes."""
        return self._whole.structure(edition.id)

    def indicator_records(self, edition: Edition) -> Sequence[Record]:
        """Return the row of every indicator, with all that its study says of it."""
        return self._whole.indicator_records(edition.id)

    def record(self, edition: Edition) -> dict[str, Any]:
        """Return the record of the run, `study.json`; it says of no hidden place why it has no rank."""
        record, hidden = self._whole.record(edition.id), self.hidden_in(edition)
        if not hidden:
            return record
        return record | {"left_out": [one for one in record["left_out"] if one["key"] not in hidden]}

    # -- peers; an edition that was built before there were any has none -----------------------------

    def peers(self, edition: Edition, place: str) -> tuple[Peer, ...]:
        """Return the peers of a place, the nearest first; none where its structure is not known."""
        if not self._engine.has(edition.id, "peers"):
            return ()
        return tuple(map(decode_peer, self._engine.of_places(self.scope(edition), "peers", [place])))

    def standings(self, edition: Edition, place: str) -> tuple[Standing, ...]:
        """Return the position of a place among its peers, for every indicator in which that is known."""
        return self._standings(edition, peer_rows.EXPECTED_OF_PLACE, place)

    def standing_everywhere(self, edition: Edition, indicator: str) -> tuple[Standing, ...]:
        """Return the position of every place among its peers in an indicator, in the order of codes."""
        return self._standings(edition, peer_rows.EXPECTED_EVERYWHERE, indicator)

    def _standings(self, edition: Edition, sql: str, key: str) -> tuple[Standing, ...]:
        if not self._engine.has(edition.id, "expected"):
            return ()
        return tuple(map(decode_standing, self._engine.records(self.scope(edition), sql, [key])))

    # -- reading -------------------------------------------------------------------------------------

    def _found(
        self, edition: Edition, places: Sequence[str], indicators: Sequence[str]
    ) -> dict[tuple[str, str], Reading]:
        """Find the readings of places: every page shows those of the country and the counties."""
        readings = self._whole.readings_of_places(self.scope(edition), places, indicators)
        return {(reading.place, reading.indicator): reading for reading in readings}

    def _goals(self, edition: Edition, sql: str, *asked: object) -> tuple[GoalReading, ...]:
        scope = self.scope(edition)
        return tuple(decode_goal(row, scope.hidden) for row in self._engine.records(scope, sql, asked))

    def _series(
        self, edition: Edition, places: Sequence[str], indicators: Sequence[str], *, intervals: bool = True
    ) -> tuple[Series, ...]:
        scales = self._whole.scales(edition.id) if intervals else {}
        since = {one.key: one.series_from for one in self._whole.indicators(edition.id, "nb")}
        rows = self._engine.ask(self.scope(edition), queries.SERIES, [places, indicators])
        return tuple(
            Series(
                place,
                key,
                tuple(decode_point(row, scales.get(key, UNSCALED) if intervals else None) for row in years),
                since[key],
            )
            for (place, key), years in groupby(rows, key=itemgetter(0, 1))
        )
