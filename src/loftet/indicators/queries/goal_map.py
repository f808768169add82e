"""The map on the page of a goal: how every municipality stands on it, in words and by county."""

from collections.abc import Iterable, Mapping

from loftet.charts.tile_map import Mark, PlaceOnMap, TileMap, tile_map
from loftet.core.words import COMPARISON_COLOURS, GAPS, NOT_JOINED, TARGET_COLOURS
from loftet.editions.rows import Colour, Yardstick
from loftet.geography.tiles import Tile
from loftet.indicators import sentences
from loftet.indicators.queries.goal import GoalPlace

BETTER = frozenset({Colour.GREEN, Colour.YELLOW})


def goal_map(rows: Iterable[GoalPlace], tiles: Mapping[str, Tile]) -> TileMap | None:
    """Return the map of a goal, its title the finding."""
    rows = list(rows)
    return tile_map(
        map_finding(rows),
        (_on_map(row) for row in rows if row.slug),
        tiles,
        words=_words(rows),
    )


def map_finding(rows: Iterable[GoalPlace]) -> str:
    """Return how many are close to the target; where most can only be compared, which county stands out."""
    judged = [row for row in rows if row.reading.colour not in (None, Colour.GREY)]
    held = [row for row in judged if row.reading.yardstick is Yardstick.TARGET]
    if 2 * len(held) >= len(judged):
        return sentences.close_to_target(sum(row.reading.colour is Colour.GREEN for row in held), len(held))
    counties: dict[str, list[bool]] = {}
    for row in judged:
        if row.reading.yardstick is Yardstick.COMPARISON:
            counties.setdefault(row.county, []).append(row.reading.colour in BETTER)
    return sentences.county_that_stands_out(
        {county: (sum(better), len(better)) for county, better in counties.items() if county}
    )


def _on_map(row: GoalPlace) -> PlaceOnMap:
    said = f"{row.name}: {row.status.word}"
    return PlaceOnMap(row.slug, row.county, Mark.of(row.status.key), said, row.address)


def _words(rows: Iterable[GoalPlace]) -> dict[Mark, str]:
    """Return what each mark means; one that means two things on this map says both."""
    on_map = {row.status for row in rows}
    every = [*TARGET_COLOURS.values(), *COMPARISON_COLOURS.values(), NOT_JOINED, *GAPS.values()]
    words: dict[Mark, list[str]] = {}
    for sign in every:
        if sign in on_map and str(sign.word) not in words.setdefault(Mark.of(sign.key), []):
            words[Mark.of(sign.key)].append(str(sign.word))
    order = [Mark.of(sign.key) for sign in every]
    return {mark: " / ".join(words[mark]) for mark in dict.fromkeys(order) if words.get(mark)}
