"""Gaps of treated places against those of never-treated ones: estimates, intervals, p, year by year."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from loftet.methods.effect.panel import Panel
from loftet.methods.effect.path_regression import PathGaps, path_gaps
from loftet.methods.effect.reference import Reference, reference
from loftet.methods.effect.results import Estimate, PlaceYear, around

Floats = NDArray[np.float64]


class Paths:
    """The path regressions of a panel, one for each start; their scales measure all gaps."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        never = np.isinf(panel.treated_from)
        self.by_start: dict[float, PathGaps] = {
            start: path_gaps(panel.values, never, panel.before(start))
            for start in np.unique(panel.treated_from[panel.treated]).tolist()
        }

    def of(self, place: int) -> PathGaps:
        """Return the gaps of the start of a treated place."""
        return self.by_start[float(self.panel.treated_from[place])]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Observed less expected: year by treated place, never-treated place × year by start.

    `before` holds the root mean square of the gaps before, by treated place.
    """

    treated: Mapping[int, Floats]
    never: Mapping[float, Floats]
    before: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome of a comparison: pooled, place by place, and year by year."""

    pooled: Estimate
    places: tuple[tuple[str, Estimate], ...]
    years: tuple[PlaceYear, ...]


def compare(paths: Paths, gaps: Gaps, level: float, seed: int) -> Compared:
    """Compare the gaps of treated places with those of never-treated ones, each in units of its scale.

    Units: those of the values. Formula: u = mean gap after; estimate = Σ weight·u by treated years; scale =
    √Σ (weight·S)²; p and margin from `reference` of u/S of the never-treated places. Errors: none; without a
    year after there is no estimate.
    """
    panel = paths.panel
    units = {
        start: mean_after(panel, start, gaps.never[start]) / paths.by_start[start].scale[panel.never]
        for start in panel.starts
    }
    places = []
    for at in panel.reached.tolist():
        start = float(panel.treated_from[at])
        effect = float(mean_after(panel, start, gaps.treated[at]))
        scale = float(paths.of(at).scale[at])
        chance = reference([units[start]], np.ones(1), seed)
        places.append((panel.places[at], _estimate(effect, scale, chance, gaps.before[at], level)))
    rows = tuple(row for at in panel.treated.tolist() for row in _years(paths, gaps, at, level))
    return Compared(_pooled(paths, gaps, units, level, seed), tuple(places), rows)


def mean_after(panel: Panel, start: float, gaps: Floats) -> Floats:
    """Return the mean over the years from a start on; the years are the last dimension."""
    return np.asarray(gaps[..., ~panel.before(start)].mean(axis=-1))


def _estimate(effect: float, scale: float, chance: Reference, before: float, level: float) -> Estimate:
    low, high = around(effect, scale * chance.margin(level))
    return Estimate(effect, low, high, chance.p(effect / scale), pre_rmspe=before)


def _pooled(paths: Paths, gaps: Gaps, units: Mapping[float, Floats], level: float, seed: int) -> Estimate:
    panel = paths.panel
    before = sqrt(sum(one * one for one in gaps.before.values()) / len(gaps.before))
    if not panel.reached.size:
        return Estimate(pre_rmspe=before)
    starts = panel.treated_from[panel.reached].tolist()
    effects = [
        mean_after(panel, start, gaps.treated[at]) for at, start in zip(panel.reached, starts, strict=True)
    ]
    pulls = panel.weights * [paths.of(at).scale[at] for at in panel.reached]
    chance = reference([units[start] for start in starts], pulls, seed)
    return _estimate(float(panel.weights @ effects), float(np.linalg.norm(pulls)), chance, before, level)


def _years(paths: Paths, gaps: Gaps, at: int, level: float) -> list[PlaceYear]:
    panel, start = paths.panel, float(paths.panel.treated_from[at])
    units = np.abs(gaps.never[start]) / paths.of(at).scale[panel.never, None] if start in gaps.never else None
    rows = []
    for column, year in enumerate(panel.years.tolist()):
        observed, effect = float(panel.values[at, column]), float(gaps.treated[at][column])
        wide = inf if units is None else Reference(np.sort(units[:, column])).margin(level)
        low, high = around(effect, float(paths.of(at).scale[at]) * wide)
        rows.append(PlaceYear(panel.places[at], year, observed, observed - effect, low, high))
    return rows
