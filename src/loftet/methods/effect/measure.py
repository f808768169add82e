"""The effect on the treated places of a panel, by each of three methods."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import erfc, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from loftet.methods.effect.compare import Gaps, Paths, compare
from loftet.methods.effect.panel import Panel
from loftet.methods.effect.reference import draws
from loftet.methods.effect.results import Estimate, Method, PlaceYear, Result, around, is_poor
from loftet.methods.effect.staggered import FEW, Average, Averages
from loftet.methods.effect.synthetic import Fit, Placebos, pooled_ratios, sums_of_squares

Floats = NDArray[np.float64]

LEVEL, SEED = 0.9, 1
BEYOND = "«{place}» is treated from {start:.0f}, after the last year: it has no effect yet"
UNLIKE = "the path of «{place}» before is like that of no never-treated place"
UNFITTED = "no mix of donors comes near «{place}» before"
PERFECT = "{count} of {all} placebos fit perfectly before: they have no ratio and are not ranked"
NO_RATIO = "«{place}» is a mix of its donors before: it has no ratio, and p is not known"
SMALL = (
    "the group of {group:.0f} has {count} of the {few} places that a standard error needs: it is too small"
)


def measure_path(paths: Paths, level: float = LEVEL, seed: int = SEED) -> Result:
    """Return the effect by the path regression, the method of the pages.

    Units: those of the values. Formula: the gaps of `path_gaps`, compared by `compare`. Errors: none.
    """
    panel = paths.panel
    treated = panel.treated.tolist()
    compared = compare(
        paths,
        Gaps(
            {at: paths.of(at).gaps[at] for at in treated},
            {start: one.gaps[panel.never] for start, one in paths.by_start.items()},
            {at: float(paths.of(at).spread[at]) for at in treated},
        ),
        level,
        seed,
    )
    poor = tuple(panel.places[at] for at in treated if _unlike(paths, at))
    warnings = (*_beyond(panel), *(UNLIKE.format(place=place) for place in poor))
    return Result(Method.PATH, compared.pooled, compared.places, compared.years, poor, warnings)


def _unlike(paths: Paths, at: int) -> bool:
    gaps, never = paths.of(at), paths.panel.never
    return is_poor(float(gaps.leverage[at]), gaps.leverage[never]) or is_poor(
        float(gaps.spread[at]), gaps.spread[never]
    )


def _beyond(panel: Panel) -> Iterator[str]:
    for at in np.setdiff1d(panel.treated, panel.reached):
        yield BEYOND.format(place=panel.places[at], start=panel.treated_from[at])


def measure_synthetic(
    paths: Paths,
    fits: Sequence[Fit],
    placebos: Sequence[Placebos],
    level: float = LEVEL,
    seed: int = SEED,
) -> Result:
    """Return the effect by synthetic control: p by the rank of post/pre, the interval by gaps.

    Units: those of the values. Formula: a place's rank = 1 + number of places with a larger ratio, of those
    that have one, p = rank / of; of several treated places the ratio of root mean squares over all of them,
    ranked among random sets of placebos with the same starts. The interval is that of `compare`.
    Errors: none.
    """
    panel = paths.panel
    by_start = {one.start: one for one in placebos}
    gaps = Gaps(
        {fit.place: fit.gaps for fit in fits},
        {start: np.array([fit.gaps for fit in one.fits]) for start, one in by_start.items()},
        {fit.place: fit.pre_rmspe for fit in fits},
    )
    compared = compare(paths, gaps, level, seed)
    reached = [fit for fit in fits if fit.place in panel.reached]
    ranks = [by_start[float(panel.treated_from[fit.place])].rank(fit.ratio) for fit in reached]
    places = tuple(
        (name, _ranked(one, rank)) for (name, one), rank in zip(compared.places, ranks, strict=True)
    )
    pooled_rank = ranks[0] if len(reached) == 1 else _rank_of_sets(panel, reached, by_start, seed)
    poor = tuple(panel.places[fit.place] for fit in reached if _unfitted(panel, fit, by_start))
    warnings = (
        *_beyond(panel),
        *(UNFITTED.format(place=place) for place in poor),
        *_ratios(panel, reached, placebos),
    )
    return Result(
        Method.SYNTHETIC, _ranked(compared.pooled, pooled_rank), places, compared.years, poor, warnings
    )


def _ranked(estimate: Estimate, rank: tuple[int, int] | None) -> Estimate:
    if rank is None:
        return replace(estimate, p=None)
    return replace(estimate, rank=rank[0], of=rank[1], p=rank[0] / rank[1])


def _unfitted(panel: Panel, fit: Fit, by_start: Mapping[float, Placebos]) -> bool:
    others = by_start[float(panel.treated_from[fit.place])].fits
    return is_poor(fit.pre_rmspe, np.array([other.pre_rmspe for other in others]))


def _ratios(panel: Panel, fits: Sequence[Fit], placebos: Sequence[Placebos]) -> Iterator[str]:
    ratios = [fit.ratio for one in placebos for fit in one.fits]
    if perfect := int(np.isnan(ratios).sum()):
        yield PERFECT.format(count=perfect, all=len(ratios))
    for fit in fits:
        if np.isnan(fit.ratio):
            yield NO_RATIO.format(place=panel.places[fit.place])


def _rank_of_sets(
    panel: Panel, fits: Sequence[Fit], by_start: Mapping[float, Placebos], seed: int
) -> tuple[int, int] | None:
    """Rank the ratio of several places among sets of placebos; None where it has none."""
    if not fits:
        return None
    drawn = draws(len(panel.never), len(fits), seed)
    played = [by_start[float(panel.treated_from[fit.place])].fits for fit in fits]
    parts = [sums_of_squares(others)[drawn[:, at]] for at, others in enumerate(played)]
    own, others = pooled_ratios(sums_of_squares(fits).sum(axis=0)[None]), pooled_ratios(np.sum(parts, axis=0))
    if np.isnan(own[0]):
        return None
    return 1 + int((others > own[0]).sum()), 1 + int((~np.isnan(others)).sum())


def measure_did(panel: Panel, found: Averages | None, level: float = LEVEL) -> Result:
    """Return the effect by difference in differences: the simple average, its interval and p by normal law.

    Units: those of the values. Formula: a place's effect in a year = its change since the last year before
    its start, less the mean change of never-treated places; the interval of one place is z times the spread
    of these changes among the never-treated, widened by √(1 + 1/n). Errors: none.
    """
    sizes = {
        group: int((panel.treated_from == group).sum())
        for group in np.unique(panel.treated_from[panel.treated])
    }
    small = (SMALL.format(group=group, count=count, few=FEW) for group, count in sizes.items() if count < FEW)
    pooled = Estimate() if found is None else normal_estimate(found.simple, level)
    rows = tuple(row for at in panel.treated.tolist() for row in _changes(panel, at, level))
    return Result(Method.DID, pooled, (), rows, (), (*_beyond(panel), *small))


def normal_estimate(average: Average, level: float) -> Estimate:
    """Return an average with its interval and two-sided p by the normal law.

    >>> normal_estimate(Average(1.96, 1.0), 0.95).p.__round__(3)
    0.05
    """
    margin = NormalDist().inv_cdf((1 + level) / 2) * average.error
    size = abs(average.estimate)
    p = erfc(size / average.error / sqrt(2)) if average.error > 0 else float(size == 0)
    return Estimate(average.estimate, average.estimate - margin, average.estimate + margin, p)


def _changes(panel: Panel, at: int, level: float) -> Iterator[PlaceYear]:
    base = int(panel.before(float(panel.treated_from[at])).sum()) - 1
    changes = panel.values - panel.values[:, [base]]
    others = changes[panel.never]
    usual, spread = others.mean(axis=0), others.std(axis=0, ddof=1)
    z = NormalDist().inv_cdf((1 + level) / 2) * sqrt(1 + 1 / len(others))
    for column, year in enumerate(panel.years.tolist()):
        effect, observed = float(changes[at, column] - usual[column]), float(panel.values[at, column])
        low, high = around(effect, z * float(spread[column]))
        yield PlaceYear(panel.places[at], year, observed, observed - effect, low, high)
