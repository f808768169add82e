"""An indicator as JSON-stat 2.0: every place and every year, with a sign where there is no value.

It loads NumPy, which no page needs: what the web starts with imports it where it is called.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.editions.observed import Observed
from loftet.editions.rows import Indicator, ValueStatus
from loftet.sources.jsonstat import (
    CellStatus,
    Cube,
    CubeDimension,
    DimensionRole,
    DocumentExtras,
    Link,
    TableNotes,
    Unit,
    write_jsonstat,
)
from loftet.status.downloads.answer import CSV, METADATA, ZIP
from loftet.status.downloads.metadata import edition_facts
from loftet.status.downloads.said import STATUS_WORDS, caveats, citation, licence_words, origin_words
from loftet.status.downloads.whole import Whole

PLACE, YEAR, INDICATOR = "place", "year", "indicator"


def jsonstat_file(whole: Whole) -> bytes:
    """Write the whole series of an indicator in the language of the reader."""
    return write_jsonstat(_cube(whole), _around(whole))


def _cube(whole: Whole) -> Cube:
    indicator = whole.indicator
    series = {indicator.key: (whole.series, whole.not_of)}
    years = {str(year): whole.periods[year] for year in whole.years}
    return cube_of((indicator,), series, whole.names, years, _about(whole))


def cube_of(
    indicators: Sequence[Indicator],
    series: Mapping[str, tuple[Sequence[Observed], AbstractSet[str]]],
    places: Mapping[str, str],
    years: Mapping[str, str],
    about: TableNotes,
) -> Cube:
    """Return places × years × indicators; a cell that nothing is told of is missing, or does not apply.

    Places and years are names by code; the series of an indicator come with the places it does not apply to.
    """
    dims = _dims(indicators, places, years)
    row, column = ({code: at for at, code in enumerate(side)} for side in (places, years))
    values = np.full([len(dim.codes) for dim in dims], np.nan)
    status = np.full(values.shape, CellStatus.MISSING, dtype=np.uint8)
    for at, indicator in enumerate(indicators):
        told, not_of = series[indicator.key]
        for code in not_of & row.keys():
            status[row[code], :, at] = CellStatus.NOT_APPLICABLE
        for one in told:
            cell = row[one.place], column[str(one.year)], at
            status[cell] = CellStatus[one.status.name]
            values[cell] = np.nan if one.value is None else one.value
    return Cube(dims, values, status, about)


def _dims(
    indicators: Sequence[Indicator], places: Mapping[str, str], years: Mapping[str, str]
) -> tuple[CubeDimension, ...]:
    def side(name: str, label: str, role: DimensionRole, named: Mapping[str, str]) -> CubeDimension:
        return CubeDimension(name, label, role, tuple(named), tuple(named.values()), (Unit(),) * len(named))

    names = {one.key: one.name for one in indicators}
    metric = side(INDICATOR, pgettext("statistics", "Indicator"), DimensionRole.METRIC, names)
    return (
        side(PLACE, pgettext("statistics", "Place"), DimensionRole.GEO, places),
        side(YEAR, _("Year"), DimensionRole.TIME, years),
        replace(metric, units=tuple(Unit(one.unit, one.decimals) for one in indicators)),
    )


def _about(whole: Whole) -> TableNotes:
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


def _around(whole: Whole) -> DocumentExtras:
    at, edition = whole.addresses, whole.edition
    return DocumentExtras(
        address=f"{at.json}&lang={whole.language}",
        links=(
            Link("alternate", CSV.content_type, at.csv_all_years),
            Link("alternate", ZIP.content_type, at.zip),
            Link("describedby", METADATA.content_type, at.metadata),
            Link("describedby", "text/html", at.permanent),
        ),
        signs=signs(),
        more={"made_up": edition.demo, "edition": edition_facts(edition)},
    )


def signs() -> dict[CellStatus, str]:
    """Return the words of each reason for having no value."""
    reasons = ((status, word) for status, word in STATUS_WORDS.items() if status is not ValueStatus.REPORTED)
    return {CellStatus[status.name]: str(word) for status, word in reasons}
