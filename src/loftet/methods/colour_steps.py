"""Changes that would give an indicator or a goal another colour. Plain Python, for one place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loftet.methods.rules import ColourRule, GoalColour
from loftet.methods.verdicts import Colour

# Halving and doubling a number may lose its last digit; a cut that is reached is reached.
EQUAL = 1e-12


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that colour an indicator, in raw units (of a balance, in distance); None = not stated.

    `direction` is 1 where more is better and −1 where less is. `lower` and `upper` are the values that score
    0 and 100.
    """

    direction: int
    lower: float | None
    red: float
    yellow: float
    green: float
    upper: float | None


@dataclass(frozen=True, slots=True)
class ColourStep:
    """A value at which a colour changes: the colour beyond it, and how far it is from the present value."""

    colour: Colour
    value: float
    change: float


def indicator_colour(x: float, limits: Limits) -> Colour:
    """Colour one value; `by_thresholds` for plain numbers.

    Shapes: numbers. Units: raw. Errors: none. Formula: green x ≥ green, yellow from where it begins, orange
    x ≥ red, else red, sign-adjusted; worse than lower is red.

    >>> indicator_colour(12.0, Limits(-1, 30.0, 15.0, 10.0, 5.0, 0.0)).word
    'orange'
    """
    v = limits.direction * x
    if limits.lower is not None and v < limits.direction * limits.lower:
        return Colour.RED
    colour = Colour.RED
    for begins, name in _beginnings(limits):
        if v >= limits.direction * begins:
            colour = name
    return colour


def _beginnings(limits: Limits) -> tuple[tuple[float, Colour], ...]:
    return (
        (limits.red, Colour.ORANGE),
        (limits.yellow, Colour.YELLOW),
        (limits.green, Colour.GREEN),
    )


def next_better(x: float, limits: Limits) -> ColourStep | None:
    """Return the nearest better value with a better colour; None for green.

    Shapes: numbers. Units: raw. Errors: none.

    >>> next_better(12.0, Limits(-1, 30.0, 15.0, 10.0, 5.0, 0.0))
    ColourStep(colour=<Colour.YELLOW: 4>, value=10.0, change=-2.0)
    """
    own = indicator_colour(x, limits)
    ends = [begins for begins, _ in _beginnings(limits)]
    ends += [] if limits.lower is None else [limits.lower]
    better = (end for end in ends if limits.direction * (end - x) > 0 and indicator_colour(end, limits) > own)
    value = min(better, key=lambda end: abs(end - x), default=None)
    return None if value is None else ColourStep(indicator_colour(value, limits), value, value - x)


def next_worse(x: float, limits: Limits) -> ColourStep | None:
    """Return the last value that keeps the colour, and the colour beyond it; None for red.

    Shapes: numbers. Units: raw. Errors: none.

    >>> next_worse(12.0, Limits(-1, 30.0, 15.0, 10.0, 5.0, 0.0))
    ColourStep(colour=<Colour.RED: 2>, value=15.0, change=3.0)
    """
    own = indicator_colour(x, limits)
    if own is Colour.RED:
        return None
    ends = [begins for begins, _ in _beginnings(limits)]
    ends += [] if limits.lower is None else [limits.lower]
    # The end nearest below the value, such that any worse value has a worse colour.
    falling = sorted((end for end in ends if limits.direction * (x - end) >= 0), key=lambda end: abs(end - x))
    for end in falling:
        beyond = _just_beyond(end, limits, falling)
        if beyond < own:
            return ColourStep(beyond, end, end - x)
    return None


def _just_beyond(end: float, limits: Limits, ends: Sequence[float]) -> Colour:
    worse = [other for other in ends if limits.direction * (end - other) > 0]
    nearest = min(worse, key=lambda other: abs(other - end), default=end - limits.direction)
    return indicator_colour((end + nearest) / 2, limits)


def place_on_scale(x: float, limits: Limits) -> float | None:
    """Convert a value to the scale 0–3 that colours goals; `rescale` for plain numbers.

    Shapes: numbers. Units: 0 to 3. Errors: none; None where one of the four knots is missing.

    >>> place_on_scale(25.0, Limits(1, 0.0, 10.0, 15.0, 20.0, 40.0))
    2.25
    """
    if limits.lower is None or limits.upper is None:
        return None
    v, low, red, green, high = (
        limits.direction * part for part in (x, limits.lower, limits.red, limits.green, limits.upper)
    )
    if v < low:
        return 0.0
    if v >= high:
        return 3.0
    if v >= green:
        return 2 + (v - green) / (high - green)
    if v >= red:
        return 1 + (v - red) / (green - red)
    return (v - low) / (red - low)


def value_on_scale(place: float, limits: Limits) -> float | None:
    """Return the raw value at a place on the scale 0–3, the other way round.

    Shapes: numbers. Units: raw. Errors: none; None where one of the four knots is missing, or they do not run
    from lower over red and green to upper.

    >>> value_on_scale(2.25, Limits(1, 0.0, 10.0, 15.0, 20.0, 40.0))
    25.0
    """
    if limits.lower is None or limits.upper is None:
        return None
    knots = [limits.lower, limits.red, limits.green, limits.upper]
    if any(limits.direction * (after - before) <= 0 for before, after in pairwise(knots)):
        return None
    at = min(int(place), 2)
    return knots[at] + (place - at) * (knots[at + 1] - knots[at])


def goal_colour(places: Sequence[float], rule: ColourRule) -> Colour:
    """Colour a goal by the places of its indicators on the scale 0–3; coverage is not looked at.

    Shapes: at least one number. Units: 0 to 3. Errors: ValueError without a number.
    Formula: as `colour_of`: the mean of the two lowest or of all, against the cuts, then the both rules.

    >>> goal_colour([3.0, 2.5, 1.9], ColourRule()).word
    'yellow'
    """
    worst, second = (sorted(places)[:2] * 2)[:2]
    two = rule.goal is GoalColour.TWO_WORST
    level = (worst + second) / 2 if two else sum(sorted(places)) / len(places)
    green, yellow, orange = (cut - EQUAL for cut in rule.goal_cuts)
    colour = Colour(Colour.RED + (level >= orange) + (level >= yellow) + (level >= green))
    if two and rule.both_rules:
        if colour is Colour.GREEN and worst < 2 - EQUAL:
            return Colour.YELLOW
        if colour is Colour.RED and second >= 1 - EQUAL:
            return Colour.ORANGE
    return colour


def what_lifts_a_goal(places: Mapping[str, float], rule: ColourRule) -> Mapping[str, float]:
    """Find the single indicators that could lift a goal to a better colour, and the position each would need.

    Shapes: indicator → place on the scale 0–3, for the result too. Units: 0 to 3. Errors: none; empty where
    the goal is green, or where no indicator can do it alone. Formula: the least place of one indicator, the
    others as they are, with which `goal_colour` is better.

    >>> what_lifts_a_goal({"leakage": 0.8, "supply": 1.6, "water": 2.9}, ColourRule())
    {'leakage': 1.4, 'supply': 2.2}
    """
    if not places:
        return {}
    own = goal_colour(list(places.values()), rule)
    found: dict[str, float] = {}
    for key, place in places.items():
        others = [other for name, other in places.items() if name != key]
        for needed in sorted(one for one in _candidates(place, others, rule) if place < one <= 3):
            if goal_colour([*others, needed], rule) > own:
                found[key] = needed
                break
    return found


def _candidates(place: float, others: Sequence[float], rule: ColourRule) -> Iterator[float]:
    """Return the places at which the level may meet a cut, or one of the both rules."""
    yield from (1.0, 2.0, *rule.goal_cuts)
    for cut in rule.goal_cuts:
        if rule.goal is GoalColour.TWO_WORST:
            yield from (round(2 * cut - other, 12) for other in others)
        else:
            yield round(cut * (len(others) + 1) - sum(others), 12)
