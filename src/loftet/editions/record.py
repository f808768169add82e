"""The record of a run, `study.json`: which rules, which content, which bounds, what was left out and why."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from loftet import __version__
from loftet.editions.about import About
from loftet.editions.applies import named_tags
from loftet.editions.arrays import Arrays
from loftet.editions.indicators import INDICATOR_COLUMNS
from loftet.editions.method import plain
from loftet.editions.observations import OBSERVATION_COLUMNS
from loftet.editions.places import PLACE_COLUMNS
from loftet.editions.scores import GoalScores, Index, IndicatorScores
from loftet.editions.structure import structure_columns
from loftet.editions.study import Study
from loftet.methods.colour import Thresholds
from loftet.methods.rules import Method

KNOWN_COLUMNS = {
    "places": {*PLACE_COLUMNS, "population", "area_km2", "centrality", "language"},
    "indicators": {
        *(*INDICATOR_COLUMNS, "unit", "target", "direction", "yardstick", "per", "draw"),
        *("ideal_low", "ideal_high", "trend_from", "trend_to", "series_from", "example_target"),
    },
    "observations": {*OBSERVATION_COLUMNS, "status", "count", "denominator", "value_low", "value_high"},
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that does not count in full: in which table, under which key, how many, and why."""

    table: str
    key: str
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class IndicatorUse:
    """The use of an indicator; bounds and thresholds are in raw units (of a balance: of the distance)."""

    indicator: str
    direction: int
    lower: float | None
    red: float | None
    yellow: float | None
    green: float | None
    upper: float | None
    winsorised: int
    logged: bool


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The record of a run: everything needed to repeat it and to see its basis."""

    loftet: str
    content_hash: str
    year: int
    about: About
    method: Method
    rows: dict[str, int]
    indicators: tuple[IndicatorUse, ...]
    left_out: tuple[LeftOut, ...]

    def as_json(self) -> str:
        """Write the record as JSON; the same record gives the same bytes."""
        content: dict[str, Any] = {
            "loftet": self.loftet,
            "content_hash": self.content_hash,
            "year": self.year,
            "about": plain(self.about),
            "method": plain(self.method),
            "rows": self.rows,
            "indicators": [
                {name: getattr(use, name) for name in IndicatorUse.__slots__} for use in self.indicators
            ],
            "left_out": [{name: getattr(item, name) for name in LeftOut.__slots__} for item in self.left_out],
        }
        return json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n"


def make_record(
    study: Study,
    arrays: Arrays,
    year: int,
    indicators: IndicatorScores,
    goals: GoalScores,
    index: Index,
    thresholds: Thresholds,
) -> RunRecord:
    """Collect the record of a run."""
    rows = {
        "places": len(study.places),
        "ranked": int(study.places.ranked.sum()),
        "indicators": len(study.indicators),
        "observations": len(study.observations),
    }
    left_out = (
        *_observations(study, year),
        *_indicators(study, arrays, indicators, thresholds),
        *_goals(goals),
        *_places(study, index),
        *_words(study),
    )
    return RunRecord(
        loftet=__version__,
        content_hash=study.content_hash,
        year=year,
        about=study.about,
        method=study.method,
        rows=rows,
        indicators=tuple(_uses(arrays, indicators, thresholds)),
        left_out=left_out,
    )


def _uses(arrays: Arrays, scores: IndicatorScores, thresholds: Thresholds) -> list[IndicatorUse]:
    columns = [
        [None if np.isnan(number) else float(number) for number in part.values]
        for part in (
            scores.bounds.lower,
            thresholds.red,
            thresholds.yellow,
            thresholds.green,
            scores.bounds.upper,
        )
    ]
    number = len(columns[0])
    moved, logged = [0] * number, [False] * number
    if scores.treated is not None:
        moved, logged = scores.treated.winsorised.values.tolist(), scores.treated.logged.values.tolist()
    keys, directions = arrays.direction["indicator"].values.tolist(), arrays.direction.values.tolist()
    return [IndicatorUse(*use) for use in zip(keys, directions, *columns, moved, logged, strict=True)]


def _observations(study: Study, year: int) -> list[LeftOut]:
    newer = int((study.observations.year > year).sum())
    found = [LeftOut("observations", "", newer, f"newer than {year}")] if newer else []
    if (age := study.method.values.max_age) is not None:
        older = int((study.observations.year < year - age).sum())
        if older:
            found.append(LeftOut("observations", "", older, f"older than max_age = {age} years"))
    return found


def _indicators(
    study: Study, arrays: Arrays, scores: IndicatorScores, thresholds: Thresholds
) -> list[LeftOut]:
    values = scores.used.value.notnull().sum("place").values.tolist()
    scored = scores.score.notnull().any("place").values
    coloured = (thresholds.red.notnull() & thresholds.green.notnull()).values
    bands = study.method.colour.indicator.value == "bands"
    found = []
    for at, key in enumerate(study.indicators.keys):
        reasons = [
            (not study.indicators.goals[at], "has no goal: scored, not aggregated"),
            (study.indicators.weight[at] == 0, "has weight 0: coverage and colours only"),
            (values[at] == 0, "has no value in the year"),
            (
                values[at] > 0 and not scored[at],
                "has no score: its bounds or its values have no spread, or cross",
            ),
            (not coloured[at] and not bands, "has no red and green: no colour"),
        ]
        found += [LeftOut("indicators", key, values[at], why) for holds, why in reasons if holds]
    return found


def _goals(goals: GoalScores) -> list[LeftOut]:
    return [
        LeftOut("goal_scores", str(goal), number, why)
        for cells, why in (
            (goals.too_little, "fewer indicators than min_coverage_indicator asks for: no score"),
            (goals.blanked, "emptied by blank_goals"),
            (goals.imputed, "filled with the mean of the group"),
        )
        for goal, number in zip(cells["goal"].values, _per_goal(cells), strict=True)
        if number
    ]


def _per_goal(cells: xr.DataArray) -> list[int]:
    numbers: list[int] = cells.sum("place").values.tolist()
    return numbers


def _places(study: Study, index: Index) -> list[LeftOut]:
    found = []
    unranked = int((~study.places.ranked).sum())
    if unranked:
        found.append(LeftOut("places", "", unranked, "are not ranked by the study"))
    short = study.places.ranked & index.score.notnull().values & index.rank.isnull().values
    for at in np.flatnonzero(short):
        why = "has fewer values than min_coverage_rank asks for: no rank"
        found.append(LeftOut("places", study.places.codes[at], 1, why))
    return found


def _words(study: Study) -> list[LeftOut]:
    used = frozenset().union(*study.places.tags)
    found = [
        LeftOut("indicators", tag, 1, "a tag in applies_to that no place carries")
        for tag in sorted(named_tags(study.indicators.applies_to) - used)
    ]
    for table in (study.places.table, study.indicators.table, study.observations.table):
        known = KNOWN_COLUMNS[table.file.stem]
        if table.file.stem == "places":
            known = known | set(structure_columns(table))
        others = sorted(set(table.columns) - known)
        why = "a column that the engine does not use"
        found += [LeftOut(table.file.stem, name, len(table), why) for name in others]
    return found
