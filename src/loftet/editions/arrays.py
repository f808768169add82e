"""A study as labelled arrays: place × indicator × year, and what is known of each place and indicator."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from loftet.editions.applies import applies_matrix
from loftet.editions.study import Study
from loftet.methods.bounds import Bounds


@dataclass(frozen=True, slots=True)
class Arrays:
    """Values and statuses (place × indicator × year), and everything they are scored with.

    `membership` is goal × indicator, `goal_weight` goal; `blanked` (place × goal) marks the goals that a tag
    empties, `spillover` (indicator) what does not by itself give a place its goal. `goalposts` (place ×
    indicator) tells whose values may set bounds; None = those of every ranked place.
    """

    value: xr.DataArray
    status: xr.DataArray
    ranked: xr.DataArray
    group: xr.DataArray
    applies: xr.DataArray
    weight: xr.DataArray
    direction: xr.DataArray
    stated: Bounds
    red: xr.DataArray
    green: xr.DataArray
    ideal_low: xr.DataArray
    ideal_high: xr.DataArray
    comparison: xr.DataArray
    trend_from: xr.DataArray
    trend_to: xr.DataArray
    membership: xr.DataArray
    goal_weight: xr.DataArray
    blanked: xr.DataArray
    spillover: xr.DataArray
    goalposts: xr.DataArray | None = None

    @property
    def counted(self) -> xr.DataArray:
        """Return which indicators weigh in their goal."""
        return self.weight > 0

    def for_goalposts(self, x: xr.DataArray) -> xr.DataArray:
        """Select the values that may set bounds; the others become NaN."""
        return x if self.goalposts is None else x.where(self.goalposts)


def arrays_of(study: Study) -> Arrays:
    """Convert a study to arrays; places, indicators and years are in ascending order."""
    indicators, observations = study.indicators, study.observations
    years, at_year = np.unique(observations.year, return_inverse=True)
    label = _Labels(study, years)
    cells = (observations.place, observations.indicator, at_year)
    value = np.full(label.shape, np.nan)
    value[cells] = observations.value
    status = np.zeros(label.shape, dtype=np.int8)
    status[cells] = observations.status
    goals = indicators.goal_order()
    membership = np.array([[goal == own for own in indicators.goals] for goal in goals], dtype=bool)
    cube = ("place", "indicator", "year")
    return Arrays(
        value=label(value, cube),
        status=label(status, cube),
        ranked=label(study.places.ranked, ("place",)),
        group=label(np.array(study.places.groups, dtype=str), ("place",)),
        applies=label(applies_matrix(indicators.applies_to, study.places.tags), cube[:2]),
        weight=label.indicator(indicators.weight),
        direction=label.indicator(indicators.direction),
        stated=Bounds(label.indicator(indicators.lower), label.indicator(indicators.upper)),
        red=label.indicator(indicators.red),
        green=label.indicator(indicators.green),
        ideal_low=label.indicator(indicators.ideal_low),
        ideal_high=label.indicator(indicators.ideal_high),
        comparison=label.indicator(indicators.comparison),
        trend_from=label.indicator(indicators.trend_from),
        trend_to=label.indicator(indicators.trend_to),
        membership=label(membership.reshape(len(goals), len(indicators)), ("goal", "indicator")),
        goal_weight=label(_goal_weights(study), ("goal",)),
        blanked=label(_blanked(study), ("place", "goal")),
        spillover=label.indicator(np.isin(indicators.keys, study.method.impute.spillover)),
    )


class _Labels:
    """The study's labels, for plain arrays."""

    def __init__(self, study: Study, years: NDArray[np.int64]) -> None:
        self._coords: dict[str, Sequence[object] | NDArray[np.int64]] = {
            "place": np.array(study.places.codes, dtype=object),
            "indicator": np.array(study.indicators.keys, dtype=object),
            "year": years,
            "goal": np.array(study.indicators.goal_order(), dtype=object),
        }
        self.shape = (len(study.places), len(study.indicators), len(years))

    def __call__(self, data: NDArray[np.generic], dims: tuple[str, ...]) -> xr.DataArray:
        return xr.DataArray(data, {dim: self._coords[dim] for dim in dims}, dims)

    def indicator(self, data: NDArray[np.generic]) -> xr.DataArray:
        return self(data, ("indicator",))


def _goal_weights(study: Study) -> NDArray[np.float64]:
    weights = study.method.aggregate.goal_weights
    return np.array([weights.get(goal, 1.0) for goal in study.indicators.goal_order()], dtype=float)


def _blanked(study: Study) -> NDArray[np.bool_]:
    goals = study.indicators.goal_order()
    result = np.zeros((len(study.places), len(goals)), dtype=bool)
    for tag, named in study.method.impute.blank_goals.items():
        carriers = np.array([tag in tags for tags in study.places.tags], dtype=bool)
        result |= np.outer(carriers, np.isin(goals, named))
    return result
