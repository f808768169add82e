"""Pooled years of a place, the share of them that is its own, and the figure shrunk towards peers."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from loftet.editions.build import Status
from loftet.editions.cells import TableReader
from loftet.editions.frames import Column, Floats, Frame, doubles, integers, words
from loftet.editions.panel import SeriesPanel
from loftet.editions.projections import keys_of
from loftet.editions.shrinkage import TOWARD_WORDS, Codes, Flags, groups_of, joined, shrink_to_groups
from loftet.methods.pooling import (
    CountedYears,
    Pool,
    Pooled,
    PoolRule,
    count_intervals,
    pool_counts,
    pool_means,
)
from loftet.methods.projection import LEVEL, fit
from loftet.methods.series import apart, newest
from loftet.methods.shrinkage import (
    Prior,
    Shrunk,
    count_prior,
    figure_prior,
    shrink_counts,
    shrink_figures,
)
from loftet.methods.transform import Bounded

RULE = PoolRule()
RULE_WORDS = tuple(rule.word for rule in Pooled)


@dataclass(frozen=True, slots=True)
class _Figures:
    """Pooled figures by series in raw units, with their interval, how they lean, and on whom."""

    pool: Pool
    value: Floats
    low: Floats
    high: Floats
    shrunk: Shrunk
    toward: Codes


@dataclass(frozen=True, slots=True)
class _Draws:
    """The counts: by series × year counts and denominators; by series whether it is a share, how many a
    figure is per, and whether its newest figure rests on a count.
    """

    count: Floats
    denominator: Floats
    share: Flags
    per: Floats
    known: Flags


def pooled_frame(status: Status, panel: SeriesPanel) -> Frame:
    """Return the table `pooled`.

    A row for each series, by counts where they are known, else by its values.
    """
    draws = _draws(status, panel)
    by_count, by_value = _counted(status, panel, draws), _averaged(status, panel)

    def either(first: NDArray[np.generic], second: NDArray[np.generic]) -> Floats:
        return np.where(draws.known, first, second).astype(np.float64)

    pools = {name: either(getattr(by_count.pool, name), getattr(by_value.pool, name)) for name in POOL}
    shrunk_columns = {
        name: either(getattr(by_count.shrunk, part), getattr(by_value.shrunk, part))
        for name, part in SHRUNK.items()
    }
    columns: dict[str, Column] = {
        **keys_of(status, panel),
        **{name: integers(pools[name]) for name in ("first_year", "last_year", "values")},
        **{name: doubles(pools[name]) for name in ("count", "denominator")},
        **{
            name: doubles(either(getattr(by_count, name), getattr(by_value, name)))
            for name in ("value", "low", "high")
        },
        **{name: doubles(part) for name, part in shrunk_columns.items()},
        "toward": words(either(by_count.toward, by_value.toward).astype(np.int64), TOWARD_WORDS),
        "rule": words(pools["rule"].astype(np.int64), RULE_WORDS),
    }
    return Frame("pooled", MappingProxyType(columns))


POOL = ("first_year", "last_year", "values", "count", "denominator", "rule")
SHRUNK = {"shrunk": "value", "shrunk_low": "low", "shrunk_high": "high", "reliability": "reliability"}


def _draws(status: Status, panel: SeriesPanel) -> _Draws:
    study = status.study
    rows, table = study.observations, study.indicators.table
    row_of = np.full((len(study.places), len(study.indicators)), -1)
    row_of[panel.place, panel.indicator] = np.arange(len(panel))
    at = row_of[rows.place, rows.indicator]
    there = (rows.year <= status.year) & (at >= 0)
    when = np.searchsorted(panel.years, rows.year[there])
    cells = []
    for name in ("count", "denominator"):
        numbers = np.full(panel.cells.shape, np.nan)
        numbers[at[there], when] = TableReader(rows.table).numbers(name)[there]
        # What the panel does not hold is of another series, or has no value.
        cells.append(np.where(np.isnan(panel.cells), np.nan, numbers))
    draw = np.array(table.column("draw"))[panel.indicator]
    per = TableReader(table).numbers("per")[panel.indicator]
    share = draw == "binomial"
    count = np.where(share[:, None] & (cells[0] > cells[1]), np.nan, cells[0])
    count = np.where(cells[1] > 0, count, np.nan)
    last, _ = newest(np.where(np.isnan(panel.cells), np.nan, np.nan_to_num(count, nan=-1)), panel.years)
    return _Draws(count, cells[1], share, per, (last >= 0) & (draw != "") & ~np.isnan(per))


def _counted(status: Status, panel: SeriesPanel, draws: _Draws) -> _Figures:
    """Pool counts, and let shares and rates lean on those of the group."""
    counted = CountedYears(draws.count, draws.denominator, panel.hidden, panel.span, draws.share)
    pool = pool_counts(counted, panel.years, RULE)
    low, high = count_intervals(pool, draws.share, LEVEL)
    groups = groups_of(status.study, panel, draws.known & ~np.isnan(pool.count))

    def priors(group: Codes, number: int) -> Prior:
        def of(own: Flags, *, share: bool) -> Prior:
            return count_prior(pool.count[own], pool.denominator[own], group[own], number, share=share)

        shares = of(groups.members & draws.share, share=True)
        return joined(shares, of(groups.members & ~draws.share, share=False))

    def shrink(prior: Prior) -> Shrunk:
        found = shrink_counts(pool.count, pool.denominator, prior, draws.share, LEVEL)
        value, low, high = (draws.per * part for part in (found.value, found.low, found.high))
        return Shrunk(value, low, high, found.reliability)

    shrunk, toward = shrink_to_groups(groups, priors, shrink)
    value = draws.per * pool.count / pool.denominator
    return _Figures(pool, value, draws.per * low, draws.per * high, shrunk, toward)


def _averaged(status: Status, panel: SeriesPanel) -> _Figures:
    """Average values; how much they swing from year to year tells how far to trust them."""
    pool, mean = pool_means(panel.cells, panel.years, panel.hidden, panel.span, RULE)
    found = fit(apart(panel.cells, panel.years, panel.span), panel.years, panel.indicator)
    # A step from one year to the next holds the luck of both.
    luck = np.square(found.spread) / 2 / pool.values
    half = np.sqrt(luck) * stdtrit(found.freedom, (1 + LEVEL) / 2)
    groups = groups_of(status.study, panel, ~np.isnan(mean) & ~np.isnan(luck))
    least, most = _limits(panel)

    def priors(group: Codes, number: int) -> Prior:
        own = groups.members
        return figure_prior(mean[own], luck[own], group[own], number)

    def shrink(prior: Prior) -> Shrunk:
        found = shrink_figures(mean, luck, prior, LEVEL)
        value, low, high = (np.clip(part, least, most) for part in (found.value, found.low, found.high))
        return Shrunk(value, low, high, found.reliability)

    shrunk, toward = shrink_to_groups(groups, priors, shrink)
    low, high = (np.clip(end, least, most) for end in (mean - half, mean + half))
    return _Figures(pool, mean, low, high, shrunk, toward)


def _limits(panel: SeriesPanel) -> tuple[Floats, Floats]:
    """Return the least and the most that each series can be."""
    kind, whole = panel.kind[panel.indicator], panel.whole[panel.indicator]
    least = np.where(kind == Bounded.FREE, -np.inf, 0.0)
    return least, np.where(kind == Bounded.SHARE, whole, np.inf)
