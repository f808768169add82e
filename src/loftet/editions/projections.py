"""Projections of every figure of an edition: its pace, the pace its target asks for, and the target year."""

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from loftet.editions.build import TREND_WORDS, Status
from loftet.editions.frames import Column, Floats, Frame, doubles, integers, text, words
from loftet.editions.panel import SeriesPanel
from loftet.methods.colour import BANDS
from loftet.methods.lines import theil_sen_lines
from loftet.methods.pace import Aim, Pace, missing_to, needed_pace, pace_word, wider, years_to
from loftet.methods.projection import LEVEL, chance_between, fit, project
from loftet.methods.rolling import rolling_errors, widening, widening_at
from loftet.methods.rules import IndicatorColour, Toward
from loftet.methods.series import apart, newest, since
from loftet.methods.transform import from_line, to_line
from loftet.methods.verdicts import Trend

# Further ahead than this nothing has been tested, and nothing is said.
LONGEST_AHEAD = 10
TOO_SHORT = len(TREND_WORDS)
STATE_WORDS = (*TREND_WORDS, "too_short")


@dataclass(frozen=True, slots=True)
class _Series:
    """The input of all steps: the panel, its values that do not overlap, and the factors by which
    intervals are made wider (series × horizon).
    """

    panel: SeriesPanel
    separate: Floats
    factors: Floats


def projection_frame(status: Status, panel: SeriesPanel) -> Frame:
    """Return the table `projections`: a row for each series that has a value young enough to be used."""
    used = _in_use(status, panel)
    series = _Series(used, apart(used.cells, used.years, used.span), _factors(status, used))
    aim, pace = _aim(status, used), _pace(series, status.study.method.trend.target_year)
    low, high = (np.where(aim.target, limit, np.nan) for limit in (aim.low, aim.high))
    missing = missing_to(pace.value, low, high)
    reached = np.where(np.isnan(low), high, low)
    numbers = {
        "value": pace.value,
        "pace": pace.pace,
        "pace_low": pace.low,
        "pace_high": pace.high,
        "target": np.where(missing == 0, reached, pace.value + missing),
        "needed_pace": needed_pace(missing, pace.ahead),
        "years_to_target": years_to(missing, pace.pace, pace.low, pace.high),
        **_projected(series, pace, low, high),
    }
    columns: dict[str, Column] = {
        **keys_of(status, used),
        **_years(series),
        "target_year": integers(np.full(len(used), float(status.study.method.trend.target_year))),
        **{name: doubles(part) for name, part in numbers.items()},
        "state": words(_states(status, used, pace, aim), STATE_WORDS),
    }
    return Frame("projections", MappingProxyType(columns))


def keys_of(status: Status, panel: SeriesPanel) -> dict[str, Column]:
    """Return the columns that tell whose each series is."""
    study = status.study
    return {
        "place": text(np.array(study.places.codes, dtype=object)[panel.place]),
        "indicator": text(np.array(study.indicators.keys, dtype=object)[panel.indicator]),
    }


def _in_use(status: Status, panel: SeriesPanel) -> SeriesPanel:
    """Select the years of the trend rule, and the series whose newest value the status would use."""
    indicators, age = status.study.indicators, status.study.method.values.max_age
    _, year = newest(panel.cells, panel.years)
    oldest = -np.inf if age is None else status.year - age
    kept = np.flatnonzero(year >= oldest)
    own = panel.indicator[kept]
    cells = since(panel.cells[kept], panel.years, indicators.trend_from[own], indicators.trend_to[own])
    by_series = {name: getattr(panel, name)[kept] for name in ("place", "indicator", "span", "hidden")}
    return replace(panel, cells=cells, **by_series)


def _factors(status: Status, panel: SeriesPanel) -> Floats:
    """Measure on the panel itself how much wider its intervals must be."""
    errors = rolling_errors(_on_line(panel, panel.cells), panel.years, panel.span, panel.indicator)
    return widening(errors, len(status.study.indicators))[panel.indicator]


def _on_line(panel: SeriesPanel, cells: Floats) -> Floats:
    kind, whole = panel.kind[panel.indicator], panel.whole[panel.indicator]
    return to_line(cells, kind[:, None], whole[:, None])


def _pace(series: _Series, target_year: int) -> Pace:
    panel = series.panel
    _, _, _, _, slope, low, high = theil_sen_lines(series.separate, panel.years, LEVEL)
    value, year = newest(series.separate, panel.years)
    return Pace(value, slope, *wider(slope, low, high, series.factors[:, 0]), target_year - year)


def _projected(series: _Series, pace: Pace, low: Floats, high: Floats) -> dict[str, Floats]:
    """Return what the target year may bring, and how likely the target is then."""
    panel = series.panel
    kind, whole = panel.kind[panel.indicator], panel.whole[panel.indicator]
    ahead = np.where((pace.ahead > 0) & (pace.ahead <= LONGEST_AHEAD), pace.ahead, np.nan)
    found = fit(_on_line(panel, series.separate), panel.years, panel.indicator)
    wide = np.where(np.isnan(found.pace), np.nan, widening_at(series.factors, ahead))
    projected = project(found, ahead, wide)
    limits = (to_line(limit, kind, whole) for limit in (low, high))
    ends = (from_line(end, kind, whole) for end in (projected.middle, *projected.interval()))
    names = ("expected", "expected_low", "expected_high")
    return {
        **dict(zip(names, ends, strict=True)),
        "p_target": chance_between(projected, *limits),
        "widening": wide,
    }


def _years(series: _Series) -> dict[str, Column]:
    present = ~np.isnan(series.separate)
    when = np.where(present, series.panel.years, np.inf)
    first = when.min(axis=1, initial=np.inf)
    _, last = newest(series.separate, series.panel.years)
    return {
        "first_year": integers(np.where(np.isinf(first), np.nan, first)),
        "last_year": integers(last),
        "values": integers(present.sum(axis=1)),
    }


def _aim(status: Status, panel: SeriesPanel) -> Aim:
    """Read off the record where each figure should be; a comparison has no target."""
    indicators, method = status.study.indicators, status.study.method
    uses = status.record.indicators
    lower, green, upper = (
        np.array([np.nan if (cell := getattr(use, name)) is None else cell for use in uses], dtype=float)
        for name in ("lower", "green", "upper")
    )
    goal = green
    if method.trend.toward is Toward.UPPER:
        goal = upper
    elif method.colour.indicator is IndicatorColour.BANDS:
        goal = lower + BANDS[-1] / 100 * (upper - lower)
    goal = np.where(indicators.comparison, np.nan, goal)
    slack = np.nan_to_num(goal)
    low = np.where(indicators.direction > 0, goal, np.nan)
    high = np.where(indicators.direction < 0, goal, np.nan)
    low = np.where(indicators.balance, indicators.ideal_low - slack, low)
    high = np.where(indicators.balance, indicators.ideal_high + slack, high)
    better = np.where(indicators.balance, 0.0, indicators.direction)
    parts = (low, high, better, ~np.isnan(goal), np.abs(upper - lower))
    return Aim(*(part[panel.indicator] for part in parts))


def _states(status: Status, panel: SeriesPanel, pace: Pace, aim: Aim) -> NDArray[np.integer]:
    """Return the word of each series: none where the indicator is background, which has no better side."""
    found = pace_word(pace, aim).astype(np.int64)
    states = np.where(np.isnan(pace.pace), TOO_SHORT, found)
    background = status.study.indicators.weight[panel.indicator] == 0
    return np.where(background, Trend.NONE, states)
