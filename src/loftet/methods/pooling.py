"""Years pooled by a stated rule, so that a small place has a figure that does not swing with each case."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincinv

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Pooled(IntEnum):
    """By which rule years came together; arrays carry the number, tables the word.

    >>> [rule.word for rule in Pooled]
    ['', 'one_year', 'years', 'still_few', 'suppressed', 'mean']
    """

    NONE = 0
    ONE_YEAR = 1
    YEARS = 2
    STILL_FEW = 3
    SUPPRESSED = 4
    MEAN = 5

    @property
    def word(self) -> str:
        """Return the word that tables print; nothing to pool is an empty field."""
        return self.name.lower() if self else ""


@dataclass(frozen=True, slots=True)
class PoolRule:
    """The limits of a pool: a sufficient count, the most periods, and the count below which it is hidden."""

    enough: float = 20
    most_periods: int = 5
    fewest_shown: float = 5
    mean_of: int = 3


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool by series: its years, how many values, what was counted (NaN = nothing), and by which rule."""

    first_year: Floats
    last_year: Floats
    values: Floats
    count: Floats
    denominator: Floats
    rule: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class CountedYears:
    """Counts and denominators by series × year, which cells are suppressed, and by series the years that each
    value covers and whether the count is a part of the denominator (else events).
    """

    count: Floats
    denominator: Floats
    hidden: Flags
    span: NDArray[np.int64]
    share: Flags


def pool_counts(counted: CountedYears, years: Floats, rule: PoolRule) -> Pool:
    """Add up the newest years until there is enough to count.

    Shapes: as `Counted` says; `years` year, ascending; the pool is by series. Units: persons or events.
    Formula: from the newest year with counts backwards, in periods that do not overlap, until 20 are counted
    (of a share: on either side), over 5 periods at the most; `one_year` and `years` have reached 20,
    `still_few` has not. A suppressed year ends the pool: its count is not known, and to leave it out would
    favour the years with much. Where the newest year is suppressed, or fewer than 5 are counted on either
    side of a share (5 events of a rate), the rule is `suppressed` and no number is given. Errors: none.
    Source: the rules of thumb of vital statistics: fewer than 20 events are unstable (R. J. Klein et al.
    (2002), Healthy People 2010 Statistical Notes 24); fewer than 5 persons are hidden (Statistics Norway).

    >>> one = np.array([[1, 4, 9, 12.0]])
    >>> counted = CountedYears(one, 30 + 0 * one, one < 0, np.array([1]), np.array([True]))
    >>> pool = pool_counts(counted, np.arange(2021.0, 2025), PoolRule())
    >>> pool.first_year.item(), pool.last_year.item(), pool.count.item(), pool.denominator.item()
    (2023.0, 2024.0, 21.0, 60.0)
    """
    number = len(counted.count)
    total = _Total(*(np.zeros(number) for _ in range(3)), *(np.full(number, np.nan) for _ in range(2)))
    closed, blind = np.zeros(number, dtype=bool), np.zeros(number, dtype=bool)
    limit = np.full(number, np.inf)
    for at in range(len(years) - 1, -1, -1):
        hidden = counted.hidden[:, at]
        blind |= hidden & ~closed & (total.values == 0)
        closed |= hidden
        known = (counted.denominator[:, at] > 0) & ~np.isnan(counted.count[:, at])
        reach = rule.most_periods * counted.span
        near = np.isnan(total.last) | (total.last - years[at] < reach)
        full = (total.fewest(counted.share) >= rule.enough) | (total.values >= rule.most_periods)
        taken = known & ~closed & near & ~full & (years[at] <= limit)
        total.add(counted, at, taken, years[at])
        limit[taken] = years[at] - counted.span[taken]
    return _pool(total, counted.share, blind, rule)


@dataclass(slots=True)
class _Total:
    """The sums so far, by series."""

    count: Floats
    denominator: Floats
    values: Floats
    first: Floats
    last: Floats

    def add(self, counted: CountedYears, at: int, taken: Flags, year: float) -> None:
        self.count[taken] += counted.count[taken, at]
        self.denominator[taken] += counted.denominator[taken, at]
        self.values[taken] += 1
        self.first[taken] = year
        self.last[taken & np.isnan(self.last)] = year

    def fewest(self, share: Flags) -> Floats:
        """Return the smaller side of a share, or the events of a rate."""
        return np.where(share, np.minimum(self.count, self.denominator - self.count), self.count)


def _pool(total: _Total, share: Flags, blind: Flags, rule: PoolRule) -> Pool:
    some = total.values > 0
    fewest = total.fewest(share)
    hidden = blind | (some & (fewest < rule.fewest_shown))
    word = np.where(total.values == 1, Pooled.ONE_YEAR, Pooled.YEARS)
    word = np.where(fewest < rule.enough, Pooled.STILL_FEW, word)
    word = np.where(hidden, Pooled.SUPPRESSED, np.where(some, word, Pooled.NONE))
    shown = some & ~hidden
    return Pool(
        first_year=np.where(shown, total.first, np.nan),
        last_year=np.where(shown, total.last, np.nan),
        values=np.where(shown, total.values, np.nan),
        count=np.where(shown, total.count, np.nan),
        denominator=np.where(shown, total.denominator, np.nan),
        rule=word.astype(np.int8),
    )


def pool_means(
    cells: Floats, years: Floats, hidden: Flags, span: NDArray[np.int64], rule: PoolRule
) -> tuple[Pool, Floats]:
    """Average the newest values of a figure whose counts are not known.

    Shapes: `cells` and `hidden` series × year, `years` year, `span` series; a pool without counts, and the
    mean, by series. Units: raw. Formula: mean of up to 3 values of periods that do not overlap, none of
    them 3 periods or more before the newest; a suppressed year ends it, and where it is the newest, the rule
    is `suppressed` and there is no mean. Errors: none.
    Source: as `pool_counts`; a mean of years lags behind a figure that moves.

    >>> cells, years = np.array([[1.0, 5.0, 6.0, 7.0]]), np.arange(2021.0, 2025)
    >>> pool, mean = pool_means(cells, years, cells < 0, np.array([1]), PoolRule())
    >>> mean.item(), pool.first_year.item(), Pooled(pool.rule.item()).word
    (6.0, 2022.0, 'mean')
    """
    number = len(cells)
    total, values = np.zeros(number), np.zeros(number)
    first, last = np.full(number, np.nan), np.full(number, np.nan)
    closed, limit = np.zeros(number, dtype=bool), np.full(number, np.inf)
    blind = np.zeros(number, dtype=bool)
    for at in range(len(years) - 1, -1, -1):
        blind |= hidden[:, at] & ~closed & (values == 0)
        closed |= hidden[:, at]
        near = np.isnan(last) | (last - years[at] < rule.mean_of * span)
        open_rows = ~closed & near & (values < rule.mean_of) & (years[at] <= limit)
        taken = open_rows & ~np.isnan(cells[:, at])
        total[taken] += cells[taken, at]
        values[taken] += 1
        first[taken] = years[at]
        last[taken & np.isnan(last)] = years[at]
        limit[taken] = years[at] - span[taken]
    some = values > 0
    word = np.where(values == 1, Pooled.ONE_YEAR, Pooled.MEAN)
    word = np.where(blind, Pooled.SUPPRESSED, np.where(some, word, Pooled.NONE)).astype(np.int8)
    nothing = np.full(number, np.nan)
    numbered = np.where(some, values, np.nan)
    return Pool(first, last, numbered, nothing, nothing, word), total / np.where(some, values, np.nan)


def count_intervals(pool: Pool, share: Flags, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the exact interval of every pooled share or rate.

    Shapes: series. Units: for each one of the denominator. Formula: Clopper and Pearson's for shares,
    Garwood's for rates, as `exact_share_interval` and `exact_rate_interval` give. Errors: none; NaN without
    counts.

    >>> numbers = (np.array([number]) for number in (2020.0, 2024.0, 5.0, 10.0, 100.0))
    >>> pool = Pool(*numbers, np.array([Pooled.YEARS], dtype=np.int8))
    >>> [round(end.item(), 4) for end in count_intervals(pool, np.array([True]))]
    [0.049, 0.1762]
    """
    k, n, tail = pool.count, pool.denominator, (1 - level) / 2
    rest = np.maximum(n - k, 0)
    # The ends of nothing and of all are 0 and 1; the 1s only keep those cells computable.
    one = np.ones_like(k)
    share_low = np.where(k > 0, betaincinv(np.where(k > 0, k, one), rest + 1, tail), 0.0)
    share_high = np.where(rest > 0, betaincinv(k + 1, np.where(rest > 0, rest, one), 1 - tail), 1.0)
    rate_low = np.where(k > 0, gammaincinv(np.where(k > 0, k, one), tail), 0.0) / n
    rate_high = gammaincinv(k + 1, 1 - tail) / n
    known = ~np.isnan(k + n)
    low, high = np.where(share, share_low, rate_low), np.where(share, share_high, rate_high)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)
