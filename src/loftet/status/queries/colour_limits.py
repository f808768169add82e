"""The limits that give an indicator and a goal their colours in an edition, and what would change them."""

from collections.abc import Iterator, Sequence

from loftet.core.words import GOAL_WORDS, colour_sign
from loftet.editions.rows import Edition, GoalReading, GoalWord, GoalWording, Indicator, IndicatorRow
from loftet.editions.store import EditionStore
from loftet.methods.colour_steps import (
    Limits,
    goal_colour,
    next_better,
    next_worse,
    place_on_scale,
    value_on_scale,
    what_lifts_a_goal,
)
from loftet.methods.rules import ColourRule, GoalColour, IndicatorColour
from loftet.methods.verdicts import Colour, Side, goal_word
from loftet.status.sentences import explanation as said
from loftet.status.sentences.words import YES_NO
from loftet.status.signs import is_like_most

MOST_LIFTS = 3


def colour_rule(store: EditionStore, edition: Edition) -> ColourRule:
    """Return how an edition coloured, from its own record."""
    told = store.method(edition)["colour"]
    return ColourRule(
        indicator=IndicatorColour(told["indicator"]),
        goal=GoalColour(told["goal"]),
        both_rules=bool(told["both_rules"]),
        min_coverage=float(told["min_coverage"]),
        goal_cuts=tuple(told["goal_cuts"]),
    )


def limits_of(store: EditionStore, edition: Edition, indicator: Indicator) -> Limits | None:
    """Return what colours an indicator, as the edition used it; none where it has no thresholds."""
    bounds = store.bounds(edition, indicator.key)
    if bounds is None or bounds.red is None or bounds.yellow is None or bounds.green is None:
        return None
    if indicator.direction is None or not indicator.weight:
        return None
    direction = indicator.direction or -1  # of a balance the distance to its range is better when less
    return Limits(direction, bounds.lower, bounds.red, bounds.yellow, bounds.green, bounds.upper)


def on_scale(row: IndicatorRow) -> float | None:
    """Return a value as it is coloured: of a balance the distance to its range."""
    value, indicator = row.own.value, row.indicator
    if value is None or indicator.direction != 0:
        return value
    if indicator.ideal_low is None or indicator.ideal_high is None:
        return None
    return max(indicator.ideal_low - value, value - indicator.ideal_high, 0.0)


def back(row: IndicatorRow, value: float) -> float:
    """Return a coloured value as the indicator's own: of a balance on the same side of its range."""
    indicator = row.indicator
    if indicator.direction != 0 or indicator.ideal_low is None or indicator.ideal_high is None:
        return value
    below = row.own.value is not None and row.own.value < indicator.ideal_low
    return indicator.ideal_low - value if below else indicator.ideal_high + value


def own_step(row: IndicatorRow, limits: Limits, value: float) -> tuple[Colour, float, bool] | None:
    """Return the colour that is next, the value at which it comes, and whether it is a better one."""
    if row.indicator.unit in YES_NO or is_like_most(row.own, row.indicator, row.values):
        return None
    if better := next_better(value, limits):
        return better.colour, back(row, better.value), True
    if worse := next_worse(value, limits):
        return worse.colour, back(row, worse.value), False
    return None


def lifts(
    store: EditionStore, edition: Edition, own: GoalReading, rows: Sequence[IndicatorRow]
) -> Iterator[str]:
    """Return which single indicators would give the goal a better word, the nearest first."""
    if own.wording is not None:
        return _lifts_by_marks(store, edition, own.wording, rows)
    return _lifts_by_colours(store, edition, own, rows)


def _lifts_by_colours(
    store: EditionStore, edition: Edition, own: GoalReading, rows: Sequence[IndicatorRow]
) -> Iterator[str]:
    """Return the same for an edition of before marks.

    Nothing where the colour does not follow from the thresholds: then no step may be promised.
    """
    rule = colour_rule(store, edition)
    counted = {
        row.indicator.key: row
        for row in rows
        if row.indicator.yardstick is own.yardstick and row.own.value is not None and row.indicator.weight
    }
    limits = {key: limits_of(store, edition, row.indicator) for key, row in counted.items()}
    places = {key: _place(row, limits[key]) for key, row in counted.items()}
    known = {key: place for key, place in places.items() if place is not None}
    if not known or len(known) < len(places) or rule.indicator is not IndicatorColour.THRESHOLDS:
        return
    colour = goal_colour(list(known.values()), rule)
    if own.colour is None or colour.word != own.colour.value:
        return
    word = str(colour_sign(colour.word, own.yardstick).word)
    if colour is Colour.GREEN:
        yield said.best_word(word)
        return
    found = what_lifts_a_goal(known, rule)
    if not found:
        yield said.no_single_lift(word)
    for key in sorted(found, key=lambda one: found[one] - known[one])[:MOST_LIFTS]:
        row, limit = counted[key], limits[key]
        value = None if limit is None else value_on_scale(found[key], limit)
        if value is None or row.own.value is None:
            continue
        if row.indicator.unit in YES_NO:
            value = 1.0 if row.indicator.direction == 1 else 0.0
        others = [place for name, place in known.items() if name != key]
        better = str(colour_sign(goal_colour([*others, found[key]], rule).word, own.yardstick).word)
        yield said.lifts_goal(row.indicator, row.own.value, back(row, value), better)


def _lifts_by_marks(
    store: EditionStore, edition: Edition, wording: GoalWording, rows: Sequence[IndicatorRow]
) -> Iterator[str]:
    """Return which weak figures, each strong alone, would give the goal a better word; see `goal_word`."""
    word = str(GOAL_WORDS[wording.word].word)
    if wording.word is GoalWord.STRONG:
        yield said.best_word(word)
    if wording.word in (GoalWord.STRONG, GoalWord.TOO_FEW):
        return
    then = goal_word(wording.strong + 1, wording.level, wording.weak - 1, wording.unknown)
    if wording.weak == 0 or then is None or then is wording.word:
        yield said.no_single_lift(word)
        return
    weak = [
        (limits, row)
        for row in rows
        if row.own.mark is not None
        and row.own.mark.side is Side.WEAK
        and (limits := limits_of(store, edition, row.indicator)) is not None
        and row.own.value is not None
        and row.indicator.unit not in YES_NO
    ]
    for limits, row in sorted(weak, key=lambda one: _way_to_strong(*one))[:MOST_LIFTS]:
        assert row.own.value is not None
        better = str(GOAL_WORDS[then].word)
        yield said.lifts_goal(row.indicator, row.own.value, back(row, limits.yellow), better)


def _way_to_strong(limits: Limits, row: IndicatorRow) -> float:
    """Return how far a weak figure is from the strong side, in breadths of the middle."""
    value = on_scale(row)
    assert value is not None
    return abs(limits.yellow - value) / (abs(limits.green - limits.red) or 1.0)


def _place(row: IndicatorRow, limits: Limits | None) -> float | None:
    value = on_scale(row)
    return None if limits is None or value is None else place_on_scale(value, limits)
