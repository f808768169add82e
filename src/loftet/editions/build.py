"""From a study to its status: scores, colours, trends and ranks, and the record of the run."""

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from loftet.editions.arrays import Arrays, arrays_of
from loftet.editions.frames import Column, Floats, Frame, doubles, integers, text, words
from loftet.editions.growth import growth
from loftet.editions.observations import WITH_VALUE
from loftet.editions.observations import ObservationStatus as ValueStatus
from loftet.editions.record import RunRecord, make_record
from loftet.editions.scores import (
    GoalScores,
    Index,
    IndicatorScores,
    score_goals,
    score_index,
    score_indicators,
)
from loftet.editions.study import Study
from loftet.editions.uncertainty import Computed, make_world
from loftet.editions.verdicts import Colours, colours
from loftet.editions.workers import processors
from loftet.invalid_input import InvalidInput
from loftet.methods.uncertainty.colours import SHOWN
from loftet.methods.uncertainty.replicate import Replicates, Workers, in_threads, replicate
from loftet.methods.uncertainty.world import World
from loftet.methods.values import last_present
from loftet.methods.verdicts import Colour, Trend, Yardstick

Codes = NDArray[np.integer]

STATUS_WORDS = ("", *(status.word for status in ValueStatus))
COLOUR_WORDS = tuple(colour.word for colour in Colour)
TREND_WORDS = tuple(trend.word for trend in Trend)
YARDSTICK_WORDS = ("", *(yardstick.value for yardstick in Yardstick))


@dataclass(frozen=True, slots=True)
class Status:
    """A status mapping: three tables, the score of every observation, and the record.

    `score_unclipped` belongs to the rows of the study's observations (in the order of place, indicator and
    year): the goalposts score before clipping and rounding; NaN = none.
    """

    study: Study
    year: int
    indicator_scores: Frame
    goal_scores: Frame
    index: Frame
    score_unclipped: Floats
    record: RunRecord
    computed: Computed

    @property
    def frames(self) -> tuple[Frame, Frame, Frame]:
        """Return the three tables."""
        return self.indicator_scores, self.goal_scores, self.index


def compute_status(study: Study, year: int | None = None, workers: Workers | None = None) -> Status:
    """Compute the status of a study in a year; without one, in the newest year that it has."""
    year, workers = _year(study, year), workers or in_threads(processors())
    with xr.set_options(arithmetic_join="exact", keep_attrs=False):  # type: ignore[no-untyped-call]
        known = _computed(study, year)
        arrays, thresholds = known.arrays, known.colours.thresholds
        grown = growth(arrays, known.indicators, thresholds, study.method, year, workers)
        record = make_record(study, arrays, year, known.indicators, known.goals, known.index, thresholds)
        sure = None
        if study.method.uncertainty.replicates:
            sure = replicate(make_world(study, known), study.method.uncertainty, workers)
    return Status(
        study=study,
        year=year,
        indicator_scores=_indicator_frame(study, known, grown.trend, year, sure),
        goal_scores=_goal_frame(study, known.goals, known.colours, year, sure),
        index=_index_frame(study, known.index, year, sure),
        score_unclipped=_per_observation(study, grown.series),
        record=record,
        computed=known,
    )


def world_of(study: Study, year: int | None = None) -> World:
    """Compute what a study's replicates start from."""
    with xr.set_options(arithmetic_join="exact", keep_attrs=False):  # type: ignore[no-untyped-call]
        return make_world(study, _computed(study, _year(study, year)))


def _computed(study: Study, year: int) -> Computed:
    arrays = arrays_of(study)
    if study.method.bounds.min_reliability:
        # scipy costs a sixth of a second that a study without the rule need not pay.
        from loftet.editions.reliable import goalposts_of

        arrays = replace(arrays, goalposts=goalposts_of(study, arrays, year))
    indicators = score_indicators(arrays, study.method, year)
    goals = score_goals(indicators, arrays, study.method)
    index = score_index(goals.score, indicators.used.value.notnull(), arrays, study.method)
    return Computed(arrays, indicators, goals, index, colours(indicators, arrays, study.method))


def _year(study: Study, year: int | None) -> int:
    if year is not None:
        return year
    if not len(study.observations):
        raise InvalidInput.because("holds no observations", file=study.observations.table.file)
    return int(study.observations.year.max())


def _per_observation(study: Study, series: xr.DataArray) -> Floats:
    rows = study.observations
    at_year = np.searchsorted(series["year"].values, rows.year)
    scores: Floats = series.values[rows.place, rows.indicator, at_year]
    return scores


def _crossed(study: Study, others: tuple[str, ...]) -> tuple[Column, Column]:
    """Build the key columns of a table that has a row for every place × something."""
    places, names = np.array(study.places.codes, dtype=object), np.array(others, dtype=object)
    return text(np.repeat(places, len(names))), text(np.tile(names, len(places)))


def _indicator_frame(
    study: Study, known: Computed, trend: xr.DataArray, year: int, sure: Replicates | None
) -> Frame:
    scores = known.indicators
    place, indicator = _crossed(study, study.indicators.keys)
    columns = {
        "place": place,
        "indicator": indicator,
        "year": integers(scores.used.year.values),
        "value": doubles(scores.used.value.values),
        "status": words(_statuses(known.arrays, scores, year), STATUS_WORDS),
        "score": doubles(scores.score.values),
        "colour": words(known.colours.indicator.values, COLOUR_WORDS),
        "trend": words(trend.values, TREND_WORDS),
        **(_interval("score", sure.indicator) if sure else {}),
    }
    return Frame("indicator_scores", MappingProxyType(columns))


def _statuses(arrays: Arrays, scores: IndicatorScores, year: int) -> Codes:
    """Return the status of the value used; without one, of the newest row, else missing or not applicable."""
    absent = np.where(arrays.applies.values, ValueStatus.MISSING, ValueStatus.NOT_APPLICABLE)
    up_to = arrays.status.isel(year=np.flatnonzero(arrays.status["year"].values <= year))
    if not up_to.sizes["year"]:
        return absent
    newest = _take_year(up_to, last_present(up_to > 0).values)
    # A row may say «reported» and hold nothing, or a value too old to be used: nothing is known then.
    told = np.where(np.isin(newest, (0, *WITH_VALUE)), absent, newest)
    used = scores.used.year.values
    at = np.searchsorted(up_to["year"].values, np.nan_to_num(used, nan=up_to["year"].values[0]))
    return np.where(np.isnan(used), told, _take_year(up_to, at))


def _take_year(cube: xr.DataArray, at: NDArray[np.integer]) -> Codes:
    taken = np.take_along_axis(cube.values, np.maximum(at, 0)[..., None], axis=-1)[..., 0]
    return np.where(at >= 0, taken, 0)


def _interval(name: str, ends: Floats) -> dict[str, Column]:
    return {f"{name}_low": doubles(ends[0]), f"{name}_high": doubles(ends[1])}


def _chances(sure: Replicates) -> dict[str, Column]:
    return {f"p_{colour.word}": doubles(sure.colour[:, :, at]) for at, colour in enumerate(SHOWN)}


def _goal_frame(
    study: Study, goals: GoalScores, coloured: Colours, year: int, sure: Replicates | None
) -> Frame:
    place, goal = _crossed(study, study.indicators.goal_order())
    columns = {
        "place": place,
        "goal": goal,
        "year": integers(np.full(goals.score.shape, float(year))),
        "score": doubles(goals.score.values),
        "colour": words(coloured.goal.values, COLOUR_WORDS),
        "coverage": doubles(goals.coverage.values),
        "imputed": integers(goals.imputed.values),
        "yardstick": words(coloured.yardstick.values, YARDSTICK_WORDS),
        **(_interval("score", sure.goal) | _chances(sure) if sure else {}),
    }
    return Frame("goal_scores", MappingProxyType(columns))


def _index_frame(study: Study, index: Index, year: int, sure: Replicates | None) -> Frame:
    columns = {
        "place": text(study.places.codes),
        "year": integers(np.full(len(study.places), float(year))),
        "score": doubles(index.score.values),
        "rank": integers(index.rank.values),
        "coverage": doubles(index.coverage.values),
    }
    if sure:
        columns |= _interval("score", sure.index)
        columns |= {"rank_low": integers(sure.rank[0]), "rank_high": integers(sure.rank[1])}
    return Frame("index", MappingProxyType(columns))
