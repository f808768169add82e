"""Challenges that a set of places shares: most of them are behind, beyond chance, and not catching up.

Plain NumPy, quick enough for a page: 108 indicators of 357 places take a tenth of a second.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from loftet.methods.false_discovery import benjamini_hochberg
from loftet.methods.normal_scores import normal_scores
from loftet.methods.stratified import Chance, stratified_test

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

MAJORITY = 0.5


class State(StrEnum):
    """The state of an indicator in a set of places."""

    CHALLENGE = "challenge"
    STRENGTH = "strength"
    NEITHER = "neither"
    NOT_TESTED = "not_tested"


class Why(StrEnum):
    """Why an indicator is neither a challenge nor a strength, or was not tested; empty where it is one."""

    FOUND = ""
    FEW_MEMBERS = "few_members"  # too few of the members have a value
    FEW_OTHERS = "few_others"  # too few like them to tell chance from more than chance
    NOT_ASKED = "not_asked"  # the indicator says nothing about better and worse
    CHANCE = "chance"  # the difference may be chance
    NOT_SHORT = "not_short"  # worse than the others, but most members are near the target
    IMPROVING = "improving"  # far from the target, but most members are on their way
    NOT_NEAR = "not_near"  # better than the others, but most members are far from the target


@dataclass(frozen=True)
class FigureField:
    """The known figures of every place that may be compared, all place × indicator; NaN = not known.

    `worse` rises as things get worse, in any unit; a column without numbers is not asked about. `short` is 1
    where a place is far from the target or, without one, weaker than the middle, else 0. `improving` is 1
    where it goes the right way, else 0.
    """

    worse: Floats
    short: Floats
    improving: Floats

    @cached_property
    def scores(self) -> Floats:
        """Return the normal scores of `worse`, place × indicator; computed once."""
        return normal_scores(self.worse)


@dataclass(frozen=True, slots=True)
class Rule:
    """The wanted certainty: the false discovery rate, and how many random sets are drawn."""

    level: float = 0.05
    times: int = 9999
    seed: int = 1


@dataclass(frozen=True, slots=True)
class ChallengeFinding:
    """The finding for one indicator in the set; places are positions.

    `sharing`, `spared` and `unknown` part the members: short, not short, without a value. `own` is the middle
    of the members and `others` that of their like, both as `worse` counts. `p` and `q` are of being
    worse, `p_strength` and `q_strength` of being better; NaN = not tested. `improving` None = not known.
    """

    column: int
    state: State
    why: Why
    sharing: tuple[int, ...]
    spared: tuple[int, ...]
    unknown: tuple[int, ...]
    own: float
    others: float
    p: float
    q: float
    p_strength: float
    q_strength: float
    improving: bool | None


def find_challenges(
    field: FigureField, strata: Places, members: Places, rule: Rule = Rule()
) -> tuple[ChallengeFinding, ...]:
    """Classify each indicator in a set of places: a shared challenge, a strength, or neither.

    Shapes: the field place × indicator, `strata` place (−1 = nobody is like it), `members` positions; one
    finding for each indicator. Units: those of `worse`; p and q from 0 to 1.
    Formula: `worse` becomes normal scores over all places; the members' sum is held against random sets of
    the same strata (`stratified_test`); q by Benjamini and Hochberg over all tested indicators, once for
    worse and once for better. A challenge has q ≤ level, more than half of the members with a value short,
    and no more than half of those with a trend improving; a strength has q ≤ level for better, and less
    than half short. An indicator is tested where two members, and half of them, have a value, and where
    there are no fewer than 1/level sets to choose.
    Errors: none. Source: our own; its parts from Good (2005) and Benjamini and Hochberg (1995).

    >>> rng = np.random.default_rng(1)
    >>> worse = rng.normal(size=(60, 3)); worse[:6, 0] += 3; worse[:6, 1] -= 3
    >>> field = FigureField(worse, (worse > 0).astype(float), np.full(worse.shape, np.nan))
    >>> for one in find_challenges(field, np.zeros(60, dtype=int), np.arange(6)):
    ...     print(one.state, one.why or "found", one.sharing, round(one.own - one.others, 1))
    challenge found (0, 1, 2, 3, 4, 5) 2.9
    strength found () -2.7
    neither chance (0, 1, 2, 3) 0.6
    """
    members = np.array([place for place in dict.fromkeys(members.tolist()) if strata[place] >= 0], dtype=int)
    chance = stratified_test(field.scores, strata, members, rule.times, rule.seed)
    number = field.worse.shape[1]
    reasons = [_why_not(field, members, chance, column, rule) for column in range(number)]
    tested = np.array([reason is Why.FOUND for reason in reasons], dtype=bool)
    p, p_strength = (np.where(tested, part, np.nan) for part in (chance.high, chance.low))
    q, q_strength = benjamini_hochberg(p), benjamini_hochberg(p_strength)
    numbers = np.stack([*_middles(field.worse, strata, members), p, q, p_strength, q_strength], axis=1)
    return tuple(
        _finding(_see(field, members, column), reasons[column], column, numbers[column].tolist(), rule)
        for column in range(number)
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """The members' figures for one indicator: who is short, what share of them, and where most are going."""

    sharing: tuple[int, ...]
    spared: tuple[int, ...]
    unknown: tuple[int, ...]
    short: float
    improving: bool | None


def _see(field: FigureField, members: Places, column: int) -> _Seen:
    known = ~np.isnan(field.worse[members, column])
    short = known & (field.short[members, column] > MAJORITY)
    sharing, spared, unknown = (tuple(members[part].tolist()) for part in (short, known & ~short, ~known))
    moving = _share(field.improving[members, column])
    return _Seen(
        sharing=sharing,
        spared=spared,
        unknown=unknown,
        short=_share(field.short[members, column]),
        improving=None if np.isnan(moving) else bool(moving > MAJORITY),
    )


def _finding(seen: _Seen, reason: Why, column: int, numbers: list[float], rule: Rule) -> ChallengeFinding:
    own, others, p, q, p_strength, q_strength = numbers
    state, why = _state(seen, reason, q, q_strength, rule.level)
    return ChallengeFinding(
        column=column,
        state=state,
        why=why,
        sharing=seen.sharing,
        spared=seen.spared,
        unknown=seen.unknown,
        own=own,
        others=others,
        p=p,
        q=q,
        p_strength=p_strength,
        q_strength=q_strength,
        improving=seen.improving,
    )


def _share(flags: Floats) -> float:
    known = flags[~np.isnan(flags)]
    return float(known.mean()) if known.size else np.nan


def _why_not(field: FigureField, members: Places, chance: Chance, column: int, rule: Rule) -> Why:
    """Return why an indicator is not tested; FOUND = it is."""
    if np.isnan(field.worse[:, column]).all():
        return Why.NOT_ASKED
    number = int((~np.isnan(field.worse[members, column])).sum())
    if number < 2 or number < MAJORITY * len(members):
        return Why.FEW_MEMBERS
    return Why.FEW_OTHERS if chance.sets[column] * rule.level < 1 else Why.FOUND


def _state(seen: _Seen, reason: Why, q: float, q_strength: float, level: float) -> tuple[State, Why]:
    if reason is not Why.FOUND:
        return State.NOT_TESTED, reason
    if q <= level:
        if not seen.short > MAJORITY:
            return State.NEITHER, Why.NOT_SHORT
        if seen.improving:
            return State.NEITHER, Why.IMPROVING
        return State.CHALLENGE, Why.FOUND
    if q_strength <= level:
        near = seen.short < MAJORITY
        return (State.STRENGTH, Why.FOUND) if near else (State.NEITHER, Why.NOT_NEAR)
    return State.NEITHER, Why.CHANCE


def _middles(worse: Floats, strata: Places, members: Places) -> tuple[Floats, Floats]:
    """Return the medians of the members, and of the others of their strata, which weigh as in the set."""
    own, others = np.full(worse.shape[1], np.nan), np.full(worse.shape[1], np.nan)
    rest = np.setdiff1d(np.flatnonzero(np.isin(strata, strata[members])), members)
    for column in range(worse.shape[1]):
        here, there = (at[~np.isnan(worse[at, column])] for at in (members, rest))
        if not here.size:
            continue
        own[column] = np.median(worse[here, column])
        weights = np.bincount(strata[here], minlength=strata.max() + 1) / np.maximum(
            np.bincount(strata[there], minlength=strata.max() + 1), 1
        )
        others[column] = _weighted_median(worse[there, column], weights[strata[there]])
    return own, others


def _weighted_median(values: Floats, weights: Floats) -> float:
    """Return the value below and above which half of the weight lies; between two values, their mean."""
    values, weights = values[weights > 0], weights[weights > 0]
    if not values.size:
        return np.nan
    order = np.argsort(values, kind="stable")
    up_to = np.cumsum(weights[order])
    half = up_to[-1] / 2
    low = np.searchsorted(up_to, half - 1e-12)
    high = np.searchsorted(up_to, half + 1e-12)
    return float(values[order][low] + values[order][min(high, len(values) - 1)]) / 2


def in_groups(field: FigureField, groups: Flags) -> FigureField:
    """Join indicators, for example those of one target, so that the whole can be tested.

    Shapes: `groups` group × indicator (true = belongs); the result is place × group. Units: normal scores.
    Formula: the mean of the normal scores of `worse`, where half of the group's indicators have a value;
    short and improving are the share of indicators that are, so above one half means most of them.
    Errors: none.

    >>> worse = np.array([[1.0, 30.0], [2.0, 20.0], [3.0, np.nan]])
    >>> field = FigureField(worse, np.array([[0.0, 1], [0, 1], [1, np.nan]]), np.full(worse.shape, np.nan))
    >>> found = in_groups(field, np.array([[True, True]]))
    >>> found.worse.ravel().round(2), found.short.ravel()
    (array([-0.12, -0.22,  0.67]), array([0.5, 0.5, 1. ]))
    """
    scores = field.scores
    parts = []
    for inside in groups:
        asked = inside & ~np.isnan(field.worse).all(axis=0)
        enough = (~np.isnan(scores[:, asked])).sum(axis=1) >= max(MAJORITY * asked.sum(), 1)
        parts.append(
            [
                np.where(enough, _mean(part[:, asked]), np.nan)
                for part in (scores, field.short, field.improving)
            ]
        )
    worse, short, improving = (
        np.stack([part[at] for part in parts], axis=1) if parts else np.empty((len(scores), 0))
        for at in range(3)
    )
    return FigureField(worse, short, improving)


def _mean(cells: Floats) -> Floats:
    known = ~np.isnan(cells)
    number = known.sum(axis=1)
    return np.where(number > 0, np.where(known, cells, 0.0).sum(axis=1) / np.maximum(number, 1), np.nan)


def correlated_groups(
    field: FigureField, strata: Places, columns: tuple[int, ...], least: float = 0.5
) -> tuple[tuple[int, ...], ...]:
    """Group indicators that are bad in the same places, so that one cause is not counted as many.

    Shapes: `columns` positions of indicators; the groups hold all of them. Units: `least` is a correlation.
    Formula: the correlation of normal scores less the mean of each stratum, over the places that have both;
    an indicator with one of at least `least` to a member of a group belongs to it. Errors: none.
    Source: our own (single linkage).

    >>> rng = np.random.default_rng(1)
    >>> first, other = rng.normal(size=(2, 50))
    >>> worse = np.stack([first, other, first + rng.normal(size=50) / 3], axis=1)
    >>> nothing = np.full(worse.shape, np.nan)
    >>> correlated_groups(FigureField(worse, nothing, nothing), np.zeros(50, dtype=int), (0, 1, 2))
    ((0, 2), (1,))
    """
    centred = _within(normal_scores(field.worse[:, columns]), strata)
    groups = [{at} for at in range(len(columns))]
    for one in range(len(columns)):
        for other in range(one):
            if _correlation(centred[:, one], centred[:, other]) >= least:
                joined = [group for group in groups if one in group or other in group]
                groups = [group for group in groups if group not in joined] + [set().union(*joined)]
    told = sorted(sorted(group) for group in groups)
    return tuple(tuple(columns[at] for at in group) for group in told)


def _within(scores: Floats, strata: Places) -> Floats:
    centred = np.full(scores.shape, np.nan)
    for stratum in np.unique(strata[strata >= 0]):
        at = strata == stratum
        centred[at] = scores[at] - _mean(scores[at].T)
    return centred


def _correlation(one: Floats, other: Floats) -> float:
    both = ~np.isnan(one + other)
    first, second = one[both] - one[both].mean() if both.any() else one[both], other[both]
    if len(first) < 3:
        return np.nan
    second = second - second.mean()
    size = np.sqrt((first**2).sum() * (second**2).sum())
    return float((first * second).sum() / size) if size > 0 else np.nan


@dataclass(frozen=True, slots=True)
class Examples:
    """The places that do well where a set is behind, best first, as positions: members and similar places."""

    inside: tuple[int, ...]
    outside: tuple[int, ...]


def who_to_learn_from(
    field: FigureField, strata: Places, members: Places, column: int, most: int = 5
) -> Examples:
    """Name the places that do well on an indicator, among the members and among those that are like them.

    Shapes: as in `find_challenges`; `column` is an indicator. Formula: the places that are not short, in
    the order of `worse`, the best first; outside, those of the members' strata. Errors: none.

    >>> worse = np.array([[1.0], [9.0], [2.0], [3.0]])
    >>> field = FigureField(worse, (worse > 4).astype(float), np.zeros((4, 1)))
    >>> who_to_learn_from(field, np.zeros(4, dtype=int), np.array([0, 1]), 0)
    Examples(inside=(0,), outside=(2, 3))
    """
    alike = np.isin(strata, strata[members][strata[members] >= 0])
    own = np.isin(np.arange(len(strata)), members)
    well = ~np.isnan(field.worse[:, column]) & (field.short[:, column] < MAJORITY)
    inside, outside = (
        np.flatnonzero(part)[np.argsort(field.worse[part, column], kind="stable")][:most].tolist()
        for part in (well & own, well & alike & ~own)
    )
    return Examples(tuple(inside), tuple(outside))
