"""A check against the live interfaces that the tables and codes of the catalogue exist."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.catalogue.live import describe_series, with_codes
from loftet.sources.catalogue.read import INDICATORS
from loftet.sources.catalogue.record import Catalogue, CatalogueIndicator, SourceSeries
from loftet.sources.fetched_figures import chosen_codes
from loftet.sources.jsonstat import CubeDimension
from loftet.sources.web import NotFound
from loftet.sources.whole_file import write_whole
from loftet.text_files.rows import numbered_records

UNANSWERED = (
    "no source answers, and nothing is changed; a study of own files needs no connection: loftet recipe new"
)


class Describer(Protocol):
    """Something that can tell what the tables of a source have."""

    def ready(self) -> None:
        """Check that the source answers."""

    def describe(self, table: str) -> tuple[CubeDimension, ...]:
        """Fetch the dimensions of a table."""


class Verdict(StrEnum):
    """The result for an indicator, in the words that are printed."""

    WORKS = "works"
    AFTER_CHANGE = "works after this change"
    ABSENT = "does not exist"
    UNANSWERED = "not answered for"


@dataclass(frozen=True, slots=True)
class Finding:
    """A result for an indicator: the verdict, the cells to change, and a description or a cause."""

    key: str
    table: str
    verdict: Verdict
    said: str
    changes: Mapping[str, str] = field(default_factory=dict)

    def line(self) -> str:
        """Return the row of the closing table."""
        changes = "; ".join(f"{column}: {cell}" for column, cell in self.changes.items())
        return " | ".join(filter(None, (self.key, self.table, self.verdict, changes, self.said)))


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of a check: what was found of each indicator, and notes on sources that did not answer."""

    findings: tuple[Finding, ...]
    said: tuple[str, ...]

    def with_verdict(self, verdict: Verdict) -> tuple[str, ...]:
        """Return the keys of the indicators with a verdict."""
        return tuple(one.key for one in self.findings if one.verdict is verdict)

    def lines(self) -> list[str]:
        """Return the notes, the table by verdict, and the counts."""
        ordered = [one.line() for verdict in Verdict for one in self.findings if one.verdict is verdict]
        counts = ", ".join(f"{len(self.with_verdict(verdict))} {verdict}" for verdict in Verdict)
        return [*self.said, "indicator | table | result | what", *ordered, counts]


def verify_catalogue(
    catalogue: Catalogue,
    describers: Mapping[str, Describer],
    divisors_from: str,
    today: date,
    write: bool = False,
) -> Verified:
    """Look every named table up, and write `verified` into `indicators.csv` where all that is named exists.

    A date is taken back where the table or a code is gone; where nothing was answered it stays. With `write`
    the proposed cells are written too.

    Raises:
        InvalidInput: when no source answers at all; nothing is written then.
    """
    said: list[str] = []
    tables = _Tables(_answering(describers, said), divisors_from)
    findings = tuple(
        _find(one, tables)
        for one in catalogue.indicators
        if one.source.table and one.source.name in tables.describers
    )
    said.extend(_not_described(catalogue, describers))
    cells = {one.key: _cells(one, today, write) for one in findings}
    set_cells(catalogue.folder / INDICATORS, cells)
    return Verified(findings, tuple(said))


def _not_described(catalogue: Catalogue, describers: Mapping[str, Describer]) -> Iterator[str]:
    """Yield which indicators' sources describe no tables; a fetch reports a column that is not there."""
    keys = [
        one.key
        for one in catalogue.indicators
        if one.source.table and one.source.contents and one.source.name not in describers
    ]
    if keys:
        yield f"not looked up, for their sources describe no tables (fetch tells): {', '.join(keys)}"


def _answering(describers: Mapping[str, Describer], said: list[str]) -> Mapping[str, Describer]:
    answering: dict[str, Describer] = {}
    silent: list[Problem] = []
    for name, describer in describers.items():
        try:
            describer.ready()
        except InvalidInput as refused:
            silent.extend(refused.problems)
            said.append(f"{name}: {refused}")
        else:
            answering[name] = describer
    if not answering:
        raise InvalidInput([*silent, Problem(UNANSWERED)])
    return answering


def _cells(found: Finding, today: date, write: bool) -> Mapping[str, str]:
    if found.verdict is Verdict.WORKS:
        return {"verified": today.isoformat()}
    if found.verdict is Verdict.AFTER_CHANGE and write:
        return {**found.changes, "verified": today.isoformat()}
    return {} if found.verdict is Verdict.UNANSWERED else {"verified": ""}


# -- one indicator ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tables:
    """The tables of the sources that answer, each described once."""

    describers: Mapping[str, Describer]
    divisors_from: str
    described: dict[tuple[str, str], tuple[CubeDimension, ...] | InvalidInput] = field(default_factory=dict)

    def dims(self, source: str, table: str) -> tuple[CubeDimension, ...]:
        if source not in self.describers:
            raise InvalidInput.because(f"{source} does not answer")
        if (source, table) not in self.described:
            try:
                self.described[source, table] = self.describers[source].describe(table)
            except InvalidInput as refused:
                self.described[source, table] = refused
        found = self.described[source, table]
        if isinstance(found, InvalidInput):
            raise found
        return found


def _find(indicator: CatalogueIndicator, tables: _Tables) -> Finding:
    changes: dict[str, str] = {}
    said = ""
    for column, source, series in _series(indicator, tables.divisors_from):
        try:
            dims = tables.dims(source, series.table)
        except NotFound as gone:
            return Finding(indicator.key, series.table, Verdict.ABSENT, str(gone))
        except InvalidInput as refused:
            return Finding(indicator.key, series.table, Verdict.UNANSWERED, str(refused))
        try:
            read = with_codes(series, dims)
            chosen_codes(read, dims)
        except InvalidInput as refused:
            causes = "; ".join(problem.cause for problem in refused.problems)
            return Finding(indicator.key, series.table, Verdict.ABSENT, causes)
        if read != series:
            changes |= _changed(column, read)
        said = said or describe_series(read, dims, indicator.unit.nb)
    verdict = Verdict.AFTER_CHANGE if changes else Verdict.WORKS
    return Finding(indicator.key, indicator.source.table, verdict, said, changes)


def _series(indicator: CatalogueIndicator, divisors_from: str) -> Iterator[tuple[str, str, SourceSeries]]:
    source = indicator.source
    yield "", source.name, source.series
    if source.minus:
        yield "minus", source.name, source.minus
    if source.divided_by:
        yield "divided_by", divisors_from, source.divided_by


def _changed(column: str, read: SourceSeries) -> dict[str, str]:
    return {column: str(read)} if column else {"contents": read.contents, "selection": read.chosen}


# -- the file --------------------------------------------------------------------------------------


def set_cells(file: Path, cells: Mapping[str, Mapping[str, str]]) -> None:
    """Set cells of the named indicators; the file is replaced at one stroke, or not at all."""
    rows = [row for _line, row in numbered_records(file.read_text(encoding="utf-8"), file)]
    header, key = rows[0], rows[0].index("indicator")
    changed = [_with(header, row, cells.get(row[key], {})) for row in rows[1:]]
    if changed == rows[1:]:
        return
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([header, *changed])
    write_whole(file, written.getvalue().encode())


def _with(header: Sequence[str], row: Sequence[str], cells: Mapping[str, str]) -> list[str]:
    return [cells.get(column, cell) for column, cell in zip(header, row, strict=True)]
