"""Difference in differences with staggered starts: effects of groups year by year, and their averages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.methods.effect.panel import Panel

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

FEW = 5  # treated places below which the standard error of a group is too small


@dataclass(frozen=True, slots=True)
class Average:
    """An estimate and its standard error."""

    estimate: float
    error: float


@dataclass(frozen=True, slots=True)
class GroupTime:
    """The effect on the group that is treated from `group`, in a year; before its start a test."""

    group: float
    year: int
    att: float
    influence: Floats

    @property
    def after(self) -> bool:
        """Check whether the group is treated in the year."""
        return self.year >= self.group

    @property
    def since(self) -> int:
        """Return the years since the start; below 0 before it."""
        return self.year - int(self.group)

    @property
    def error(self) -> float:
        """Return the standard error."""
        return _error(self.influence)


@dataclass(frozen=True, slots=True)
class Averages:
    """Averages over groups and years: `simple`, and three kinds with an overall of each."""

    simple: Average
    event: tuple[tuple[int, Average], ...]
    group: tuple[tuple[float, Average], ...]
    calendar: tuple[tuple[int, Average], ...]
    event_overall: Average
    group_overall: Average
    calendar_overall: Average


def group_times(panel: Panel) -> tuple[GroupTime, ...]:
    """Return the effect on each group in each year but the first.

    Units: those of the values. Formula: ATT(g, t) = mean over the group of Y_t − Y_base, less the same mean
    over never-treated places; the base is the last year before g, in years before g the year before t.
    Influence of a place i of the group: n/n_g·(ΔY_i − mean), of a never-treated one −n/n_c·(ΔY_i − mean).
    Errors: none.
    Source: Callaway and Sant'Anna (2021), Journal of Econometrics 225, 200–230, without covariates.

    >>> panel = Panel(("a", "b", "c"), np.array([1, 2]), np.array([[0., 5.], [0., 1.], [1., 4.]]),
    ...               np.array([2.0, np.inf, np.inf]))
    >>> [(one.group, one.year, one.att) for one in group_times(panel)]
    [(2.0, 2, 3.0)]
    """
    never = np.isinf(panel.treated_from)
    found = []
    for group in np.unique(panel.treated_from[panel.treated]):
        members = panel.treated_from == group
        last = int(panel.before(group).sum()) - 1
        for at in range(1, panel.years.size):
            base = last if at > last else at - 1
            change = panel.values[:, at] - panel.values[:, base]
            means = change[members].mean(), change[never].mean()
            influence = np.zeros(change.size)
            influence[members] = change.size / members.sum() * (change[members] - means[0])
            influence[never] = -change.size / never.sum() * (change[never] - means[1])
            found.append(GroupTime(float(group), int(panel.years[at]), float(means[0] - means[1]), influence))
    return tuple(found)


def averages(panel: Panel, effects: Sequence[GroupTime]) -> Averages | None:
    """Return the averages of group-time effects; None where no group is treated within the panel.

    Units: those of the values. Formula: groups are weighted by their places; `simple` over all pairs with
    t ≥ g; by event t − g, by group over t ≥ g, and by year over the groups treated by then; the overall of
    events from 0 on and of years is their plain mean, that of groups is weighted. The standard errors count
    that weights are estimated. Errors: none.
    Source: Callaway and Sant'Anna (2021), section 3.
    """
    after = [one for one in effects if one.after]
    if not after:
        return None
    events = sorted({one.since for one in effects})
    by_event = {e: _weighted(panel, [o for o in effects if o.since == e]) for e in events}
    groups = sorted({one.group for one in after})
    by_group = {g: _plain([(o.att, o.influence) for o in after if o.group == g]) for g in groups}
    by_year = {
        t: _weighted(panel, [o for o in after if o.year == t]) for t in sorted({o.year for o in after})
    }
    shares = [GroupTime(g, int(g), *by_group[g]) for g in groups]
    return Averages(
        _average(_weighted(panel, after)),
        tuple((e, _average(part)) for e, part in by_event.items()),
        tuple((g, _average(part)) for g, part in by_group.items()),
        tuple((t, _average(part)) for t, part in by_year.items()),
        _average(_plain([part for e, part in by_event.items() if e >= 0])),
        _average(_weighted(panel, shares)),
        _average(_plain(list(by_year.values()))),
    )


Part = tuple[float, Floats]


def _plain(parts: Sequence[Part]) -> Part:
    """Average with equal weights."""
    return float(np.mean([att for att, _ in parts])), np.mean([influence for _, influence in parts], axis=0)


def _weighted(panel: Panel, effects: Sequence[GroupTime]) -> Part:
    """Average with the sizes of the groups as weights, whose own chance counts."""
    member = np.array([panel.treated_from == one.group for one in effects], dtype=float)
    sizes = member.mean(axis=1)
    atts = np.array([one.att for one in effects])
    weights = sizes / sizes.sum()
    off = member - sizes[:, None]
    of_weights = (atts @ off - (atts @ weights) * off.sum(axis=0)) / sizes.sum()
    return float(weights @ atts), weights @ np.array([one.influence for one in effects]) + of_weights


def _average(part: Part) -> Average:
    return Average(part[0], _error(part[1]))


def _error(influence: Floats) -> float:
    return float(np.sqrt(np.mean(influence**2) / influence.size))
