"""Findings in words, made from the numbers of an edition.

A target and a mere comparison are never mixed: a sentence that counts both counts them in two
clauses. Where the numbers do not support a finding, the sentence says so.
"""

from collections import Counter
from collections.abc import Iterable
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.common.templatetags.loftet import number_style
from loftet.editions.rows import (
    Band,
    Colour,
    GoalReading,
    Indicator,
    IndicatorRow,
    Reading,
    Series,
    Trend,
    Yardstick,
)

GOALS = 17


class Relation(Enum):
    """Where a figure lies against another one."""

    BELOW = "below"
    LEVEL = "level"
    ABOVE = "above"


def figure(value: float, indicator: Indicator) -> str:
    """Write a value with its unit."""
    text = number_text(value, indicator.decimals, number_style())
    return f"{text}\N{NO-BREAK SPACE}{indicator.unit}" if indicator.unit else text


def relation(own: Reading, other: Reading, decimals: int) -> Relation | None:
    """Tell where a value lies against another; what the interval or the rounding hides is no difference."""
    if own.value is None or other.value is None:
        return None
    if own.low is not None and own.high is not None and own.low <= other.value <= own.high:
        return Relation.LEVEL
    own_text, other_text = (
        number_text(value, decimals, number_style()) for value in (own.value, other.value)
    )
    if own_text == other_text:
        return Relation.LEVEL
    return Relation.BELOW if own.value < other.value else Relation.ABOVE


# --- the municipality -----------------------------------------------------------------------------


def standing(name: str, goals: Iterable[GoalReading], ranked: int) -> list[str]:
    """Say in one sentence, of up to three clauses, how a place stands on the seventeen goals."""
    counts = Counter((goal.yardstick, goal.colour) for goal in goals)
    by_target = {colour: counts[Yardstick.TARGET, colour] for colour in Colour}
    by_others = {colour: counts[Yardstick.COMPARISON, colour] for colour in Colour}
    judged = sum(by_target[colour] + by_others[colour] for colour in Colour if colour is not Colour.GREY)
    clauses = [_against_targets(name, by_target), _against_others(name, by_others, ranked)]
    if unknown := GOALS - judged:
        clauses.append(
            ngettext(
                "For %(count)d of the goals there is too little data.",
                "For %(count)d of the goals there is too little data.",
                unknown,
            )
            % {"count": unknown}
        )
    return [clause for clause in clauses if clause]


def _against_targets(name: str, counts: dict[Colour, int]) -> str:
    """Count the goals that are held against a target."""
    far = counts[Colour.ORANGE] + counts[Colour.RED]
    if not counts[Colour.GREEN] + counts[Colour.YELLOW] + far:
        return ""
    return _(
        "%(place)s is close to target on %(close)d of the 17 goals, some way off on %(some)d "
        "and far off on %(far)d."
    ) % {"place": name, "close": counts[Colour.GREEN], "some": counts[Colour.YELLOW], "far": far}


def _against_others(name: str, counts: dict[Colour, int], ranked: int) -> str:
    """Count the goals that can only be compared with how others stand."""
    middle = counts[Colour.ORANGE] + counts[Colour.YELLOW]
    if not counts[Colour.GREEN] + counts[Colour.RED] + middle:
        return ""
    return _(
        "Among the %(others)d municipalities here, %(place)s does better than most "
        "on %(better)d goals, lies near the middle on %(middle)d and does worse than most on %(worse)d."
    ) % {
        "others": ranked,
        "place": name,
        "better": counts[Colour.GREEN],
        "middle": middle,
        "worse": counts[Colour.RED],
    }


def beside_country(row: IndicatorRow, country: Reading | None) -> str:
    """Say an indicator's value, its year, and the country's value where it is known."""
    assert row.own.value is not None
    own = {"value": figure(row.own.value, row.indicator), "year": row.own.year}
    if country is None or country.value is None:
        return _("%(value)s in %(year)s.") % own
    other = own | {"country": figure(country.value, row.indicator)}
    if relation(row.own, country, row.indicator.decimals) is Relation.LEVEL:
        return _("%(value)s in %(year)s; no certain difference from the country (%(country)s).") % other
    return _("%(value)s in %(year)s, against %(country)s in the country.") % other


def change(row: IndicatorRow, series: Series) -> str:
    """Say from what to what an indicator has gone over the years that are known."""
    known = [point for point in series.points if point.value is not None]
    first, last = known[0], known[-1]
    assert first.value is not None
    assert last.value is not None
    return _("from %(before)s in %(first)s to %(now)s in %(last)s.") % {
        "before": figure(first.value, row.indicator),
        "first": first.year,
        "now": figure(last.value, row.indicator),
        "last": last.year,
    }


# --- the indicator --------------------------------------------------------------------------------


def across(indicator: Indicator, band: Band | None, country: Reading | None) -> str:
    """Say how an indicator is spread over the municipalities."""
    if band is None:
        return _("There are too few figures to say how the municipalities differ.")
    spread = {"low": figure(band.low, indicator), "high": figure(band.high, indicator)}
    if country is None or country.value is None:
        return _("Half of the municipalities lie between %(low)s and %(high)s.") % spread
    return _("Half of the municipalities lie between %(low)s and %(high)s; the country has %(country)s.") % (
        spread | {"country": figure(country.value, indicator)}
    )


def heading(name: str, indicator: Indicator, own: Reading, country: Reading | None) -> str:
    """State the finding of an indicator's chart for one place."""
    if own.value is None:
        return _("%(indicator)s in %(place)s: there is no figure to show") % {
            "indicator": indicator.name,
            "place": name,
        }
    parts = [_way(own.trend)]
    if country is not None and (lies := relation(own, country, indicator.decimals)) is not None:
        parts.append(
            {
                Relation.BELOW: _("lower than the country"),
                Relation.LEVEL: _("no certain difference from the country"),
                Relation.ABOVE: _("higher than the country"),
            }[lies]
        )
    return _("%(indicator)s in %(place)s: %(finding)s") % {
        "indicator": indicator.name,
        "place": name,
        "finding": ", ".join(parts),
    }


def heading_of_country(indicator: Indicator, country: Reading | None) -> str:
    """State what an indicator's chart shows where no place is chosen."""
    if country is None or country.value is None:
        return _("%(indicator)s: choose a municipality to see its years") % {"indicator": indicator.name}
    return _("%(indicator)s in the country: %(finding)s") % {
        "indicator": indicator.name,
        "finding": _way(country.trend),
    }


def _way(trend: Trend | None) -> str:
    """Say where a figure is heading, as a clause."""
    if trend is None:
        return _("too few years to see a direction")
    return {
        Trend.ON_TRACK: _("on track"),
        Trend.IMPROVING: _("going the right way"),
        Trend.STAGNATING: _("standing still"),
        Trend.WORSENING: _("going the wrong way"),
        Trend.UNCLEAR: _("the direction is uncertain"),
    }[trend]
