"""One goal in a municipality: each of its indicators, and what can be done about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation

from loftet.charts.dot import DotScale, dot_scale
from loftet.charts.scale import common_step
from loftet.charts.spark import SparkLine, spark_line
from loftet.core.words import QUALITY, Words, gap_sign
from loftet.editions.rows import Edition, GoalReading, Indicator, IndicatorRow, Series, Yardstick
from loftet.editions.store import EditionStore
from loftet.indicators.goals import Goal, Target, goals, targets_of
from loftet.indicators.queries.chosen import PlaceInEdition
from loftet.indicators.queries.colour_limits import colour_rule
from loftet.indicators.queries.conservative_trend import conservative_trend_rows
from loftet.indicators.queries.explanation import Explanation, explanation_of
from loftet.indicators.queries.figures import Column, FigureRow, columns_beside, figure_row, written
from loftet.indicators.queries.gaps import Gaps, find_gaps
from loftet.indicators.queries.highlights import Highlights, highlights, standing_line
from loftet.indicators.queries.municipality import GoalTile, goal_tile
from loftet.indicators.queries.nearby import Area, Nearby, nearby, surroundings
from loftet.indicators.queries.notes import FigureNotes, notes_of
from loftet.indicators.queries.projection import FigureProjection, Known, county_of, projection_of, read_known
from loftet.indicators.queries.sources import Sources, find_sources
from loftet.indicators.sentences.basis import StatusBasis, standing_by_few
from loftet.indicators.sentences.place_goal import goal_in_place, standing_of_indicators, what_can_be_done
from loftet.methods.rules import GoalColour

FEW_INDICATORS = 2  # of so few, the two weakest are all


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a figure: its value as it is written, or the sign of why there is none."""

    year: int
    written: str


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An indicator that can be opened: its figure, its years, its neighbours, what can be done about it."""

    figure: FigureRow
    spark: SparkLine | None
    scale: DotScale | None
    years: tuple[Year, ...]
    nearby: Nearby | None
    finding: str
    can_be_done: str
    quality: Words
    notes: FigureNotes
    projection: FigureProjection


@dataclass(frozen=True, slots=True)
class TargetOfGoal:
    """A target of the goal, and the indicators that tell of it."""

    target: Target
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class MunicipalityGoalPage:
    """All that the page of a goal in a municipality shows."""

    goal: Goal
    answer: tuple[str, ...]
    tile: GoalTile
    highlights: Highlights
    columns: tuple[Column, ...]
    rows: tuple[OpenRow, ...]
    why: Explanation | None
    targets: tuple[TargetOfGoal, ...]
    gaps: Gaps
    sources: Sources
    area: Area | None
    before: Goal | None
    after: Goal | None


def municipality_goal_page(
    store: EditionStore,
    edition: Edition,
    place: PlaceInEdition,
    goal: Goal,
    compare: Sequence[PlaceInEdition],
) -> MunicipalityGoalPage:
    """Read a goal in a municipality: eight questions to the edition, however many neighbours."""
    columns, area = columns_beside(store, edition, compare), surroundings(place, edition)
    rows, known = read_rows(store, edition, place, goal, columns, area)
    of_goal = next((row for row in store.goal_rows(edition, place.code, ()) if row.goal == goal.key), None)
    keys = [row.indicator.key for row in rows]
    series = {one.indicator: one for one in store.place_series(edition, place.code, keys)}
    notes = notes_of(place.slug) if rows else {}
    before, after = beside_goal(goal)
    own = of_goal.own if of_goal else None
    indicators, rule = [(row.indicator, row.own) for row in rows], colour_rule(store, edition).goal
    tile = goal_tile(goal.key, goal.name, of_goal, indicators, rule)
    return MunicipalityGoalPage(
        goal=goal,
        answer=answer(place, own, rows, tile.basis, rule),
        tile=tile,
        highlights=highlights(rows, series),
        columns=tuple(columns),
        rows=tuple(
            open_row(row, series.get(row.indicator.key), columns, notes.get(row.indicator.key), known)
            for row in rows
        ),
        why=explanation_of(store, edition, own, rows, known),
        targets=targets(goal, (row.indicator for row in rows)),
        gaps=find_gaps(indicators),
        sources=find_sources(row.indicator for row in rows),
        area=area,
        before=before,
        after=after,
    )


def read_rows(
    store: EditionStore,
    edition: Edition,
    place: PlaceInEdition,
    goal: Goal,
    columns: Sequence[Column],
    area: Area | None,
) -> tuple[tuple[IndicatorRow, ...], Known]:
    """Read the indicators of a goal in a place beside its columns, its neighbours and its county."""
    county = county_of(store, edition, place)
    beside = [*(column.code for column in columns), *(one.code for one in (area.others if area else ()))]
    beside += [county.code] if county else []
    language = translation.get_language() or "nb"
    rows = store.indicator_rows(edition, place.code, language, list(dict.fromkeys(beside)), goal.key)
    known = read_known(store, edition, place, area, [row.indicator.key for row in rows])
    return conservative_trend_rows(store, edition, rows, known.projections.values()), known


def answer(
    place: PlaceInEdition,
    own: GoalReading | None,
    rows: Sequence[IndicatorRow],
    basis: StatusBasis | None,
    rule: GoalColour,
) -> tuple[str, ...]:
    """Return how the place stands on the goal, on how few figures that rests, and what the indicators say."""
    standing = goal_in_place(place.name, own, by_weakest=rule is GoalColour.TWO_WORST and is_of_many(rows))
    return (standing_by_few(standing, basis), *(standing_of_indicators(rows) if rows else ()))


def is_of_many(rows: Iterable[IndicatorRow]) -> bool:
    """Check whether a comparison rests on more indicators than the two weakest."""
    compared = [row for row in rows if row.indicator.yardstick is Yardstick.COMPARISON]
    return sum(row.own.colour is not None for row in compared) > FEW_INDICATORS


def open_row(
    row: IndicatorRow,
    series: Series | None,
    columns: Sequence[Column],
    notes: FigureNotes | None,
    known: Known,
) -> OpenRow:
    """Return an indicator's row with all that opens under it."""
    points = [(point.year, point.value) for point in series.points] if series else []
    apart = common_step(year for year, _value in points)
    breaks = [series.since] if series and series.since else []
    target = row.indicator.green if row.indicator.yardstick is Yardstick.TARGET else None
    return OpenRow(
        figure=figure_row(row, columns),
        spark=spark_line(points, target=target, breaks=breaks, years_apart=apart) if points else None,
        scale=score_scale(row),
        years=tuple(years(series, row.indicator)) if series else (),
        nearby=nearby(row, known.area) if known.area else None,
        finding=standing_line(row).sentence if row.own.value is not None else "",
        can_be_done=what_can_be_done(row.indicator),
        quality=QUALITY.get(row.indicator.quality, ""),
        notes=notes or FigureNotes(),
        projection=projection_of(row, known),
    )


def score_scale(row: IndicatorRow) -> DotScale | None:
    """Place a figure on the scale from 0 to 100, before the middle half; none where it has no score."""
    own, band = row.own, row.scores
    if own.score is None:
        return None
    return dot_scale(
        own.score,
        own.score_low,
        own.score_high,
        band.low if band else None,
        band.high if band else None,
    )


def years(series: Series, indicator: Indicator) -> Iterable[Year]:
    """Return the years of a figure, the oldest first."""
    for point in series.points:
        sign = gap_sign(point.status).symbol if point.value is None else ""
        yield Year(point.year, sign or written(point.value, indicator))


def targets(goal: Goal, indicators: Iterable[Indicator]) -> tuple[TargetOfGoal, ...]:
    """Return every target of a goal with the indicators that tell of it."""
    of: Mapping[str, list[Indicator]] = {target.key: [] for target in targets_of(goal.key)}
    for indicator in indicators:
        if indicator.target in of:
            of[indicator.target].append(indicator)
    return tuple(TargetOfGoal(target, tuple(of[target.key])) for target in targets_of(goal.key))


def beside_goal(goal: Goal) -> tuple[Goal | None, Goal | None]:
    """Return the goals before and after a goal."""
    every = goals()
    at = every.index(goal)
    return (every[at - 1] if at else None), (every[at + 1] if at + 1 < len(every) else None)
