"""Explanations of an edition's scores: a score, its change since another edition, its gap to a place.

Plain Python over the tables of the edition, so that a page can explain what it shows.
"""

import json
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from loftet.editions.engine import Record
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.geography.applies import applies
from loftet.methods.explain import (
    ExplainedFigure,
    ExplainedGoal,
    ExplainedTotal,
    Part,
    Ruler,
    explain_change,
    explain_goal,
    explain_score,
)
from loftet.methods.rules import Mean

# How many editions are kept laid out: two, to compare them, and two more.
KEPT = 4
# Of so many places a mean names nobody.
ENOUGH = 5
# Areas are printed with two decimals, and measured again now and then; so much more is another municipality.
SAME_AREA = 0.01

PLACES = "SELECT * FROM {places} ORDER BY place"
INDICATORS = """
    SELECT indicator, goal, weight, ideal_low, ideal_high, applies_to FROM {indicators} ORDER BY indicator
"""
# Of all places: the mean of a group, and of a place's peers, is made of those without a status, too.
SCORES = "SELECT place, indicator, value, score FROM {all_indicator_scores}"
GOALS = "SELECT place, goal, score, imputed FROM {all_goal_scores} WHERE score IS NOT NULL"
INDEX = "SELECT place, score FROM {all_index} WHERE score IS NOT NULL"

Cells = Mapping[tuple[str, str], Record]


@dataclass(frozen=True, slots=True)
class _Laid:
    """An edition laid out by place: what each goal is the mean of."""

    places: Mapping[str, Record]
    indicators: Mapping[str, tuple[Record, ...]]  # by goal, those of weight above 0
    cells: Cells
    goals: Mapping[str, tuple[Record, ...]]  # by place
    index: Mapping[str, float]
    rulers: Mapping[str, Ruler]
    filled: Mapping[tuple[str, str], float]  # by indicator and group
    rules: Mapping[str, Any]

    def total(self, place: str) -> ExplainedTotal | None:
        """Return the scores whose mean is the index of a place; None without one."""
        if place not in self.index:
            return None
        rule, weights = self.rules["aggregate"], self.rules["aggregate"]["goal_weights"]
        goals = (self.goal(row, weights.get(row["goal"], 1.0)) for row in self.goals.get(place, ()))
        told = {name: self.rules[name] for name in ("values", "normalise", "treat", "impute")}
        return ExplainedTotal(
            score=self.index[place],
            goals=tuple(goal for goal in goals if goal.weight > 0),
            of_indicators=Mean(rule["indicators"]),
            of_goals=Mean(rule["goals"]),
            method=json.dumps(told, sort_keys=True),
        )

    def goal(self, row: Record, weight: float = 1.0) -> ExplainedGoal:
        """Return the scores whose mean is a goal of a place; nothing where a group's mean replaces them."""
        own = () if row["imputed"] else self._figures(row["place"], row["goal"])
        return ExplainedGoal(row["goal"], weight, row["score"], own)

    def _figures(self, place: str, goal: str) -> tuple[ExplainedFigure, ...]:
        members = self.indicators.get(goal, ())
        return tuple(filter(None, (self._figure(place, goal, one) for one in members)))

    def _figure(self, place: str, goal: str, indicator: Record) -> ExplainedFigure | None:
        key = indicator["indicator"]
        cell = self.cells.get((place, key))
        if cell is not None and cell["score"] is not None:
            return ExplainedFigure(
                key, indicator["weight"], cell["score"], cell["value"], self.rulers.get(key)
            )
        score = self._fill(place, goal, indicator)
        return None if score is None else ExplainedFigure(key, indicator["weight"], score)

    def _fill(self, place: str, goal: str, indicator: Record) -> float | None:
        """Return the mean of the place's group, where the method lets it fill a gap of this goal."""
        if goal not in self.rules["impute"]["indicator_group_mean"]:
            return None
        row, key = self.places[place], indicator["indicator"]
        cells = [self.cells.get((place, one["indicator"])) for one in self.indicators[goal]]
        has_own = any(cell is not None and cell["value"] is not None for cell in cells)
        tags = frozenset((row["tags"] or "").split())
        if not has_own or not applies(indicator["applies_to"] or "", tags):
            return None
        return self.filled.get((key, row["group"] or ""))


class Explanations:
    """Explains the scores of editions; keeps what belongs to whole editions.

    Of a place whose status the store hides nothing is explained.
    """

    def __init__(self, store: EditionStore) -> None:
        self._store = store
        self._laid = lru_cache(maxsize=KEPT)(self._lay_out)

    def seen_by(self, store: EditionStore) -> "Explanations":
        """Return a reader of the same explanations for another visibility; prepared data are shared."""
        other = copy(self)
        other._store = store
        return other

    def score(self, edition: Edition, place: str, base: float = 100.0) -> tuple[Part, ...]:
        """Return the points that each indicator takes from a base; they add up to the index less the base.

        Empty where the place has no index.
        """
        total = None if self._hides(edition, place) else self._laid(edition.id).total(place)
        return () if total is None else explain_score(total, base)

    def goal_score(self, edition: Edition, place: str, goal: str, base: float = 100.0) -> tuple[Part, ...]:
        """Return the points that each indicator takes away from a base in one goal; empty without a score."""
        laid = self._laid(edition.id)
        row = _find(laid, place, goal)
        if row is None or self._hides(edition, place):
            return ()
        own, mean = laid.goal(row), Mean(laid.rules["aggregate"]["indicators"])
        return explain_score(ExplainedTotal(own.score, (own,), of_indicators=mean), base)

    def gap(self, edition: Edition, place: str, other: str) -> tuple[Part, ...]:
        """Return the differences of two places; they add up to the difference of their indices."""
        laid = self._laid(edition.id)
        own, beside = laid.total(place), laid.total(other)
        if own is None or beside is None or self._hides(edition, place, other):
            return ()
        return explain_change(beside, own)

    def goal_gap(self, edition: Edition, place: str, other: str, goal: str) -> tuple[Part, ...]:
        """Return the differences of two places in one goal; empty where one of them has no score."""
        return () if self._hides(edition, place, other) else self._goal_gap(edition, place, other, goal)

    def goal_gaps(
        self, edition: Edition, place: str, others: Sequence[str], goal: str
    ) -> tuple[tuple[Part, ...], ...]:
        """Return the differences of a place from the mean of several in one goal; no gap is empty.

        A mean of many names nobody. Where fewer than `ENOUGH` have a score, only those whose status is shown
        are told.
        """
        if self._hides(edition, place):
            return ()
        gaps = {other: self._goal_gap(edition, place, other, goal) for other in others}
        known = {other: gap for other, gap in gaps.items() if gap}
        if len(known) >= ENOUGH:
            return tuple(known.values())
        return tuple(gap for other, gap in known.items() if not self._hides(edition, other))

    def _goal_gap(self, edition: Edition, place: str, other: str, goal: str) -> tuple[Part, ...]:
        laid = self._laid(edition.id)
        own, beside = (_find(laid, code, goal) for code in (place, other))
        if own is None or beside is None:
            return ()
        mean = Mean(laid.rules["aggregate"]["indicators"])
        return explain_goal(laid.goal(beside), laid.goal(own), (mean, mean))

    def _hides(self, edition: Edition, *places: str) -> bool:
        return not self._store.hidden_in(edition).isdisjoint(places)

    def change(self, before: Edition, after: Edition, place: str) -> tuple[Part, ...]:
        """Return the causes of a change of a place's index between two editions; empty without both."""
        earlier, later = self._laid(before.id), self._laid(after.id)
        old, new = earlier.total(place), later.total(place)
        hides = self._hides(before, place) or self._hides(after, place)
        if old is None or new is None or hides:
            return ()
        return explain_change(old, new, _same_borders(earlier.places[place], later.places[place]))

    def changes(self, before: Edition, after: Edition) -> Mapping[str, tuple[Part, ...]]:
        """Return the same for every place whose index moved."""
        earlier, later = self._laid(before.id).index, self._laid(after.id).index
        moved = (place for place, score in later.items() if place in earlier and earlier[place] != score)
        told = {place: self.change(before, after, place) for place in sorted(moved)}
        return {place: parts for place, parts in told.items() if parts}

    def _lay_out(self, edition_id: str) -> _Laid:
        edition = self._store.edition(edition_id)
        record = self._store.record(edition)
        asked = {sql: self._store.answers(edition, sql) for sql in (PLACES, INDICATORS, SCORES, GOALS, INDEX)}
        places = {row["place"]: row for row in asked[PLACES]}
        cells = {(row["place"], row["indicator"]): row for row in asked[SCORES]}
        return _Laid(
            places=places,
            indicators=_by(asked[INDICATORS], "goal", weighing=True),
            cells=cells,
            goals=_by(asked[GOALS], "place"),
            index={row["place"]: row["score"] for row in asked[INDEX]},
            rulers=_rulers(record, asked[INDICATORS]),
            filled=_group_means(record, places, cells, asked[INDICATORS]),
            rules=record["method"],
        )


def _find(laid: _Laid, place: str, goal: str) -> Record | None:
    return next((row for row in laid.goals.get(place, ()) if row["goal"] == goal), None)


def _by(rows: Sequence[Record], column: str, weighing: bool = False) -> dict[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = {}
    for row in rows:
        if not weighing or (row["weight"] > 0 and row[column]):
            found.setdefault(row[column], []).append(row)
    return {key: tuple(inside) for key, inside in found.items()}


def _same_borders(before: Record, after: Record) -> bool:
    old, new = before.get("area_km2"), after.get("area_km2")
    return not old or not new or abs(new - old) <= SAME_AREA * max(old, new)


def _rulers(record: Mapping[str, Any], indicators: Sequence[Record]) -> dict[str, Ruler]:
    """Return how values became scores, where that is a line between two bounds."""
    rule = record["method"]["normalise"]
    if rule["kind"] != "goalposts":
        return {}
    ideal = {row["indicator"]: (row["ideal_low"], row["ideal_high"]) for row in indicators}
    found = {}
    for use in record["indicators"]:
        low, high = ideal[use["indicator"]]
        if use["lower"] is None or use["upper"] is None or use["winsorised"] or use["logged"]:
            continue
        found[use["indicator"]] = Ruler(
            lower=use["lower"],
            upper=use["upper"],
            ideal=None if low is None or high is None else (low, high),
            clip=rule["clip"],
            decimals=None if rule["decimals"] == "" else int(rule["decimals"]),
        )
    return found


def _group_means(
    record: Mapping[str, Any], places: Mapping[str, Record], cells: Cells, indicators: Sequence[Record]
) -> dict[tuple[str, str], float]:
    """Return the mean score of each group's ranked places, for the indicators that it may fill."""
    goals = record["method"]["impute"]["indicator_group_mean"]
    scores: dict[tuple[str, str], list[float]] = {}
    for key in (row["indicator"] for row in indicators if row["goal"] in goals):
        for code, place in places.items():
            cell = cells.get((code, key))
            if place["ranked"] and place["group"] and cell is not None and cell["score"] is not None:
                scores.setdefault((key, place["group"]), []).append(cell["score"])
    return {key: sum(sorted(found)) / len(found) for key, found in scores.items()}
