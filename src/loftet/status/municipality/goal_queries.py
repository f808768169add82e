"""One goal in a municipality: each of its indicators, and what can be done about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loftet.charts.scale import common_step
from loftet.charts.spark import SparkLine, spark_line
from loftet.core.words import QUALITY, Words, gap_sign, page_language
from loftet.editions.rows import Edition, Indicator, IndicatorRow, Series, Yardstick
from loftet.editions.spread import spread_of
from loftet.editions.store import EditionStore
from loftet.methods.verdicts import MarkKind
from loftet.status.composition import ORDER, earlier_rule
from loftet.status.goal_names import Goal, Target, goals, targets_of
from loftet.status.marks import own_mark
from loftet.status.municipality.goal_sentences import goal_in_place, what_can_be_done
from loftet.status.municipality.queries import GoalCard, goal_card
from loftet.status.municipality.sentences import standing_of
from loftet.status.queries.chosen import PlaceInEdition, country_of
from loftet.status.queries.conservative_trend import conservative_trend_rows
from loftet.status.queries.explanation import Explanation, explanation_of
from loftet.status.queries.figures import Column, FigureRow, columns_beside, figure_row, written
from loftet.status.queries.gaps import Gaps, find_gaps
from loftet.status.queries.nearby import Area, Nearby, nearby, surroundings
from loftet.status.queries.notes import FigureNotes, notes_of
from loftet.status.queries.projection import FigureProjection, Known, county_of, projection_of, read_known
from loftet.status.queries.sources import Sources, find_sources
from loftet.status.strips import IndicatorStrip, strip_of_place


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a figure: its value as it is written, or the sign of why there is none."""

    year: int
    written: str


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An indicator that can be opened: its figure, its years, its neighbours, what can be done about it."""

    figure: FigureRow
    mark: MarkKind | None
    spark: SparkLine | None
    strip: IndicatorStrip | None
    years: tuple[Year, ...]
    nearby: Nearby | None
    finding: str
    can_be_done: str
    quality: Words
    notes: FigureNotes
    projection: FigureProjection

    @property
    def first_year(self) -> int | None:
        """Return the first year of the figure."""
        return self.years[0].year if self.years else None

    @property
    def last_year(self) -> int | None:
        """Return the last year of the figure."""
        return self.years[-1].year if self.years else None


@dataclass(frozen=True, slots=True)
class TargetOfGoal:
    """A target of the goal, and the indicators that tell of it."""

    target: Target
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class MunicipalityGoalPage:
    """All that the page of a goal in a municipality shows."""

    goal: Goal
    answer: str
    tile: GoalCard
    earlier_rule: str
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
    """Read a goal in a municipality: nine questions to the edition, however many neighbours."""
    columns, area = columns_beside(store, edition, compare), surroundings(place, edition)
    rows, known = read_rows(store, edition, place, goal, columns, area)
    of_goal = next((row for row in store.goal_rows(edition, place.code, ()) if row.goal == goal.key), None)
    keys = [row.indicator.key for row in rows]
    series = {one.indicator: one for one in store.place_series(edition, place.code, keys)}
    spread = spread_of(store, edition, keys)
    notes = notes_of(place.slug) if rows else {}
    before, after = beside_goal(goal)
    own = of_goal.own if of_goal else None
    indicators = [(row.indicator, row.own) for row in rows]
    tile = goal_card(goal.key, goal.name, of_goal, [row.own for row in rows])
    return MunicipalityGoalPage(
        goal=goal,
        answer=goal_in_place(place.name, own, tile.counts),
        tile=tile,
        earlier_rule=earlier_rule(edition),
        columns=tuple(columns),
        rows=tuple(
            open_row(row, series.get(key), columns, notes.get(key), known, spread.get(key, ()))
            for row in in_order_of_marks(rows)
            for key in [row.indicator.key]
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
    language = page_language()
    rows = store.indicator_rows(edition, place.code, language, list(dict.fromkeys(beside)), goal.key)
    known = read_known(store, edition, place, area, [row.indicator.key for row in rows])
    return conservative_trend_rows(store, edition, rows, known.projections.values()), known


def in_order_of_marks(rows: Iterable[IndicatorRow]) -> list[IndicatorRow]:
    """Return rows as the marks of the goal stand: strong, on the line, weak, unknown, without a mark."""
    return sorted(rows, key=lambda row: ORDER[mark] if (mark := own_mark(row)) else len(ORDER))


def open_row(
    row: IndicatorRow,
    series: Series | None,
    columns: Sequence[Column],
    notes: FigureNotes | None,
    known: Known,
    values: Sequence[float],
) -> OpenRow:
    """Return an indicator's row with all that opens under it."""
    points = [(point.year, point.value) for point in series.points] if series else []
    apart = common_step(year for year, _value in points)
    breaks = [series.since] if series and series.since else []
    target = row.indicator.green if row.indicator.yardstick is Yardstick.TARGET else None
    return OpenRow(
        figure=figure_row(row, columns),
        mark=own_mark(row),
        spark=spark_line(points, target=target, breaks=breaks, years_apart=apart) if points else None,
        strip=strip_of_place(row, known.place.name, values, named=False),
        years=tuple(years(series, row.indicator)) if series else (),
        nearby=nearby(row, known.area) if known.area else None,
        finding=standing_of(row, country_of(row)) if row.own.value is not None else "",
        can_be_done=what_can_be_done(row.indicator),
        quality=QUALITY.get(row.indicator.quality, ""),
        notes=notes or FigureNotes(),
        projection=projection_of(row, known),
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
