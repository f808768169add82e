"""Whose figures are judged: the one gate through which a status leaves the editions.

Under `STATUS_FOR = participants` a municipality that has not joined keeps its values, its years and what
they compare with; its scores, colours and directions stay here, and `judged` says so. Counties, regions and
the country cannot join, and keep what they have. `store()` in `indicators/edition.py` gives a reader
either the editions as they are, or this.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from loftet.editions.decode import decode_goal_count, decode_indicator_count
from loftet.editions.outlook_questions import OutlookQuestions
from loftet.editions.outlook_rows import Projection
from loftet.editions.rows import (
    ColourCount,
    Edition,
    GoalCount,
    GoalReading,
    GoalRow,
    IndexReading,
    IndicatorCount,
    IndicatorRow,
    Reading,
    Series,
)
from loftet.editions.store import COUNTRY, EditionStore
from loftet.indicators.queries.chosen import day_of_codes
from loftet.places.models import PlaceCode
from loftet.programme.queries.joined import joined_places

PARTICIPANTS = "participants"
MUNICIPALITY = 4  # digits of a municipality's code
KEPT = 8

INDICATOR_COUNTS = """
    SELECT indicator, CASE WHEN value IS NULL THEN status END AS gap,
        CASE WHEN list_contains($1::VARCHAR[], place) THEN NULL ELSE colour END AS colour,
        count(*) AS places
    FROM {indicator_scores} s JOIN {places} p USING (place)
    WHERE ranked = 1 GROUP BY ALL ORDER BY ALL
"""

# Goals are counted among those that are judged: «too little data» is another thing than no status.
GOAL_COUNTS = """
    SELECT goal, coverage IS NOT NULL AS applies, yardstick, colour, count(*) AS places
    FROM {goal_scores} s JOIN {places} p USING (place)
    WHERE ranked = 1 AND NOT list_contains($1::VARCHAR[], place) GROUP BY ALL ORDER BY ALL
"""

AnyReading = TypeVar("AnyReading", Reading, GoalReading)
Codes = frozenset[str]


def is_for_participants() -> bool:
    """Tell whether the site gives a status to those alone who take part."""
    return bool(settings.STATUS_FOR == PARTICIPANTS)


class JudgedStore(EditionStore):
    """The editions as readers meet them where only participants are judged; one for each page.

    It shares all that the store behind it keeps, and asks the database once for each edition who has joined.
    """

    def __init__(self, behind: EditionStore) -> None:
        self.__dict__.update(vars(behind))
        self.behind = behind
        self._unjudged: dict[str, Codes] = {}
        self.outlook = JudgedOutlook(behind.outlook, self)

    def unjudged(self, edition: Edition) -> Codes:
        """Give the codes of the municipalities that are given no status."""
        if edition.id not in self._unjudged:
            joined = PlaceCode.objects.on(day_of_codes(edition)).filter(
                place__in=joined_places(timezone.localdate())
            )
            codes = set(joined.values_list("code", flat=True))
            self._unjudged[edition.id] = frozenset(
                one.code for one in self.places(edition) if can_join(one.code) and one.code not in codes
            )
        return self._unjudged[edition.id]

    def indicator_rows(
        self,
        edition: Edition,
        place: str,
        language: str,
        compare: Sequence[str] = (COUNTRY,),
        goal: str | None = None,
    ) -> tuple[IndicatorRow, ...]:
        """Give every indicator of a place, without a status where there is to be none."""
        hidden = self.unjudged(edition)
        rows = super().indicator_rows(edition, place, language, compare, goal)
        return tuple(
            replace(row, own=_plain(row.own, hidden), compared=_plain_all(row.compared, hidden))
            for row in rows
        )

    def goal_rows(
        self, edition: Edition, place: str, compare: Sequence[str] = (COUNTRY,)
    ) -> tuple[GoalRow, ...]:
        """Give every goal of a place, without a status where there is to be none."""
        hidden = self.unjudged(edition)
        return tuple(
            replace(row, own=_plain(row.own, hidden), compared=_plain_all(row.compared, hidden))
            for row in super().goal_rows(edition, place, compare)
        )

    def indicator_table(self, edition: Edition, indicator: str) -> tuple[Reading, ...]:
        """Give an indicator in every place, without a status where there is to be none."""
        return _plain_all(super().indicator_table(edition, indicator), self.unjudged(edition))

    def goal_table(self, edition: Edition, goal: str) -> tuple[GoalReading, ...]:
        """Give a goal in every place, without a status where there is to be none."""
        return _plain_all(super().goal_table(edition, goal), self.unjudged(edition))

    def place_series(self, edition: Edition, place: str, indicators: Sequence[str]) -> tuple[Series, ...]:
        """Give the years of a place, without scores where there are to be none."""
        return _years(super().place_series(edition, place, indicators), self.unjudged(edition))

    def series(self, edition: Edition, indicator: str, places: Sequence[str]) -> tuple[Series, ...]:
        """Give the years of an indicator, without scores where there are to be none."""
        return _years(super().series(edition, indicator, places), self.unjudged(edition))

    def index(self, edition: Edition) -> tuple[IndexReading, ...]:
        """Give what all goals say of the places that are judged."""
        hidden = self.unjudged(edition)
        return tuple(one for one in super().index(edition) if one.place not in hidden)

    def colours(self, edition: Edition) -> tuple[tuple[str, tuple[ColourCount, ...]], ...]:
        """Count the colours of the places that are judged."""
        hidden = self.unjudged(edition)
        return tuple(one for one in super().colours(edition) if one[0] not in hidden)

    def indicator_counts(self, edition: Edition) -> tuple[IndicatorCount, ...]:
        """Count the municipalities by colour; one that is not judged has none."""
        return _indicator_counts(self.behind, edition, self.unjudged(edition))

    def goal_counts(self, edition: Edition) -> tuple[GoalCount, ...]:
        """Count the municipalities that are judged by colour."""
        return _goal_counts(self.behind, edition, self.unjudged(edition))


class JudgedOutlook(OutlookQuestions):
    """Where figures are heading: of a place that is not judged the pace alone, and not towards a target."""

    def __init__(self, behind: OutlookQuestions, store: JudgedStore) -> None:
        self.__dict__.update(vars(behind))
        self._store = store

    def projections(self, edition: Edition, place: str) -> tuple[Projection, ...]:
        """Give where every figure of a place is heading."""
        return _pace_alone(super().projections(edition, place), self._store.unjudged(edition))

    def projections_everywhere(self, edition: Edition, indicator: str) -> tuple[Projection, ...]:
        """Give where an indicator is heading in every place."""
        return _pace_alone(super().projections_everywhere(edition, indicator), self._store.unjudged(edition))


def can_join(code: str) -> bool:
    """Tell whether a place is a municipality, which alone can take part."""
    return len(code) == MUNICIPALITY and code.isdigit()


def unjudged_in(store: EditionStore, edition: Edition) -> Codes:
    """Give the codes of the municipalities to which a store gives no status: none where all are judged."""
    return store.unjudged(edition) if isinstance(store, JudgedStore) else frozenset()


def _plain(reading: AnyReading, hidden: Codes) -> AnyReading:
    if reading.place not in hidden:
        return reading
    plain = replace(reading, score=None, colour=None, score_low=None, score_high=None, judged=False)
    return replace(plain, trend=None) if isinstance(plain, Reading) else plain


def _plain_all(readings: Iterable[AnyReading], hidden: Codes) -> tuple[AnyReading, ...]:
    return tuple(_plain(one, hidden) for one in readings)


def _years(every: Iterable[Series], hidden: Codes) -> tuple[Series, ...]:
    return tuple(
        replace(one, points=tuple(replace(point, score=None) for point in one.points))
        if one.place in hidden
        else one
        for one in every
    )


def _pace_alone(every: Iterable[Projection], hidden: Codes) -> tuple[Projection, ...]:
    return tuple(_without_target(one) if one.place in hidden else one for one in every)


def _without_target(one: Projection) -> Projection:
    return replace(one, target=None, needed_pace=None, years_to_target=None, p_target=None, state=None)


@lru_cache(maxsize=KEPT)
def _indicator_counts(behind: EditionStore, edition: Edition, hidden: Codes) -> tuple[IndicatorCount, ...]:
    rows = behind.answers(edition, INDICATOR_COUNTS, [sorted(hidden)])
    return tuple(decode_indicator_count(tuple(row.values())) for row in rows)


@lru_cache(maxsize=KEPT)
def _goal_counts(behind: EditionStore, edition: Edition, hidden: Codes) -> tuple[GoalCount, ...]:
    rows = behind.answers(edition, GOAL_COUNTS, [sorted(hidden)])
    return tuple(decode_goal_count(tuple(row.values())) for row in rows)
