"""Figures of an earlier fetch, kept for indicators that a source did not give this time."""

import csv
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from loftet.sources.catalogue import CatalogueIndicator
from loftet.sources.municipalities import Row

# What must be as it was, so that a corrected line of the catalogue keeps no figure of the wrong table.
SAME = ("source", "table", "contents", "unit")


def kept_rows(
    study: Path, lost: Iterable[CatalogueIndicator], places: Collection[str], columns: Row
) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows that an earlier study holds of the indicators, each under its own, older vintage."""
    if not (study / "indicators.csv").is_file() or not (study / "observations.csv").is_file():
        return {}
    before = {row["indicator"]: row for row in _rows(study / "indicators.csv")}
    same = {one.key for one in lost if _is_same(one, before.get(one.key, {}))}
    kept: dict[str, list[Row]] = {}
    if not same:
        return {}
    for row in _rows(study / "observations.csv"):
        if row["indicator"] in same and row["place"] in places:
            kept.setdefault(row["indicator"], []).append(tuple(row.get(column, "") for column in columns))
    return {key: tuple(rows) for key, rows in kept.items()}


def _is_same(indicator: CatalogueIndicator, before: Mapping[str, str]) -> bool:
    source = indicator.source
    now = (source.name, source.table, source.contents, indicator.unit.nb)
    return tuple(before.get(column, "") for column in SAME) == now


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
