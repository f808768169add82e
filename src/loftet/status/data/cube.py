"""A whole edition as one table of JSON-stat 2.0: every indicator in every place and year."""

from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.sources.jsonstat import Cube, DocumentExtras, Link, TableNotes, write_jsonstat
from loftet.status.data.readme import licence_of_all, page_of
from loftet.status.downloads.jsonstat import cube_of, signs
from loftet.status.downloads.metadata import edition_facts
from loftet.status.downloads.said import general_caveats
from loftet.status.downloads.whole import places_without


def edition_cube(store: EditionStore, edition: Edition, language: str) -> Cube:
    """Return an edition as place × year × indicator, each cell with its value or why there is none."""
    indicators = store.indicators(edition, language)
    series = {
        one.key: (
            store.whole_series(edition, one.key),
            places_without(store.indicator_table(edition, one.key)),
        )
        for one in indicators
    }
    places = {one.code: one.name for one in store.places(edition)}
    found = sorted({one.year for told, _not_of in series.values() for one in told})
    years = {str(year): str(year) for year in found}
    return cube_of(indicators, series, places, years, _about(edition, language))


def edition_jsonstat(store: EditionStore, edition: Edition, language: str) -> bytes:
    """Write an edition as JSON-stat; the same edition gives the same bytes."""
    facts = {"made_up": edition.demo, "edition": edition_facts(edition)}
    around = DocumentExtras(
        links=(Link("describedby", "text/html", page_of(edition)),), signs=signs(), more=facts
    )
    return write_jsonstat(edition_cube(store, edition, language), around)


def _about(edition: Edition, language: str) -> TableNotes:
    return TableNotes(
        label=edition.title,
        source=edition.publisher or "Løftet",
        updated=edition.built.isoformat(),
        table="",
        language=language,
        notes=(licence_of_all(edition), *general_caveats(edition)),
    )
