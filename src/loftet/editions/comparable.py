"""An edition laid out so that sets of its municipalities can be compared: one array for each question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from loftet.editions.engine import Record
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore, goal_order
from loftet.methods.challenges import FigureField, in_groups
from loftet.methods.strata import NOWHERE, strata

Floats = NDArray[np.float64]

STRUCTURE = "SELECT * FROM {places} ORDER BY place"

# All places are laid out, for those without a status are among the similar ones, too: `SharedChallenges`
# names none of them.
# A straight line may rise while the last years fell: a trend counts as a gain only where the newest score is
# above the first.
READINGS = """
    SELECT s.value, s.colour,
        CASE WHEN moved.gain > 0 THEN s.trend WHEN s.trend <> '' THEN 'stagnating' END AS trend
    FROM {all_indicator_scores} s JOIN {places} p USING (place) LEFT JOIN (
        SELECT place, indicator, arg_max(score_unclipped, year) - arg_min(score_unclipped, year) AS gain
        FROM {all_observations} o JOIN {indicators} i USING (indicator)
        WHERE score_unclipped IS NOT NULL
            AND year BETWEEN coalesce(trend_from, year) AND coalesce(trend_to, year)
        GROUP BY place, indicator
    ) moved USING (place, indicator)
    WHERE s.place IN (SELECT unnest(?)) ORDER BY s.place, s.indicator
"""

GOALS = """
    SELECT g.goal, g.score, g.colour, g.imputed FROM {all_goal_scores} g JOIN {places} p USING (place)
    WHERE g.place IN (SELECT unnest(?)) ORDER BY g.place, g.goal
"""

# Which colours tell that a place is short of a target or weaker than the middle, and which trends that it
# gains on it; an unclear trend tells neither.
SHORT = {"red": 1.0, "orange": 1.0, "yellow": 0.0, "green": 0.0}
IMPROVING = {"improving": 1.0, "on_track": 1.0, "stagnating": 0.0, "worsening": 0.0}


@dataclass(frozen=True)
class Comparable:
    """The places of an edition that may be compared in the order of their codes, and what is known of them.

    `strata` place; `field` place × indicator, `goal_field` place × goal; `signs` turn what is worse into raw
    values. `targets` holds the indicators of each target that has any. Places that are not `ranked`, such as
    those that the demo makes up, can be asked about, and are nobody's like.
    """

    places: tuple[str, ...]
    ranked: NDArray[np.bool_]
    strata: NDArray[np.int64]
    indicators: tuple[str, ...]
    field: FigureField
    signs: Floats
    targets: Mapping[str, tuple[str, ...]]
    goals: tuple[str, ...]
    goal_field: FigureField

    def positions(self) -> Mapping[str, int]:
        """Return the position of each place."""
        return {code: at for at, code in enumerate(self.places)}

    def asked_about(self, members: Sequence[str]) -> "Comparable":
        """Select the ranked places, and of the others those that are asked about."""
        others = np.isin(self.places, list(members)) & ~self.ranked
        return self._select(self.ranked | others) if others.any() else self._ranked_alone

    @cached_property
    def target_field(self) -> FigureField:
        """Return the field of the targets, place × target; computed once."""
        inside = [np.isin(self.indicators, keys) for keys in self.targets.values()]
        shape = len(self.targets), len(self.indicators)
        return in_groups(self.field, np.array(inside, dtype=bool).reshape(shape))

    @cached_property
    def _ranked_alone(self) -> "Comparable":
        return self._select(self.ranked)

    def _select(self, kept: NDArray[np.bool_]) -> "Comparable":
        return replace(
            self,
            places=tuple(code for code, stays in zip(self.places, kept, strict=True) if stays),
            ranked=self.ranked[kept],
            strata=self.strata[kept],
            field=_rows(self.field, kept),
            goal_field=_rows(self.goal_field, kept),
        )


def _rows(field: FigureField, kept: NDArray[np.bool_]) -> FigureField:
    return FigureField(field.worse[kept], field.short[kept], field.improving[kept])


def read_comparable(store: EditionStore, edition: Edition) -> Comparable:
    """Build the comparable figures of an edition."""
    # An edition that was built before centrality was stored knows the size alone, of those that are ranked.
    structure = [
        row for row in store.answers(edition, STRUCTURE) if row["ranked"] or row.get("centrality") is not None
    ]
    places = tuple(row["place"] for row in structure)
    indicators = sorted(store.indicators(edition, "nb"), key=lambda one: one.key)
    directions = {use["indicator"]: use["direction"] for use in store.record(edition)["indicators"]}
    signs = -np.array([directions[one.key] for one in indicators], dtype=float)
    goals, goal_field = _goals(store.answers(edition, GOALS, [list(places)]), len(places))
    return Comparable(
        places=places,
        ranked=np.array([bool(row["ranked"]) for row in structure], dtype=np.bool_),
        strata=_strata(structure),
        indicators=tuple(one.key for one in indicators),
        field=_field(store.answers(edition, READINGS, [list(places)]), indicators, signs, len(places)),
        signs=signs,
        targets=_targets(indicators),
        goals=goals,
        goal_field=goal_field,
    )


def _strata(structure: Sequence[Record]) -> NDArray[np.int64]:
    """Group the ranked places into classes; each of the others joins the ranked place most like it."""
    people, centrality = (
        np.array([row.get(name) for row in structure], dtype=float) for name in ("population", "centrality")
    )
    ranked = np.array([bool(row["ranked"]) for row in structure], dtype=np.bool_)
    classes = np.full(len(structure), NOWHERE, dtype=np.int64)
    classes[ranked] = strata(people[ranked], centrality[ranked])
    size = np.log10(people)
    known = ranked & ~np.isnan(size + centrality)
    for at in np.flatnonzero(~ranked & ~np.isnan(size + centrality)):
        apart = sum(
            ((part - part[at]) / max(float(np.std(part[known])), 1e-9)) ** 2 for part in (size, centrality)
        )
        classes[at] = classes[np.flatnonzero(known)[np.argmin(apart[known])]] if known.any() else NOWHERE
    return classes


def _field(
    readings: Sequence[Record], indicators: Sequence[Indicator], signs: Floats, places: int
) -> FigureField:
    shape = (places, len(indicators))
    value = _cells(readings, "value", shape)
    low, high = (
        np.array([getattr(one, name) for one in indicators], dtype=float)
        for name in ("ideal_low", "ideal_high")
    )
    distance = np.maximum(np.maximum(low - value, value - high), 0.0)
    worse = signs * np.where(np.isnan(low) | np.isnan(high), value, distance)
    short = _cells(readings, "colour", shape, SHORT)
    # Without colours an indicator does not tell better from worse, whatever its direction.
    worse[:, np.isnan(short).all(axis=0)] = np.nan
    return FigureField(worse, short, _cells(readings, "trend", shape, IMPROVING))


def _cells(
    rows: Sequence[Record], column: str, shape: tuple[int, int], meanings: Mapping[str, float] | None = None
) -> Floats:
    cells = [row[column] if meanings is None else meanings.get(row[column], np.nan) for row in rows]
    return np.array(cells, dtype=float).reshape(shape)


def _targets(indicators: Sequence[Indicator]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in indicators:
        for target in filter(None, [one.target]):
            found[target] = (*found.get(target, ()), one.key)
    return dict(sorted(found.items(), key=lambda pair: _target_order(pair[0])))


def _target_order(target: str) -> tuple[tuple[bool, int, str], tuple[bool, int, str]]:
    goal, _, own = target.partition(".")
    return goal_order(goal), goal_order(own)


def _goals(rows: Sequence[Record], places: int) -> tuple[tuple[str, ...], FigureField]:
    goals = tuple(dict.fromkeys(row["goal"] for row in rows))
    shape = (places, len(goals))
    score = _cells(rows, "score", shape)
    # A goal that is a group's mean says nothing of the place itself.
    score[_cells(rows, "imputed", shape) == 1] = np.nan
    short = _cells(rows, "colour", shape, SHORT)
    return goals, FigureField(-score, short, np.full(shape, np.nan))
