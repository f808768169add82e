"""A goal across the municipalities: how they stand, what its figures say, where nothing is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loftet.charts.outline_map import OutlineMap
from loftet.charts.strip import Strip, StripPlace, strip
from loftet.core.words import INFLUENCE, Sign, Words, page_language, trend_sign
from loftet.editions.rows import Edition, Indicator, IndicatorRow, Yardstick
from loftet.editions.store import EditionStore
from loftet.status.goal_names import Goal
from loftet.status.goals.map_queries import goal_map
from loftet.status.goals.rows import GoalGroup, GoalPlace, goal_places, groups_of
from loftet.status.goals.sentences import across_country
from loftet.status.indicator.sentences import across, close_to_target
from loftet.status.marks import own_mark
from loftet.status.municipality.goal_queries import TargetOfGoal, beside_goal, targets
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition
from loftet.status.queries.goal_spread import spread_by_goal
from loftet.status.queries.nearby import surroundings
from loftet.status.queries.outline_map import county_part
from loftet.status.queries.sources import Sources, find_sources
from loftet.status.queries.tallies import Tally, tally_indicators
from loftet.status.queries.values import values_of
from loftet.status.sentences.words import YES_NO, figure
from loftet.status.strips import lines_of, way_of


@dataclass(frozen=True, slots=True)
class AcrossLine:
    """An indicator across the municipalities: the finding, the strip, and how many have no figure."""

    indicator: Indicator
    finding: str
    close: str
    development: Sign | None
    unknown: int
    influence: Words
    strip: Strip | None
    label: str


@dataclass(frozen=True, slots=True)
class GoalPage:
    """All that the page of a goal shows; `groups` are rows that stand open, `every` are all, folded."""

    goal: Goal
    answer: tuple[str, ...]
    own: GoalPlace | None
    map: OutlineMap | None
    indicators: tuple[AcrossLine, ...]
    groups: tuple[GoalGroup, ...]
    every: tuple[GoalPlace, ...]
    targets: tuple[TargetOfGoal, ...]
    sources: Sources
    before: Goal | None
    after: Goal | None


def goal_page(
    store: EditionStore,
    edition: Edition,
    goal: Goal,
    *,
    own: PlaceInEdition | None = None,
    kept: str = "",
) -> GoalPage:
    """Read the page of a goal. `own` is the municipality that is chosen; `kept` is what links carry on."""
    language = page_language()
    indicators = [one for one in store.indicators(edition, language) if one.goal == goal.key]
    every = tuple(goal_places(store, edition, goal, kept))
    around = around_place(store, edition, own) if own else []
    codes = list(dict.fromkeys(code for _name, group in around for code in group))
    first = own.code if own else COUNTRY
    rows = store.indicator_rows(edition, first, language, [*codes, COUNTRY], goal.key)
    spread = spread_by_goal(store, edition).get(goal.key)
    before, after = beside_goal(goal)
    return GoalPage(
        goal=goal,
        answer=tuple(across_country(spread.words if spread else {})),
        own=next((one for one in every if own and one.code == own.code), None),
        map=goal_map(every, [own.code] if own else []),
        indicators=tuple(across_lines(store, edition, indicators, rows, own)),
        groups=groups_of(every, own, around, rows) if own else (),
        every=every,
        targets=targets(goal, indicators),
        sources=find_sources(indicators),
        before=before,
        after=after,
    )


def around_place(
    store: EditionStore, edition: Edition, own: PlaceInEdition
) -> list[tuple[str, Sequence[str]]]:
    """Return the region and the county of a municipality: names, and the codes of the others there."""
    area, county = surroundings(own, edition), county_part(store, edition, own.code)
    found: list[tuple[str, Sequence[str]]] = []
    if area is not None and area.name != county.name:
        found.append((area.name, [one.code for one in area.others]))
    if county.codes:
        found.append((county.name, [code for code in county.codes if code != own.code]))
    return found


# --- the indicators -------------------------------------------------------------------------------


def across_lines(
    store: EditionStore,
    edition: Edition,
    indicators: Sequence[Indicator],
    rows: Iterable[IndicatorRow],
    own: PlaceInEdition | None,
) -> Iterable[AcrossLine]:
    """Return how each indicator is spread, how many are close to its target, and where it is heading."""
    of = {row.indicator.key: with_country(row) for row in rows}
    tallies = tally_indicators(store.indicator_counts(edition))
    for one in indicators:
        row, tally = of.get(one.key), tallies[one.key]
        country = next((each for each in row.compared if each.place == COUNTRY), None) if row else None
        band = store.indicator_bands(edition, one.key)[0]
        drawn, said = strip_across(store, edition, row, own) if row else (None, "")
        yield AcrossLine(
            indicator=one,
            finding=across(one, band, country),
            close=close_of(one, tally),
            development=trend_sign(country.trend, one.yardstick) if country and country.trend else None,
            unknown=tally.unknown,
            influence=INFLUENCE.get(one.influence or "", ""),
            strip=drawn,
            label=said,
        )


def close_of(indicator: Indicator, tally: Tally) -> str:
    """Return how many are close to a target; nothing where figures are only compared."""
    held = indicator.yardstick is Yardstick.TARGET and tally.judged
    return close_to_target(tally.close, tally.judged) if held else ""


def with_country(row: IndicatorRow) -> IndicatorRow:
    """Return a row whose compared readings hold the country, also where the row is the country's own."""
    if row.own.place != COUNTRY:
        return row
    return IndicatorRow(row.indicator, row.own, (row.own, *row.compared), row.values, row.scores)


def strip_across(
    store: EditionStore, edition: Edition, row: IndicatorRow, own: PlaceInEdition | None
) -> tuple[Strip | None, str]:
    """Draw all municipalities on an indicator, and the chosen one by name; what it shows, in words."""
    indicator, values = row.indicator, values_of(store, edition, row.indicator.key)
    if not values or indicator.unit in YES_NO:
        return None, ""
    named = []
    if own and row.own.value is not None:
        named = [StripPlace(f"{own.name} {figure(row.own.value, indicator, with_unit=False)}", row.own.value)]
    mark = own_mark(row) if own else None
    drawn = strip(
        values,
        named,
        better=way_of(indicator),
        band=(row.values.low, row.values.high) if row.values else None,
        lines=lines_of(row, values),
        mark=mark.value if mark else "",
        width=300.0,
    )
    return drawn, ": ".join([indicator.name, *(one.label for one in named)])
