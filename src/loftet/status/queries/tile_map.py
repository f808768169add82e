"""The map on the page of an indicator: how every municipality stands, in words and by county."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from loftet.charts.tile_map import Mark, PlaceOnMap, TileMap, tile_map
from loftet.core.words import COMPARISON_COLOURS, GAPS, NO_DIFFERENCE, NO_STATUS, NOT_JOINED, TARGET_COLOURS
from loftet.editions.rows import Indicator, Yardstick
from loftet.geography.tiles import Tile
from loftet.status.indicator.queries import PlaceRow
from loftet.status.indicator.sentences import (
    close_to_target,
    county_that_stands_out,
    nobody_has_a_figure,
    spread_from_to,
)
from loftet.status.sentences.words import figure

NEAR, STRONG = "t3", frozenset({"t3", "t2", "c3", "c2"})
NOT_JUDGED = frozenset({"grey", "none", NOT_JOINED.key})
SHORT_UNIT = 2  # «%» is said for each of 357 squares; a longer unit stands once, in the map's name


def indicator_map(
    indicator: Indicator, rows: Iterable[PlaceRow], tiles: Mapping[str, Tile], query: str
) -> TileMap | None:
    """Return the map of an indicator, its title the finding.

    `query` is what links to other pages carry on.
    """
    rows = list(rows)
    return tile_map(
        map_finding(indicator, rows),
        (_on_map(indicator, row, query) for row in rows if row.slug),
        tiles,
        words=_words(indicator),
        chosen=[row.slug for row in rows if row.own],
    )


def map_finding(indicator: Indicator, rows: Iterable[PlaceRow]) -> str:
    """Return what the map shows: how many are close to a target, which county stands out, or the spread."""
    rows = list(rows)
    if not any(row.reading.value is not None for row in rows):
        return nobody_has_a_figure()
    judged = [row for row in rows if row.gap is None and row.status.key not in NOT_JUDGED]
    if indicator.yardstick is Yardstick.TARGET:
        return close_to_target(sum(row.status.key == NEAR for row in judged), len(judged))
    if len({row.county for row in judged}) == 1:
        known = [(row.name, row.reading.value) for row in judged if row.reading.value is not None]
        return spread_from_to(indicator, known)
    counties: dict[str, list[bool]] = {}
    for row in judged:
        counties.setdefault(row.county, []).append(row.status.key in STRONG)
    return county_that_stands_out(
        {county: (sum(better), len(better)) for county, better in counties.items() if county}
    )


def _on_map(indicator: Indicator, row: PlaceRow, query: str) -> PlaceOnMap:
    return PlaceOnMap(
        row.slug,
        row.county,
        Mark.of((row.gap or row.status).key),
        label_of(indicator, row),
        reverse("municipality", args=[row.slug]) + query,
    )


def label_of(indicator: Indicator, row: PlaceRow) -> str:
    """Return what a map says of a municipality: its name, its figure, its status or why there is none."""
    said = [] if row.gap else [_figure(indicator, row)]
    return f"{row.name}: {', '.join([*said, str((row.gap or row.status).word)])}"


def _figure(indicator: Indicator, row: PlaceRow) -> str:
    value = row.reading.value
    if value is None:
        return ""
    return figure(value, indicator, with_unit=len(indicator.unit) <= SHORT_UNIT)


def _words(indicator: Indicator) -> dict[Mark, str]:
    colours = COMPARISON_COLOURS if indicator.yardstick is Yardstick.COMPARISON else TARGET_COLOURS
    return {
        Mark.of(sign.key): str(sign.word)
        for sign in (*colours.values(), NO_DIFFERENCE, NO_STATUS, NOT_JOINED, *GAPS.values())
    }
