"""A status as a folder of files: CSV or Parquet, and the record."""

import os
import shutil
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from loftet.editions.build import Status
from loftet.editions.frames import Frame, Kind
from loftet.refused import Refused


class Format(StrEnum):
    """How the tables are written."""

    CSV = "csv"
    PARQUET = "parquet"


RECORD = "study.json"
TABLES = ("indicator_scores", "goal_scores", "index")
NEEDS_QUOTES = frozenset(',"\r\n')
OURS = frozenset({RECORD, *(f"{table}.{kind.value}" for table in TABLES for kind in Format)})


def write_status(status: Status, out: Path, format: Format = Format.CSV) -> None:
    """Write a status as a whole folder, or nothing; an earlier status in its place is replaced."""
    _check_replaceable(out)
    fresh = _make_sibling(out)
    try:
        write_frames(status.frames, fresh, format)
        (fresh / RECORD).write_text(status.record.as_json(), encoding="utf-8")
        sync_folder(fresh)
        _swap(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _make_sibling(out: Path) -> Path:
    """Make the folder that gets its name when all is in it."""
    fresh = out.parent / f".{out.name}.{os.getpid()}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
    except OSError as error:
        raise Refused.because(f"cannot be written: {error.strerror}", file=out) from error
    return fresh


def _check_replaceable(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise Refused.because("is a file, not a folder to write into", file=out)
    there = {entry.name for entry in out.iterdir()} if out.is_dir() else set()
    if there and (RECORD not in there or there - OURS):
        stranger = min(there - OURS, default=min(there))
        raise Refused.because(
            f"holds other things than a status («{stranger}»): nothing is replaced", file=out
        )


def _swap(fresh: Path, out: Path) -> None:
    old = out.parent / f".{out.name}.{os.getpid()}.old"
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Make sure that a folder's files are on the disk before it gets its name."""
    for file in (*sorted(folder.iterdir()), folder):
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_frames(frames: Sequence[Frame], folder: Path, format: Format) -> None:
    """Write tables into a folder, each under its own name."""
    if format is Format.PARQUET:
        # DuckDB costs a sixth of a second that CSV need not pay.
        from loftet.editions.parquet import write_parquet

        write_parquet({folder / f"{frame.name}.parquet": frame for frame in frames})
        return
    for frame in frames:
        write_csv(frame, folder / f"{frame.name}.csv")


def write_csv(frame: Frame, file: Path) -> None:
    """Write a table as CSV: UTF-8, comma, full precision, an empty field where there is no value."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        columns = [
            _quoted(column.printed()) if column.kind is Kind.TEXT else column.printed()
            for column in frame.columns.values()
        ]
        rows = map(",".join, zip(*columns, strict=True))
        handle.writelines(f"{line}\n" for line in (",".join(frame.columns), *rows))


def _quoted(cells: list[str]) -> list[str]:
    """Put quotation marks round the cells that need them, as `csv` does."""
    marked = {
        cell: '"' + cell.replace('"', '""') + '"' for cell in set(cells) if not NEEDS_QUOTES.isdisjoint(cell)
    }
    return [marked.get(cell, cell) for cell in cells] if marked else cells
