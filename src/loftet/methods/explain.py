"""Exact explanations of a score, point by point: parts that add up to a score, a change, or a gap.

Plain Python: a page explains one place, and imports nothing for it.

A total is a mean of goals, a goal a mean of indicators. Every mean of ours is `φ⁻¹(Σ W·φ(s))` with φ(s) = s,
ln s or 1/s, so the difference of two means is the sum of those inside, each times a slope (`secant`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import permutations
from math import exp, floor, isclose, log

from loftet.methods.rules import Mean

# A score of 0 has no logarithm and no inverse; so little more is as good as 0.
LEAST = 1e-6


class Cause(StrEnum):
    """A cause that moved a score."""

    DATA = "data"  # the place's own figures; between two places, what they differ in
    BOUNDS = "bounds"  # the values that score 0 and 100, or the ideal range
    BORDERS = "borders"  # the municipality is another one: its figures cannot be told from its borders
    METHOD = "method"  # the rules of scoring or averaging
    BASKET = "basket"  # which indicators and goals count, and how much


@dataclass(frozen=True, slots=True)
class Ruler:
    """The goalposts of a value: bounds of what is scored; of a balance, its ideal range too."""

    lower: float
    upper: float
    ideal: tuple[float, float] | None = None
    clip: bool = True
    decimals: int | None = None

    def score(self, value: float) -> float:
        """Score a value: `(x − lower)/(upper − lower)·100`, clipped and rounded half up as the rule says.

        >>> Ruler(60.0, 10.0).score(30.0), Ruler(20.0, 0.0, ideal=(40.0, 60.0)).score(65.0)
        (60.0, 75.0)
        """
        x = value if self.ideal is None else max(self.ideal[0] - value, value - self.ideal[1], 0.0)
        score = (x - self.lower) / (self.upper - self.lower) * 100
        score = min(max(score, 0.0), 100.0) if self.clip else score
        if self.decimals is None:
            return score
        unit: float = 10.0**-self.decimals
        return unit * floor(score / unit + 0.5)


@dataclass(frozen=True, slots=True)
class ExplainedFigure:
    """An indicator that counts in a goal: weight, score, and how its value became the score, if known."""

    indicator: str
    weight: float
    score: float
    value: float | None = None
    ruler: Ruler | None = None


@dataclass(frozen=True, slots=True)
class ExplainedGoal:
    """A goal with a score; without figures the score is not its own (the mean of a group)."""

    goal: str
    weight: float
    score: float
    figures: tuple[ExplainedFigure, ...]


@dataclass(frozen=True, slots=True)
class ExplainedTotal:
    """All goals of a place that have a score and a weight, the mean of them, and which means are taken.

    `method` stands for all rules of scoring: where two totals differ in it, an unexplained difference is the
    method's.
    """

    score: float
    goals: tuple[ExplainedGoal, ...]
    of_indicators: Mean = Mean.ARITHMETIC
    of_goals: Mean = Mean.ARITHMETIC
    method: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """So many points of a difference, and what made them; empty names are of the whole."""

    goal: str
    indicator: str
    cause: Cause
    points: float


def explain_change(
    before: ExplainedTotal, after: ExplainedTotal, same_borders: bool = True
) -> tuple[Part, ...]:
    """Split the difference of two totals exactly: by goal, indicator and cause.

    Shapes: none; the parts add up to `after.score − before.score`. Units: points.
    Formula: as `explain_goal` inside each goal that both have, times the goal's slope in the total; goals
    that came or went, and weights, are the basket's. Without the same borders, what the data did is theirs.
    Errors: none. Source: our own, after Ang (2005), Energy Policy 33, 867–871 (exact decomposition).

    >>> ruler, other = Ruler(0.0, 50.0), Ruler(0.0, 40.0)
    >>> was = ExplainedFigure("leakage", 1.0, 40.0, 20.0, ruler)
    >>> before = ExplainedTotal(40.0, (ExplainedGoal("6", 1.0, 40.0, (was,)),))
    >>> became = ExplainedFigure("leakage", 1.0, 75.0, 30.0, other)
    >>> after = ExplainedTotal(75.0, (ExplainedGoal("6", 1.0, 75.0, (became,)),))
    >>> [(part.indicator, part.cause.value, part.points) for part in explain_change(before, after)]
    [('leakage', 'data', 22.5), ('leakage', 'bounds', 12.5)]
    """
    earlier, later = ({goal.goal: goal for goal in total.goals} for total in (before, after))
    mean = _Change(
        {key: (goal.weight, goal.score) for key, goal in earlier.items()},
        {key: (goal.weight, goal.score) for key, goal in later.items()},
        (before.of_goals, after.of_goals),
        (before.score, after.score),
    )
    means, same = (before.of_indicators, after.of_indicators), before.method == after.method
    parts = [Part(key, "", cause, points) for key, cause, points in mean.rest()]
    for key, slope in mean.slopes().items():
        inside = explain_goal(earlier[key], later[key], means, same)
        parts += [replace(part, points=slope * part.points) for part in inside]
    return tuple(_tidy(parts, Cause.DATA if same_borders else Cause.BORDERS))


def explain_goal(
    before: ExplainedGoal,
    after: ExplainedGoal,
    means: tuple[Mean, Mean] = (Mean.ARITHMETIC, Mean.ARITHMETIC),
    same: bool = True,
) -> tuple[Part, ...]:
    """Split the difference of two scores of a goal exactly: by indicator and cause.

    Shapes: none; the parts add up to `after.score − before.score`. Units: points. `means` are those of before
    and after, `same` tells that the rules of scoring are.
    Formula: an indicator in both counts by its difference, times the mean of its two weights among those in
    both, times the slope of φ (`secant`); inside it value, bounds and rule share by Shapley's value. What
    came or went counts by its weight times its distance from the mean of those that stayed. Another mean is
    the method's. Errors: none. A goal that is not of its own figures is one part.

    >>> before = ExplainedGoal("6", 1.0, 40.0, (ExplainedFigure("leakage", 1.0, 40.0),))
    >>> leakage, supply = ExplainedFigure("leakage", 1.0, 50.0), ExplainedFigure("supply", 1.0, 70.0)
    >>> after = ExplainedGoal("6", 1.0, 60.0, (leakage, supply))
    >>> [(part.indicator, part.cause.value, part.points) for part in explain_goal(before, after)]
    [('supply', 'basket', 10.0), ('leakage', 'data', 10.0)]
    """
    if not (before.figures and after.figures):
        cause = Cause.DATA if bool(before.figures) == bool(after.figures) else Cause.BASKET
        return (Part(after.goal, "", cause, after.score - before.score),)
    earlier, later = ({figure.indicator: figure for figure in goal.figures} for goal in (before, after))
    mean = _Change(
        {key: (figure.weight, figure.score) for key, figure in earlier.items()},
        {key: (figure.weight, figure.score) for key, figure in later.items()},
        means,
        (before.score, after.score),
    )
    parts = [Part(after.goal, key, cause, points) for key, cause, points in mean.rest()]
    for key, slope in mean.slopes().items():
        for cause, points in explain_figure(earlier[key], later[key], same):
            parts.append(Part(after.goal, key, cause, slope * points))
    return tuple(parts)


def explain_figure(
    before: ExplainedFigure, after: ExplainedFigure, same: bool = True
) -> tuple[tuple[Cause, float], ...]:
    """Split the difference of two scores of an indicator: value, bounds, and rule of scoring.

    Shapes: none; the parts add up to `after.score − before.score`. Units: points.
    Formula: Shapley's value over what differs: the mean, over all orders of changing them one by one, of what
    each change does. Where a score is not that of its ruler (imputed, treated, another way of scoring), it
    is one part: the data's, or without the `same` rules the method's. Errors: none.
    Source: Shapley (1953), Contributions to the Theory of Games II, 307–317.

    >>> before = ExplainedFigure("leakage", 1.0, 40.0, 20.0, Ruler(0.0, 50.0))
    >>> after = ExplainedFigure("leakage", 1.0, 75.0, 30.0, Ruler(0.0, 40.0))
    >>> explain_figure(before, after)
    ((<Cause.DATA: 'data'>, 22.5), (<Cause.BOUNDS: 'bounds'>, 12.5))
    """
    if before.score == after.score and before.value == after.value and before.ruler == after.ruler:
        return ()
    if not (_measured(before) and _measured(after)):
        return ((Cause.DATA if same else Cause.METHOD, after.score - before.score),)
    first, last = before.ruler, after.ruler
    assert first is not None
    assert last is not None
    sides = {
        Cause.DATA: (before.value, after.value),
        Cause.BOUNDS: ((first.lower, first.upper, first.ideal), (last.lower, last.upper, last.ideal)),
        Cause.METHOD: ((first.clip, first.decimals), (last.clip, last.decimals)),
    }
    moved = [cause for cause, (old, new) in sides.items() if old != new]
    shares = dict.fromkeys(moved, 0.0)
    orders = list(permutations(moved))
    for order in orders:
        score = before.score
        for step in range(1, len(order) + 1):
            now = (
                after.score if step == len(order) else _score({c: sides[c][c in order[:step]] for c in sides})
            )
            shares[order[step - 1]] += (now - score) / len(orders)
            score = now
    return tuple(shares.items())


def _measured(figure: ExplainedFigure) -> bool:
    if figure.value is None or figure.ruler is None:
        return False
    return isclose(figure.ruler.score(figure.value), figure.score, rel_tol=0, abs_tol=1e-9)


def _score(chosen: Mapping[Cause, object]) -> float:
    lower, upper, ideal = chosen[Cause.BOUNDS]  # type: ignore[misc]
    clip, decimals = chosen[Cause.METHOD]  # type: ignore[misc]
    return Ruler(lower, upper, ideal, clip, decimals).score(chosen[Cause.DATA])  # type: ignore[has-type, arg-type]


def explain_score(total: ExplainedTotal, base: float = 100.0) -> tuple[Part, ...]:
    """Split a total exactly: the points that each indicator takes away from, or adds to, a base.

    Shapes: none; the parts add up to `score − base`. Units: points. Formula: `explain_change` from a place
    that scores `base` in everything. Errors: none; with a geometric or harmonic mean the base is above 0.

    >>> figures = (ExplainedFigure("leakage", 1.0, 60.0), ExplainedFigure("supply", 3.0, 100.0))
    >>> total = ExplainedTotal(90.0, (ExplainedGoal("6", 1.0, 90.0, figures),))
    >>> [(part.indicator, part.points) for part in explain_score(total)]
    [('leakage', -10.0)]
    """
    goals = tuple(
        replace(
            goal,
            score=base,
            figures=tuple(replace(figure, score=base, value=None, ruler=None) for figure in goal.figures),
        )
        for goal in total.goals
    )
    return explain_change(replace(total, score=base, goals=goals), total)


def _tidy(parts: Sequence[Part], data: Cause) -> Iterator[Part]:
    for part in parts:
        if part.points:
            yield replace(part, cause=data) if part.cause is Cause.DATA else part


# --- means ----------------------------------------------------------------------------------------

Weighed = Mapping[str, tuple[float, float]]


def _phi(mean: Mean, score: float) -> float:
    if mean is Mean.ARITHMETIC:
        return score
    return log(max(score, LEAST)) if mean is Mean.GEOMETRIC else 1 / max(score, LEAST)


def _back(mean: Mean, phi: float) -> float:
    if mean is Mean.ARITHMETIC:
        return phi
    return exp(phi) if mean is Mean.GEOMETRIC else 1 / phi


def secant(mean: Mean, before: float, after: float) -> float:
    """Return the slope of φ between two scores: (φ(b) − φ(a))/(b − a), where they coincide its derivative.

    Shapes: numbers. Units: those of φ for each point. Errors: none; scores below 0.000001 count as that.

    >>> secant(Mean.ARITHMETIC, 20.0, 50.0), round(secant(Mean.GEOMETRIC, 50.0, 50.0), 3)
    (1.0, 0.02)
    """
    if mean is Mean.ARITHMETIC:
        return 1.0
    low, high = max(before, LEAST), max(after, LEAST)
    if isclose(low, high, rel_tol=1e-9):
        middle = (low + high) / 2
        return 1 / middle if mean is Mean.GEOMETRIC else -1 / middle**2
    return (_phi(mean, high) - _phi(mean, low)) / (high - low)


class _Change:
    """The difference of two means, ready to be parted; where the means are of two kinds, half by each."""

    def __init__(
        self, before: Weighed, after: Weighed, kinds: tuple[Mean, Mean], totals: tuple[float, float]
    ) -> None:
        self._both = [key for key in after if key in before]
        self._totals, self._before, self._after = totals, before, after
        self._sides = [_Side(before, after, kind) for kind in dict.fromkeys(kinds)]

    def slopes(self) -> dict[str, float]:
        """Return, for each member of both, the points of the total for a point of its score."""
        return {key: sum(side.slope(key) for side in self._sides) / len(self._sides) for key in self._both}

    def rest(self) -> Iterator[tuple[str, Cause, float]]:
        """Return the parts that are not the members' own differences; all parts together are exact."""
        told = 0.0
        for side in self._sides:
            for key, points in side.basket():
                told += points / len(self._sides)
                yield key, Cause.BASKET, points / len(self._sides)
        slopes = self.slopes()
        told += sum(slopes[key] * (self._after[key][1] - self._before[key][1]) for key in self._both)
        left = self._totals[1] - self._totals[0] - told
        if len(self._sides) > 1:
            yield "", Cause.METHOD, left
        elif abs(left) > 1e-12:
            # A score of 0 has no finite φ, and totals without a common member have no common slope.
            yield from self._leftover(left)

    def _leftover(self, left: float) -> Iterator[tuple[str, Cause, float]]:
        zero = [key for key in self._both if min(self._before[key][1], self._after[key][1]) < LEAST]
        for key in zero:
            yield key, Cause.DATA, left / len(zero)
        if not zero:
            yield "", Cause.BASKET if not self._both else Cause.DATA, left


class _Side:
    """The same difference with one kind of mean."""

    def __init__(self, before: Weighed, after: Weighed, mean: Mean) -> None:
        self.mean, self._before, self._after = mean, before, after
        self._both = [key for key in after if key in before]
        first, last = (self._total(side, list(side)) for side in (before, after))
        totals = _back(mean, first), _back(mean, last)
        # The slope of φ⁻¹ between the two totals.
        self._slope = 1 / secant(mean, *totals)
        self._stayed = [self._total(side, self._both) for side in (before, after)]

    def _total(self, side: Weighed, keys: list[str]) -> float:
        weight = sum(side[key][0] for key in keys)
        return sum(side[key][0] / weight * _phi(self.mean, side[key][1]) for key in keys)

    def _share(self, side: Weighed, key: str, among: Sequence[str]) -> float:
        return side[key][0] / sum(side[other][0] for other in among)

    def slope(self, key: str) -> float:
        share = sum(self._share(side, key, self._both) for side in (self._before, self._after)) / 2
        return self._slope * share * secant(self.mean, self._before[key][1], self._after[key][1])

    def basket(self) -> Iterator[tuple[str, float]]:
        if not self._both:
            return
        for side, stayed, sign in ((self._before, self._stayed[0], -1), (self._after, self._stayed[1], 1)):
            for key in side:
                if key not in self._both:
                    away = _phi(self.mean, side[key][1]) - stayed
                    yield key, sign * self._slope * self._share(side, key, list(side)) * away
        middle = sum(self._stayed) / 2
        for key in self._both:
            old, new = (self._share(side, key, self._both) for side in (self._before, self._after))
            if old != new:
                phi = sum(_phi(self.mean, side[key][1]) for side in (self._before, self._after)) / 2
                yield key, self._slope * (new - old) * (phi - middle)
