"""A goal across the municipalities: how they stand, what its indicators say, where nothing is known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation

from loftet.charts.dot import DotScale, dot_scale
from loftet.core.words import INFLUENCE, Sign, Words, trend_sign
from loftet.editions.rows import Edition, GoalReading, Indicator, IndicatorRow, Yardstick
from loftet.editions.store import EditionStore
from loftet.indicators import sentences
from loftet.indicators.goals import Goal
from loftet.indicators.queries.chosen import COUNTRY, every_place
from loftet.indicators.queries.highlights import (
    MOST_LINES,
    Line,
    by_movement,
    changing_line,
    series_that_move,
)
from loftet.indicators.queries.indicator import is_wanted
from loftet.indicators.queries.municipality_goal import FEW_INDICATORS, TargetOfGoal, beside_goal, targets
from loftet.indicators.queries.sources import Sources, find_sources
from loftet.indicators.queries.tallies import Tally, tally_goals, tally_indicators
from loftet.indicators.sentences.goal import across_country, far_from_target
from loftet.indicators.status import goal_sign

SLUG = "SLUG"  # stands for a place in an address
MOST = 0.5  # of those with a status: then «most» are close, or far off


@dataclass(frozen=True, slots=True)
class GoalPlace:
    """A municipality in the table of a goal; `scale` is its dot and its interval."""

    slug: str
    address: str
    name: str
    county: str
    reading: GoalReading
    status: Sign
    scale: DotScale | None


@dataclass(frozen=True, slots=True)
class AcrossLine:
    """An indicator across the municipalities, and how many of these have no figure."""

    indicator: Indicator
    finding: str
    close: str
    development: Sign | None
    unknown: int
    influence: Words


@dataclass(frozen=True, slots=True)
class GoalHighlights:
    """The indicators by which most are close to a target, by which most are far, and what is changing."""

    close: tuple[Line, ...]
    far: tuple[Line, ...]
    changing: tuple[Line, ...]
    has_targets: bool


@dataclass(frozen=True, slots=True)
class GoalPage:
    """All that the page of a goal shows; `places` are the rows that match the words, `every` are all."""

    goal: Goal
    answer: tuple[str, ...]
    highlights: GoalHighlights
    indicators: tuple[AcrossLine, ...]
    places: tuple[GoalPlace, ...]
    every: tuple[GoalPlace, ...]
    band: DotScale | None
    targets: tuple[TargetOfGoal, ...]
    sources: Sources
    unknown: int
    before: Goal | None
    after: Goal | None


def goal_page(
    store: EditionStore, edition: Edition, goal: Goal, *, two_worst: bool, wanted: str = "", kept: str = ""
) -> GoalPage:
    """Read the page of a goal: three questions to the edition, however many municipalities.

    `two_worst` tells that the edition gives a goal its status from its two weakest indicators; `wanted`
    keeps the rows of the table whose municipality or county it names; `kept` is the query that links
    to other pages carry on.
    """
    language = translation.get_language() or "nb"
    indicators = [one for one in store.indicators(edition, language) if one.goal == goal.key]
    rows = store.indicator_rows(edition, COUNTRY, language, (), goal.key)
    every = tuple(goal_places(store, edition, goal, kept))
    names = {place.code: place.name for place in store.places(edition)}
    counts = [one for one in store.goal_counts(edition) if one.goal == goal.key]
    tallies = tally_indicators(store.indicator_counts(edition))
    compared = [one for one in indicators if one.weight and one.yardstick is Yardstick.COMPARISON]
    band = store.goal_band(edition, goal.key)
    before, after = beside_goal(goal)
    return GoalPage(
        goal=goal,
        answer=tuple(across_country(counts, by_weakest=two_worst and len(compared) > FEW_INDICATORS)),
        highlights=goal_highlights(store, edition, indicators, rows, tallies),
        indicators=tuple(across_lines(store, edition, indicators, rows, tallies)),
        places=tuple(row for row in every if is_wanted(row.reading.place, names, wanted)),
        every=every,
        band=dot_scale(None, band_low=band.low, band_high=band.high) if band else None,
        targets=targets(goal, indicators),
        sources=find_sources(indicators),
        unknown=tally_goals(counts)[goal.key, None].unknown,
        before=before,
        after=after,
    )


def goal_places(store: EditionStore, edition: Edition, goal: Goal, kept: str) -> Iterable[GoalPlace]:
    """Return the ranked places in the order of codes: small differences are not dressed up as ranks."""
    known, of = every_place(edition), {one.place: one for one in store.goal_table(edition, goal.key)}
    # The address is looked up once and not for each of hundreds of places.
    address = reverse("municipality_goal", args=[SLUG, goal.key]) + kept
    names = {place.code: place.name for place in store.places(edition)}
    for place in store.places(edition):
        if place.ranked and place.code in of:
            reading = of[place.code]
            dotted = reading.score is not None
            slug = known[place.code].slug if place.code in known else ""
            yield GoalPlace(
                slug=slug,
                address=address.replace(SLUG, slug, 1) if slug else "",
                name=place.name,
                county=names.get(place.code[:2], ""),
                reading=reading,
                status=goal_sign(reading),
                scale=dot_scale(reading.score, reading.score_low, reading.score_high) if dotted else None,
            )


# --- the indicators -------------------------------------------------------------------------------


def across_lines(
    store: EditionStore,
    edition: Edition,
    indicators: Sequence[Indicator],
    rows: Iterable[IndicatorRow],
    tallies: Mapping[str, Tally],
) -> Iterable[AcrossLine]:
    """Return how each indicator is spread, how many are close to its target, and where it is heading."""
    national = {row.indicator.key: row.own for row in rows}
    for one in indicators:
        country, tally = national.get(one.key), tallies[one.key]
        held = one.yardstick is Yardstick.TARGET and tally.judged
        yield AcrossLine(
            indicator=one,
            finding=sentences.across(one, store.indicator_bands(edition, one.key)[0], country),
            close=sentences.close_to_target(tally.close, tally.judged) if held else "",
            development=trend_sign(country.trend, one.yardstick) if country and country.trend else None,
            unknown=tally.unknown,
            influence=INFLUENCE.get(one.influence or "", ""),
        )


def goal_highlights(
    store: EditionStore,
    edition: Edition,
    indicators: Iterable[Indicator],
    rows: Sequence[IndicatorRow],
    tallies: Mapping[str, Tally],
) -> GoalHighlights:
    """Choose the indicators by which most are close to a target, by which most are far, and what changes."""
    held = [one for one in indicators if one.weight and one.yardstick is Yardstick.TARGET]
    series = series_that_move(store, edition, COUNTRY, rows)

    def chosen(share: Callable[[Tally], float], say: Callable[[Tally], str]) -> tuple[Line, ...]:
        most = [one for one in held if share(tallies[one.key]) >= MOST]
        most.sort(key=lambda one: -share(tallies[one.key]))
        return tuple(_line(one, f"{say(tallies[one.key])}.") for one in most[:MOST_LINES])

    return GoalHighlights(
        close=chosen(
            lambda tally: tally.share_close,
            lambda tally: sentences.close_to_target(tally.close, tally.judged),
        ),
        far=chosen(lambda tally: tally.share_far, lambda tally: far_from_target(tally.far, tally.judged)),
        changing=tuple(
            changing_line(row, series[row.indicator.key]) for row in by_movement(rows, series)[:MOST_LINES]
        ),
        has_targets=bool(held),
    )


def _line(indicator: Indicator, sentence: str) -> Line:
    influence = INFLUENCE.get(indicator.influence or "", "")
    return Line(indicator.key, indicator.name, sentence, None, influence)
