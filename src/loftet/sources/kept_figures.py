"""Figures of an earlier fetch, kept for indicators that a source did not give this time."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from loftet.sources.catalogue import CatalogueIndicator
from loftet.sources.municipalities import Row
from loftet.text_files.rows import read_whole

INDICATOR = ("indicator",)
# What must be as it was, so that a corrected line of the catalogue keeps no figure of the wrong table.
SAME = ("source", "table", "contents", "unit")


def kept_rows(
    study: Path, lost: Iterable[CatalogueIndicator], places: Collection[str], columns: Row
) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows that an earlier study holds of the indicators, each under its own, older vintage.

    Raises:
        InvalidInput: when the tables of the earlier study cannot be read.
    """
    if not (study / "indicators.csv").is_file() or not (study / "observations.csv").is_file():
        return {}
    before = {row.cells["indicator"]: row.cells for row in read_whole(study / "indicators.csv", INDICATOR)}
    same = {one.key for one in lost if _is_same(one, before.get(one.key, {}))}
    kept: dict[str, list[Row]] = {}
    if not same:
        return {}
    for row in read_whole(study / "observations.csv", columns):
        if row.cells["indicator"] in same and row.cells["place"] in places:
            kept.setdefault(row.cells["indicator"], []).append(tuple(row.cells[column] for column in columns))
    return {key: tuple(rows) for key, rows in kept.items()}


def _is_same(indicator: CatalogueIndicator, before: Mapping[str, str]) -> bool:
    source = indicator.source
    now = (source.name, source.table, source.contents, indicator.unit.nb)
    return tuple(before.get(column, "") for column in SAME) == now
