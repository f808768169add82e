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
    Reading,
    Series,
    Trend,
    Yardstick,
)
from loftet.indicators.direction import first_and_last, turned_in

GOALS = 17
FEWEST_IN_COUNTY = 5


class Relation(Enum):
    """Where a figure lies against another one."""

    BELOW = "below"
    LEVEL = "level"
    ABOVE = "above"


def figure(value: float, indicator: Indicator, *, with_unit: bool = True) -> str:
    """Write a value, with its unit; that of an index («2009 = 100») stands in parentheses."""
    text = number_text(value, indicator.decimals, number_style())
    if not indicator.unit or not with_unit:
        return text
    unit = f"({indicator.unit})" if "=" in indicator.unit else indicator.unit
    return f"{text}\N{NO-BREAK SPACE}{unit}"


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


def standing_of(row: IndicatorRow, country: Reading | None) -> str:
    """Say an indicator's value and year beside the country's, and the yardstick that its status is read from.

    The country alone would mislead: a figure can be better than the country's and weaker than most.
    """
    return f"{_beside_country(row, country)} {_yardstick(row.indicator, row.values)}".rstrip()


def _beside_country(row: IndicatorRow, country: Reading | None) -> str:
    assert row.own.value is not None
    own = {"value": figure(row.own.value, row.indicator), "year": row.own.year}
    if country is None or country.value is None:
        return _("%(value)s in %(year)s.") % own
    other = own | {"country": figure(country.value, row.indicator), "country_year": country.year}
    if relation(row.own, country, row.indicator.decimals) is Relation.LEVEL:
        return _("%(value)s in %(year)s; no certain difference from the country (%(country)s).") % other
    if country.year != row.own.year:
        return _("%(value)s in %(year)s, against %(country)s in the country in %(country_year)s.") % other
    return _("%(value)s in %(year)s, against %(country)s in the country.") % other


def _yardstick(indicator: Indicator, band: Band | None) -> str:
    """Say what a status is read from: the target, or where half of the municipalities lie."""
    if indicator.yardstick is Yardstick.COMPARISON:
        return _half(indicator, band) if band else ""
    if indicator.green is None:
        return ""
    target = {"target": figure(indicator.green, indicator)}
    if indicator.direction == 1:
        return _("The target is at least %(target)s.") % target
    if indicator.direction == -1:
        return _("The target is at most %(target)s.") % target
    return _("The target is %(target)s.") % target


def _half(indicator: Indicator, band: Band) -> str:
    low, high = figure(band.low, indicator, with_unit=False), figure(band.high, indicator)
    if number_text(band.low, indicator.decimals, number_style()) == figure(
        band.high, indicator, with_unit=False
    ):
        return _("At least half of the municipalities have %(value)s.") % {"value": high}
    return _("Half of the municipalities lie between %(low)s and %(high)s.") % {"low": low, "high": high}


def gap_word(reading: Reading) -> str:
    """Say inside a sentence why a value is not there."""
    word = str(gap_sign(reading.status).word)
    return word[:1].lower() + word[1:]


def change(row: IndicatorRow, series: Series) -> str:
    """Say from what to what an indicator has gone over the years that are known."""
    first, last = first_and_last(series)
    assert first.value is not None
    assert last.value is not None
    said = {
        "before": figure(first.value, row.indicator, with_unit="=" not in row.indicator.unit),
        "first": first.year,
        "now": figure(last.value, row.indicator),
        "last": last.year,
    }
    if turn := _turn(row.own.trend, series):
        return _("from %(before)s in %(first)s to %(now)s in %(last)s, %(turn)s.") % (said | {"turn": turn})
    return _("from %(before)s in %(first)s to %(now)s in %(last)s.") % said


def _turn(trend: Trend | None, series: Series | None) -> str:
    """Say since when a figure has gone the other way than its direction."""
    year = turned_in(trend, series) if series else None
    if year is None:
        return ""
    said = _("but better since %(year)s") if trend is Trend.WORSENING else _("but weaker since %(year)s")
    return said % {"year": year}


# --- the indicator --------------------------------------------------------------------------------


def across(indicator: Indicator, band: Band | None, country: Reading | None) -> str:
    """Say how an indicator is spread over the municipalities, and its target if it has one."""
    if band is None:
        return _("There are too few figures to say how the municipalities differ.")
    said = [_half(indicator, band)]
    if country is not None and country.value is not None:
        said.append(
            _("The figure for the country is %(country)s.") % {"country": figure(country.value, indicator)}
        )
    if indicator.yardstick is Yardstick.TARGET:
        said.append(_yardstick(indicator, band))
    return " ".join(said).rstrip()


def heading(
    name: str, indicator: Indicator, own: Reading, country: Reading | None, series: Series | None = None
) -> str:
    """State the finding of an indicator's chart for one place."""
    if own.value is None:
        return _("%(indicator)s in %(place)s: no figure (%(gap)s)") % {
            "indicator": indicator.name,
            "place": name,
            "gap": gap_word(own),
        }
    parts = [_way(own.trend, indicator.yardstick)]
    if turn := _turn(own.trend, series):
        parts.append(turn)
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


def heading_of_country(indicator: Indicator, country: Reading | None, series: Series | None = None) -> str:
    """State what an indicator's chart shows where no place is chosen."""
    if country is None or country.value is None:
        return _("%(indicator)s: choose a municipality to see its years") % {"indicator": indicator.name}
    parts = [_way(country.trend, indicator.yardstick)]
    if turn := _turn(country.trend, series):
        parts.append(turn)
    return _("%(indicator)s in the country: %(finding)s") % {
        "indicator": indicator.name,
        "finding": ", ".join(parts),
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


def spread_from_to(indicator: Indicator, rows: Iterable[tuple[str, float]]) -> str:
    """State between which figures the municipalities lie; one that has an end alone is named."""
    values = list(rows)
    low, high = (end(value for _name, value in values) for end in (min, max))
    return _("The municipalities lie between %(low)s and %(high)s") % {
        "low": _named(indicator, low, values),
        "high": _named(indicator, high, values),
    }


def _named(indicator: Indicator, value: float, rows: Iterable[tuple[str, float]]) -> str:
    text = figure(value, indicator, with_unit="=" not in indicator.unit)
    names = [name for name, other in rows if figure(other, indicator) == figure(value, indicator)]
    return f"{text} ({names[0]})" if len(names) == 1 else text


def _way(trend: Trend | None, yardstick: Yardstick) -> str:
    """Say where a figure is heading, as a clause; where there is no target, nobody is on track to it."""
    if trend is None:
        return _("the direction is not computed")
    if trend is Trend.ON_TRACK and yardstick is Yardstick.COMPARISON:
        return _("keeping up with the best")
    return {
        Trend.ON_TRACK: _("on track"),
        Trend.IMPROVING: _("going the right way"),
        Trend.STAGNATING: _("standing still"),
        Trend.WORSENING: _("going the wrong way"),
        Trend.UNCLEAR: _("the direction is uncertain"),
    }[trend]
