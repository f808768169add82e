"""A status as a folder of files: CSV or Parquet, and the record."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from loftet.editions.build import Status
from loftet.editions.frames import ColumnKind, Frame
from loftet.sources.whole_folder import whole_folder


class Format(StrEnum):
    """The format of the tables."""

    CSV = "csv"
    PARQUET = "parquet"


RECORD = "study.json"
TABLES = ("indicator_scores", "goal_scores", "index")
NEEDS_QUOTES = frozenset(',"\r\n')
OURS = frozenset({RECORD, *(f"{table}.{kind.value}" for table in TABLES for kind in Format)})


def write_status(status: Status, out: Path, format: Format = Format.CSV) -> None:
    """Write a status as a whole folder, or nothing; an earlier status in its place is replaced."""
    with whole_folder(out, OURS, marker=RECORD) as folder:
        write_frames(status.frames, folder, format)
        (folder / RECORD).write_text(status.record.as_json(), encoding="utf-8")


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
            _quoted(column.printed()) if column.kind is ColumnKind.TEXT else column.printed()
            for column in frame.columns.values()
        ]
        rows = map(",".join, zip(*columns, strict=True))
        handle.writelines(f"{line}\n" for line in (",".join(frame.columns), *rows))


def _quoted(cells: list[str]) -> list[str]:
    """Quote the cells that need it, as `csv` does."""
    marked = {
        cell: '"' + cell.replace('"', '""') + '"' for cell in set(cells) if not NEEDS_QUOTES.isdisjoint(cell)
    }
    return [marked.get(cell, cell) for cell in cells] if marked else cells
