"""The map on the page of a goal: the share of certain figures that are on the strong side."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import pairwise

from django.conf import settings
from django.utils.translation import gettext as _

from loftet.charts.outline_map import UNKNOWN, MapWish, OutlineMap, PlaceOnMap, outline_map
from loftet.charts.tile_map import Mark, TileMap, tile_map
from loftet.charts.tile_map import PlaceOnMap as PlaceOnTiles
from loftet.charts.value_classes import ValueClasses
from loftet.core.words import GAPS, GOAL_WORDS, NOT_JOINED
from loftet.editions.rows import GoalWord
from loftet.places.queries import outlines_of, tiles_of
from loftet.status.goals.rows import GoalPlace
from loftet.status.goals.sentences import map_heading
from loftet.status.queries.outline_map import CITIES

FIFTHS = ValueClasses((0.2, 0.4, 0.6, 0.8), ("v1", "v2", "v3", "v4", "v5"))
FEWEST = 5  # municipalities of a county that stands out
LARGE = 0.5  # of them stand mostly strong


def goal_map(rows: Iterable[GoalPlace], own: Collection[str]) -> OutlineMap | None:
    """Return the map of a goal; None where the edition has other codes, or no shares."""
    rows = [row for row in rows if row.address]
    if not any(row.share is not None for row in rows):
        return None
    places = (
        PlaceOnMap(row.code, row.name, row.county, FIFTHS.kind(row.share), row.said, row.address)
        for row in rows
    )
    return outline_map(
        county_that_stands_out(rows),
        places,
        outlines_of(settings.CATALOGUE),
        MapWish(words=class_words(), own=own, cities=CITIES),
    )


def class_words() -> dict[str, str]:
    """Return the meaning of each class of shares."""
    limits = [round(100 * limit) for limit in FIFTHS.limits]
    between = [f"{low}–{high} %" for low, high in pairwise(limits)]
    words = [_("under %(limit)s") % {"limit": f"{limits[0]} %"}, *between]
    words.append(_("over %(limit)s") % {"limit": f"{limits[-1]} %"})
    return dict(zip(FIFTHS.kinds, words, strict=True)) | {UNKNOWN: str(GOAL_WORDS["too_few"].word)}


def county_that_stands_out(rows: Iterable[GoalPlace]) -> str:
    """Return the finding: the county where the largest share stands mostly strong, at least half."""
    counties: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        if row.county and row.share is not None:
            counties[row.county].append(row.sign.key == GoalWord.STRONG.value)
    shares = {name: sum(one) / len(one) for name, one in counties.items() if len(one) >= FEWEST}
    best = max(shares, key=lambda name: shares[name], default="")
    if not best or shares[best] < LARGE:
        return map_heading("", 0)
    return map_heading(best, round(100 * shares[best]))


def goal_tiles(rows: Iterable[GoalPlace]) -> TileMap | None:
    """Return the map of squares, coloured by the word of the goal."""
    rows = [row for row in rows if row.slug]
    signs = (*GOAL_WORDS.values(), NOT_JOINED, *GAPS.values())
    return tile_map(
        county_that_stands_out(rows),
        (
            PlaceOnTiles(row.slug, row.county, Mark.of(row.sign.key), f"{row.name}: {row.said}", row.address)
            for row in rows
        ),
        tiles_of(settings.CATALOGUE),
        words={Mark.of(sign.key): str(sign.word) for sign in reversed(signs)},
    )
