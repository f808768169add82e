"""An indicator as JSON-stat 2.0: every place and every year, with a sign where there is no value."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.editions.rows import Edition, ValueStatus
from loftet.indicators.downloads.answer import CSV, METADATA, ZIP
from loftet.indicators.downloads.said import STATUS_WORDS, caveats, citation, licence_words, origin_words
from loftet.indicators.downloads.whole import Whole

if TYPE_CHECKING:
    from loftet.sources.jsonstat import Cube, CubeDimension, DocumentExtras, TableNotes

PLACE, YEAR, INDICATOR = "place", "year", "indicator"


def jsonstat_file(whole: Whole) -> bytes:
    """Write the whole series of an indicator in the language of the reader."""
    # It brings in NumPy, which no page needs.
    from loftet.sources.jsonstat import write_jsonstat

    return write_jsonstat(_cube(whole), _around(whole))


def _cube(whole: Whole) -> "Cube":
    """Set values and statuses on their cells; one that nothing is told of is missing, or does not apply."""
    import numpy as np

    from loftet.sources.jsonstat import CellStatus, Cube

    dims = _dims(whole)
    row = {code: at for at, code in enumerate(dims[0].codes)}
    column = {year: at for at, year in enumerate(whole.years)}
    shape = (len(row), len(column), 1)
    values = np.full(shape, np.nan)
    status = np.full(shape, CellStatus.MISSING, dtype=np.uint8)
    for code in whole.not_of & row.keys():
        status[row[code]] = CellStatus.NOT_APPLICABLE
    for one in whole.series:
        cell = row[one.place], column[one.year], 0
        status[cell] = CellStatus[one.status.name]
        if one.value is not None:
            values[cell] = one.value
    return Cube(dims, values, status, _about(whole))


def _dims(whole: Whole) -> "tuple[CubeDimension, CubeDimension, CubeDimension]":
    from loftet.sources.jsonstat import CubeDimension, DimensionRole, Unit

    def side(name: str, label: str, role: DimensionRole, named: dict[str, str], unit: Unit) -> CubeDimension:
        return CubeDimension(
            name, label, role, tuple(named), tuple(named.values()), tuple(unit for _code in named)
        )

    indicator = whole.indicator
    unit = Unit(indicator.unit, indicator.decimals)
    years = {str(year): str(year) for year in whole.years}
    return (
        side(PLACE, pgettext("statistics", "Place"), DimensionRole.GEO, whole.names, Unit()),
        side(YEAR, _("Year"), DimensionRole.TIME, years, Unit()),
        side(
            INDICATOR,
            pgettext("statistics", "Indicator"),
            DimensionRole.METRIC,
            {indicator.key: indicator.name},
            unit,
        ),
    )


def _about(whole: Whole) -> "TableNotes":
    from loftet.sources.jsonstat import TableNotes

    indicator, edition = whole.indicator, whole.edition
    return TableNotes(
        label=indicator.name,
        source=origin_words(indicator, edition),
        updated=edition.built.isoformat(),
        table=indicator.table,
        language=whole.language,
        notes=(
            *filter(None, [indicator.about]),
            licence_words(indicator, edition),
            *caveats(indicator, edition),
            citation(indicator, edition, whole.addresses.permanent),
        ),
    )


def _around(whole: Whole) -> "DocumentExtras":
    from loftet.sources.jsonstat import CellStatus, DocumentExtras, Link

    at, edition = whole.addresses, whole.edition
    return DocumentExtras(
        address=f"{at.json}&lang={whole.language}",
        links=(
            Link("alternate", CSV.content_type, at.csv_all_years),
            Link("alternate", ZIP.content_type, at.zip),
            Link("describedby", METADATA.content_type, at.metadata),
            Link("describedby", "text/html", at.permanent),
        ),
        signs={
            CellStatus[status.name]: str(word)
            for status, word in STATUS_WORDS.items()
            if status is not ValueStatus.REPORTED
        },
        more={"made_up": edition.demo, "edition": edition_facts(edition)},
    )


def edition_facts(edition: Edition) -> dict[str, str | int | None]:
    """Return what makes an edition known again."""
    return {
        "id": edition.id,
        "title": edition.title,
        "publisher": edition.publisher,
        "licence": edition.licence,
        "built": edition.built.isoformat(),
        "year": edition.year,
        "codes_at": edition.codes_at.isoformat() if edition.codes_at else None,
        "content": edition.content,
    }
