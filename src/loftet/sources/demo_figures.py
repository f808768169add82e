"""The dice of the demo: plausible figures for every municipality, drawn from the shape of an indicator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import isnan, log
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

# Below this many persons on either side of a share, a statistical office hides the share.
HIDDEN_BELOW = 5
HALF = 50

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class EffectScale(StrEnum):
    """The scale on which the effects on a figure add up.

    On the scale `log` it multiplies: all but `level`, `low` and `high` are then natural logarithms, and
    `size` is the power of the people. On the scale `yes_no` a figure of at least 50 is 1, the others are 0.
    """

    LINEAR = "linear"
    LOG = "log"
    YES_NO = "yes_no"


class Aggregation(StrEnum):
    """The way to aggregate several places: their mean by people, their sum, or nothing that makes sense."""

    MEAN = "mean"
    SUM = "sum"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FigureShape:
    """The distribution of an indicator's figures.

    There are figures from `first` to `last`, `every` so many years. `level` is the middle of all places in
    the middle year and `slope` its change a year; `between`, `county` and `drift` are standard deviations of
    places, of counties and of the places' own slopes; `size` is added for each tenfold of people; `noise` is
    the luck of a year where 1,000 people live. Where `share` is above 0, the figure is a share in per cent of
    that part of the people, counted in persons. `silent` is the share of places that never report, `gap` that
    of single years left out; where fewer than `hidden` people live, the figure is hidden. It is drawn for
    places whose tags fit `applies_to`. A replaced series lies `step` higher from the year `since` on.
    """

    indicator: str
    decimals: int
    applies_to: str
    first: int
    last: int
    every: int
    scale: EffectScale
    level: float
    slope: float
    between: float
    county: float
    drift: float
    size: float
    noise: float
    low: float
    high: float
    share: float
    silent: float
    gap: float
    silent_as: str
    together: Aggregation
    hidden: float
    since: int | None
    step: float

    def has(self, year: int) -> bool:
        """Check whether the series has figures of a year."""
        return self.first <= year <= self.last and (year - self.first) % self.every == 0


@dataclass(frozen=True, slots=True)
class Planted:
    """The effect in a municipality, or in those of a region, on the scale of the shape.

    `shift` is the level and `drift` the pace, from the year `since` on.
    """

    place: str
    indicator: str
    shift: float
    drift: float
    since: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The municipalities for which figures are drawn, each with its people and the position of its county.

    `tags` are those that all of them carry, and `dice` parts the luck of one sample from another's. Where
    there are no `counties`, the places lie in none, each has the luck of its own, and none is part of the
    country. `members` tells which of
    them each place of `planted` means: itself, or those of a region.
    """

    codes: tuple[str, ...]
    tags: frozenset[str]
    people: Floats
    county: NDArray[np.int64]
    counties: tuple[str, ...]
    existed: Flags
    dice: tuple[int, ...] = ()
    members: Mapping[str, Flags] = field(default_factory=dict)
    planted: tuple[Planted, ...] = ()

    def shared(self, indicator: str, years: Floats) -> Floats:
        """Return what is planted in an indicator: place × year, 0 where nothing is."""
        shared = np.zeros((len(self.codes), len(years)))
        for one in self.planted:
            if one.indicator == indicator and one.place in self.members:
                effect = one.shift + one.drift * (years - years.mean())
                shared[self.members[one.place]] += np.where(years >= one.since, effect, 0.0)
        return shared


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A figure as written in the study's table: texts, empty where there is nothing."""

    value: str = ""
    status: str = ""
    count: str = ""
    people: str = ""


@dataclass(frozen=True, slots=True)
class DemoFigures:
    """The figures drawn for an indicator: arrays place × year; counts are NaN where nothing is counted."""

    values: Floats
    counts: Floats
    people: Floats
    hidden: Flags
    silent: Flags

    def own(self, year: int, silent_as: str) -> list[FigureCell]:
        """Return the cell of each place in a year; one hidden or not reported leaves no trace of itself."""
        silent, hidden, value, count, people = (
            column[:, year].tolist()
            for column in (self.silent, self.hidden, self.values, self.counts, self.people)
        )
        nothing, suppressed = FigureCell(status=silent_as), FigureCell(status="suppressed")
        return [
            nothing
            if silent[at]
            else suppressed
            if hidden[at]
            else FigureCell(repr(value[at]))
            if isnan(count[at])
            else FigureCell(repr(value[at]), count=f"{count[at]:.0f}", people=f"{people[at]:.0f}")
            for at in range(len(value))
        ]

    def aggregate(self, inside: Flags, year: int, weights: Floats, shape: FigureShape) -> FigureCell:
        """Aggregate several places: from their sums where persons are counted, else as the shape says."""
        decimals = shape.decimals
        if shape.together is Aggregation.NONE:
            return FigureCell(status="not_applicable")
        if shape.together is Aggregation.SUM:
            return FigureCell(_text(np.round(self.values[inside, year].sum(), decimals)))
        if np.isnan(self.counts[inside, year]).any():
            mean = np.average(self.values[inside, year], weights=weights[inside])
            return FigureCell(_text(np.round(mean, decimals)))
        count, people = self.counts[inside, year].sum(), self.people[inside, year].sum()
        return FigureCell(
            _text(np.round(100 * count / people, decimals)), count=str(int(count)), people=str(int(people))
        )


def _text(number: np.float64) -> str:
    return repr(float(number))


def draw(shape: FigureShape, sample: Sample, years: Floats, seed: int) -> DemoFigures:
    """Draw an indicator: a level, what is the county's and the place's own, a drift, the luck of the year."""
    # Each indicator has dice of its own, so that a new one leaves the figures of the others as they were.
    dice = np.random.default_rng([seed, crc32(shape.indicator.encode()), *sample.dice])
    drawn, shared = _drawn(shape, sample, years, dice), sample.shared(shape.indicator, years)
    levels, touched = _levels(shape, drawn + shared, years), shared.any(axis=1)
    silent = _silent(shape, levels.shape, dice)
    small: Flags = np.broadcast_to(sample.people[:, None] < shape.hidden, levels.shape)
    if shape.share == 0:
        none = np.full(levels.shape, np.nan)
        return DemoFigures(np.round(levels, shape.decimals), none, none, small, silent)
    people = np.broadcast_to(np.maximum(np.round(sample.people * shape.share), 1.0)[:, None], levels.shape)
    # Those who share something are thrown for once more, so that the luck of all others stays as it was.
    counts = dice.binomial(people.astype(np.int64), _levels(shape, drawn, years) / 100).astype(np.float64)
    counts[touched] = dice.binomial(people[touched].astype(np.int64), levels[touched] / 100)
    hidden = small | (np.minimum(counts, people - counts) < HIDDEN_BELOW)
    return DemoFigures(np.round(100 * counts / people, shape.decimals), counts, people, hidden, silent)


def _drawn(shape: FigureShape, sample: Sample, years: Floats, dice: np.random.Generator) -> Floats:
    """Draw what moves each place, place × year, on the scale of the shape."""
    places, multiplies = len(sample.codes), shape.scale is EffectScale.LOG
    middle, size = (log(shape.level), shape.size * log(10)) if multiplies else (shape.level, shape.size)
    own = (
        dice.normal(0, shape.between, places)
        + dice.normal(0, shape.county, sample.county.max() + 1)[sample.county]
        + size * (np.log10(sample.people) - 4)
    )
    drift = shape.slope + dice.normal(0, shape.drift, places)
    # The fewer live there, the more the figure jumps from year to year.
    jump = shape.noise * np.sqrt(1_000 / sample.people)
    luck = dice.normal(0, 1, (places, len(years))) * jump[:, None]
    drawn: Floats = middle + own[:, None] + drift[:, None] * (years - years.mean()) + luck
    return drawn


def _levels(shape: FigureShape, drawn: Floats, years: Floats) -> Floats:
    """Return the figures that a source would print, on its own scale and inside its bounds."""
    levels = drawn if shape.since is None else drawn + shape.step * (years >= shape.since)
    levels = np.clip(np.exp(levels) if shape.scale is EffectScale.LOG else levels, shape.low, shape.high)
    return (levels >= HALF).astype(np.float64) if shape.scale is EffectScale.YES_NO else levels


def _silent(shape: FigureShape, size: tuple[int, ...], dice: np.random.Generator) -> Flags:
    never = dice.random(size[0]) < shape.silent
    now_and_then: Flags = dice.random(size) < shape.gap
    return now_and_then | never[:, None]
