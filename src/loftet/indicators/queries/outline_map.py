"""The map of real outlines of an indicator, for those who know their municipality by its shape."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.urls import reverse

from loftet.charts.outline_map import OutlineMap, PlaceOnMap, outline_map
from loftet.core.words import COMPARISON_COLOURS, GAPS, NO_DIFFERENCE, NO_STATUS, NOT_JOINED, TARGET_COLOURS
from loftet.editions.rows import Indicator, Yardstick
from loftet.geography.kept_outlines import FILE, KeptOutlines, read_kept
from loftet.indicators.queries.indicator import PlaceRow
from loftet.indicators.queries.tile_map import label_of, map_finding


def kept_outlines(data: Path) -> KeptOutlines | None:
    """Return the outlines that have been fetched, read once until they are fetched again."""
    try:
        changed = (data / FILE).stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _kept(data, changed)


@lru_cache(maxsize=2)
def _kept(data: Path, _changed: int) -> KeptOutlines | None:
    return read_kept(data)


def indicator_outlines(
    indicator: Indicator, rows: Iterable[PlaceRow], kept: KeptOutlines, query: str
) -> OutlineMap | None:
    """Return the map of an indicator, its title the finding.

    `query` is what links to other pages carry on.
    """
    rows = list(rows)
    colours = COMPARISON_COLOURS if indicator.yardstick is Yardstick.COMPARISON else TARGET_COLOURS
    signs = (*colours.values(), NO_DIFFERENCE, NO_STATUS, NOT_JOINED, *GAPS.values())
    return outline_map(
        map_finding(indicator, rows),
        (
            PlaceOnMap(
                row.reading.place,
                row.county,
                (row.gap or row.status).key,
                label_of(indicator, row),
                reverse("municipality", args=[row.slug]) + query,
            )
            for row in rows
            if row.slug
        ),
        kept.outlines,
        {sign.key: (sign.symbol, str(sign.word)) for sign in signs},
        [row.reading.place for row in rows if row.own],
    )
