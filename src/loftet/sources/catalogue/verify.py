"""Asks the live interface whether the tables and contents codes of the catalogue exist."""

import csv
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from loftet.geography.rows import nearest
from loftet.refused import Refused
from loftet.sources.catalogue.read import INDICATORS
from loftet.sources.catalogue.record import Catalogue, Indicator
from loftet.sources.jsonstat import Metadata, Role, read_metadata
from loftet.sources.pxweb import Client
from loftet.sources.pxweb.request import metadata_request
from loftet.sources.whole_folder import sync_entry

# The publishers whose tables PxWebApi serves.
PXWEB_SOURCES = ("Statistisk sentralbyrå",)


@dataclass(frozen=True, slots=True)
class Verified:
    """Which indicators were seen, which were looked for and are not there, and what is worth telling."""

    seen: tuple[str, ...]
    absent: tuple[str, ...]
    said: tuple[str, ...]

    def lines(self) -> list[str]:
        """Tell what was found, as lines to print."""
        return [f"{len(self.seen)} seen in live metadata, {len(self.absent)} not there", *self.said]


def verify_catalogue(catalogue: Catalogue, client: Client, today: date) -> Verified:
    """Look every named table up, and write `verified` into `indicators.csv` where its contents code exists.

    A date is taken back where the table is there without the code; where nothing was answered it stays.

    Raises:
        Refused: when the interface does not answer at all; nothing is written then.
    """
    client.limits()
    seen: list[str] = []
    absent: list[str] = []
    said: list[str] = []
    for table, indicators in _by_table(catalogue).items():
        try:
            metadata = read_metadata(client.send(metadata_request(table, client.language)).content, table)
        except Refused as refused:
            said.append(f"{table}: {refused}")
            continue
        for indicator in indicators:
            fault = _fault(indicator, metadata)
            (absent if fault else seen).append(indicator.key)
            said.extend([f"{table}, {indicator.key}: {fault}"] if fault else [])
    days = dict.fromkeys(seen, today.isoformat()) | dict.fromkeys(absent, "")
    set_verified(catalogue.folder / INDICATORS, days)
    return Verified(tuple(seen), tuple(absent), tuple(said))


def _by_table(catalogue: Catalogue) -> Mapping[str, list[Indicator]]:
    tables: dict[str, list[Indicator]] = {}
    for indicator in catalogue.indicators:
        if indicator.source.table and indicator.source.name in PXWEB_SOURCES:
            tables.setdefault(indicator.source.table, []).append(indicator)
    return tables


def _fault(indicator: Indicator, metadata: Metadata) -> str:
    source = indicator.source
    contents = [code for dim in metadata.dims if dim.role is Role.METRIC for code in dim.codes]
    if not source.contents:
        shown = ", ".join(contents[:8]) + (" …" if len(contents) > 8 else "")
        return f"the table is there, and the catalogue names no contents code ({shown})"
    if source.contents not in contents:
        return f"the table has no contents code «{source.contents}»{nearest(source.contents, contents)}"
    dims = {dim.id: dim.codes for dim in metadata.dims}
    for variable, code in source.selection:
        if variable not in dims:
            return f"the table has no variable «{variable}»{nearest(variable, list(dims))}"
        if code not in dims[variable]:
            return f"«{variable}» has no code «{code}»{nearest(code, dims[variable])}"
    return ""


def set_verified(file: Path, days: Mapping[str, str]) -> None:
    """Set `verified` of the named indicators; the file is replaced at one stroke, or not at all."""
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    key, verified = (rows[0].index(column) for column in ("indicator", "verified"))
    changed = [_with(row, verified, days.get(row[key], row[verified])) for row in rows[1:]]
    if changed == rows[1:]:
        return
    written = file.with_name(f".{file.name}-{uuid4().hex}")
    try:
        with written.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([rows[0], *changed])
        sync_entry(written)
        os.replace(written, file)  # noqa: PTH105 - the one call that swaps a file for another
        sync_entry(file.parent)
    finally:
        written.unlink(missing_ok=True)


def _with(row: Sequence[str], at: int, cell: str) -> list[str]:
    return [*row[:at], cell, *row[at + 1 :]]
