"""Sentences about a municipality: how it stands on the goals, where a figure stands, how it has moved."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.editions.rows import Colour, GoalReading, IndicatorRow, Reading, Series, Yardstick
from loftet.indicators.direction import first_and_last
from loftet.indicators.sentences.words import Relation, figure, join_words, relation, turned, yardstick

GOALS = 17


@dataclass(frozen=True, slots=True)
class Ladder:
    """The number of indicators that there are, apply, have a figure, have a part in a score, decide a status.

    `background` tells that the others with a figure have no say in any status either.
    """

    every: int
    applying: int
    known: int
    scored: int
    deciding: int
    background: bool
    judged: bool


def standing(name: str, goals: Iterable[GoalReading], ranked: int) -> list[str]:
    """Return in up to four clauses how a place stands on the seventeen goals."""
    goals = list(goals)
    if goals and not any(goal.judged for goal in goals):
        return [not_judged(name)]
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


def ladder(name: str, counted: Ladder) -> str:
    """Return in words the counts of indicators of a place; without a status those of figures."""
    numbers = {"place": name} | asdict(counted)
    if not counted.judged:
        return (
            _(
                "Indicators: %(every)d in this edition, %(applying)d that apply in %(place)s, "
                "%(known)d with a figure."
            )
            % numbers
        )
    said = [
        _(
            "Indicators: %(every)d in this edition, %(applying)d that apply in %(place)s, "
            "%(known)d with a figure, %(scored)d that count in the scores of the goals."
        )
        % numbers,
        _("The others with a figure are background.") if counted.background else "",
        _("The status of the goals rests on %(deciding)d of the indicators.") % numbers,
    ]
    return " ".join(filter(None, said))


def not_judged(name: str) -> str:
    """Return the sentence that a municipality has no status here, and why."""
    return _(
        "%(place)s has no status here: the municipality has not said that it takes part. "
        "Its figures stand beside those of others."
    ) % {"place": name}


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
    return join_words(
        [
            (later if position else first) % {"count": count}
            for position, (count, first, later) in enumerate(counted)
        ]
    )


def standing_of(row: IndicatorRow, country: Reading | None) -> str:
    """Return an indicator's value and year beside the country's, and the yardstick of its status.

    The country alone would mislead: a figure can be better than the country's and weaker than most.
    """
    return f"{_beside_country(row, country)} {yardstick(row.indicator, row.values)}".rstrip()


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


def change(row: IndicatorRow, series: Series) -> str:
    """Return in words from what to what an indicator has gone over the years that are known."""
    first, last = first_and_last(series)
    assert first.value is not None
    assert last.value is not None
    said = {
        "before": figure(first.value, row.indicator, with_unit="=" not in row.indicator.unit),
        "first": first.year,
        "now": figure(last.value, row.indicator),
        "last": last.year,
    }
    if turn := turned(row.own.trend, series):
        return _("from %(before)s in %(first)s to %(now)s in %(last)s, %(turn)s.") % (said | {"turn": turn})
    return _("from %(before)s in %(first)s to %(now)s in %(last)s.") % said
