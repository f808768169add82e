"""The page of a region or a county: its municipalities side by side, never averaged."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from loftet.charts.outline_map import OutlineMap
from loftet.core.words import page_language
from loftet.editions.rows import Edition, Indicator, IndicatorRow
from loftet.editions.store import EditionStore
from loftet.methods.challenges import State
from loftet.status.goal_names import goals
from loftet.status.queries.basis import counts
from loftet.status.queries.beside import GapCount, gap_counts, readings_of
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition
from loftet.status.queries.outline_map import NamedPlace, place_map
from loftet.status.queries.sources import distinct_sources
from loftet.status.region import sentences
from loftet.status.region.goals import GoalStrip, HeatTable, Readings, goal_strips, heat_table
from loftet.status.region.shared import SharedItem, shared_items, who_share_all
from loftet.status.shared_challenges.queries import known_of


@dataclass(frozen=True, slots=True)
class RegionGoals:
    """The goals on the page: the finding, a strip each, and the members side by side."""

    heading: str
    strips: tuple[GoalStrip, ...]
    heat: HeatTable


@dataclass(frozen=True, slots=True)
class RegionPage:
    """All that the page of a region shows; `strengths` counts what is shared and strong beyond chance."""

    who_is_judged: str
    lead: str
    shared: tuple[SharedItem, ...]
    strengths: int
    goals: RegionGoals
    map: OutlineMap | None
    population: int | None
    gaps: tuple[GapCount, ...]
    cells: int
    indicators: int
    every: int
    sources: tuple[Indicator, ...]
    judged: int


def region_page(
    store: EditionStore,
    edition: Edition,
    name: str,
    members: Sequence[PlaceInEdition],
    own: PlaceInEdition | None = None,
    query: str = "",
) -> RegionPage:
    """Read the page of a region; `own` is the place under which the edition holds its own figures."""
    rows, readings = read_members(store, edition, members, own)
    known = known_of(store, edition, members)
    hidden = store.hidden_in(edition)
    judged = sum(one.code not in hidden for one in members)
    mine = [of_members(row, len(members)) for row in rows]
    shared = shared_items(store, edition, known, mine, members)
    certain = [one.short for one in shared if one.is_clear]
    counted = [one.short for one in shared if not one.is_clear]
    return RegionPage(
        who_is_judged=sentences.who_is_judged(name, judged, len(members)),
        lead=sentences.lead(judged, who_share_all(shared), certain, counted) if judged else "",
        shared=shared,
        strengths=sum(one.state is State.STRENGTH for one in known.found.indicators),
        goals=region_goals(store, edition, readings, members),
        map=map_of(name, members, query),
        population=population_of(store, edition, members),
        gaps=gap_counts(reading for row in mine for reading in readings_of(row)),
        cells=sum(len(readings_of(row)) for row in mine),
        indicators=sum(is_counted(row) for row in mine),
        every=len(rows),
        sources=distinct_sources(row.indicator for row in rows),
        judged=judged,
    )


def region_goals(
    store: EditionStore, edition: Edition, readings: Readings, members: Sequence[PlaceInEdition]
) -> RegionGoals:
    """Return what the page shows of the goals."""
    every, most = (goals_weak_for(readings, members, enough) for enough in (all_of, most_of))
    return RegionGoals(
        heading=sentences.goals_heading(len(members), every, most),
        strips=goal_strips(store, edition, readings, members),
        heat=heat_table(readings, members),
    )


def goals_weak_for(
    readings: Readings, members: Sequence[PlaceInEdition], enough: Callable[[int, int], bool]
) -> list[str]:
    """Return the names of the goals on which enough members have more weak figures than strong."""
    found = []
    for goal in goals():
        of_goal = [readings.get((one.code, goal.key)) for one in members]
        wordings = [one.wording for one in of_goal if one is not None and one.wording is not None]
        weak = sum(one.share is not None and one.weak > one.strong for one in wordings)
        if enough(weak, len(members)):
            found.append(goal.name)
    return found


def all_of(count: int, members: int) -> bool:
    """Check whether all members are counted."""
    return count == members


def most_of(count: int, members: int) -> bool:
    """Check whether more than half of the members are counted."""
    return 2 * count > members


def map_of(name: str, members: Sequence[PlaceInEdition], query: str) -> OutlineMap | None:
    """Return the map of the members with their names."""
    places = (NamedPlace(one.code, one.slug, one.name) for one in members)
    return place_map(name, places, query, area=name)


def population_of(store: EditionStore, edition: Edition, members: Iterable[PlaceInEdition]) -> int | None:
    """Return how many live there, as the edition counts; None where one is not counted."""
    people = {place.code: place.population for place in store.places(edition)}
    counted = [people.get(one.code) for one in members]
    return sum(filter(None, counted)) if all(counted) else None


def read_members(
    store: EditionStore, edition: Edition, members: Sequence[PlaceInEdition], own: PlaceInEdition | None
) -> tuple[tuple[IndicatorRow, ...], Readings]:
    """Read all indicators of the members, of the region itself and of the country; and the members' goals."""
    codes = [place.code for place in (*members, *([own] if own else []))]
    language = page_language()
    rows = store.indicator_rows(edition, codes[0], language, [*codes[1:], COUNTRY])
    goal_rows = store.goal_rows(edition, codes[0], [one.code for one in members[1:]])
    return rows, {(one.place, one.goal): one for row in goal_rows for one in (row.own, *row.compared)}


def is_counted(row: IndicatorRow) -> bool:
    """Check whether some member with a status has a figure that counts."""
    return any(one.judged and counts(row.indicator, one) for one in readings_of(row))


def of_members(row: IndicatorRow, members: int) -> IndicatorRow:
    """Return the readings of the members alone."""
    return IndicatorRow(row.indicator, row.own, row.compared[: members - 1], row.values, row.scores)
