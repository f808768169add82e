"""The tables of a whole edition, row by row, as `catalogue/code_book.csv` describes their columns.

They are read through a store, so that of a place whose status is hidden no table holds one. Texts are in all
three languages: a file is the same for every reader.
"""

from collections.abc import Callable, Iterator, Mapping

from loftet.core.export import Cells
from loftet.editions.observed import Bounds, read_bounds
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.status.downloads.csv import colour_word
from loftet.status.queries.conservative_trend import conservative_trend_readings

Rows = Iterator[Cells]
NO_BOUNDS = Bounds(None, None, None, None, None)


def figures(store: EditionStore, edition: Edition) -> Rows:
    """Return the newest figure of every indicator in every place, with its status."""
    names = _names(store, edition)
    for indicator in store.indicators(edition, "nb"):
        ahead = store.projection_reader.projections_everywhere(edition, indicator.key)
        table = store.indicator_table(edition, indicator.key)
        for one in conservative_trend_readings(store, edition, table, ahead).values():
            yield (
                *(one.place, names[one.place], indicator.key, indicator.name, indicator.goal, indicator.unit),
                *(one.year, one.value, one.low, one.high, str(one.status), one.score, colour_word(one)),
                *(str(indicator.yardstick), one.trend, one.mark),
            )


def series(store: EditionStore, edition: Edition) -> Rows:
    """Return every year of every indicator in every place, with where each figure came from."""
    for indicator in store.indicators(edition, "nb"):
        source = "" if edition.demo else indicator.source
        for one in store.whole_series(edition, indicator.key):
            yield (
                *(one.place, indicator.key, one.year, one.value, one.low, one.high, str(one.status)),
                *(one.source or source, one.table or indicator.table),
                *(one.vintage, one.period, one.code, one.row),
            )


def goals(store: EditionStore, edition: Edition) -> Rows:
    """Return every goal in every place."""
    names = _names(store, edition)
    for one in store.every_goal(edition):
        word = one.wording
        counts = (word.strong, word.level, word.weak, word.unknown, word.word) if word else (None,) * 5
        yield (
            *(one.place, names[one.place], one.goal, one.year, one.score, one.score_low, one.score_high),
            *(colour_word(one), one.yardstick, one.coverage, *counts),
        )


def indicators(store: EditionStore, edition: Edition) -> Rows:
    """Return every indicator with its texts in three languages, its yardstick and its source."""
    texts = {
        language: {one.key: one for one in store.indicators(edition, language)}
        for language in ("nb", "nn", "en")
    }
    bounds = read_bounds(store.record(edition))
    for one in store.indicators(edition, "nb"):
        spoken = [texts[language][one.key] for language in ("nb", "nn", "en")]
        limits = bounds.get(one.key, NO_BOUNDS)
        yield (
            *(one.key, one.goal, one.target),
            *(text.name for text in spoken),
            *(text.about for text in spoken),
            *(text.unit for text in spoken),
            *(one.decimals, one.direction, str(one.yardstick)),
            *(limits.lower, limits.red, limits.yellow, limits.green, limits.upper),
            *_facts(one),
        )


def _facts(one: Indicator) -> Cells:
    return (
        *(one.ideal_low, one.ideal_high, one.weight, one.influence, one.role, one.quality),
        *(one.source, one.table, one.contents, one.licence, one.url),
        *(one.target_source, one.target_date, one.example_target, one.series_from),
    )


def places(store: EditionStore, edition: Edition) -> Rows:
    """Return every place with what is known of it."""
    structure = store.structure(edition)
    for one in store.places(edition):
        row = structure[one.code]
        yield (
            *(one.code, one.name, int(one.ranked), one.group, " ".join(one.tags), one.population),
            *(row.get("area_km2"), row.get("centrality"), row.get("language")),
        )


def _names(store: EditionStore, edition: Edition) -> dict[str, str]:
    return {place.code: place.name for place in store.places(edition)}


TABLES: Mapping[str, Callable[[EditionStore, Edition], Rows]] = {
    "figures": figures,
    "series": series,
    "goals": goals,
    "indicators": indicators,
    "places": places,
}
