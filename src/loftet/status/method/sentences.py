"""The making of a status in plain words, from the rules that an edition was made by.

A chapter says only what the edition's own record says. Each is a heading and a few sentences.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.charts.numbers import number_text
from loftet.core.words import join_words
from loftet.editions.intervals import KnownIntervals
from loftet.editions.run import Run
from loftet.methods.rules import (
    GoalColour,
    IndicatorColour,
    Kind,
    LowerBound,
    Mean,
    Method,
    Treatment,
    UpperBound,
)
from loftet.status.composition import word_rule
from loftet.ui.numbers import number_style


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of how a status is made: the word of its address, its heading, its sentences."""

    key: str
    heading: str
    lines: tuple[str, ...]


def chapters(
    run: Run, year: int, by_target: int, compared: int, intervals: KnownIntervals | None = None
) -> tuple[Chapter, ...]:
    """Return how the statuses of an edition were made; `by_target` and `compared` count its indicators.

    `intervals` are counted of an edition in which the words of goals are counted from marks.
    """
    method, by_marks = run.method, intervals is not None
    status = (*_status(method), *_certain(intervals)) if intervals else _status(method)
    goals = _counted_goals() if by_marks else _goals(method)
    filled = bool(method.impute.indicator_group_mean or method.impute.goal_group_mean)
    gaps = _("Some gaps are filled, and marked") if filled else _("Gaps are not filled")
    return (
        Chapter(
            "yardsticks", _("Two kinds of yardstick, never mixed"), tuple(_yardsticks(by_target, compared))
        ),
        Chapter("figures", _("Which figures are used"), tuple(_figures(method, year))),
        Chapter("status", _("From a figure to a status"), tuple(status)),
        Chapter("goals", _("From indicators to a goal"), tuple(goals)),
        Chapter("scale", _("The scale from 0 to 100"), tuple(_scale(method, by_marks=by_marks))),
        Chapter("gaps", gaps, tuple(_gaps(method))),
        Chapter("doubt", _("How sure it is"), tuple(_uncertainty(method))),
    )


def percent(share: float) -> str:
    """Write a share in per cent, with a decimal only where it has one."""
    whole = round(100 * share, 1)
    return number_text(whole, 0 if whole == round(whole) else 1, number_style()) + "\N{NO-BREAK SPACE}%"


def plainly(value: float) -> str:
    """Write a number with as many decimals as it has, two at the most."""
    decimals = next((places for places in (0, 1) if round(value, places) == value), 2)
    return number_text(value, decimals, number_style())


def _yardsticks(by_target: int, compared: int) -> Iterable[str]:
    yield _(
        "Some indicators are held against a target: a level that is to be reached. Only these may say that "
        "a municipality is close to the target. In this edition they are %(count)d."
    ) % {"count": by_target}
    yield _(
        "The others are only compared with other municipalities. Better than most says where a "
        "municipality stands among the others, and nothing about whether that is good enough. In this "
        "edition they are %(count)d."
    ) % {"count": compared}


def _figures(method: Method, year: int) -> Iterable[str]:
    yield _("For each place the newest figure is used that is not later than %(year)d.") % {"year": year}
    if method.values.max_age is None:
        yield _("It is used however old it is; its year is beside it.")
    else:
        yield _("A figure that is more than %(years)d years old then counts as missing.") % {
            "years": method.values.max_age
        }


def _status(method: Method) -> Iterable[str]:
    if method.colour.indicator is IndicatorColour.BANDS:
        # The cuts of the method of bands (`loftet.methods.colour.BANDS`) are part of it, and in no record.
        yield _(
            "The place on the scale from 0 to 100 decides: from 95 it is close to the target, from 66 some "
            "way to go, from 33 far to go, and below that very far to go."
        )
        yield _("The rule is that of United for Smart Sustainable Cities.")
        return
    yield _(
        "Each target has two limits, a green and a red one. As good as the green limit is close to the "
        "target. Between the limits the better half has some way to go, and the other half far to go. "
        "Worse than the red limit is very far to go."
    )
    yield _(
        "In a comparison the ranked municipalities are parted in four, as many in each. The best quarter "
        "is better than most, the weakest quarter weaker than most, and the others lie on either side of "
        "the middle."
    )


def _certain(intervals: KnownIntervals) -> Iterable[str]:
    yield _(
        "A status is as certain as the figure. Where the interval of a figure contains the target, or the "
        "limit between the strong and the weak half, there is no certain difference, and the figure counts "
        "on neither side."
    )
    counted = {
        "known": number_text(intervals.known, 0, number_style()),
        "figures": number_text(intervals.figures, 0, number_style()),
        "share": percent(intervals.known / intervals.figures) if intervals.figures else percent(0),
    }
    yield (
        _(
            "In this edition the interval is known of %(known)s of the %(figures)s figures of municipalities "
            "that count (%(share)s). Of the others we know the figure alone. We call nothing certain that "
            "rests on such a figure, only clear."
        )
        % counted
    )
    yield _(
        "Strengths, and what needs improvement, are clear: near the target or far from it, or else outside "
        "the middle half of the municipalities and on the same side of the country, by at least a quarter "
        "of the width of the middle half."
    )
    yield _("A target that is only an example is drawn in charts. Nothing is judged by it.")


def _counted_goals() -> Iterable[str]:
    yield _("Each figure of a goal is one mark. The two better steps are strong, the two weaker ones weak.")
    yield word_rule()
    yield _(
        "Municipalities are put in order by the same count: the share of strong marks among the strong and "
        "the weak."
    )


def _goals(method: Method) -> Iterable[str]:
    rule = method.colour
    if rule.goal is GoalColour.NONE:
        yield _("This edition gives no goal a status.")
        return
    if rule.goal is GoalColour.TWO_WORST:
        yield _(
            "A goal has its status from its two weakest indicators, so that one good figure does not hide "
            "a bad one."
        )
    else:
        yield _("A goal has its status from the mean of all its indicators.")
    green, yellow, orange = map(plainly, rule.goal_cuts)
    yield _(
        "Each indicator is put on a scale from 0 to 3, where 1 is the red limit and 2 the green one. From "
        "%(green)s the goal is close to the target, from %(yellow)s some way to go, from %(orange)s far to "
        "go, and below that very far to go."
    ) % {"green": green, "yellow": yellow, "orange": orange}
    if rule.goal is GoalColour.TWO_WORST and rule.both_rules:
        yield _("It is called close only when both indicators are, and very far to go only when both are.")
    yield _(
        "Indicators with a target decide. Only where too few of them have figures do the compared ones "
        "decide, and then the words are those of a comparison."
    )
    yield _("Where fewer than %(share)s of the indicators have a figure, there is too little data.") % {
        "share": percent(rule.min_coverage)
    }
    yield _("The rule follows Sachs and others (2019), Sustainable Development Report.")


def _scale(method: Method, *, by_marks: bool) -> Iterable[str]:
    yield from _ends(method)
    if method.treat.kind is Treatment.COIN:
        yield _("Before that, outliers are reined in: at most %(count)d values of an indicator.") % {
            "count": method.treat.winmax
        }
    if method.normalise.decimals is None:
        yield _("Scores are not rounded on the way, only when they are shown.")
    else:
        yield _("Scores are rounded to %(count)d decimals before they are averaged.") % {
            "count": method.normalise.decimals
        }
    if by_marks:
        yield _("The scores of goals are in the files to download. No status and no order follows from them.")
        return
    means = {
        Mean.ARITHMETIC: _("The dot of a goal is the arithmetic mean of the scores of its indicators."),
        Mean.GEOMETRIC: _("The dot of a goal is the geometric mean of the scores of its indicators."),
        Mean.HARMONIC: _("The dot of a goal is the harmonic mean of the scores of its indicators."),
    }
    yield means[method.aggregate.indicators]
    if method.aggregate.min_coverage_indicator:
        yield _("Where fewer than %(share)s of them have a score, there is no dot.") % {
            "share": percent(method.aggregate.min_coverage_indicator)
        }
    if method.colour.goal is GoalColour.TWO_WORST:
        yield _("The dot does not decide the status: a mean can hide a weak figure.")
    elif method.colour.goal is GoalColour.MEAN:
        yield _(
            "Dot and status are both means of the indicators, but on two scales, so they can differ a little."
        )


def _ends(method: Method) -> Iterable[str]:
    if method.normalise.kind is not Kind.GOALPOSTS:
        yield _("Values become scores by the rule «%(kind)s».") % {"kind": method.normalise.kind.value}
        return
    yield _("0 is the worst and 100 the best end that is stated for the indicator.")
    rule = method.bounds
    if rule.lower is LowerBound.QUANTILE:
        yield _(
            "Where no worst end is stated, it is the value that %(share)s of the municipalities are beyond."
        ) % {"share": percent(rule.lower_quantile)}
    else:
        yield _("Where no worst end is stated, it is that of the weakest municipality.")
    if rule.upper is UpperBound.BEST_MEAN:
        yield _("Where no best end is stated, it is the mean of the %(count)d best municipalities.") % {
            "count": rule.upper_best
        }
    else:
        yield _("Where no best end is stated, it is that of the best municipality.")
    if rule.min_reliability:
        yield _("Figures that are less than %(share)s reliable set no end.") % {
            "share": percent(rule.min_reliability)
        }
    if method.normalise.clip:
        yield _("What lies beyond an end is set to the end.")


def _gaps(method: Method) -> Iterable[str]:
    rule = method.impute
    if rule.indicator_group_mean:
        yield _(
            "On %(goals)s an indicator’s gap is filled with the mean of municipalities of the same group."
        ) % {"goals": _named(rule.indicator_group_mean)}
    if rule.goal_group_mean is True:
        yield _("A goal without a score has the mean of municipalities of the same group.")
    elif rule.goal_group_mean:
        yield _("On %(goals)s a goal without a score has the mean of municipalities of the same group.") % {
            "goals": _named(rule.goal_group_mean)
        }
    if not rule.indicator_group_mean and not rule.goal_group_mean:
        yield _("What is not known stays unknown, and counts neither as good nor as bad.")
    yield _("There are four reasons why a figure is not there. None of them is a zero.")


def _named(goals: Iterable[str]) -> str:
    return join_words([_("goal %(key)s") % {"key": key} for key in goals])


def _uncertainty(method: Method) -> Iterable[str]:
    rule = method.uncertainty
    yield _(
        "Where a figure counts people or events, and it is known how many, it has an interval: that is how "
        "much chance alone can move it (at 95 per cent)."
    )
    yield _(
        "«No certain difference» is said when the other figure lies inside the interval, or when both are "
        "alike as they are shown."
    )
    if rule.replicates:
        yield _(
            "The scores are computed %(count)s times, with every weight drawn again within %(weights)s. The "
            "interval of a goal holds %(level)s of the results."
        ) % {
            "count": number_text(rule.replicates, 0, number_style()),
            "weights": percent(rule.weights),
            "level": percent(rule.level),
        }
    else:
        yield _(
            "In this edition the scores of the goals have no interval: weights and limits were not varied."
        )
    yield _(
        "Figures are shown with the decimals of their indicator, but the status is made from the whole "
        "figure."
    )
    yield _(
        "Municipalities are in the order of names. Nobody is ranked unless you ask, and then with intervals."
    )
