"""Findings in words, made from the numbers of an edition.

A target and a mere comparison are never mixed: a sentence that counts both counts them in two
clauses. Where the numbers do not support a finding, the sentence says so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.common.templatetags.loftet import number_style
from loftet.common.words import gap_sign
from loftet.editions.rows import (
    Band,
    Colour,
    GoalReading,
    Indicator,
    IndicatorRow,
    Point,
    Reading,
    Series,
    Trend,
    Yardstick,
)

GOALS = 17
FEWEST_IN_COUNTY = 5


class Relation(Enum):
    """Where a figure lies against another one."""

    BELOW = "below"
    LEVEL = "level"
    ABOVE = "above"


def figure(value: float, indicator: Indicator, *, with_unit: bool = True) -> str:
    """Write a value, with its unit."""
    text = number_text(value, indicator.decimals, number_style())
    return f"{text}\N{NO-BREAK SPACE}{indicator.unit}" if indicator.unit and with_unit else text


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
    """Say in up to four clauses how a place stands on the seventeen goals."""
    goals = list(goals)
    counts = Counter((goal.yardstick, goal.colour) for goal in goals)
    by_target = {colour: counts[Yardstick.TARGET, colour] for colour in Colour}
    by_others = {colour: counts[Yardstick.COMPARISON, colour] for colour in Colour}
    judged = sum(by_target[colour] + by_others[colour] for colour in Colour if colour is not Colour.GREY)
    clauses = [_against_targets(name, by_target), _against_others(name, by_others, ranked)]
    beside_the_point = sum(goal.coverage is None for goal in goals)
    if unknown := GOALS - judged - beside_the_point:
        clauses.append(
            ngettext(
                "For %(count)d of the goals there is too little data.",
                "For %(count)d of the goals there is too little data.",
                unknown,
            )
            % {"count": unknown}
        )
    if beside_the_point:
        clauses.append(
            ngettext(
                "%(count)d of the goals does not apply here.",
                "%(count)d of the goals do not apply here.",
                beside_the_point,
            )
            % {"count": beside_the_point}
        )
    return [clause for clause in clauses if clause]


def _against_targets(name: str, counts: Mapping[Colour, int]) -> str:
    """Count the goals that are held against a target; what holds for none is left unsaid."""
    close, some = counts[Colour.GREEN], counts[Colour.YELLOW]
    far = counts[Colour.ORANGE] + counts[Colour.RED]
    parts = _said(
        (close, _("close to target on %(count)d of the 17 goals"), _("close to target on %(count)d")),
        (some, _("some way off target on %(count)d of the 17 goals"), _("some way off on %(count)d")),
        (far, _("far off target on %(count)d of the 17 goals"), _("far off on %(count)d")),
    )
    return _("%(place)s is %(parts)s.") % {"place": name, "parts": parts} if parts else ""


def _against_others(name: str, counts: Mapping[Colour, int], ranked: int) -> str:
    """Count the goals that can only be compared with how others stand."""
    better, worse = counts[Colour.GREEN], counts[Colour.RED]
    middle = counts[Colour.YELLOW] + counts[Colour.ORANGE]
    parts = _said(
        (
            better,
            ngettext("better than most on %(count)d goal", "better than most on %(count)d goals", better),
            _("better than most on %(count)d"),
        ),
        (
            middle,
            ngettext("near the middle on %(count)d goal", "near the middle on %(count)d goals", middle),
            _("near the middle on %(count)d"),
        ),
        (
            worse,
            ngettext("weaker than most on %(count)d goal", "weaker than most on %(count)d goals", worse),
            _("weaker than most on %(count)d"),
        ),
    )
    return (
        _("Among the %(others)d municipalities here, %(place)s stands %(parts)s.")
        % {"others": ranked, "place": name, "parts": parts}
        if parts
        else ""
    )


def _said(*parts: tuple[int, str, str]) -> str:
    """Join the parts whose count is not zero: the first one names what is counted, the rest are short."""
    counted = [(count, first, later) for count, first, later in parts if count]
    return together(
        [
            (later if position else first) % {"count": count}
            for position, (count, first, later) in enumerate(counted)
        ]
    )


def together(parts: Sequence[str]) -> str:
    """Join words as a list is spoken: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def beside_country(row: IndicatorRow, country: Reading | None) -> str:
    """Say an indicator's value, its year, and the country's value, or why that is not there."""
    assert row.own.value is not None
    own = {"value": figure(row.own.value, row.indicator), "year": row.own.year}
    if country is None:
        return _("%(value)s in %(year)s.") % own
    if country.value is None:
        return _("%(value)s in %(year)s; no figure for the country (%(gap)s).") % (
            own | {"gap": gap_word(country)}
        )
    other = own | {"country": figure(country.value, row.indicator)}
    if relation(row.own, country, row.indicator.decimals) is Relation.LEVEL:
        return _("%(value)s in %(year)s; no certain difference from the country (%(country)s).") % other
    return _("%(value)s in %(year)s, against %(country)s in the country.") % other


def gap_word(reading: Reading) -> str:
    """Say inside a sentence why a value is not there."""
    word = str(gap_sign(reading.status).word)
    return word[:1].lower() + word[1:]


def change(row: IndicatorRow, series: Series) -> str:
    """Say from what to what an indicator has gone over the years that are known.

    The direction is judged from all years. Where the first and the last point the other way, two
    figures would contradict it, and the sentence says that the years differ instead.
    """
    known = [point for point in series.points if point.value is not None]
    first, last = known[0], known[-1]
    assert first.value is not None
    assert last.value is not None
    said = {
        "before": figure(first.value, row.indicator),
        "first": first.year,
        "now": figure(last.value, row.indicator),
        "last": last.year,
    }
    if _ends_contradict(row.own.trend, first, last):
        return (
            _("%(now)s in %(last)s. It goes up and down; the direction is that of all years since %(first)s.")
            % said
        )
    return _("from %(before)s in %(first)s to %(now)s in %(last)s.") % said


def _ends_contradict(trend: Trend | None, first: Point, last: Point) -> bool:
    if first.score is None or last.score is None:
        return False
    moved = last.score - first.score
    return (trend is Trend.WORSENING and moved >= 0) or (trend is Trend.IMPROVING and moved <= 0)


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
        return _("%(indicator)s in %(place)s: no figure (%(gap)s)") % {
            "indicator": indicator.name,
            "place": name,
            "gap": gap_word(own),
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


def close_to_target(close: int, judged: int) -> str:
    """State how many municipalities are close to the target, of those with a status."""
    if not judged:
        return _("Too few figures to say where it stands well")
    return ngettext(
        "%(close)d of %(judged)d municipality is close to the target",
        "%(close)d of %(judged)d municipalities are close to the target",
        judged,
    ) % {"close": close, "judged": judged}


def county_that_stands_out(counties: Mapping[str, tuple[int, int]]) -> str:
    """State in which county most stand better than the middle, as (better, judged) in each.

    A county stands out where at least five municipalities have a status and two in three are better: in
    the whole country half of them are.
    """
    out = {
        name: (better, judged)
        for name, (better, judged) in counties.items()
        if judged >= FEWEST_IN_COUNTY and 3 * better >= 2 * judged
    }
    if not out:
        return _("No county stands out")
    name = max(out, key=lambda one: (out[one][0] / out[one][1], out[one][1]))
    better, judged = out[name]
    return _("%(county)s stands out: %(better)d of %(judged)d municipalities are better than the middle") % {
        "county": name,
        "better": better,
        "judged": judged,
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
