"""Parquet in and out, through DuckDB on one thread so that the bytes are always the same."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from loftet.editions.frames import Column, ColumnKind, Frame
from loftet.editions.memory_cache import connect
from loftet.invalid_input import InvalidInput


def read_parquet(file: Path) -> tuple[list[str], list[tuple[str, ...]], int]:
    """Read a file as text: the names of its columns, their cells, and the number of rows."""
    try:
        with connect() as connection:
            found = connection.execute("SELECT * FROM read_parquet(?)", [str(file)])
            names = [str(column[0]) for column in found.description or ()]
            rows = found.fetchall()
    except duckdb.Error as error:
        raise InvalidInput.because(f"is not Parquet: {str(error).splitlines()[0]}", file=file) from error
    cells = list(zip(*rows, strict=True)) or [()] * len(names)
    return names, [tuple(map(_text, column)) for column in cells], len(rows)


def _text(cell: object) -> str:
    """Write a cell as CSV would hold it: 2015.0 as 2015, true as 1, NULL as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return repr(cell).removesuffix(".0")
    return str(cell)


def write_parquet(frames: Mapping[Path, Frame]) -> None:
    """Write each table to its file; no value is NULL."""
    with connect() as connection:
        for file, frame in frames.items():
            cells = {name: column.cells for name, column in frame.columns.items()}
            connection.register("frame", cells)
            chosen = ", ".join(_typed(name, column) for name, column in frame.columns.items())
            target = str(file).replace("'", "''")
            sql = f"COPY (SELECT {chosen} FROM frame) TO '{target}' (FORMAT parquet)"  # noqa: S608 - own names
            connection.execute(sql)
            connection.unregister("frame")


def _typed(name: str, column: Column) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if column.kind is ColumnKind.TEXT:
        return f"nullif({quoted}, '') AS {quoted}"
    return f"CAST(CASE WHEN isnan({quoted}) THEN NULL ELSE {quoted} END AS {column.kind.value}) AS {quoted}"
