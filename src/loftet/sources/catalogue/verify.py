"""A check against the live interface that the tables and contents codes of the catalogue exist."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from loftet.geography.rows import numbered_records
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.catalogue.read import INDICATORS
from loftet.sources.catalogue.record import Catalogue, CatalogueIndicator
from loftet.sources.fetched_figures import chosen_codes
from loftet.sources.jsonstat import CubeDimension, DimensionRole
from loftet.sources.whole_file import write_whole


class Describer(Protocol):
    """Something that can tell what the tables of a source have."""

    def ready(self) -> None:
        """Check that the source answers."""

    def describe(self, table: str) -> tuple[CubeDimension, ...]:
        """Fetch the dimensions of a table."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of a check: the indicators seen, those not found, and notes."""

    seen: tuple[str, ...]
    absent: tuple[str, ...]
    said: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return what was found, as lines to print."""
        return [f"{len(self.seen)} seen in live metadata, {len(self.absent)} not there", *self.said]


def verify_catalogue(catalogue: Catalogue, describers: Mapping[str, Describer], today: date) -> Verified:
    """Look every named table up, and write `verified` into `indicators.csv` where all that is named exists.

    A date is taken back where the table is there without it; where nothing was answered it stays.

    Raises:
        InvalidInput: when no source answers at all; nothing is written then.
    """
    found = _Found()
    silent: list[Problem] = []
    for name, describer in describers.items():
        try:
            describer.ready()
        except InvalidInput as refused:
            silent.extend(refused.problems)
            found.said.append(f"{name}: {refused}")
            continue
        for table, indicators in _by_table(catalogue, name).items():
            _look_up(table, indicators, describer, found)
    if silent and len(found.said) == len(describers) == len(silent):
        raise InvalidInput(silent)
    days = dict.fromkeys(found.seen, today.isoformat()) | dict.fromkeys(found.absent, "")
    set_verified(catalogue.folder / INDICATORS, days)
    return Verified(tuple(found.seen), tuple(found.absent), tuple(found.said))


@dataclass(slots=True)
class _Found:
    seen: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def _by_table(catalogue: Catalogue, source: str) -> Mapping[str, list[CatalogueIndicator]]:
    tables: dict[str, list[CatalogueIndicator]] = {}
    for indicator in catalogue.indicators:
        if indicator.source.table and indicator.source.name == source:
            tables.setdefault(indicator.source.table, []).append(indicator)
    return tables


def _look_up(
    table: str, indicators: Sequence[CatalogueIndicator], describer: Describer, found: _Found
) -> None:
    try:
        dims = describer.describe(table)
    except InvalidInput as refused:
        found.said.append(f"{table}: {refused}")
        return
    for indicator in indicators:
        faults = _faults(indicator, dims)
        (found.absent if faults else found.seen).append(indicator.key)
        found.said.extend(f"{table}, {indicator.key}: {fault}" for fault in faults)


def _faults(indicator: CatalogueIndicator, dims: Sequence[CubeDimension]) -> list[str]:
    series = indicator.source.series
    contents = [code for dim in dims if dim.role is DimensionRole.METRIC for code in dim.codes]
    if not series.contents:
        shown = ", ".join(contents[:8]) + (" …" if len(contents) > 8 else "")
        return [f"the table is there, and the catalogue names no contents code ({shown})"]
    try:
        chosen_codes(series, dims)
    except InvalidInput as refused:
        return [problem.cause for problem in refused.problems]
    return []


def set_verified(file: Path, days: Mapping[str, str]) -> None:
    """Set `verified` of the named indicators; the file is replaced at one stroke, or not at all."""
    rows = [cells for _line, cells in numbered_records(file.read_text(encoding="utf-8"), file)]
    key, verified = (rows[0].index(column) for column in ("indicator", "verified"))
    changed = [_with(row, verified, days.get(row[key], row[verified])) for row in rows[1:]]
    if changed == rows[1:]:
        return
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([rows[0], *changed])
    write_whole(file, written.getvalue().encode())


def _with(row: Sequence[str], at: int, cell: str) -> list[str]:
    return [*row[:at], cell, *row[at + 1 :]]
